import { callOperation } from '../api/call.js';
import { createApiClient, type EcsClient, type ElbV2Client } from '../doors/in-process.js';
import { forkWorld } from '../engine/fork.js';
import type { Snapshot } from '../engine/snapshot/format.js';
import { restoreWorld } from '../engine/snapshot/restore.js';
import { takeSnapshot } from '../engine/snapshot/take.js';
import { settleMoment, type TickHost } from '../engine/tick.js';
import { explainService } from '../engine/views/explain.js';
import { verdictOf } from '../engine/views/verdict.js';
import { World } from '../engine/world.js';
import type { EcsOperations } from '../model/aws/ecs.generated.js';
import type { ElbV2Operations } from '../model/aws/elbv2.generated.js';
import { type AwsServiceName, SteadystateError } from '../model/errors.js';
import type { Fact } from '../model/facts.js';
import { checkNoOthers } from '../model/known-names.js';
import { type Duration, type Moment, momentAfter, parseDuration, parseMoment } from '../model/time.js';
import type { Verdict } from '../model/verdict.js';
import type { CountsEntry, StateAt } from '../timeline/at.js';
import type { TimelineEntry } from '../timeline/timeline.js';
import type { WorkloadSource } from '../workload/rule.js';
import { checkAttachments } from './attachments.js';
import { createFaults, type Faults } from './faults.js';
import { Listeners, type SimulatorEvents, type SimulatorLogger } from './listeners.js';
import { type Destination, holds, isQuiescent, isSettled, moveTime } from './moving-time.js';
import { checkForkOptions, type ForkOptions, resolveOptions, type SimulatorOptions } from './options.js';
import { type TimelineOptions, tellAt, tellEntries, tellSeries, tellTimeline } from './past.js';
import { type RunReport, reportOf } from './report.js';
import { makeScheduledCall, scheduleCall } from './scheduled-calls.js';
import { seedWorld } from './seeding/seed-resources.js';
import type { ResourceSeeds, SeededArns } from './seeding/seeds.js';
import { explainExternal, findService, type ServiceReference } from './service-reference.js';
import { createWorkloads, type Workloads } from './workloads.js';

export type { Snapshot, TimelineOptions };

/** What a simulator is given that isn't data: it is not part of a snapshot. */
export interface SimulatorAttachments {
  /** A pino logger, or anything with its `info`, `warn` and `debug`. Without one nothing is logged. */
  readonly logger?: SimulatorLogger;
  /** Functions that tell what containers do, by the name that workloads use. */
  readonly workloadSources?: Readonly<Record<string, WorkloadSource>>;
}

/** `runUntil…` gives up after this much virtual time: CloudFormation gives a service three hours to stabilise. */
/** 3 h; ms. */
const defaultTimeoutMs = 10_800_000;

/** How long to wait. */
export interface RunUntilOptions {
  /** Of virtual time. Default 3 h. */
  readonly timeout?: Duration;
}

let simulatorOf: (world: World, attachments: SimulatorAttachments) => Simulator;

/** The state behind a simulator. For tests and benches of the engine: it isn't exported from the package. */
export let worldOf: (sim: Simulator) => World;

/**
 * An Amazon ECS in memory and in virtual time. Time moves only when it is told to: `tick`, `run`, `runUntil`,
 * `runUntilSteady`. Calls to `ecs` and `elbv2` act at the present moment and never move it.
 */
export class Simulator {
  /** What containers do. */
  readonly workloads: Workloads;
  /** What goes wrong around them. */
  readonly faults: Faults;

  readonly #world: World;
  #ecs: EcsClient | undefined;
  #elbv2: ElbV2Client | undefined;
  readonly #listeners: Listeners;
  readonly #attachments: SimulatorAttachments;
  #moving = false;

  // What has a world for an argument or a result isn't for users: it is handed out to this file, and by `worldOf` to tests.
  static {
    simulatorOf = (world, attachments) => new Simulator(world, attachments);
    worldOf = (sim) => sim.#world;
  }

  private constructor(world: World, attachments: SimulatorAttachments) {
    this.#world = world;
    this.#attachments = attachments;
    this.#listeners = new Listeners(world, attachments.logger);
    const changed = () => this.#settle();
    this.workloads = createWorkloads(world, changed);
    this.faults = createFaults(world, changed);
  }

  // Made when they are first asked for: a fork that lives for one run makes only what it uses.

  /** Amazon ECS: every operation, synchronous, in AWS's shapes. */
  get ecs(): EcsClient {
    this.#ecs ??= createApiClient<EcsOperations>('ecs', this.#caller);
    return this.#ecs;
  }

  /** Elastic Load Balancing v2. */
  get elbv2(): ElbV2Client {
    this.#elbv2 ??= createApiClient<ElbV2Operations>('elbv2', this.#caller);
    return this.#elbv2;
  }

  // ------------------------------------------------------------------------------------------------------------ time

  /** Virtual time. */
  get now(): Date {
    return new Date(this.#world.nowMs);
  }

  /** Virtual ms since the start. */
  get elapsedMs(): number {
    return this.#world.nowMs - this.#world.settings.startMs;
  }

  /** Moves time by one tick (option `tick`) and handles all that is due on the way. */
  tick(): RunReport {
    return this.#move({ limitMs: this.#after(this.#world.settings.tickMs) });
  }

  /** Moves time by exactly this much. */
  run(duration: Duration): RunReport {
    return this.#move({ limitMs: this.#after(duration) });
  }

  /** Moves time to this moment. @throws SteadystateError `TimeRunsBackwards` */
  runTo(moment: Moment): RunReport {
    const atMs = parseMoment(moment, this.#world.nowMs);
    if (atMs < this.#world.nowMs) {
      throw new SteadystateError(
        'TimeRunsBackwards',
        `${new Date(atMs).toISOString()} has passed: it is ${this.now.toISOString()}.`,
        {
          value: String(moment),
          help: 'Take a snapshot or a fork before a moment you want to return to.',
        },
      );
    }
    return this.#move({ limitMs: atMs });
  }

  /**
   * Moves time until a condition holds. It is looked at now, and whenever something has changed.
   * Ends early when nothing is due any more that could change it, and says so.
   * @throws SteadystateError `InvalidInput` for a condition that returns a promise, `InvalidOption`
   */
  runUntil(condition: (sim: this) => boolean, options: RunUntilOptions = {}): RunReport {
    return this.#move({ limitMs: this.#untilMs(options), isReached: () => holds(condition(this)) });
  }

  /**
   * Moves time until every service is steady and every scheduled call and fault has had its moment.
   * Ends early when nothing that is due could change anything, and explains what is stuck.
   */
  runUntilSteady(options: RunUntilOptions = {}): RunReport {
    return this.#move({ limitMs: this.#untilMs(options), isReached: () => isSettled(this.#world) });
  }

  /**
   * Makes a call at a later moment, so that a scenario is data: `sim.schedule('+5m', 'ecs.updateService', { … })`.
   * A call that AWS refuses then is a fact of the timeline, not an exception.
   */
  schedule(moment: Moment, operation: `${AwsServiceName}.${string}`, input: unknown = {}): void {
    scheduleCall(this.#world, moment, operation, input);
  }

  /** Resources are there, under given names and ARNs, as if they always had been. @throws SteadystateError `InvalidSeed` */
  seedResources(seeds: ResourceSeeds): SeededArns {
    seedWorld(forkWorld(this.#world), seeds);
    const made = seedWorld(this.#world, seeds);
    this.#settle();
    return made;
  }

  // ----------------------------------------------------------------------------------------------------------- seeing

  /**
   * Listens to facts, one kind or all of them (`fact`), or to EventBridge-shaped events (`eventBridge`).
   * @throws SteadystateError `InvalidInput` for a name that no event has
   */
  on<Name extends keyof SimulatorEvents>(name: Name, listener: (event: SimulatorEvents[Name]) => void): this {
    this.#listeners.on(name, listener);
    return this;
  }

  off<Name extends keyof SimulatorEvents>(name: Name, listener: (event: SimulatorEvents[Name]) => void): this {
    this.#listeners.off(name, listener);
    return this;
  }

  /** Facts that were kept (option `keepFacts`), oldest first. */
  facts(): readonly Fact[] {
    return this.#world.facts.kept;
  }

  /**
   * What happened, as text in columns: virtual time, counts, and what happened and why. Without `from`, all that was kept.
   * @throws SteadystateError `UnknownResource` for a service that never was; `FactsNotKept` where no facts are kept, or not of
   *   that service, or not from that moment on
   */
  timeline(options: TimelineOptions = {}): string {
    return tellTimeline(this.#world, options);
  }

  /** The same as data. */
  timelineEntries(options: TimelineOptions = {}): TimelineEntry[] {
    return tellEntries(this.#world, options);
  }

  /**
   * Counts and tasks of services as they were right after what happened at a moment: of all services, or of those whose facts
   * are kept; without tasks where only counts are kept. `'+6m52s'` counts from the start of the simulator here.
   * @throws SteadystateError `InvalidMoment` for one that is still to come; `FactsNotKept` for one before facts were kept (in a
   *   fork that keeps others, or after a restore without facts) or from which on some were dropped
   */
  at(moment: Moment): StateAt {
    return tellAt(this.#world, moment);
  }

  /**
   * How the counts of a service went, one entry per change. Where facts are kept from a later moment than the start on, the first
   * entry is of that moment.
   * @throws SteadystateError `UnknownResource` for a service that never was; `FactsNotKept` for one whose facts are not kept, or
   *   which was gone before they were, and where some were dropped
   */
  series(service: string | ServiceReference): CountsEntry[] {
    return tellSeries(this.#world, service);
  }

  /** What became of a service's deployments, oldest first. */
  verdicts(service: string | ServiceReference): Verdict[] {
    const record = findService(this.#world, service);
    return record.serviceDeployments.map((each) => verdictOf(this.#world, record, each, isQuiescent(this.#world)));
  }

  /** What became of a service's newest deployment. */
  verdict(service: string | ServiceReference): Verdict {
    return this.verdicts(service).at(-1) as Verdict;
  }

  /** Whether a service is steady; without one, whether all are that haven't been deleted. */
  isSteady(service?: string | ServiceReference): boolean {
    if (service !== undefined) return findService(this.#world, service).steady;
    return this.#world.unsettledServices.size === 0;
  }

  /** Why a service isn't steady, in sentences with numbers. */
  explain(service: string | ServiceReference): string {
    return (
      explainExternal(this.#world, service) ?? explainService(this.#world, findService(this.#world, service)).join('\n')
    );
  }

  // ------------------------------------------------------------------------------------------------------------ state

  /** The whole state as plain JSON. With `facts`, what was kept so far comes with it; without them, the past is unknown to who restores it. */
  snapshot(options: { readonly facts?: boolean } = {}): Snapshot {
    this.#refuseWhileMoving('take a snapshot');
    checkNoOthers(options, { facts: true }, { of: 'A snapshot' });
    return takeSnapshot(this.#world, options.facts === true);
  }

  /**
   * A simulator that goes on from here by itself. With a seed, chance (faults, flaky checks, jitter) is drawn anew from
   * it, and nothing else: ids go on as they would have. Listeners stay behind.
   * @throws SteadystateError `InvalidOption`
   */
  fork(options: ForkOptions = {}): Simulator {
    this.#refuseWhileMoving('fork');
    checkForkOptions(options);
    const { logger: _logger, ...attachments } = this.#attachments;
    return new Simulator(forkWorld(this.#world, options), attachments);
  }

  // ---------------------------------------------------------------------------------------------------------- details

  #call(api: AwsServiceName, operation: string, input: unknown): unknown {
    const reply = callOperation(this.#world, api, operation, input);
    this.#settle();
    return reply;
  }

  readonly #caller = (api: AwsServiceName, operation: string, input: unknown): unknown =>
    this.#call(api, operation, input);

  /** After a call: counts are told, listeners hear of it; while time is being moved, the end of the moment does that. */
  #settle(): void {
    if (this.#moving) return;
    settleMoment(this.#world);
    this.#publish();
  }

  #publish(): void {
    this.#listeners.publish();
  }

  #untilMs(options: RunUntilOptions): number {
    checkNoOthers(options, { timeout: true }, { of: 'Running until something' });
    return this.#after(options.timeout ?? defaultTimeoutMs, 'timeout');
  }

  #move(destination: Destination): RunReport {
    this.#refuseWhileMoving('move time');
    const startMs = this.#world.nowMs;
    this.#moving = true;
    try {
      return reportOf(this.#world, startMs, moveTime(this.#world, this.#tickHost, destination));
    } finally {
      this.#moving = false;
    }
  }

  readonly #tickHost: TickHost = {
    call: (key) => makeScheduledCall(this.#world, key),
    publish: () => this.#publish(),
  };

  /** The moment a duration from now. @throws SteadystateError `InvalidDuration` */
  #after(duration: Duration, what?: string): number {
    return momentAfter(this.#world.nowMs, parseDuration(duration, what));
  }

  #refuseWhileMoving(what: string): void {
    if (!this.#moving && !this.#listeners.isPublishing) return;
    throw new SteadystateError(
      'TimeMovedByListener',
      `A listener can't ${what}: it is called in the middle of a moment.`,
      {
        help: 'Make calls from listeners if you like; move time outside.',
      },
    );
  }
}

/**
 * Makes a simulator.
 * @throws SteadystateError `InvalidOption`
 */
export function createSimulator(options: SimulatorOptions & SimulatorAttachments = {}): Simulator {
  const { logger, workloadSources, ...settings } = options;
  const attachments = attachmentsOf(logger, workloadSources);
  return simulatorOf(new World(resolveOptions(settings), sourcesOf(attachments)), attachments);
}

/**
 * Makes a simulator from a snapshot: it has the same future as the one the snapshot was taken of.
 * @throws SteadystateError `InvalidSnapshot`, `UnknownWorkloadSource`
 */
export function restoreSimulator(
  snapshot: Snapshot,
  { logger, workloadSources }: SimulatorAttachments = {},
): Simulator {
  const attachments = attachmentsOf(logger, workloadSources);
  return simulatorOf(restoreWorld(snapshot, sourcesOf(attachments)), attachments);
}

function attachmentsOf(
  logger: SimulatorAttachments['logger'],
  workloadSources: SimulatorAttachments['workloadSources'],
): SimulatorAttachments {
  checkAttachments(logger, workloadSources);
  return { ...(logger && { logger }), ...(workloadSources && { workloadSources }) };
}

const sourcesOf = ({ workloadSources = {} }: SimulatorAttachments): ReadonlyMap<string, WorkloadSource> =>
  new Map(Object.entries(workloadSources));
