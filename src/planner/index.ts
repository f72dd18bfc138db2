/** The pure rules of the scheduler: each a function from a picture to a decision, to be used and tested by itself. */
export { type BeatGrid, beatAfter, beatAtOrAfter } from './beat.js';
export { healthyCountMin, occupiedCountMax } from './bounds.js';
export {
  type BreakerThreshold,
  type BreakerTiming,
  breakerBounds,
  breakerEvaluationMs,
  breakerThreshold,
  breakerTrips,
} from './circuit-breaker.js';
export { type CompletionPlan, isSteady, planCompletion } from './completion.js';
export { type LaunchBucket, type LaunchRate, launchesPossible, takeLaunches } from './launch-rate.js';
export { planReplacements, planRollingUpdate, type RollingPlan, type Start, type Stop } from './rolling-update.js';
export { pickForStopping, type StopCandidate } from './scale-in.js';
export { planExtraPass, planServicePass } from './service-pass.js';
export type { DeploymentView, PassAction, PassPlan, ServiceView, StopReason, Wait } from './service-view.js';
export { type PlacementThrottle, placementDelayMs, type StartThrottle, startDelayMs } from './start-throttle.js';
export { clampTarget, rescaledTarget } from './superseded-target.js';
export { isBalanced, type ZoneMove, zoneMoves } from './zone-balance.js';
export { pickZone, type ZoneChoice } from './zone-spread.js';
