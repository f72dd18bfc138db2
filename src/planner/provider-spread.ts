/** One item of a capacity provider strategy, and how many tasks it has. */
export interface ProviderChoice {
  readonly capacityProvider: string;
  /** 0 to 1,000; with 0 a provider gets tasks for its base alone. */
  readonly weight: number;
  /** Tasks that go to it before weights count; at most one provider of a strategy has any. */
  readonly base: number;
  /** Live tasks of the deployment, or tasks of the RunTask call, that it has. */
  readonly taskCount: number;
}

/**
 * The provider for the next task: the one whose base isn't filled, else the one that is furthest behind its share. With
 * weights 1 and 4, one task goes to the first for every four to the second (documented; who is first is proposed: the
 * larger weight, then the order of the strategy).
 *
 * @returns undefined when no provider has a weight
 * @rule launch-provider-by-base-and-weight
 * @rule launch-provider-of-equal-shares
 */
export function pickProvider(choices: readonly ProviderChoice[]): ProviderChoice | undefined {
  const unfilled = choices.find(({ base, taskCount }) => taskCount < base);
  if (unfilled !== undefined) return unfilled;
  let best: ProviderChoice | undefined;
  for (const choice of choices) {
    if (choice.weight === 0) continue;
    if (best === undefined || isBefore(choice, best)) best = choice;
  }
  return best;
}

const share = ({ taskCount, base, weight }: ProviderChoice): number => (taskCount - Math.min(taskCount, base)) / weight;

const isBefore = (a: ProviderChoice, b: ProviderChoice): boolean =>
  share(a) < share(b) || (share(a) === share(b) && a.weight > b.weight);

/** Place of the provider with most tasks beyond its base for its weight, of those that may be chosen; the last of equal ones. */
export function furthestAbove(choices: readonly ProviderChoice[], mayBe: ReadonlySet<number>): number {
  let best = -1;
  choices.forEach((choice, place) => {
    if (mayBe.has(place) && (best < 0 || beyond(choice) >= beyond(choices[best] as ProviderChoice))) best = place;
  });
  return best;
}

/** Nothing as long as only the base is left; with no weight there is no share, and what is beyond the base goes first. */
function beyond({ taskCount, base, weight }: ProviderChoice): number {
  const tasks = Math.max(0, taskCount - base);
  return tasks === 0 ? 0 : tasks / weight;
}
