import { isSteady, planCompletion } from './completion.js';
import { planReplacements, planRollingUpdate, type RollingPlan, type Start, type Stop } from './rolling-update.js';
import type { DeploymentView, PassAction, PassPlan, ServiceView, Wait } from './service-view.js';

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
  const waits: Wait[] = [];
  for (const wait of rolling.waits) waits.push(wait);
  for (const wait of completion.waits) waits.push(wait);
  addUnderWay(waits, view.primary);
  for (const old of view.superseded) addUnderWay(waits, old);
  if (view.leavingCount > 0) waits.push({ kind: 'stopping', count: view.leavingCount });
  return {
    actions: completion.actions.length === 0 ? actions : [...actions, ...completion.actions],
    waits,
    startWanted: rolling.startWanted,
    steady: isSteady(view, completes),
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
  const actions: PassAction[] = [];
  for (const { deployment, desiredCount } of plan.targets)
    actions.push({ type: 'setTarget', deployment, desiredCount });
  const isQuiet = plan.stops.length + plan.starts.length + plan.protectedBlocks.length === 0 && !plan.deadlock;
  if (isQuiet) return actions;
  const isLate = (stop: Stop) => stop.toldAfterStart && plan.starts.some((each) => each.deployment === stop.deployment);
  const late = plan.stops.filter(isLate);
  const isFirst = (start: Start) => late.some((each) => each.deployment === start.deployment);
  for (const each of plan.stops) if (each.pending && !isLate(each)) actions.push(stopOf(each));
  for (const each of plan.stops) if (!each.pending && !isLate(each)) actions.push(stopOf(each));
  for (const block of plan.protectedBlocks) actions.push({ type: 'tellProtected', ...block });
  if (plan.deadlock) actions.push({ type: 'tellDeadlock' });
  for (const each of plan.starts) if (isFirst(each)) actions.push({ type: 'startTasks', ...each });
  for (const each of late) actions.push(stopOf(each));
  for (const each of plan.starts) if (!isFirst(each)) actions.push({ type: 'startTasks', ...each });
  return actions;
}

const stopOf = ({ deployment, tasks, reason }: Stop): PassAction => ({ type: 'stopTasks', deployment, tasks, reason });

/** What is already on its way and needs no decision. */
function addUnderWay(waits: Wait[], { key, pendingCount, startedCount, unhealthyCount }: DeploymentView): void {
  if (pendingCount > 0) waits.push({ kind: 'starting', deployment: key, count: pendingCount });
  if (startedCount > 0) waits.push({ kind: 'notHealthyYet', deployment: key, count: startedCount });
  if (unhealthyCount > 0) waits.push({ kind: 'unhealthy', deployment: key, count: unhealthyCount });
}
