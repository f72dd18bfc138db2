import type { DeploymentView, PassAction, ServiceView, Wait } from './service-view.js';

/** What a pass found about the end of deployments. */
export interface CompletionPlan {
  readonly actions: readonly PassAction[];
  readonly waits: readonly Wait[];
}

/**
 * Which superseded deployments leave `deployments[]`, and whether the newest one is COMPLETED (ruling 20).
 *
 * Behind a target group an old deployment leaves at the beat after its last process has exited, and tasks that were
 * stopped while pending are STOPPED; otherwise when all are. Completion follows later: see `completesNotBeforeMs`.
 * @rule deployment-old-leaves-after-its-processes
 */
export function planCompletion(view: ServiceView): CompletionPlan {
  const actions: PassAction[] = [];
  const waits: Wait[] = [];
  if (!view.primaryInPlay) return { actions, waits };

  let listed = 0;
  for (const old of view.superseded) {
    const remaining = old.leavesWhen === 'processesExited' ? old.processCount : old.remainingCount;
    if (old.desiredCount === 0 && remaining === 0 && view.nowMs >= view.supersededLeaveNotBeforeMs) {
      actions.push({ type: 'retireDeployment', deployment: old.key });
      continue;
    }
    listed += 1;
    waits.push({
      kind: 'supersededLeaves',
      deployment: old.key,
      count: remaining,
      notBeforeMs: view.supersededLeaveNotBeforeMs,
    });
  }

  const { primary } = view;
  if (primary.completed || primary.failed || listed > 0 || actions.length > 0) return { actions, waits };
  if (!isFull(primary, view.desiredCount)) return { actions, waits };
  if (view.nowMs < view.completesNotBeforeMs) {
    waits.push({ kind: 'completes', deployment: primary.key, notBeforeMs: view.completesNotBeforeMs });
    return { actions, waits };
  }
  actions.push({ type: 'completeDeployment', deployment: primary.key });
  return { actions, waits };
}

/**
 * All desired tasks are there and count healthy. A deployment that superseded nothing needs only tasks that have run
 * for 5 s where nothing checks their health (ruling 3).
 * @rule deployment-replacement-needs-healthy
 * @rule deployment-first-needs-settled
 */
function isFull(deployment: DeploymentView, desiredCount: number): boolean {
  const enough = deployment.healthyCount + (deployment.supersedes ? 0 : deployment.settledCount);
  return enough === desiredCount && deployment.presentCount === desiredCount;
}

/**
 * Steady: one deployment, completed, exactly the desired tasks, each healthy (or settled): nothing is to be stopped or
 * started then. Tasks on their way out, with their targets still draining, do not matter (service-scheduler §7). At desired
 * count 0 a deployment that failed is as good as a completed one.
 *
 * @param completesNow - the pass that asks completes the newest deployment
 * @rule deployment-steady
 */
export function isSteady(view: ServiceView, completesNow: boolean): boolean {
  const { primary } = view;
  return (
    view.superseded.length === 0 &&
    (primary.completed || completesNow || (primary.failed && view.desiredCount === 0)) &&
    primary.presentCount === view.desiredCount &&
    primary.settledCount + primary.healthyCount === view.desiredCount &&
    !view.registrationsDue
  );
}
