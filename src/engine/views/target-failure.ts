import { lastFailure } from '../../lifecycle/probes.js';
import { describeFinding } from '../../lifecycle/target-check.js';
import type { ProbeOutcome } from '../../model/target.js';
import type { World } from '../world.js';
import { targetPlan } from './probe-plan.js';

/**
 * Why a target is unhealthy: what made it so, or what checks found after that (load-balancing §5.2, proposed there).
 * DescribeTargetHealth and the event of its task's stop tell the same. What earlier checks found is kept with the target:
 * the plan only says what later ones find.
 */
export function latestFailure(world: World, target: number): ReturnType<typeof describeFinding> {
  const plan = targetPlan(world, target);
  const { isNetwork } = world.targetGroup(world.targets.group.get(target));
  const latest = plan === undefined ? undefined : lastFailure(plan, world.nowMs, world.targets.nextCheck.get(target));
  if (isNetwork || latest === undefined) {
    return describeFinding(world.targets.finding.get(target), world.targets.findingCode.get(target));
  }
  return describeFinding(latest.outcome as ProbeOutcome, latest.code ?? 0);
}
