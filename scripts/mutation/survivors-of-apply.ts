import type { Argument } from './survivors-of-engine.js';

/** src/engine/apply: deployments, rollback, launches, targets and the start of tasks. */
export const applyArguments: readonly Argument[] = [
  {
    file: 'src/engine/apply/rollback.ts',
    line: 'if (breaker.evaluateAtMs !== 0 && breaker.evaluateAtMs <= atMs) return;',
    mutants: ['breaker.evaluateAtMs <= atMs → breaker.evaluateAtMs < atMs'],
    why: 'One that is due at the same moment is replaced by one at the same moment; what is due of a moment is ordered by service and kind.',
  },
  {
    file: 'src/engine/apply/deployments.ts',
    line: 'service.completesNotBeforeMs = service.deployments.length > 1 ? Number.POSITIVE_INFINITY : 0;',
    mutants: ['service.deployments.length > 1 → false'],
    why: 'While a superseded deployment is listed nothing completes, and the last one to leave sets the moment anew.',
  },
  {
    file: 'src/engine/apply/deployments.ts',
    line: 'if (current.rollback !== undefined) current.rollback = { ...current.rollback, startedAtMs: world.nowMs };',
    mutants: ['current.rollback !== undefined → true'],
    why: 'One whose rollback was requested has a rollback: both are written together.',
  },
  {
    file: 'src/engine/apply/deployments.ts',
    line: 'rules.breakerThresholds && configured !== undefined',
    mutants: ['configured !== undefined → true'],
    why: 'CreateService fills in a threshold where none was given, and UpdateService merges over it: there always is one.',
  },
  {
    file: 'src/engine/apply/targets.ts',
    line: 'if (task !== 0) unlinkFromTask(world, task, target);',
    mutants: ['task !== 0 → true'],
    why: 'No target hangs on row 0: there is nothing to take it off.',
  },
  {
    file: 'src/engine/apply/targets.ts',
    line: 'if (!world.facts.wanted) return;',
    mutants: ['!world.facts.wanted → false'],
    why: 'A short way out: tell asks the same before it builds anything.',
  },
];
