/** Why mutants of one line that no test notices may live. */
export interface Argument {
  /** The line in which they begin, without indentation. */
  readonly line: string;
  /** `original → replacement`, as docs/mutation.md shows it. */
  readonly mutants: readonly string[];
  readonly why: string;
}

/** By the path of the file from the top of the repository. */
export type ArgumentsByFile = Readonly<Record<string, readonly Argument[]>>;
