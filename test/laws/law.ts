import * as fc from 'fast-check';
import { test } from 'vitest';

/**
 * A law as a property. The seed is fixed, so that a run can be relied on; `STEADYSTATE_SEED=random` and a larger
 * `STEADYSTATE_RUNS` (a factor) go hunting.
 * Each law has about 200 runs or more, over all its tests. A failure says how to see it again.
 */
export function law<T>(
  name: string,
  about: {
    /** This test's file, for the command: `import.meta.url`. */
    readonly file: string;
    readonly runs: number;
    /** Times as many again when it goes hunting: for what is to be believed above all. Default 1. */
    readonly huntedTimes?: number;
    readonly of: fc.Arbitrary<T>;
    readonly holds: (example: T) => void;
  },
): void {
  test(name, ({ task }) => {
    const { STEADYSTATE_SEED: seed, STEADYSTATE_PATH: path, STEADYSTATE_RUNS: factor } = process.env;
    const details = fc.check(fc.property(about.of, about.holds), {
      numRuns: Math.ceil(about.runs * (factor === undefined ? 1 : Number(factor) * (about.huntedTimes ?? 1))),
      ...(seed === 'random' ? {} : { seed: Number(seed ?? 1) }),
      ...(path === undefined ? {} : { path, endOnFailure: true }),
      // A script that only wants to know whether a law is broken needn't wait for the smallest example.
      ...(process.env['STEADYSTATE_SHRINK'] === 'no' ? { endOnFailure: true } : {}),
    });
    (task.meta as { runs?: number }).runs = details.numRuns;
    if (!details.failed) return;
    const file = about.file.slice(about.file.lastIndexOf('/test/') + 1);
    const replay = `STEADYSTATE_SEED=${details.seed} STEADYSTATE_PATH='${details.counterexamplePath}'`;
    throw new Error(
      [
        fc.defaultReportMessage(details),
        '',
        `To see it again: ${replay} npx vitest run ${file} -t '${name}'`,
        'Mend it, and keep it as a test with a name.',
      ].join('\n'),
      { cause: details.errorInstance },
    );
  });
}
