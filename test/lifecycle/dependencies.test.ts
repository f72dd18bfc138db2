import { describe, expect, test } from 'vitest';
import { type DependencyState, dependencyVerdict } from '../../src/lifecycle/dependencies.js';

/** A container that hasn't started yet, but for what is given. */
const aContainer = (about: Partial<DependencyState> = {}): DependencyState => ({
  running: false,
  stopped: false,
  exitCode: undefined,
  healthy: false,
  neverStarts: false,
  ...about,
});

const states = {
  'has not started': aContainer(),
  runs: aContainer({ running: true }),
  'runs and is healthy': aContainer({ running: true, healthy: true }),
  'has ended with 0': aContainer({ stopped: true, exitCode: 0 }),
  'has ended with 1': aContainer({ stopped: true, exitCode: 1 }),
  'was healthy and has ended': aContainer({ stopped: true, exitCode: 0, healthy: true }),
  'will never start': aContainer({ neverStarts: true }),
} as const;

// task-lifecycle §5.1
const table = {
  'has not started': { START: 'waiting', COMPLETE: 'waiting', SUCCESS: 'waiting', HEALTHY: 'waiting' },
  runs: { START: 'met', COMPLETE: 'waiting', SUCCESS: 'waiting', HEALTHY: 'waiting' },
  'runs and is healthy': { START: 'met', COMPLETE: 'waiting', SUCCESS: 'waiting', HEALTHY: 'met' },
  'has ended with 0': { START: 'met', COMPLETE: 'met', SUCCESS: 'met', HEALTHY: 'failed' },
  'has ended with 1': { START: 'met', COMPLETE: 'met', SUCCESS: 'failed', HEALTHY: 'failed' },
  'was healthy and has ended': { START: 'met', COMPLETE: 'met', SUCCESS: 'met', HEALTHY: 'failed' },
  'will never start': { START: 'failed', COMPLETE: 'failed', SUCCESS: 'failed', HEALTHY: 'failed' },
} as const;

describe('a dependency on a container that [container-depends-on]', () => {
  for (const [name, state] of Object.entries(states)) {
    test(name, () => {
      const verdicts = Object.fromEntries(
        (['START', 'COMPLETE', 'SUCCESS', 'HEALTHY'] as const).map((condition) => [
          condition,
          dependencyVerdict(condition, state),
        ]),
      );
      expect(verdicts).toEqual(table[name as keyof typeof table]);
    });
  }
});
