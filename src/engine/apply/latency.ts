import type { LatencyProfile } from '../../model/settings.js';
import { Draw } from '../chance/chance.js';
import type { World } from '../world.js';

/** Part of the key of a jitter draw: which latency. Numbers go into the draws: never renumber. */
const jitterParts = {
  provisioningMs: 1,
  pullStartMs: 2,
  pullMs: 3,
  containerStartMs: 4,
  exitReportMs: 5,
  killMs: 6,
  deprovisioningMs: 7,
  drainedMs: 8,
  pendingStopMs: 9,
} as const satisfies Partial<Record<keyof LatencyProfile, number>>;

/**
 * A latency of a task: the profile's, varied by the jitter in both directions. Whole ms.
 * @rule task-jitter
 */
export function latencyMs(world: World, task: number, name: keyof typeof jitterParts): number {
  const base = world.settings.latency[name];
  const { jitter } = world.settings;
  if (jitter === 0) return base;
  const draw = world.chance.keyed(Draw.JITTER, world.tasks.number.get(task), jitterParts[name]);
  return Math.max(0, Math.round(base * (1 + jitter * (2 * draw - 1))));
}
