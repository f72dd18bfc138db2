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
  {
    file: 'src/engine/apply/task-start.ts',
    line: 'if (world.activeFaults.size === 0) return ms;',
    mutants: ['world.activeFaults.size === 0 → false'],
    why: 'A short way out: of no faults none makes provisioning slower.',
  },
  {
    file: 'src/engine/apply/task-start.ts',
    line: "if (record?.fault.kind !== 'slowProvisioning') continue;",
    mutants: ['record?.fault → record.fault', "record?.fault.kind !== 'slowProvisioning' → false"],
    why: 'A fault that is active is known; others have neither times nor an extra time, and latencies are whole ms: they change nothing.',
  },
  {
    file: 'src/engine/apply/task-start.ts',
    line: 'if (world.activeFaults.size === 0) return undefined;',
    mutants: ['world.activeFaults.size === 0 → false'],
    why: 'A short way out: of no faults none lets a start fail.',
  },
  {
    file: 'src/engine/apply/task-start.ts',
    line: "if (fault.kind === 'imagePullFails' && definition.containers.some((container) => container.image === fault.image)) {",
    mutants: ["fault.kind === 'imagePullFails' → true"],
    why: 'Other faults name no image, and every container has one.',
  },
  {
    file: 'src/engine/apply/task-start.ts',
    line: "(fault.kind === 'secretMissing' || fault.kind === 'logGroupMissing') &&",
    mutants: ["fault.kind === 'secretMissing' || fault.kind === 'logGroupMissing' → true"],
    why: 'Other faults name no task definition.',
  },
  {
    file: 'src/engine/apply/launches.ts',
    line: '...(extras === undefined ? {} : { extras }),',
    mutants: ['extras === undefined → false'],
    why: 'A member that is undefined reads like none.',
  },
  {
    file: 'src/engine/apply/launches.ts',
    line: 'if (provider !== undefined) spread?.add(provider, choice.zone);',
    mutants: ['provider !== undefined → true', 'spread?.add → spread.add'],
    why: 'A strategy without any weight is refused: where there is a spread it names a provider, and elsewhere nothing does.',
  },
  {
    file: 'src/engine/apply/launches.ts',
    line: "if (fault?.kind === 'zoneLost' && fault.zone === name) return false;",
    mutants: ['fault?.kind → fault.kind'],
    why: 'A fault that is active is known.',
  },
  {
    file: 'src/engine/apply/launches.ts',
    line: "if (fault?.kind === 'capacityUnavailable' && (fault.zone === undefined || fault.zone === name)) return false;",
    mutants: ['fault?.kind → fault.kind'],
    why: 'A fault that is active is known.',
  },
];
