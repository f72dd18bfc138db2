/** A zone in which a task could be started: its place in the request's subnets, and how many tasks are there. */
export interface ZoneChoice {
  readonly zone: number;
  /** Live tasks of the service (or of the RunTask group) in it. */
  readonly taskCount: number;
  /** Index of its first subnet in `subnets[]`. */
  readonly firstSubnet: number;
  readonly available: boolean;
}

/**
 * The zone for the next Fargate task: the one with the fewest tasks of the service, then the order of the subnets
 * (ruling 28). Zones without capacity are passed over.
 * @returns undefined when no zone has capacity
 * @rule launch-zone-with-fewest
 */
export function pickZone(choices: readonly ZoneChoice[]): ZoneChoice | undefined {
  let best: ZoneChoice | undefined;
  for (const choice of choices) {
    if (!choice.available) continue;
    if (
      best === undefined ||
      choice.taskCount < best.taskCount ||
      (choice.taskCount === best.taskCount && choice.firstSubnet < best.firstSubnet)
    ) {
      best = choice;
    }
  }
  return best;
}
