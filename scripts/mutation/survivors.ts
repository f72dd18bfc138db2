/** Why a mutant that no test notices may live. Each must match a survivor of the last run: a stale one is an error. */
export interface ArguedSurvivor {
  /** Path from the top of the repository. */
  readonly file: string;
  /** The line in which it begins, without indentation. */
  readonly line: string;
  /** `original → replacement`, as docs/mutation.md shows it. */
  readonly mutant: string;
  readonly why: string;
}

export const arguedSurvivors: readonly ArguedSurvivor[] = [];
