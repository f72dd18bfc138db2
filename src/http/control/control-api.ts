import type { BorderFault } from '../../endpoint/border-fault.js';
import type { AddedBorderFault } from '../../endpoint/border-faults.js';
import type { Fault } from '../../faults/fault.js';
import type { Duration } from '../../model/time.js';
import type { Verdict } from '../../model/verdict.js';
import type { AddedFault } from '../../simulator/faults.js';
import type { RunReport } from '../../simulator/report.js';
import type { ResourceSeeds, SeededArns } from '../../simulator/seeding/seeds.js';
import type { ServiceReference } from '../../simulator/service-reference.js';
import type { Snapshot } from '../../simulator/simulator.js';
import type { WorkloadSetting } from '../../simulator/workloads.js';
import type { CountsEntry, StateAt } from '../../timeline/at.js';
import type { TimelineEntry } from '../../timeline/timeline.js';
import type { ContainerBehaviour, SourcedBehaviour } from '../../workload/behaviour.js';
import type { WorkloadSelector } from '../../workload/rule.js';
import type { AsJson } from './as-json.js';

/** A moment as JSON has it: ISO 8601 text, ms since the epoch, or `'+5m'`. */
export type MomentText = number | string;

/** Virtual time. */
export interface VirtualTime {
  readonly now: Date;
  /** Virtual ms since the start. */
  readonly elapsedMs: number;
  /** Whether every service is steady. */
  readonly isSteady: boolean;
}

/** How the server is. */
export interface Health extends VirtualTime {
  /** `failed` when the clock of option `speed` was stopped by an error. */
  readonly status: 'ok' | 'failed';
  /** What stopped the clock. */
  readonly failure?: string;
  /** What a polling read does to virtual time. */
  readonly onPoll: Duration;
  /** Virtual seconds per real second; absent where time moves only when it is told to. */
  readonly speed?: number;
}

/** A stretch of virtual time, and its report as text. */
export interface TimeMoved extends RunReport {
  readonly text: string;
}

/** What a timeline is asked for. Offsets such as `'+5m'` count from the start of the simulator. */
export interface TimelineQuery {
  readonly service?: string;
  readonly cluster?: string;
  readonly from?: MomentText;
  readonly until?: MomentText;
  readonly detail?: 'events' | 'normal' | 'full';
}

/** One route of the server as it is listed. */
export interface ListedRoute {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly about: string;
}

/**
 * The control routes: what each takes and what it gives, before that becomes JSON. The server, the routes and the client
 * are written against this one table.
 */
export interface ControlApi {
  routes(): readonly ListedRoute[];
  health(): Health;
  reset(): VirtualTime;

  time(): VirtualTime;
  run(given: { readonly duration: Duration }): TimeMoved;
  runTo(given: { readonly moment: MomentText }): TimeMoved;
  runUntilSteady(given?: { readonly timeout?: Duration }): TimeMoved;

  seedResources(given: ResourceSeeds): SeededArns;

  workloads(): readonly WorkloadSetting[];
  setWorkload(given: {
    readonly selector: string | WorkloadSelector;
    readonly behaviour: ContainerBehaviour | SourcedBehaviour;
    /** Also for what is registered later. */
    readonly ahead?: boolean;
  }): readonly WorkloadSetting[];
  clearWorkloads(): readonly WorkloadSetting[];

  faults(): readonly AddedFault[];
  addFault(given: Fault): AddedFault;
  removeFault(given: { readonly id: number }): readonly AddedFault[];

  borderFaults(): readonly AddedBorderFault[];
  addBorderFault(given: BorderFault): AddedBorderFault;
  removeBorderFault(given?: { readonly id?: number }): readonly AddedBorderFault[];

  snapshot(given?: { readonly facts?: boolean }): Snapshot;
  restore(given: Snapshot | AsJson<Snapshot>): VirtualTime;

  timeline(given?: TimelineQuery & { readonly origin?: MomentText }): string;
  timelineEntries(given?: TimelineQuery): readonly TimelineEntry[];
  explain(given: ServiceReference): string;
  verdicts(given: ServiceReference): readonly Verdict[];
  series(given: ServiceReference): readonly CountsEntry[];
  at(given: { readonly moment: MomentText }): StateAt;
}

/** Names of the control routes. */
export type ControlName = keyof ControlApi;
