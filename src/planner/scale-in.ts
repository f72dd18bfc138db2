import type { TaskRow } from '../model/task.js';

/** A task that may be stopped. */
export interface StopCandidate {
  readonly task: TaskRow;
  /** Order of creation. */
  readonly number: number;
  readonly zone: number;
  readonly protected: boolean;
}

/**
 * Which of several equally good candidates to stop: from the zone with most tasks of the service, counted anew after
 * every pick (ties: first zone); in it the oldest. Real ECS chooses at random inside a zone; the oldest is chosen here
 * so that a run can be repeated (proposed). Protected tasks are passed over.
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
  const queues = new Map<number, StopCandidate[]>();
  for (const candidate of candidates) {
    if (candidate.protected) continue;
    const queue = queues.get(candidate.zone);
    if (queue === undefined) queues.set(candidate.zone, [candidate]);
    else queue.push(candidate);
  }
  const zones = [...queues.entries()]
    .map(([zone, queue]) => ({
      zone,
      queue: queue.sort((a, b) => b.number - a.number),
      remaining: zoneCounts[zone] ?? queue.length,
    }))
    .sort((a, b) => a.zone - b.zone);

  const picked: StopCandidate[] = [];
  while (picked.length < count) {
    let fullest: (typeof zones)[number] | undefined;
    for (const zone of zones) {
      if (zone.queue.length > 0 && (fullest === undefined || zone.remaining > fullest.remaining)) fullest = zone;
    }
    if (fullest === undefined) break;
    picked.push(fullest.queue.pop() as StopCandidate);
    fullest.remaining -= 1;
  }
  return picked;
}
