import { isSteady, planCompletion } from './completion.js';
import { planReplacements, planRollingUpdate, type RollingPlan, type Stop } from './rolling-update.js';
import type { PassAction, PassPlan, ServiceView, Wait } from './service-view.js';

/**
 * One pass on a beat: what to stop, what to start, which deployments end, and whether the service is steady; in the
 * order in which ECS tells it. Registration of targets lies between starts and completion and is not planned: whatever
 * is due is done (see engine/apply).
 * @rule deployment-completes-in-a-quiet-pass
 */
export function planServicePass(view: ServiceView): PassPlan {
  const rolling = planRollingUpdate(view);
  const actions = inToldOrder(rolling);
  const completion = planCompletion(view);
  const completes = completion.actions.some((action) => action.type === 'completeDeployment');
  return {
    actions: [...actions, ...completion.actions],
    waits: [...rolling.waits, ...completion.waits, ...underWay(view)],
    startWanted: rolling.startWanted,
    steady: actions.length === 0 && isSteady(view, completes),
  };
}

/**
 * An extra pass: replaces what stopped, and nothing else (ruling 1).
 * @rule pass-extra-replaces-only
 */
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
 * Targets first; then stops of pending tasks, of running ones, and starts. Where an unhealthy task is stopped, what the
 * pass starts in its deployment is told before (rolling-deployment §13; observed in running services too).
 * @rule event-order-of-a-pass
 * @rule event-start-before-unhealthy-stop
 */
function inToldOrder(plan: RollingPlan): PassAction[] {
  const targets = plan.targets.map((target): PassAction => ({ type: 'setTarget', ...target }));
  const isQuiet = plan.stops.length + plan.starts.length + plan.protectedBlocks.length === 0 && !plan.deadlock;
  if (isQuiet) return targets;
  const stop = ({ deployment, tasks, reason }: Stop): PassAction => ({ type: 'stopTasks', deployment, tasks, reason });
  const starts = plan.starts.map((start): PassAction => ({ type: 'startTasks', ...start }));
  const startsIn = new Set(plan.starts.map((each) => each.deployment));
  const isLate = (each: Stop) => each.toldAfterStart && startsIn.has(each.deployment);
  const late = plan.stops.filter(isLate);
  const startFirst = new Set(late.map((each) => each.deployment));
  const prompt = plan.stops.filter((each) => !isLate(each));
  return [
    ...targets,
    ...prompt.filter((each) => each.pending).map(stop),
    ...prompt.filter((each) => !each.pending).map(stop),
    ...plan.protectedBlocks.map((block): PassAction => ({ type: 'tellProtected', ...block })),
    ...(plan.deadlock ? [{ type: 'tellDeadlock' } as const] : []),
    ...starts.filter((start) => 'deployment' in start && startFirst.has(start.deployment)),
    ...late.map(stop),
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
