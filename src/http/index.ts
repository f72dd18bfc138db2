export type { BorderFault, BorderFaultScope } from '../endpoint/border-fault.js';
export type { AddedBorderFault } from '../endpoint/border-faults.js';
export type { OnPoll } from '../endpoint/on-poll.js';
export type { AsJson } from './control/as-json.js';
export { type ControlClient, connect } from './control/client.js';
export type {
  ControlApi,
  Health,
  ListedRoute,
  MomentText,
  TimelineQuery,
  TimeMoved,
  VirtualTime,
} from './control/control-api.js';
export { ControlError, type ControlRefusal } from './control/control-error.js';
export type { ServerLimits } from './limits.js';
export { type ServerOptions, type SteadystateServer, startServer } from './server.js';
