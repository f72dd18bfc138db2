import { Standing } from '../../model/task.js';
import { rescaledTarget } from '../../planner/superseded-target.js';
import type { ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';

/**
 * Lets the targets of superseded deployments follow a changed desired count. That is the scheduler's doing: until it acts,
 * the former ones are shown (recorded: services.json #58, #59).
 * @rule deployment-scale-out-reaches-the-old
 * @rule deployment-scale-in-reaches-the-old
 */
export function rescaleSuperseded(world: World, service: ServiceRecord): void {
  const from = service.rescaledTo;
  const to = service.desiredCount;
  if (from === to) return;
  service.rescaledTo = to;
  const [primary, ...superseded] = service.deployments.map((key) => world.deployment(key));
  for (const deployment of superseded) {
    if (deployment.rolloutState === 'FAILED') continue;
    deployment.desiredCount = rescaledTarget(deployment.desiredCount, {
      from,
      to,
      primaryHealthyCount: primary?.sizes[Standing.HEALTHY] ?? 0,
    });
  }
}
