import type { DatedRules, LatencyProfile, Quotas, SchedulerTiming } from '../model/settings.js';

/** The numbers behind the options. */

/** Profiles of `latencyProfiles`, by name. */
export type LatencyProfileName = 'fargate' | 'fargate-large-image' | 'ec2-awsvpc' | 'ec2-bridge' | 'zero';

const fargate: LatencyProfile = {
  provisioningMs: 16_400,
  connectivityMs: 4_500,
  networkInterfaceMs: 4_000,
  pullStartMs: 11_400,
  pullMs: 9_000,
  containerStartMs: 600,
  activatingMs: 2_000,
  drainedMs: 9_100,
  sigtermMs: 400,
  exitReportMs: 1_100,
  killMs: 10_600,
  pendingStopMs: 2_900,
  deprovisioningMs: 23_000,
  provisioningStopMs: 7_600,
  dependencyFailureMs: 10_000,
  firstTargetCheckMs: 1_000,
  networkTargetRegistrationMs: 0,
};

const ec2Awsvpc: LatencyProfile = {
  ...fargate,
  provisioningMs: 8_000,
  connectivityMs: 0,
  networkInterfaceMs: 8_000,
  pullStartMs: 9_000,
  pullMs: 5_000,
  containerStartMs: 1_000,
  exitReportMs: 600,
  killMs: 600,
  pendingStopMs: 1_000,
  deprovisioningMs: 6_000,
  provisioningStopMs: 6_000,
};

/** Latency profiles: `fargate` as recorded, the others as proposed in task-lifecycle §8.1. */
export const latencyProfiles: Readonly<Record<LatencyProfileName, LatencyProfile>> = {
  fargate,
  'fargate-large-image': { ...fargate, pullMs: 25_000 },
  'ec2-awsvpc': ec2Awsvpc,
  'ec2-bridge': {
    ...ec2Awsvpc,
    provisioningMs: 0,
    networkInterfaceMs: 0,
    pullStartMs: 500,
    deprovisioningMs: 0,
    provisioningStopMs: 0,
  },
  zero: Object.fromEntries(Object.keys(fargate).map((name) => [name, 0])) as unknown as LatencyProfile,
};

export const defaultTiming: SchedulerTiming = {
  beatMs: 10_000,
  pickUpMs: 5_000,
  firstPassMs: 15_000,
  callEffectMs: 4_000,
  settleMs: 40_000,
  steadySettleMs: 5_000,
  settleBehindTargetGroupMs: 0,
  forceDeleteMs: 22_300,
  inactiveMs: 75_000,
  completionMs: 25_000,
  leaveAtZeroMs: 60_000,
  failedPendingStopMs: 3_000,
  steadyRepeatMs: 6 * 3_600_000,
  repeatSuppressedMs: 6 * 3_600_000,
  zoneCheckMs: 60_000,
  stoppedTaskVisibleMs: 3_600_000,
  pendingTimeoutMs: 3 * 3_600_000,
};

/** With `zero` latencies the scheduler acts at once as well; only its beat stays. */
export const timingWithoutLatency: Partial<SchedulerTiming> = {
  pickUpMs: 0,
  firstPassMs: 0,
  callEffectMs: 0,
  forceDeleteMs: 0,
  failedPendingStopMs: 0,
};

/** @see https://docs.aws.amazon.com/general/latest/gr/ecs-service.html */
export const awsQuotas: Quotas = {
  tasksPerService: 5_000,
  servicesPerCluster: 5_000,
  clusters: 10_000,
  serviceLaunchesPerMinute: 500,
  fargateLaunchBurst: 100,
  fargateLaunchesPerSecond: 20,
  targetsPerTargetGroup: 1_000,
};

export const noQuotas = Object.fromEntries(
  Object.keys(awsQuotas).map((name) => [name, Number.POSITIVE_INFINITY]),
) as unknown as Quotas;

/** Dates at which ECS changed rules that the simulator knows. The newest is the default. */
export type BehaviourDate = '2026-07' | '2025-11' | '2024-01' | '2021-01';

export const datedRules: Readonly<Record<BehaviourDate, DatedRules>> = {
  '2026-07': { repairsSuperseded: true, breakerThresholds: true, breakerMin: 3 },
  '2025-11': { repairsSuperseded: true, breakerThresholds: false, breakerMin: 3 },
  '2024-01': { repairsSuperseded: false, breakerThresholds: false, breakerMin: 3 },
  '2021-01': { repairsSuperseded: false, breakerThresholds: false, breakerMin: 10 },
};
