import type { TaskRow } from '../model/task.js';
import { furthestAbove, type ProviderChoice } from './provider-spread.js';

/** A task that may be stopped. */
export interface StopCandidate {
  readonly task: TaskRow;
  /** Of candidates that are alike in all else the one with the lowest goes first. */
  readonly order: number;
  readonly zone: number;
  readonly protected: boolean;
  /** Its capacity provider, as a place in the strategy; 0 where there are not several. */
  readonly provider: number;
}

/**
 * Which of several equally good candidates to stop: from the zone with most tasks of the service, counted anew after
 * every pick (ties: first zone); in it by their order. Real ECS chooses at random inside a zone; here the oldest goes unless
 * the option `stopPick` says otherwise (proposed). Protected tasks are passed over.
 *
 * @param zoneCounts - live tasks of the service by zone
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement-strategies.html
 * @rule scale-in-fullest-zone
 * @rule scale-in-oldest-of-a-zone
 */
export function pickForStopping(
  candidates: Iterable<StopCandidate>,
  count: number,
  zoneCounts: readonly number[],
): StopCandidate[] {
  const queues: { readonly zone: number; readonly queue: StopCandidate[]; remaining: number }[] = [];
  for (const candidate of candidates) {
    if (candidate.protected) continue;
    const known = queues.find(({ zone }) => zone === candidate.zone);
    if (known === undefined) queues.push({ zone: candidate.zone, queue: [candidate], remaining: 0 });
    else known.queue.push(candidate);
  }
  for (const each of queues) {
    each.queue.sort((a, b) => b.order - a.order);
    each.remaining = zoneCounts[each.zone] ?? each.queue.length;
  }

  const picked: StopCandidate[] = [];
  while (picked.length < count) {
    let fullest: (typeof queues)[number] | undefined;
    for (const each of queues) {
      if (each.queue.length > 0 && (fullest === undefined || isFuller(each, fullest))) fullest = each;
    }
    if (fullest === undefined) break;
    picked.push(fullest.queue.pop() as StopCandidate);
    fullest.remaining -= 1;
  }
  return picked;
}

const isFuller = (
  one: { readonly zone: number; readonly remaining: number },
  other: { readonly zone: number; readonly remaining: number },
): boolean => one.remaining > other.remaining || (one.remaining === other.remaining && one.zone < other.zone);

/**
 * The same over several capacity providers: each task from the one that is furthest above its share, so that base tasks go
 * last (placement-and-capacity §7.2, proposed there).
 *
 * @param providers - items of the strategy, with the live tasks of the deployment
 * @rule scale-in-keeps-the-base
 */
export function pickByProvider(
  candidates: Iterable<StopCandidate>,
  count: number,
  zoneCounts: readonly number[],
  providers: readonly ProviderChoice[],
): StopCandidate[] {
  const left = [...candidates].filter((candidate) => !candidate.protected);
  const zones = zoneCounts.slice();
  const counts = providers.map(({ taskCount }) => taskCount);
  const picked: StopCandidate[] = [];
  while (picked.length < count && left.length > 0) {
    const present = new Set(left.map(({ provider }) => provider));
    const from = furthestAbove(
      providers.map((choice, place) => ({ ...choice, taskCount: counts[place] as number })),
      present,
    );
    const [next] = pickForStopping(
      left.filter(({ provider }) => provider === from),
      1,
      zones,
    ) as [StopCandidate];
    left.splice(left.indexOf(next), 1);
    counts[from] = (counts[from] as number) - 1;
    zones[next.zone] = (zones[next.zone] ?? 1) - 1;
    picked.push(next);
  }
  return picked;
}
