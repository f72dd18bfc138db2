import { Standing, type TaskRow } from '../model/task.js';
import type { ProviderChoice } from './provider-spread.js';
import { pickByProvider, pickForStopping, type StopCandidate } from './scale-in.js';
import type { DeploymentView, StopReason } from './service-view.js';

/** One deployment while a pass is being planned: its counts, less what the plan has stopped already. */
export interface Draft {
  readonly view: DeploymentView;
  readonly isPrimary: boolean;
  target: number;
  pending: number;
  started: number;
  settled: number;
  healthy: number;
  unhealthy: number;
  present: number;
  /** Live tasks beyond the target when the pass began. */
  readonly aboveTarget: number;
  /** Tasks of a superseded deployment that this plan stops because nobody needs them. */
  surplusStopped: number;
  /** Tasks that the plan stops already; undefined as long as there are none. */
  picked: Set<TaskRow> | undefined;
  /** Items of its strategy, with the tasks that each has left; undefined as long as nobody has asked. */
  providers: (ProviderChoice & { taskCount: number })[] | undefined;
}

/** Standings of tasks that are asked to run, and what a draft calls their counts. */
export const countNames = {
  [Standing.PENDING]: 'pending',
  [Standing.STARTED]: 'started',
  [Standing.SETTLED]: 'settled',
  [Standing.HEALTHY]: 'healthy',
  [Standing.UNHEALTHY]: 'unhealthy',
} as const;
export type LiveStanding = keyof typeof countNames;

export function draftOf(view: DeploymentView, isPrimary: boolean, target: number): Draft {
  const live = view.pendingCount + view.startedCount + view.settledCount + view.healthyCount + view.unhealthyCount;
  return {
    view,
    isPrimary,
    target,
    pending: view.pendingCount,
    started: view.startedCount,
    settled: view.settledCount,
    healthy: view.healthyCount,
    unhealthy: view.unhealthyCount,
    present: view.presentCount,
    aboveTarget: Math.max(0, live - view.desiredCount),
    surplusStopped: 0,
    picked: undefined,
    providers: undefined,
  };
}

export const liveOf = (counts: Pick<Draft, 'pending' | 'started' | 'settled' | 'healthy' | 'unhealthy'>): number =>
  counts.pending + counts.started + counts.settled + counts.healthy + counts.unhealthy;

/** Tasks that will count one day, if all goes well. */
export const comingOf = ({ pending, started, settled }: Draft): number => pending + started + settled;

/**
 * Unhealthy tasks for which no healthy one stands in yet: they stay until their replacement is healthy.
 * @rule unhealthy-replacement-is-unhealthy-too
 */
export const unhealthyKept = (draft: Draft): number =>
  Math.min(draft.unhealthy, Math.max(0, draft.target - draft.healthy));

/** Tasks that come in place of unhealthy ones, beside which they are until they count healthy. */
export const replacementsOf = (draft: Draft): number => Math.min(unhealthyKept(draft), comingOf(draft));

/**
 * Picks up to `count` tasks of one standing, and takes them out of the draft and of their zones.
 * @param about.zoneCounts - live tasks of the service by zone, less what the plan has stopped already
 */
export function takeFrom(
  draft: Draft,
  standing: LiveStanding,
  count: number,
  { reason, zoneCounts }: { readonly reason: StopReason; readonly zoneCounts: number[] },
): TaskRow[] {
  const tasks: TaskRow[] = [];
  if (count <= 0) return tasks;
  const picked = draft.picked ?? new Set();
  // @rule scale-in-pending-are-not-protected
  const respectsProtection = reason !== 'unhealthy' && standing !== Standing.PENDING;
  draft.providers ??= draft.view.providers?.().map((choice) => ({ ...choice }));
  const candidates = notYetPicked(draft, standing, respectsProtection);
  for (const candidate of draft.providers === undefined || reason === 'unhealthy'
    ? pickForStopping(candidates, count, zoneCounts)
    : pickByProvider(candidates, count, zoneCounts, draft.providers)) {
    tasks.push(candidate.task);
    picked.add(candidate.task);
    const provider = draft.providers?.[candidate.provider];
    if (provider !== undefined) provider.taskCount -= 1;
    zoneCounts[candidate.zone] = (zoneCounts[candidate.zone] ?? 1) - 1;
  }
  draft.picked = picked;
  draft[countNames[standing]] -= tasks.length;
  draft.present -= tasks.length;
  return tasks;
}

/**
 * Protection holds against scale-in and replacement, not against failed health checks (task-lifecycle §12).
 * @rule unhealthy-is-not-protected
 * @rule scale-in-passes-over-protected
 */
function* notYetPicked(draft: Draft, standing: LiveStanding, respectsProtection: boolean): Iterable<StopCandidate> {
  for (const candidate of draft.view.candidates(standing)) {
    if (draft.picked?.has(candidate.task) === true) continue;
    yield respectsProtection || !candidate.protected ? candidate : { ...candidate, protected: false };
  }
}
