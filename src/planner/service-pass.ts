import { isSteady, planCompletion } from './completion.js';
import { planReplacements, planRollingUpdate, type RollingPlan, type Stop } from './rolling-update.js';
import type { PassAction, PassPlan, ServiceView, Wait } from './service-view.js';

/**
 * One pass on a beat: what to stop, what to start, which deployments end, and whether the service is steady; in the
 * order in which ECS tells it. Registration of targets lies between starts and completion and is not planned: whatever
 * is due is done (see engine/apply).
 */
export function planServicePass(view: ServiceView): PassPlan {
  const rolling = planRollingUpdate(view);
  const actions = inToldOrder(rolling);
  const completion = planCompletion(view);
  const busy = actions.some((action) => action.type !== 'setTarget');
  const ends = completion.actions.filter((action) => !busy || action.type !== 'completeDeployment');
  const completes = ends.some((action) => action.type === 'completeDeployment');
  const didNothing = actions.length === 0 && (ends.length === 0 || completes);
  return {
    actions: [...actions, ...ends],
    waits: [...rolling.waits, ...completion.waits, ...underWay(view)],
    startWanted: rolling.startWanted,
    steady: didNothing && isSteady(view, completes),
  };
}

/** An extra pass: replaces what stopped, and nothing else (ruling 1). */
export function planExtraPass(view: ServiceView): PassPlan {
  const rolling = planReplacements(view);
  return {
    actions: inToldOrder(rolling),
    waits: rolling.waits,
    startWanted: rolling.startWanted,
    steady: false,
  };
}

/**
 * Targets first; then stops of pending tasks, of running ones, and starts. A deployment that never had a healthy task
 * tells the replacement before the stop (rolling-deployment §13).
 */
function inToldOrder(plan: RollingPlan): PassAction[] {
  const stop = ({ deployment, tasks, reason }: Stop): PassAction => ({ type: 'stopTasks', deployment, tasks, reason });
  const startFirst = new Set(plan.stops.filter((each) => each.toldAfterStart).map((each) => each.deployment));
  const starts = plan.starts.map((start): PassAction => ({ type: 'startTasks', ...start }));
  return [
    ...plan.targets.map((target): PassAction => ({ type: 'setTarget', ...target })),
    ...plan.stops.filter((each) => each.pending).map(stop),
    ...plan.stops.filter((each) => !each.pending && !each.toldAfterStart).map(stop),
    ...plan.protectedBlocks.map((block): PassAction => ({ type: 'tellProtected', ...block })),
    ...(plan.deadlock ? [{ type: 'tellDeadlock' } as const] : []),
    ...starts.filter((start) => 'deployment' in start && startFirst.has(start.deployment)),
    ...plan.stops.filter((each) => each.toldAfterStart).map(stop),
    ...starts.filter((start) => 'deployment' in start && !startFirst.has(start.deployment)),
  ];
}

/** What is already on its way and needs no decision. */
function underWay(view: ServiceView): Wait[] {
  const waits: Wait[] = [];
  for (const deployment of [view.primary, ...view.superseded]) {
    if (deployment.pendingCount > 0) {
      waits.push({ kind: 'starting', deployment: deployment.key, count: deployment.pendingCount });
    }
    if (deployment.startedCount > 0) {
      waits.push({ kind: 'notHealthyYet', deployment: deployment.key, count: deployment.startedCount });
    }
    if (deployment.unhealthyCount > 0) {
      waits.push({ kind: 'unhealthy', deployment: deployment.key, count: deployment.unhealthyCount });
    }
  }
  if (view.leavingCount > 0) waits.push({ kind: 'stopping', count: view.leavingCount });
  return waits;
}
