import { planServicePass } from '../../src/planner/service-pass.js';
import type { PassPlan, ServiceView } from '../../src/planner/service-view.js';
import { aService, deploymentKeys, placeOf } from './builders.js';

/** How a rollout is stepped: rolling-deployment §5.4 says 3 ticks from start to healthy, 2 from stop to a free slot. */
export interface Rollout {
  readonly desired: number;
  readonly min: number;
  readonly max: number;
  /** Slots that the cluster has: starts beyond them fail. Default: enough. */
  readonly slots?: number;
  readonly healthyAfter?: number;
  readonly freeAfter?: number;
  /** It is given up after this many ticks. */
  readonly ticks?: number;
  /** What an update changes at a tick, before its pass. */
  readonly at?: Readonly<Record<number, { readonly desired?: number; readonly min?: number; readonly max?: number }>>;
}

type Name = 'new' | 'old';

interface SteppedTask {
  readonly deployment: Name;
  /** Tick from which it is healthy. */
  readonly healthyAt: number;
  /** Tick from which its slot is free; infinite while it isn't asked to stop. */
  freeAt: number;
}

/** What decides: the planner, or the reference that it is compared with. */
export type Decide = (view: ServiceView) => Pick<PassPlan, 'actions'>;

/**
 * Steps a rollout through the planner, one pass per tick, and writes it down as rolling-deployment §5.4 does:
 * `tick: stopped/started -> old healthy, old stopping, new starting, new healthy`, a line per tick at which something
 * happens, and `tick: done` when the new tasks are healthy and no old one is left.
 */
export function traceOf(rollout: Rollout, decide: Decide = planServicePass): string[] {
  const { slots = Number.POSITIVE_INFINITY, healthyAfter = 3, freeAfter = 2, ticks = 100 } = rollout;
  let { desired, min, max } = rollout;
  let tasks = Array.from({ length: desired }, () => aTask('old', 0));
  let oldTarget = desired;
  const rows: string[] = [];

  for (let tick = 0; tick <= ticks; tick += 1) {
    ({ desired = desired, min = min, max = max } = rollout.at?.[tick] ?? {});
    tasks = tasks.filter((task) => task.freeAt > tick);
    const liveOf = (name: Name) => {
      const live = tasks.filter((task) => task.deployment === name && task.freeAt === Number.POSITIVE_INFINITY);
      const starting = live.filter((task) => task.healthyAt > tick);
      return { starting, healthy: live.filter((task) => task.healthyAt <= tick), leaving: leavingOf(name) };
    };
    const leavingOf = (name: Name) =>
      tasks.filter((task) => task.deployment === name && task.freeAt < Number.POSITIVE_INFINITY).length;

    const before = { new: liveOf('new'), old: liveOf('old') };
    if (before.new.healthy.length === desired && tasks.length === desired) return [...rows, `${tick}: done`];
    const view = aService({
      desired,
      min,
      max,
      new: { pending: before.new.starting.length, healthy: before.new.healthy.length, leaving: before.new.leaving },
      old: {
        target: oldTarget,
        pending: before.old.starting.length,
        healthy: before.old.healthy.length,
        leaving: before.old.leaving,
      },
    });
    let stopped = 0;
    let started = 0;
    for (const action of decide(view).actions) {
      const name = 'deployment' in action && action.deployment === deploymentKeys.new ? 'new' : 'old';
      if (action.type === 'stopTasks') {
        // The view numbers a deployment's tasks in this order.
        const inOrder = [...before[name].starting, ...before[name].healthy];
        for (const row of action.tasks) (inOrder[placeOf(row) - 1] as SteppedTask).freeAt = tick + freeAfter;
        stopped += action.tasks.length;
      } else if (action.type === 'startTasks') {
        const count = Math.min(action.count, slots - tasks.length);
        for (let left = count; left > 0; left -= 1) tasks.push(aTask(name, tick + healthyAfter));
        started += Math.max(0, count);
      } else if (action.type === 'setTarget' && name === 'old') {
        oldTarget = action.desiredCount;
      }
    }
    if (stopped + started === 0) continue;
    const [old, newest] = [liveOf('old'), liveOf('new')];
    rows.push(
      `${tick}: ${stopped}/${started} -> ${old.healthy.length},${old.leaving},${newest.starting.length},${newest.healthy.length}`,
    );
  }
  return rows;
}

const aTask = (deployment: Name, healthyAt: number): SteppedTask => ({
  deployment,
  healthyAt,
  freeAt: Number.POSITIVE_INFINITY,
});
