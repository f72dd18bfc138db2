import type { ArgumentsByFile } from './argument.js';

/** src/engine/apply: passes over services, deployments, launches. */
export const applyServices: ArgumentsByFile = {
  'src/engine/apply/deployments.ts': [
    {
      line: 'if (current.rollback !== undefined) current.rollback = { ...current.rollback, startedAtMs: world.nowMs };',
      mutants: ['current.rollback !== undefined → true'],
      why: 'One whose rollback was requested has a rollback: both are written together.',
    },
  ],
  'src/engine/apply/launches.ts': [
    {
      line: 'else if (allowed < count) {',
      mutants: ['allowed < count → allowed <= count', 'allowed < count → true'],
      why: 'One beat more, after all were started: it finds nothing to do.',
    },
    {
      line: 'const zone = world.subnets[subnet]?.zone ?? 0;',
      mutants: ['world.subnets[subnet]?.zone → world.subnets[subnet].zone'],
      why: 'For the compiler: the subnets of a revision are known.',
    },
    {
      line: 'if (choices.some((each) => each.zone === zone) || (only !== undefined && zone !== only)) return;',
      mutants: ['(each) => each.zone === zone → () => undefined', 'each.zone === zone → false'],
      why: 'The second subnet of a zone is never picked: of choices that are alike the first is.',
    },
    {
      line: 'if (count === 0) return;',
      mutants: ['count === 0 → false'],
      why: 'A short way out: who takes nothing leaves the buckets as they are.',
    },
    {
      line: 'if (Number.isFinite(quotas.serviceLaunchesPerMinute)) {',
      mutants: ['Number.isFinite(quotas.serviceLaunchesPerMinute) → true'],
      why: 'Where the quota is off nobody asks the bucket.',
    },
    {
      line: 'if (!Number.isFinite(world.settings.quotas.fargateLaunchesPerSecond)) return;',
      mutants: ['!Number.isFinite(world.settings.quotas.fargateLaunchesPerSecond) → false'],
      why: 'Where the quota is off nobody asks the bucket.',
    },
    {
      line: '...(extras === undefined ? {} : { extras }),',
      mutants: ['extras === undefined → false'],
      why: 'A member that is undefined reads like none.',
    },
    {
      line: 'if (provider !== undefined) spread?.add(provider, choice.zone);',
      mutants: ['provider !== undefined → true', 'spread?.add → spread.add'],
      why: 'A strategy without any weight is refused: where there is a spread it names a provider, and elsewhere nothing does.',
    },
  ],
  'src/engine/apply/provider-spread.ts': [
    {
      line: 'return this.#zoneCounts.get(provider) ?? [];',
      mutants: ['[] → ["Stryker was here"]'],
      why: 'Where no task is counted the zone that the subnets name first is picked: a text is neither less than a number nor equal to it, so that its zone neither overtakes nor is overtaken.',
    },
    {
      line: 'const strategy = deployment.revision.capacityProviderStrategy ?? [];',
      mutants: ['[] → ["Stryker was here"]'],
      why: 'A strategy of one item is not spread either.',
    },
    {
      line: 'const provider = extras?.capacityProviderName ?? revision.capacityProviderStrategy?.[0]?.capacityProvider;',
      mutants: [
        'revision.capacityProviderStrategy?.[0]?.capacityProvider → revision.capacityProviderStrategy?.[0].capacityProvider',
      ],
      why: 'For the compiler: a deployment that has a strategy has one with an item, and without one nothing after it is read.',
    },
  ],
  'src/engine/apply/rebalancing.ts': [
    {
      line: "service.status === 'ACTIVE' &&",
      mutants: ["service.status === 'ACTIVE' → true"],
      why: 'Of a service that was deleted the check is cancelled, and it is steady with no tasks only: those are balanced.',
    },
    {
      line: 'configuration.deploymentConfiguration.maximumPercent > 100 &&',
      mutants: [
        'configuration.deploymentConfiguration.maximumPercent > 100 → configuration.deploymentConfiguration.maximumPercent >= 100',
        'configuration.deploymentConfiguration.maximumPercent > 100 → true',
      ],
      why: 'With a maximum of 100 percent or less a steady service has no room: nothing would be started.',
    },
    {
      line: "service.schedulingStrategy === 'REPLICA' &&",
      mutants: ["service.schedulingStrategy === 'REPLICA' → true"],
      why: 'CreateService refuses DAEMON as not simulated: every service is a REPLICA one.',
    },
    {
      line: 'world.primaryOf(service).revision.subnets.length > 0',
      mutants: [
        'world.primaryOf(service).revision.subnets.length > 0 → true',
        'world.primaryOf(service).revision.subnets.length > 0 → world.primaryOf(service).revision.subnets.length >= 0',
      ],
      why: 'Without subnets there are no zones to be out of balance.',
    },
    {
      line: 'const zone = zones[to]?.zone ?? 0;',
      mutants: ['zones[to]?.zone → zones[to].zone'],
      why: 'A move goes to a zone of the same list.',
    },
    {
      line: "tellServiceEventOnce(world, service, { kind: 'rebalancingBlocked', deploymentId, count }, 'rebalancing blocked');",
      mutants: [`'rebalancing blocked' → ""`],
      why: 'Only a key: no other message of a service has this one.',
    },
    {
      line: 'if (service.rebalancing <= 0 || service.deployments.length > 1) return tasks;',
      mutants: ['service.deployments.length > 1 → false'],
      why: 'Every deployment ends the rebalancing of before, and the next begins at a steady state: never with two of them.',
    },
    {
      line: 'service.rebalancing = Math.max(0, service.rebalancing - tasks.length);',
      mutants: ['service.rebalancing - tasks.length → service.rebalancing + tasks.length'],
      why: 'As many as are still coming are kept beside the desired ones, which are never more than are left; the steady state sets it anew.',
    },
    {
      line: 'const zones = new Set(world.primaryOf(service).revision.subnets.map((subnet) => world.subnets[subnet]?.zone ?? 0));',
      mutants: ['world.subnets[subnet]?.zone → world.subnets[subnet].zone'],
      why: 'Subnets of a revision are places in that table.',
    },
  ],
  'src/engine/apply/rescaling.ts': [
    {
      line: 'primaryHealthyCount: primary?.sizes[Standing.HEALTHY] ?? 0,',
      mutants: ['primary?.sizes → primary.sizes'],
      why: 'A service always has a newest deployment.',
    },
  ],
  'src/engine/apply/rollback.ts': [
    {
      line: 'if (breaker.evaluateAtMs !== 0 && breaker.evaluateAtMs <= atMs) return;',
      mutants: ['breaker.evaluateAtMs <= atMs → breaker.evaluateAtMs < atMs'],
      why: 'One that is due at the same moment is replaced by one at the same moment; what is due of a moment is ordered by service and kind.',
    },
  ],
  'src/engine/apply/schedule.ts': [
    {
      line: 'if (notBeforeMs < service.firstPassMs) {',
      mutants: ['notBeforeMs < service.firstPassMs → notBeforeMs <= service.firstPassMs'],
      why: 'At the first pass itself both ways give the first pass.',
    },
    {
      line: 'anchorMs: world.nowMs < service.firstPassMs ? service.gridAnchorMs : service.firstPassMs,',
      mutants: ['world.nowMs < service.firstPassMs → world.nowMs <= service.firstPassMs'],
      why: 'At the first pass the next beat of the old grid lies at most a beat later: the first of the new grid from there on is the same.',
    },
    {
      line: 'if (world.agenda.atMsOf(service.beat) <= atMs) return;',
      mutants: ['world.agenda.atMsOf(service.beat) <= atMs → world.agenda.atMsOf(service.beat) < atMs'],
      why: 'One that is due at the same moment is replaced by one at the same moment; passes of a moment are ordered by service and kind.',
    },
    {
      line: 'if (world.agenda.atMsOf(service.extraPass) <= atMs) return;',
      mutants: ['world.agenda.atMsOf(service.extraPass) <= atMs → world.agenda.atMsOf(service.extraPass) < atMs'],
      why: 'One that is due at the same moment is replaced by one at the same moment; passes of a moment are ordered by service and kind.',
    },
  ],
  'src/engine/apply/scheduled-calls.ts': [
    {
      line: 'world.counters.call += 1;',
      mutants: ['world.counters.call += 1 → world.counters.call -= 1'],
      why: 'Only a key: it tells calls apart. In which order those of one moment are made says the agenda.',
    },
  ],
  'src/engine/apply/plan-execution.ts': [
    {
      line: 'const others = now.length === 0 ? now : tellRebalancingStops(world, this.#service, now);',
      mutants: ['now.length === 0 → false'],
      why: 'A short way out: of no stops none is told, and none is left.',
    },
    {
      line: 'byDeployment.size < 2 ? byDeployment : [...byDeployment].sort(([one], [other]) => one - other);',
      mutants: ['byDeployment.size < 2 → false'],
      why: 'A short way out: one, or none, is in order.',
    },
    {
      line: 'if (this.#service.toRegister.length === 0) return;',
      mutants: ['this.#service.toRegister.length === 0 → false'],
      why: 'A short way out: of no tasks none is registered.',
    },
    {
      line: "if (action.reason === 'unhealthy') countFailures(world, this.#service, deployment, action.tasks.length, 'health');",
      mutants: ['\'health\' → ""'],
      why: 'The planner only asks whether it is a start.',
    },
    {
      line: 'if (tasks.length === 0) return;',
      mutants: ['tasks.length === 0 → false'],
      why: 'A short way out: of no tasks nothing is told.',
    },
    {
      line: 'export const takeAll = (waiting: number[]): readonly number[] => (waiting.length === 0 ? nothing : waiting.splice(0));',
      mutants: ['waiting.length === 0 → false'],
      why: 'A short way out that makes no list: all of nothing is nothing.',
    },
    {
      line: 'if (runningStops.length > 0) this.#tellRunningStops(runningStops.splice(0));',
      mutants: ['runningStops.length > 0 → true', 'runningStops.length > 0 → runningStops.length >= 0'],
      why: 'A short way out: of no stops nothing is told. What is to be deregistered first, in logs up to 2021, was pushed by the stops.',
    },
    {
      line: 'if (deregistered) return;',
      mutants: ['deregistered → false'],
      why: 'What was deregistered is draining or gone by then: a second time does nothing and tells nothing.',
    },
    {
      line: 'deregistered = true;',
      mutants: ['true → false'],
      why: 'What was deregistered is draining or gone by then: a second time does nothing and tells nothing.',
    },
    {
      line: "this.#tellWhatBlocks({ kind: 'deadlock' }, 'deadlock');",
      mutants: [`'deadlock' → ""`],
      why: 'Only a key: no other message of a service has this one.',
    },
    {
      line: 'default:',
      mutants: ['default: action satisfies never; → default:'],
      why: 'Never reached: the compiler objects to an action that has no case.',
    },
  ],
  'src/engine/apply/service-pass.ts': [
    {
      line: "action.type === 'setTarget' && action.desiredCount === 0 && action.deployment !== service.deployments[0],",
      mutants: [
        'action.deployment !== service.deployments[0] → true',
        'action.desiredCount === 0 → true',
        "action.type === 'setTarget' && action.desiredCount === 0 → action.type === 'setTarget' || action.desiredCount === 0",
      ],
      why: 'It asks for a beat more, at which nothing has changed.',
    },
    {
      line: "if (!plan.actions.some((action) => action.type === 'completeDeployment')) return;",
      mutants: [
        "plan.actions.some((action) => action.type === 'completeDeployment') → plan.actions.every(action => action.type === 'completeDeployment')",
      ],
      why: 'Where all is there and healthy, completion is all that is planned; of a plan with no action none is carried out.',
    },
    {
      line: 'if (service.toTellStopped.length === 0) return false;',
      mutants: ['service.toTellStopped.length === 0 → false'],
      why: 'A short way out: of no tasks none has drained.',
    },
    {
      line: 'if (drained.length === 0) return false;',
      mutants: ['false → true'],
      why: 'While stops are still to be told the service is not steady, and their list asks for the next beat anyway.',
    },
    {
      line: 'const rest = service.toDeregister.filter((task) => !stopped(task));',
      mutants: ['service.toDeregister.filter((task) => !stopped(task)) → service.toDeregister'],
      why: 'What the extra pass deregistered is draining or gone at the next beat: a second time does nothing and tells nothing.',
    },
    {
      line: "if (wait.kind === 'supersededLeaves' && wait.notBeforeMs > world.nowMs)",
      mutants: [
        "wait.kind === 'supersededLeaves' → true",
        'wait.notBeforeMs > world.nowMs → wait.notBeforeMs >= world.nowMs',
      ],
      why: 'It asks for one more beat, at which nothing has changed: a deployment leaves at the moment itself, and a completion has its own.',
    },
    {
      line: "action.type === 'setTarget' && action.desiredCount === 0 && action.deployment !== service.deployments[0],",
      mutants: ["action.type === 'setTarget' → true"],
      why: 'Only targets have a desired count.',
    },
    {
      line: "if (wait.kind === 'stopsPendingFirst') requestNextBeat(world, service);",
      mutants: [`'stopsPendingFirst' → ""`, "wait.kind === 'stopsPendingFirst' → false"],
      why: 'It is only waited for in a pass that stops pending tasks: those ask for the next beat already.',
    },
  ],
  'src/engine/apply/service-task-extras.ts': [
    {
      line: '...(capacityProviderName === undefined ? {} : { capacityProviderName }),',
      mutants: ['capacityProviderName === undefined → false'],
      why: 'A member that is undefined reads like none, and is not written into snapshots.',
    },
  ],
  'src/engine/apply/services.ts': [
    {
      line: 'firstPassMs: world.nowMs + scheduler.firstPassMs,',
      mutants: ['world.nowMs + scheduler.firstPassMs → world.nowMs - scheduler.firstPassMs'],
      why: 'The deployment that is made in the same call says it anew; until its first pass there is nothing that a beat could do.',
    },
    {
      line: 'configuration.healthCheckGracePeriodSeconds !== service.configuration.healthCheckGracePeriodSeconds;',
      mutants: [
        'configuration.healthCheckGracePeriodSeconds !== service.configuration.healthCheckGracePeriodSeconds → true',
      ],
      why: 'A short way out: with the same grace period every review comes to what it came to before.',
    },
    {
      line: 'if (!graceChanges) return;',
      mutants: ['!graceChanges → false'],
      why: 'A short way out: with the same grace period every review comes to what it came to before.',
    },
  ],
};
