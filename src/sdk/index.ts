export type { BorderFault, BorderFaultScope } from '../endpoint/border-fault.js';
export type { AddedBorderFault, BorderFaults } from '../endpoint/border-faults.js';
export type { OnPoll } from '../endpoint/on-poll.js';
export {
  type ClientConfigOptions,
  clientConfig,
  type SimulatorClientConfig,
  type UnsignedRequests,
} from './client-config.js';
export type { SdkHandlerOptions, SdkRequest, SdkResponse, SimulatorRequestHandler } from './request-handler.js';
export type { FailedAttempt, RetriesWithoutPause, RetryToken } from './retries.js';
export { sleepsInVirtualTime, type VirtualSleep } from './virtual-sleep.js';
