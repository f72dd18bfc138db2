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

/** Moves that bring the counts into balance, from the fullest zone to the emptiest, one task each. */
export function zoneMoves(counts: readonly number[]): ZoneMove[] {
  const current = counts.slice();
  const moves: ZoneMove[] = [];
  while (!isBalanced(current)) {
    const to = current.indexOf(Math.min(...current));
    const from = current.indexOf(Math.max(...current));
    current[to] = (current[to] as number) + 1;
    current[from] = (current[from] as number) - 1;
    moves.push({ to, from });
  }
  return moves;
}
