import type { Argument } from './survivors-of-engine.js';

/** src/engine/apply: services, containers, health checks and load balancers. */
export const resourceArguments: readonly Argument[] = [
  {
    file: 'src/engine/apply/services.ts',
    line: 'configuration.healthCheckGracePeriodSeconds !== service.configuration.healthCheckGracePeriodSeconds;',
    mutants: [
      'configuration.healthCheckGracePeriodSeconds !== service.configuration.healthCheckGracePeriodSeconds → true',
    ],
    why: 'A short way out: with the same grace period every review comes to what it came to before.',
  },
  {
    file: 'src/engine/apply/services.ts',
    line: 'if (!graceChanges) return;',
    mutants: ['!graceChanges → false'],
    why: 'A short way out: with the same grace period every review comes to what it came to before.',
  },
  {
    file: 'src/engine/apply/containers.ts',
    line: 'if (plan.dependants.length > 0) startReadyContainers(world, task);',
    mutants: ['plan.dependants.length > 0 → plan.dependants.length >= 0', 'plan.dependants.length > 0 → true'],
    why: 'A short way out: what nobody waits for makes nobody ready, and who is ready already has been started.',
  },
  {
    file: 'src/engine/apply/containers.ts',
    line: 'if (planOf(world, container).dependants.length > 0) startReadyContainers(world, task);',
    mutants: [
      'planOf(world, container).dependants.length > 0 → planOf(world, container).dependants.length >= 0',
      'planOf(world, container).dependants.length > 0 → true',
    ],
    why: 'A short way out: what nobody waits for makes nobody ready, and who is ready already has been started.',
  },
  {
    file: 'src/engine/apply/containers.ts',
    line: 'behaviour.exitAfterMs === undefined',
    mutants: ['behaviour.exitAfterMs === undefined → false'],
    why: 'The sum is no number then, and no moment is equal to it: the same as one that never comes.',
  },
  {
    file: 'src/engine/apply/containers.ts',
    line: 'if (world.targets.container.get(target) === container) act(world, target);',
    mutants: ['world.targets.container.get(target) === container → true'],
    why: 'A short way out: checks of a target whose plan stays as it was are counted up to now and looked ahead to once more, with the same result.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: 'spansFromMs: container === 0 ? 0 : world.containers.startedAt.get(container),',
    mutants: ['container === 0 → false'],
    why: 'Row 0 is no container: its columns hold 0.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: 'if (group.listenerCount === 0) return undefined;',
    mutants: ['group.listenerCount === 0 → false'],
    why: 'Targets of a group without listeners are unused: nobody asks for the plan of one.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: 'if (world.activeFaults.size === 0) return found;',
    mutants: ['world.activeFaults.size === 0 → false'],
    why: 'A short way out: a loop over none.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: "if (fault.kind === 'targetsFail' && (fault.targetGroup === group.name || fault.targetGroup === group.arn))",
    mutants: ["fault.kind === 'targetsFail' → true"],
    why: 'No other kind of fault names a target group.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: 'return (check) => world.chance.keyed(Draw.FLAKY_CHECK, subject, check, part) < flaky;',
    mutants: [
      'world.chance.keyed(Draw.FLAKY_CHECK, subject, check, part) < flaky → world.chance.keyed(Draw.FLAKY_CHECK, subject, check, part) <= flaky',
    ],
    why: 'Differs where one of 2^32 equally likely draws is exactly the share: for shares as people write them, next to never.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: 'if (!isChecked(world.targets.state.get(target))) return;',
    mutants: ['!isChecked(world.targets.state.get(target)) → false'],
    why: 'What is remembered of a target that nothing checks is forgotten when its checks begin.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: 'if (plan === undefined) return;',
    mutants: ['plan === undefined → false'],
    why: 'A target that is checked has a plan: its group has a listener.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: "if (outlook.kind !== 'quiet') return;",
    mutants: ["outlook.kind !== 'quiet' → false"],
    why: 'A change before now has been handled when it was due.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: 'if (targets.state.get(target) !== TargetState.UNHEALTHY || world.targetGroup(targets.group.get(target)).isNetwork)',
    mutants: ['targets.state.get(target) !== TargetState.UNHEALTHY → false'],
    why: 'The finding of a target that is not unhealthy is shown nowhere, and written when it turns unhealthy.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: 'const checked = [...targetsOf(world, group)].filter((target) => isChecked(targets.state.get(target)));',
    mutants: [
      '[...targetsOf(world, group)].filter((target) => isChecked(targets.state.get(target))) → [...targetsOf(world, group)]',
    ],
    why: 'What is remembered of a target that nothing checks is forgotten when its checks begin.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: 'return plan === undefined ? 0 : checkStartMs(plan, world.targets.nextCheck.get(target));',
    mutants: ['plan === undefined → false'],
    why: 'A target that is checked has a plan: its group has a listener.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: 'if (plan === undefined) return undefined;',
    mutants: ['plan === undefined → false'],
    why: 'What has a check on the agenda has a plan: whatever takes the plan away takes the check off.',
  },
  {
    file: 'src/engine/apply/probing.ts',
    line: "if (outlook.kind === 'quiet') rememberContainer(world, container, outlook.memory);",
    mutants: ["outlook.kind === 'quiet' → true"],
    why: 'A change before now has been handled when it was due.',
  },
  {
    file: 'src/engine/apply/load-balancers.ts',
    line: "const region = arn.split(':')[3] ?? '';",
    mutants: ['\'\' → "Stryker was here!"'],
    why: 'An ARN has a fourth part; the compiler cannot know.',
  },
  {
    file: 'src/engine/apply/behaviours.ts',
    line: 'const cacheKey = definition.key * 16 + index;',
    mutants: ['definition.key * 16 + index → definition.key * 16 - index'],
    why: 'As good a key: a definition has at most ten containers, so that two never share one.',
  },
  {
    file: 'src/engine/apply/behaviours.ts',
    line: 'if (cached !== undefined) return cached;',
    mutants: ['cached !== undefined → false'],
    why: 'A short way out: what is kept for all launches is what is worked out for each.',
  },
  {
    file: 'src/engine/apply/behaviours.ts',
    line: 'let servesAllLaunches = true;',
    mutants: ['true → false'],
    why: 'A short way less: what is kept for all launches is what is worked out for each.',
  },
  {
    file: 'src/engine/apply/behaviours.ts',
    line: 'if (servesAllLaunches) world.behaviourCache.set(cacheKey, key);',
    mutants: ['servesAllLaunches → false'],
    why: 'A short way less: what is kept for all launches is what is worked out for each.',
  },
  {
    file: 'src/engine/apply/faults.ts',
    line: "if (fault.kind !== 'targetsFail') {",
    mutants: ["fault.kind !== 'targetsFail' → false", '{ change(); return; } → {}'],
    why: 'A short way out: no other kind of fault names a target group, so that none is found.',
  },
  {
    file: 'src/engine/apply/faults.ts',
    line: 'const groups = [...world.targetGroups.values()].filter((group) =>',
    mutants: [
      '[...world.targetGroups.values()].filter((group) => [group.name, group.arn].includes(fault.targetGroup), ) → [...world.targetGroups.values()]',
    ],
    why: 'A short way less: checks whose plan stays as it was are counted up to now and looked ahead to once more, with the same result.',
  },
  {
    file: 'src/engine/apply/faults.ts',
    line: "if (fault.kind !== 'killTask') return [];",
    mutants: ['[] → ["Stryker was here"]', "fault.kind !== 'killTask' → false"],
    why: 'For the compiler: victims are only asked for of this kind.',
  },
  {
    file: 'src/engine/apply/faults.ts',
    line: "const candidates = runningTasksOf(world, fault.service ?? '');",
    mutants: ['\'\' → "Stryker was here!"'],
    why: 'A kill names a task or a service: addFault refuses others.',
  },
  {
    file: 'src/engine/apply/faults.ts',
    line: 'for (let left = fault.count ?? 1; left > 0 && candidates.length > 0; left -= 1) {',
    mutants: ['candidates.length > 0 → candidates.length >= 0', 'candidates.length > 0 → true'],
    why: 'Of no candidates none is picked, and the count ends the loop.',
  },
  {
    file: 'src/engine/apply/faults.ts',
    line: "? Math.floor(world.chance.draw('faults') * candidates.length)",
    mutants: ['\'faults\' → ""'],
    why: 'There is one stream: its name says so to the reader only.',
  },
  {
    file: 'src/engine/apply/latency.ts',
    line: 'if (jitter === 0) return base;',
    mutants: ['jitter === 0 → false'],
    why: 'A short way out: times one it is the same, and draws with a key move nothing.',
  },
  {
    file: 'src/engine/apply/tell.ts',
    line: 'if (service.events.length > eventsKept * 2) service.events.splice(0, service.events.length - eventsKept);',
    mutants: [
      'service.events.length > eventsKept * 2 → service.events.length <= eventsKept * 2',
      'service.events.length > eventsKept * 2 → service.events.length >= eventsKept * 2',
    ],
    why: 'When the list is shortened is a matter of memory: the newest hundred are shown either way.',
  },
  {
    file: 'src/engine/apply/tell.ts',
    line: "container: definition.containers[world.containers.index.get(container)]?.name ?? '',",
    mutants: ['\'\' → "Stryker was here!"'],
    why: 'For the compiler: a container stands in its definition.',
  },
];
