/** What a command has of the world around it, so that a test can be that world. */
export interface Terminal {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Folder that paths are relative to. */
  readonly cwd: string;
  /** Of the package, for `--version`. */
  readonly version?: string;
  /** Comes when somebody wants a command to end that would go on for ever. Absent: it is to end at once. */
  readonly interrupted?: () => Promise<void>;
}

/** Exit codes of the command. */
export const exitCode = {
  /** All went well. */
  DONE: 0,
  /** An expectation doesn't hold. */
  UNMET: 1,
  /** A file or a command line is wrong: nothing can be said about expectations. */
  MISTAKE: 2,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
