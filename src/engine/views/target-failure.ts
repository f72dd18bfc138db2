import { lastFinding } from '../../lifecycle/probes.js';
import { describeFinding } from '../../lifecycle/target-check.js';
import { ProbeOutcome } from '../../model/target.js';
import { targetPlan } from '../apply/probing.js';
import type { World } from '../world.js';

/**
 * Why a target is unhealthy: what made it so, or what checks found after that (load-balancing §5.2, proposed there).
 * DescribeTargetHealth and the event of its task's stop tell the same.
 */
export function latestFailure(world: World, target: number): ReturnType<typeof describeFinding> {
  const plan = targetPlan(world, target);
  const latest = plan === undefined ? undefined : lastFinding(plan, world.nowMs);
  const { isNetwork } = world.targetGroup(world.targets.group.get(target));
  if (isNetwork || latest === undefined || latest.outcome === ProbeOutcome.PASSED) {
    return describeFinding(world.targets.finding.get(target), world.targets.findingCode.get(target));
  }
  return describeFinding(latest.outcome as ProbeOutcome, latest.code ?? 0);
}
