/** How a rule is known, from the strongest to the weakest. */
export const marks = ['recorded', 'observed', 'documented', 'proposed'] as const;
export type Mark = (typeof marks)[number];

interface AnyRule {
  /**
   * Short words, hyphens between them. The same id stands in the code, as `@rule <id>` in a comment, and in the name of
   * each test that holds it, as `[<id>]`.
   */
  readonly id: string;
  /** What ECS does, in a sentence. */
  readonly rule: string;
  /** Where it is known from: `ruling 8; evidence fp`, an address, one of AWS's pages by its name in `pages.ts`. */
  readonly source: string;
  /** Since when, where ECS changed. */
  readonly since?: string;
  /** Options that change it: `scheduler.beatMs`. */
  readonly options?: readonly string[];
}

/** A rule with a source outside this project. */
export interface KnownRule extends AnyRule {
  readonly mark: Exclude<Mark, 'proposed'>;
}

/** A rule that no source says: whoever wants it otherwise has an option, or is told why there is none. */
export interface ProposedRule extends AnyRule {
  readonly mark: 'proposed';
  /** Why there is no option. */
  readonly noOption?: string;
}

export type LedgerRule = KnownRule | ProposedRule;

/** Rules about one thing, as the page shows them. */
export interface LedgerArea {
  readonly title: string;
  readonly rules: readonly LedgerRule[];
}
