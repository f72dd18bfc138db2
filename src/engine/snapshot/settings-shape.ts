import * as z from 'zod/mini';
import type { DatedRules, LatencyProfile, Quotas, SchedulerTiming, Settings } from '../../model/settings.js';

/** One shape for every member: a member that is new has to be added here too, or it would be missing without a word. */
type ShapeOf<Type> = Readonly<Record<keyof Type, z.ZodMiniType>>;

/** The settings of a snapshot: all of them, for a world that lacks one has another future. */
export function settingsShape(): z.ZodMiniType {
  const number = z.number();
  const count = z.int().check(z.gte(0));
  const text = z.string();
  const numbers = z.array(number);

  const latency: ShapeOf<LatencyProfile> = {
    provisioningMs: number,
    connectivityMs: number,
    networkInterfaceMs: number,
    pullStartMs: number,
    pullMs: number,
    containerStartMs: number,
    activatingMs: number,
    drainedMs: number,
    sigtermMs: number,
    exitReportMs: number,
    killMs: number,
    pendingStopMs: number,
    deprovisioningMs: number,
    provisioningStopMs: number,
    dependencyFailureMs: number,
    firstTargetCheckMs: number,
    networkTargetRegistrationMs: number,
  };
  const scheduler: ShapeOf<SchedulerTiming> = {
    beatMs: number,
    pickUpMs: number,
    firstPassMs: number,
    callEffectMs: number,
    settleMs: number,
    steadySettleMs: number,
    settleBehindTargetGroupMs: number,
    forceDeleteMs: number,
    inactiveMs: number,
    completionMs: number,
    leaveAtZeroMs: number,
    failedPendingStopMs: number,
    steadyRepeatMs: number,
    repeatSuppressedMs: number,
    zoneCheckMs: number,
    stoppedTaskVisibleMs: number,
    pendingTimeoutMs: number,
  };
  const breaker: ShapeOf<Settings['breaker']> = { afterStartMs: number, afterHealthFailureMs: number };
  const startThrottle: ShapeOf<Settings['startThrottle']> = {
    delaysMs: numbers,
    growAfter: number,
    growFactor: number,
    delayMaxMs: number,
    impairedAfter: number,
  };
  const placementThrottle: ShapeOf<Settings['placementThrottle']> = { delaysMs: numbers };
  // `null` stands for infinity.
  const quota = z.nullable(number);
  const quotas: ShapeOf<Quotas> = {
    tasksPerService: quota,
    servicesPerCluster: quota,
    clusters: quota,
    serviceLaunchesPerMinute: quota,
    fargateLaunchBurst: quota,
    fargateLaunchesPerSecond: quota,
    targetsPerTargetGroup: quota,
  };
  const rules: ShapeOf<DatedRules> = {
    repairsSuperseded: z.boolean(),
    breakerThresholds: z.boolean(),
    breakerMin: number,
  };
  const settings: ShapeOf<Settings> = {
    seed: count,
    startMs: z.int(),
    tickMs: z.int().check(z.gte(1)),
    region: text,
    account: text,
    partition: text,
    zones: z.array(text),
    subnets: z.array(z.looseObject({ id: text, zone: text })),
    securityGroups: z.array(text),
    network: z.enum(['lenient', 'strict']),
    latency: z.looseObject(latency),
    jitter: number,
    scheduler: z.looseObject(scheduler),
    breaker: z.looseObject(breaker),
    startThrottle: z.looseObject(startThrottle),
    placementThrottle: z.looseObject(placementThrottle),
    eagerStop: z.boolean(),
    stopPick: z.enum(['oldest', 'newest', 'random']),
    supersededStopOrder: z.enum(['oldestFirst', 'newestFirst']),
    slotFreed: z.enum(['onContainersStopped', 'onStopped']),
    digestGate: z.enum(['firstTask', 'none']),
    replaceExternallyStopped: z.enum(['onStopped', 'onStopRequested']),
    stopEventOrder: z.enum(['stoppedFirst', 'deregisteredFirst']),
    drainingText: z.enum(['taskSet', 'plain']),
    quotas: z.looseObject(quotas),
    rules: z.looseObject(rules),
    keepFacts: z.union([
      z.enum(['all', 'none', 'counts']),
      z.looseObject({ last: number }),
      z.looseObject({ services: z.array(text) }),
    ]),
  };
  return z.looseObject(settings);
}
