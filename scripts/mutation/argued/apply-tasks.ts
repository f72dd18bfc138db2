import type { ArgumentsByFile } from './argument.js';

/** src/engine/apply: tasks, their containers, probes and faults. */
export const applyTasks: ArgumentsByFile = {
  'src/engine/apply/behaviours.ts': [
    {
      line: 'const cacheKey = definition.key * 16 + index;',
      mutants: ['definition.key * 16 + index → definition.key * 16 - index'],
      why: 'As good a key: a definition has at most ten containers, so that two never share one.',
    },
    {
      line: 'if (cached !== undefined) return cached;',
      mutants: ['cached !== undefined → false'],
      why: 'A short way out: what is kept for all launches is what is worked out for each.',
    },
    {
      line: 'let servesAllLaunches = true;',
      mutants: ['true → false'],
      why: 'A short way less: what is kept for all launches is what is worked out for each.',
    },
    {
      line: 'if (servesAllLaunches) world.behaviourCache.set(cacheKey, key);',
      mutants: ['servesAllLaunches → false'],
      why: 'A short way less: what is kept for all launches is what is worked out for each.',
    },
  ],
  'src/engine/apply/containers.ts': [
    {
      line: 'if (plan.dependants.length > 0) startReadyContainers(world, task);',
      mutants: ['plan.dependants.length > 0 → plan.dependants.length >= 0', 'plan.dependants.length > 0 → true'],
      why: 'A short way out: what nobody waits for makes nobody ready, and who is ready already has been started.',
    },
    {
      line: 'if (planOf(world, container).dependants.length > 0) startReadyContainers(world, task);',
      mutants: [
        'planOf(world, container).dependants.length > 0 → planOf(world, container).dependants.length >= 0',
        'planOf(world, container).dependants.length > 0 → true',
      ],
      why: 'A short way out: what nobody waits for makes nobody ready, and who is ready already has been started.',
    },
    {
      line: 'behaviour.exitAfterMs === undefined',
      mutants: ['behaviour.exitAfterMs === undefined → false'],
      why: 'The sum is no number then, and no moment is equal to it: the same as one that never comes.',
    },
    {
      line: 'if (world.targets.container.get(target) === container) act(world, target);',
      mutants: ['world.targets.container.get(target) === container → true'],
      why: 'A short way out: checks of a target whose plan stays as it was are counted up to now and looked ahead to once more, with the same result.',
    },
  ],
  'src/engine/apply/faults.ts': [
    {
      line: "if (fault.kind !== 'targetsFail') {",
      mutants: ["fault.kind !== 'targetsFail' → false", '{ change(); return; } → {}'],
      why: 'A short way out: no other kind of fault names a target group, so that none is found.',
    },
    {
      line: 'const groups = [...world.targetGroups.values()].filter((group) =>',
      mutants: [
        '[...world.targetGroups.values()].filter((group) => [group.name, group.arn].includes(fault.targetGroup), ) → [...world.targetGroups.values()]',
      ],
      why: 'A short way less: checks whose plan stays as it was are counted up to now and looked ahead to once more, with the same result.',
    },
    {
      line: "if (fault.kind !== 'killTask') return [];",
      mutants: ['[] → ["Stryker was here"]', "fault.kind !== 'killTask' → false"],
      why: 'For the compiler: victims are only asked for of this kind.',
    },
    {
      line: "const candidates = runningTasksOf(world, fault.service ?? '');",
      mutants: [`'' → "Stryker was here!"`],
      why: 'A kill names a task or a service: addFault refuses others.',
    },
    {
      line: 'for (let left = fault.count ?? 1; left > 0 && candidates.length > 0; left -= 1) {',
      mutants: ['candidates.length > 0 → candidates.length >= 0', 'candidates.length > 0 → true'],
      why: 'Of no candidates none is picked, and the count ends the loop.',
    },
    {
      line: "? Math.floor(world.chance.draw('faults') * candidates.length)",
      mutants: [`'faults' → ""`],
      why: 'There is one stream: its name says so to the reader only.',
    },
  ],
  'src/engine/apply/latency.ts': [
    {
      line: 'if (jitter === 0) return base;',
      mutants: ['jitter === 0 → false'],
      why: 'A short way out: times one it is the same, and draws with a key move nothing.',
    },
  ],
  'src/engine/apply/probing.ts': [
    {
      line: 'if (plan === undefined) return;',
      mutants: ['plan === undefined → false'],
      why: 'A target that is checked has a plan: its group has a listener.',
    },
    {
      line: "if (outlook.kind !== 'quiet') return;",
      mutants: ["outlook.kind !== 'quiet' → false"],
      why: 'A change before now has been handled when it was due.',
    },
    {
      line: 'if (targets.state.get(target) !== TargetState.UNHEALTHY || world.targetGroup(targets.group.get(target)).isNetwork)',
      mutants: ['targets.state.get(target) !== TargetState.UNHEALTHY → false'],
      why: 'The finding of a target that is not unhealthy is shown nowhere, and written when it turns unhealthy.',
    },
    {
      line: 'const checked = [...targetsOf(world, group)].filter((target) => isChecked(targets.state.get(target)));',
      mutants: [
        '[...targetsOf(world, group)].filter((target) => isChecked(targets.state.get(target))) → [...targetsOf(world, group)]',
      ],
      why: 'What is remembered of a target that nothing checks is forgotten when its checks begin.',
    },
    {
      line: 'return plan === undefined ? 0 : checkStartMs(plan, world.targets.nextCheck.get(target));',
      mutants: ['plan === undefined → false'],
      why: 'A target that is checked has a plan: its group has a listener.',
    },
    {
      line: 'if (plan === undefined) return undefined;',
      mutants: ['plan === undefined → false'],
      why: 'What has a check on the agenda has a plan: whatever takes the plan away takes the check off.',
    },
    {
      line: "if (outlook.kind === 'quiet') rememberContainer(world, container, outlook.memory);",
      mutants: ["outlook.kind === 'quiet' → true"],
      why: 'A change before now has been handled when it was due.',
    },
  ],
  'src/engine/apply/readiness.ts': [
    {
      line: 'if (scheduler.settleBehindTargetGroupMs === 0 || tasks.readiness.get(task) === Readiness.READY) {',
      mutants: ['tasks.readiness.get(task) === Readiness.READY → false'],
      why: 'One that is ready already would be judged once more, later, and be ready.',
    },
    {
      line: 'if (world.tasks.standing.get(task) >= Standing.LEAVING || world.tasks.has(task, TaskFlag.TO_COUNT)) return;',
      mutants: [
        'world.tasks.standing.get(task) >= Standing.LEAVING → false',
        'world.tasks.standing.get(task) >= Standing.LEAVING → world.tasks.standing.get(task) > Standing.LEAVING',
      ],
      why: 'A short way out: the beat passes over tasks that were asked to stop.',
    },

    {
      line: 'default:',
      mutants: ['default: findings satisfies never; → default:'],
      why: 'Never reached: the compiler objects to a finding that has no case.',
    },
    {
      line: 'default:',
      mutants: ['default: return readiness satisfies never; → default:'],
      why: 'Never reached: the compiler objects to a readiness that has no case.',
    },
    {
      line: "if (deployment !== undefined && examine(world, task, deployment.revision.targetGroups.length) === 'passing') {",
      mutants: ['deployment !== undefined → true'],
      why: 'Only tasks of services are judged: reviewReadiness returns before for all others.',
    },
    {
      line: 'for (let index = 0; index < definition.containers.length; index += 1) {',
      mutants: ['index < definition.containers.length → index <= definition.containers.length'],
      why: 'Past the last container there is no plan, and so no check.',
    },
    {
      line: 'if (plan?.healthCheck === undefined || !plan.essential) continue;',
      mutants: ['plan?.healthCheck → plan.healthCheck'],
      why: 'An index from 0 to the last: there always is one.',
    },
    {
      line: 'if (deployment === undefined) return;',
      mutants: ['deployment === undefined → false'],
      why: 'A standalone task is never anything but NOT_READY: the line before has returned.',
    },
  ],
  'src/engine/apply/standalone-tasks.ts': [
    {
      line: 'extras: { ...shared, ...(provider === undefined ? {} : { capacityProviderName: provider }) },',
      mutants: ['provider === undefined → false'],
      why: 'A member that is undefined reads like none, and is not written into snapshots.',
    },
    {
      line: 'const spread = new ProviderSpread(draft.capacityProviderStrategy ?? []);',
      mutants: ['[] → ["Stryker was here"]'],
      why: 'An item that is a text names no provider: there is none for the next task either way.',
    },
    {
      line: 'if (new Set(draft.subnets.map((subnet) => world.subnets[subnet]?.zone)).size < 2) return spread;',
      mutants: [
        'new Set(draft.subnets.map((subnet) => world.subnets[subnet]?.zone)).size < 2 → false',
        'world.subnets[subnet]?.zone → world.subnets[subnet].zone',
      ],
      why: 'A short way out: of a single zone none is chosen, however many tasks are there. Subnets of a draft are places in that table.',
    },
    {
      line: 'const zone = world.subnets[subnet]?.zone ?? 0;',
      mutants: ['world.subnets[subnet]?.zone → world.subnets[subnet].zone'],
      why: 'For the compiler: subnets of a draft are places in that table.',
    },
  ],
  'src/engine/apply/task-end.ts': [
    {
      line: 'if (extras.run !== undefined) forgetRun(world, extras.run);',
      mutants: ['extras.run !== undefined → true'],
      why: 'No run is remembered under no key: nothing is forgotten.',
    },
    {
      line: 'const isVisible = world.idempotentRuns.get(key)?.tasks.some((number) => world.taskIndex.get(number) !== 0);',
      mutants: ['world.idempotentRuns.get(key)?.tasks → world.idempotentRuns.get(key).tasks'],
      why: 'A run is remembered until the last of its tasks is purged, which is what happens here.',
    },
  ],
  'src/engine/apply/task-lists.ts': [
    {
      line: 'else if (deployment.pendingEndedAtMs !== nowMs) deployment.pendingEndedAtMs = deployment.createdAtMs;',
      mutants: ['deployment.pendingEndedAtMs !== nowMs → true'],
      why: 'Noticed by test/reference/counterexamples.test.ts, which runs over this area leave out.',
    },
  ],
  'src/engine/apply/task-protection.ts': [
    {
      line: 'if (service !== undefined) requestBeat(world, service);',
      mutants: ['service !== undefined → true'],
      why: 'UpdateTaskProtection refuses tasks that belong to no service.',
    },
  ],
  'src/engine/apply/task-start.ts': [
    {
      line: 'requestStop(world, task, StopCause.FAILED_TO_START, reason === undefined ? {} : { reason });',
      mutants: ['reason === undefined → false'],
      why: 'A member that is undefined reads like none.',
    },

    {
      line: 'if (world.activeFaults.size === 0) return ms;',
      mutants: ['world.activeFaults.size === 0 → false'],
      why: 'A short way out: of no faults none makes provisioning slower.',
    },
    {
      line: "if (record?.fault.kind !== 'slowProvisioning') continue;",
      mutants: ['record?.fault → record.fault', "record?.fault.kind !== 'slowProvisioning' → false"],
      why: 'A fault that is active is known; others have neither times nor an extra time, and latencies are whole ms: they change nothing.',
    },
    {
      line: 'if (world.activeFaults.size === 0) return found;',
      mutants: ['world.activeFaults.size === 0 → false'],
      why: 'A short way out: of no faults none lets a start fail.',
    },
    {
      line: "if (fault.kind === 'imagePullFails' && definition.containers.some((container) => container.image === fault.image)) {",
      mutants: ["fault.kind === 'imagePullFails' → true"],
      why: 'Other faults name no image, and every container has one.',
    },
    {
      line: "(fault.kind === 'secretMissing' || fault.kind === 'logGroupMissing') &&",
      mutants: ["fault.kind === 'secretMissing' || fault.kind === 'logGroupMissing' → true"],
      why: 'Other faults name no task definition.',
    },
  ],
  'src/engine/apply/service-learns.ts': [
    {
      line: "if (deployment.rolloutState === 'FAILED') requestBeat(world, service);",
      mutants: ["deployment.rolloutState === 'FAILED' → true"],
      why: 'A beat more at which nothing can change: law 2 holds that it is as if there were none.',
    },
    {
      line: 'if (index < 0) return reason;',
      mutants: ['index < 0 → false'],
      why: 'An essential container has just exited, or the cause would be another: there always is one.',
    },
    {
      line: 'return `${reason} (${plans[index]?.name}: exit code ${world.containers.exit.get(first + index) - 1})`;',
      mutants: ['plans[index]?.name → plans[index].name'],
      why: 'The index was found in the same list.',
    },
    {
      line: 'if (tasks.firstTarget.get(task) !== 0 && !isSchedulerStop(cause)) service.toDeregister.push(task);',
      mutants: ['tasks.firstTarget.get(task) !== 0 → true'],
      why: 'A task without targets is registered nowhere: nothing is deregistered or told, and the next pass empties the list before it looks.',
    },
    {
      line: "if (service.status === 'DRAINING' && remainingCountOf(world, service) === 0) {",
      mutants: ['remainingCountOf(world, service) === 0 → true'],
      why: 'Asked too early, serviceBecomesInactive sees that tasks are left, or asks again for the moment that is right.',
    },
    {
      line: 'world.due(world.nowMs + world.settings.scheduler.inactiveMs, Due.SERVICE_BECOMES_INACTIVE, service.key);',
      mutants: [
        'world.nowMs + world.settings.scheduler.inactiveMs → world.nowMs - world.settings.scheduler.inactiveMs',
      ],
      why: 'Asked too early, serviceBecomesInactive asks again for the moment that is right.',
    },
  ],
  'src/engine/apply/task-stop.ts': [
    {
      line: 'if (tasks.has(task, TaskFlag.STOP_REQUESTED) || tasks.phase.get(task) === TaskPhase.STOPPED) return;',
      mutants: ['tasks.phase.get(task) === TaskPhase.STOPPED → false'],
      why: 'Whatever ends a task asks it to stop first: one that is STOPPED was asked.',
    },
    {
      line: 'if (reason === undefined && extras?.stoppedReason === undefined) return;',
      mutants: ['reason === undefined && extras?.stoppedReason === undefined → false'],
      why: 'A short way out: what is written then is what was there, or nothing that could be shown.',
    },
    {
      line: 'if (stoppedFor !== undefined) world.tasks.stoppedFor.set(task, stoppedFor);',
      mutants: ['stoppedFor !== undefined → true'],
      why: 'A task is asked to stop once: the column still holds 0, and undefined is written as 0.',
    },
    {
      line: 'if (reason === undefined && world.extras.size === 0) return;',
      mutants: ['reason === undefined && world.extras.size === 0 → false'],
      why: 'A short way out: with no extras at all there is no reason to forget either.',
    },
    {
      line: 'world.extras.set(number, { ...rest, ...(reason === undefined ? {} : { stoppedReason: reason }) });',
      mutants: ['reason === undefined → false'],
      why: 'A member that is undefined reads like none, and is not written into snapshots.',
    },
    { line: 'default:', mutants: ['default: break; → default:'], why: 'Falls off the end of the switch either way.' },
    {
      line: 'dependants.length > 0 &&',
      mutants: ['dependants.length > 0 → dependants.length >= 0', 'dependants.length > 0 → true'],
      why: 'A short way out: of no dependants none runs.',
    },
    {
      line: 'const extras = world.extras.size === 0 ? undefined : world.extras.get(tasks.number.get(task));',
      mutants: ['world.extras.size === 0 → false'],
      why: 'A short way out: an empty map has nothing of the task.',
    },
    {
      line: 'if (world.tasks.phase.get(task) >= TaskPhase.DEPROVISIONING) return;',
      mutants: [
        'world.tasks.phase.get(task) >= TaskPhase.DEPROVISIONING → false',
        'world.tasks.phase.get(task) >= TaskPhase.DEPROVISIONING → world.tasks.phase.get(task) > TaskPhase.DEPROVISIONING',
      ],
      why: 'Asked twice: of a task that is past it requestStop changes nothing, and the same is asked right after it. A task that is DEPROVISIONING was asked to stop.',
    },
    {
      line: 'if (!isRestarting) continue;',
      mutants: ['!isRestarting → false'],
      why: 'One that has never run is shown alike while PENDING or STOPPED until its task is DEPROVISIONING; by then it is STOPPED, and no start looks at it in between.',
    },
  ],
  'src/engine/apply/workloads.ts': [
    {
      line: 'if (key === containers.behaviour.get(container)) return;',
      mutants: ['key === containers.behaviour.get(container) → false'],
      why: 'A short way out: with the same behaviour the checks so far are counted and the next change is computed with the same result, and the own end is due at the same moment.',
    },
    {
      line: 'if (world.targets.container.get(target) === container) targets.push(target);',
      mutants: ['world.targets.container.get(target) === container → true'],
      why: 'Targets of other containers have the same inputs as before: counted and computed anew, their checks give the same.',
    },
  ],
};
