/**
 * How the tasks of a service should lie in its zones: the desired count divided by the number of zones, the remainder
 * one each (placement-and-capacity §3.5). 3 over 2 zones: 2/1 or 1/2; 2/0 of 2 is out of balance.
 * @rule zones-balanced
 */
export function isBalanced(counts: readonly number[]): boolean {
  return Math.max(...counts) - Math.min(...counts) <= 1;
}

/** One task started in a zone, and one stopped in another for it. */
export interface ZoneMove {
  /** Zone that gets a task, and the zone that loses one; indexes into the counts. */
  readonly to: number;
  readonly from: number;
}

/** What a zone can do for the balance. */
export interface ZoneView {
  readonly count: number;
  /** It has capacity for a new task. */
  readonly takes: boolean;
  /** So many of its tasks may be stopped. */
  readonly gives: number;
}

/** Moves that bring the counts into balance, from the fullest zone that may give to the emptiest that can take, one task each. */
export function zoneMoves(zones: readonly ZoneView[]): ZoneMove[] {
  const counts = zones.map(({ count }) => count);
  const gives = zones.map((zone) => zone.gives);
  const moves: ZoneMove[] = [];
  for (;;) {
    const to = firstBest(
      counts,
      (place) => (zones[place] as ZoneView).takes,
      (a, b) => a < b,
    );
    const from = firstBest(
      counts,
      (place) => (gives[place] as number) > 0,
      (a, b) => a > b,
    );
    if (to < 0 || from < 0 || (counts[from] as number) - (counts[to] as number) <= 1) return moves;
    counts[to] = (counts[to] as number) + 1;
    counts[from] = (counts[from] as number) - 1;
    gives[from] = (gives[from] as number) - 1;
    moves.push({ to, from });
  }
}

/** Place of the best count of those that may be chosen, the first of equal ones; -1 for none. */
function firstBest(
  counts: readonly number[],
  mayBe: (place: number) => boolean,
  isBetter: (one: number, other: number) => boolean,
): number {
  let best = -1;
  counts.forEach((count, place) => {
    if (mayBe(place) && (best < 0 || isBetter(count, counts[best] as number))) best = place;
  });
  return best;
}
