import type { ArgumentsByFile } from './argument.js';

/** src/engine/views. */
export const views: ArgumentsByFile = {
  'src/engine/views/breaker-threshold.ts': [
    {
      line: 'rules.breakerThresholds && configured !== undefined',
      mutants: ['configured !== undefined → true'],
      why: 'CreateService fills in a threshold where none was given, and UpdateService merges over it: there always is one.',
    },
  ],
  'src/engine/views/probe-plan.ts': [
    {
      line: 'spansFromMs: container === 0 ? 0 : world.containers.startedAt.get(container),',
      mutants: ['container === 0 → false'],
      why: 'Row 0 is no container: its columns hold 0.',
    },
    {
      line: 'if (group.listenerCount === 0) return undefined;',
      mutants: ['group.listenerCount === 0 → false'],
      why: 'Targets of a group without listeners are unused: nobody asks for the plan of one.',
    },
    {
      line: 'if (world.activeFaults.size === 0) return found;',
      mutants: ['world.activeFaults.size === 0 → false'],
      why: 'A short way out: a loop over none.',
    },
    {
      line: "if (fault.kind === 'targetsFail' && (fault.targetGroup === group.name || fault.targetGroup === group.arn))",
      mutants: ["fault.kind === 'targetsFail' → true"],
      why: 'No other kind of fault names a target group.',
    },
    {
      line: 'return (check) => world.chance.keyed(Draw.FLAKY_CHECK, subject, check, part) < flaky;',
      mutants: [
        'world.chance.keyed(Draw.FLAKY_CHECK, subject, check, part) < flaky → world.chance.keyed(Draw.FLAKY_CHECK, subject, check, part) <= flaky',
      ],
      why: 'Differs where one of 2^32 equally likely draws is exactly the share: for shares as people write them, next to never.',
    },
  ],
  'src/engine/views/container-description.ts': [
    {
      line: 'if (digest === undefined) {',
      mutants: ['digest === undefined → true'],
      why: 'The digest of an image is always the same: it is worked out again.',
    },
    {
      line: 'return byArn ? described.sort((a, b) => (a.containerArn < b.containerArn ? -1 : 1)) : described;',
      mutants: ['a.containerArn < b.containerArn → a.containerArn <= b.containerArn'],
      why: 'No two containers share an ARN.',
    },
  ],
  'src/engine/views/explain.ts': [
    {
      line: 'if (!subnets.some((subnet) => zoneHasCapacity(world, world.subnets[subnet]?.zone ?? 0)))',
      mutants: ['world.subnets[subnet]?.zone → world.subnets[subnet].zone'],
      why: 'For the compiler: the subnets of a revision are known.',
    },
    {
      line: "'deadlock',",
      mutants: [`'deadlock' → ""`],
      why: 'What is not in the list goes before everything, and so does the first of it.',
    },
    {
      line: "'deploymentFailed',",
      mutants: [`'deploymentFailed' → ""`],
      why: 'It then goes before a deadlock as well, which no deployment that has FAILED is in.',
    },
    {
      line: "'completes',",
      mutants: [`'completes' → ""`],
      why: 'A deployment that completes has all its tasks, and each counts: nothing else is waited for but stops, which come after it.',
    },
    {
      line: 'default:',
      mutants: ['default: return wait satisfies never; → default:'],
      why: 'Never reached: the compiler objects to a wait that has no case.',
    },
    {
      line: 'if (state === TargetState.HEALTHY || plan === undefined) continue;',
      mutants: ['plan === undefined → false'],
      why: 'Only targets of a group without a listener have no plan: they are unused, and the line before has returned.',
    },
  ],
  'src/engine/views/names.ts': [
    {
      line: 'return number === undefined ? 0 : world.taskIndex.get(number);',
      mutants: ['number === undefined → false'],
      why: 'The index takes it for number 0, which no task has.',
    },
    {
      line: 'const key = service?.cluster ?? world.extras.get(world.tasks.number.get(task))?.cluster;',
      mutants: [
        'world.extras.get(world.tasks.number.get(task))?.cluster → world.extras.get(world.tasks.number.get(task)).cluster',
      ],
      why: 'A task of no service was run with its cluster in the extras.',
    },
    {
      line: "export const zoneNameOf = (world: World, zone: number): string => world.settings.zones[zone] ?? '';",
      mutants: [`'' → "Stryker was here!"`],
      why: 'A zone is a place in this list.',
    },
    {
      line: 'return key === 0 ? undefined : world.deployment(key);',
      mutants: ['key === 0 → false'],
      why: 'Place 0 of the list of deployments holds undefined.',
    },
  ],
  'src/engine/views/network-interface.ts': [
    {
      line: '(deploymentOf(world, task)?.revision.network ?? world.extras.get(world.tasks.number.get(task))?.network) !==',
      mutants: [
        '(deploymentOf(world, task)?.revision.network ?? world.extras.get(world.tasks.number.get(task))?.network) !== undefined → true',
        'world.extras.get(world.tasks.number.get(task))?.network → world.extras.get(world.tasks.number.get(task)).network',
      ],
      why: 'Every task that is there runs on Fargate, where the network mode is awsvpc: a service has the network, else the extras of the task.',
    },
    {
      line: 'if (!hasNetworkInterface(world, task)) return [];',
      mutants: ['!hasNetworkInterface(world, task) → false', '[] → ["Stryker was here"]'],
      why: 'Every task that is there runs on Fargate, where the network mode is awsvpc.',
    },
    {
      line: "{ name: 'subnetId', value: world.subnets[world.tasks.subnet.get(task)]?.id ?? '' },",
      mutants: [
        `'' → "Stryker was here!"`,
        'world.subnets[world.tasks.subnet.get(task)]?.id → world.subnets[world.tasks.subnet.get(task)].id',
      ],
      why: 'A task was placed in one of these subnets, and none is ever taken out.',
    },
    {
      line: "return `0e:ff:${bytes.toString(16).padStart(8, '0').match(/../g)?.join(':')}`;",
      mutants: [
        "bytes.toString(16).padStart(8, '0').match(/../g)?.join → bytes.toString(16).padStart(8, '0').match(/../g).join",
      ],
      why: 'Eight digits always match.',
    },
  ],
  'src/engine/views/service-view.ts': [
    {
      line: 'releasedDyingCount: dyingCount === 0 ? 0 : releasedDyingCountOf(world, deployment),',
      mutants: ['dyingCount === 0 → false'],
      why: 'A short way out: of no dying tasks none has given up its slot.',
    },
    {
      line: 'const hasSeveral = strategyOf(deployment).length >= 2;',
      mutants: ['strategyOf(deployment).length >= 2 → true'],
      why: 'With one provider, or none, every place that is looked up is 0.',
    },
    {
      line: 'default:',
      mutants: ['default: return settings.stopPick satisfies never; → default:'],
      why: 'Never reached: options and snapshots with another pick are refused.',
    },
    {
      line: 'const name = world.extras.get(world.tasks.number.get(task))?.capacityProviderName;',
      mutants: [
        'world.extras.get(world.tasks.number.get(task))?.capacityProviderName → world.extras.get(world.tasks.number.get(task)).capacityProviderName',
      ],
      why: 'A task of several providers has extras: its own is among them.',
    },
    {
      line: 'failingInGraceCount: unhealthyCount === 0 ? 0 : failingInGraceCountOf(world, deployment),',
      mutants: ['unhealthyCount === 0 → false'],
      why: 'A short way out: the count is only asked for where tasks are unhealthy.',
    },
    {
      line: "leavesWhen: deployment.revision.targetGroups.length > 0 ? 'processesExited' : 'tasksStopped',",
      mutants: [`'tasksStopped' → ""`],
      why: 'It is only asked whether it is the other one.',
    },
  ],
  'src/engine/views/stopped-reason.ts': [
    {
      line: 'case StopCause.TARGET_UNHEALTHY:',
      mutants: [
        "case StopCause.TARGET_UNHEALTHY: return 'Task failed ELB health checks'; → case StopCause.TARGET_UNHEALTHY:",
      ],
      why: 'Such a stop names the target group: its text stands in the extras of the task, and is returned before.',
    },
    {
      line: "return 'Task failed ELB health checks';",
      mutants: [`'Task failed ELB health checks' → ""`],
      why: 'Such a stop names the target group: its text stands in the extras of the task, and is returned before.',
    },
    {
      line: 'case StopCause.NONE:',
      mutants: ["case StopCause.NONE: return ''; → case StopCause.NONE:"],
      why: 'Only asked of tasks that have a cause.',
    },
    {
      line: "return '';",
      mutants: [`'' → "Stryker was here!"`],
      why: 'Never reached: only tasks that have a cause are asked about, and each cause has its case.',
    },
    {
      line: 'default:',
      mutants: ["default: cause satisfies never; return ''; → default:"],
      why: 'Never reached: the compiler objects to a cause that has no case.',
    },
  ],
  'src/engine/views/target-failure.ts': [
    {
      line: 'const latest = plan === undefined ? undefined : lastFailure(plan, world.nowMs, world.targets.nextCheck.get(target));',
      mutants: ['plan === undefined → false'],
      why: 'Only targets of a group without a listener have no plan: they are unused, and nobody asks why those are unhealthy.',
    },
  ],
  'src/engine/views/target-zone.ts': [
    {
      line: 'const enabled = world.loadBalancers.get(group.loadBalancer)?.description.AvailabilityZones;',
      mutants: [
        'world.loadBalancers.get(group.loadBalancer)?.description → world.loadBalancers.get(group.loadBalancer).description',
      ],
      why: 'Only asked of a group with a listener, and the balancer of a listener is there: it takes its listeners with it first.',
    },
    {
      line: 'if (enabled === undefined || enabled.length === 0) return true;',
      mutants: [
        'enabled === undefined || enabled.length === 0 → enabled === undefined && enabled.length === 0',
        'enabled === undefined || enabled.length === 0 → false',
        'enabled === undefined → false',
        'enabled.length === 0 → false',
        'true → false',
      ],
      why: 'A balancer is created with a subnet at least, and its zones never change.',
    },
    {
      line: "return enabled.some(({ ZoneName, SubnetId = '' }) => ZoneName === zone || !isZoneKnown(world.settings, SubnetId));",
      mutants: [`'' → "Stryker was here!"`],
      why: 'Each zone of a balancer has its subnet.',
    },
    {
      line: 'const zone = world.foreignTargets.get(target)?.availabilityZone;',
      mutants: [
        'world.foreignTargets.get(target)?.availabilityZone → world.foreignTargets.get(target).availabilityZone',
      ],
      why: 'A target is that of a task, or stands in this map.',
    },
    {
      line: 'for (const index of deploymentOf(world, task)?.revision.subnets ?? []) {',
      mutants: [
        '[] → ["Stryker was here"]',
        'deploymentOf(world, task)?.revision → deploymentOf(world, task).revision',
      ],
      why: 'Only services register tasks: the task of a target has a deployment.',
    },
    {
      line: 'if (subnet?.zone === zone && isZoneKnown(world.settings, subnet.id)) return zoneNameOf(world, zone);',
      mutants: ['subnet?.zone → subnet.zone'],
      why: 'The subnets of a revision are in the table.',
    },
  ],
  'src/engine/views/task-description.ts': [
    {
      line: 'const { attributes: _attributes, ...rest } = describeTask(world, task, { described: false, tags: false });',
      mutants: ['{ described: false, tags: false } → {}'],
      why: 'What is undefined is false.',
    },
    {
      line: 'containers: describeContainers(world, task, { byArn: !isFirstVersion(world, task), health: false }).map(',
      mutants: ['false → true'],
      why: 'An event tells of a container only what toldContainer picks, and that is not its health.',
    },
    {
      line: "at.toISOString().replace(/\\.(\\d*?)0*Z$/, (_, fraction: string) => (fraction === '' ? 'Z' : `.${fraction}Z`));",
      mutants: ['/\\.(\\d*?)0*Z$/ → /\\.(\\d*?)0*Z/'],
      why: 'The only Z of a moment is at its end.',
    },
    {
      line: 'deploymentOf(world, task)?.id ?? extrasOf(world, task)?.startedBy;',
      mutants: ['extrasOf(world, task)?.startedBy → extrasOf(world, task).startedBy'],
      why: 'A task of no service has extras.',
    },
    {
      line: "deploymentOf(world, task)?.revision.launchType ?? extrasOf(world, task)?.launchType ?? 'FARGATE';",
      mutants: [
        'deploymentOf(world, task)?.revision.launchType ?? extrasOf(world, task)?.launchType → deploymentOf(world, task)?.revision.launchType && extrasOf(world, task)?.launchType',
      ],
      why: 'Every task that is there runs on Fargate: what is found and what stands for nothing are the same.',
    },
    {
      line: 'deploymentOf(world, task)?.revision.capacityProviderStrategy?.[0]?.capacityProvider;',
      mutants: [
        'deploymentOf(world, task)?.revision.capacityProviderStrategy?.[0]?.capacityProvider → deploymentOf(world, task)?.revision.capacityProviderStrategy?.[0].capacityProvider',
      ],
      why: 'A strategy that is there names a provider at least.',
    },
    {
      line: 'const platformVersion = revision?.platformVersion ?? extrasOf(world, task)?.platformVersion;',
      mutants: ['extrasOf(world, task)?.platformVersion → extrasOf(world, task).platformVersion'],
      why: 'On Fargate a revision has a version: only a task of no service is looked for here, and it has extras.',
    },
    {
      line: 'return platformVersion === undefined',
      mutants: ['platformVersion === undefined → false'],
      why: 'Every task that is there runs on Fargate, and so on a version of it.',
    },
    {
      line: "return { cpu: overrides.cpu ?? definition.cpu ?? '0', memory: overrides.memory ?? definition.memory ?? '0' };",
      mutants: [`'0' → ""`],
      why: 'Every task that is there runs on Fargate, where a definition has both.',
    },
  ],
  'src/engine/views/verdict.ts': [
    {
      line: "case 'ROLLBACK_FAILED':",
      mutants: ["case 'ROLLBACK_FAILED': return 'failed'; → case 'ROLLBACK_FAILED':"],
      why: 'The case that follows says failed as well: the reason of a failed rollback is never that of a superseded deployment.',
    },
  ],
  'src/engine/views/zone-capacity.ts': [
    {
      line: 'if (world.activeFaults.size === 0) return true;',
      mutants: ['world.activeFaults.size === 0 → false'],
      why: 'A short way out: a loop over none.',
    },
    {
      line: 'const fault = world.faults.get(key)?.fault;',
      mutants: ['world.faults.get(key)?.fault → world.faults.get(key).fault'],
      why: 'A fault that is active is known.',
    },
    {
      line: "if (fault?.kind === 'zoneLost' && fault.zone === name) return false;",
      mutants: ['fault?.kind → fault.kind'],
      why: 'A fault that is active is known.',
    },
    {
      line: "if (fault?.kind === 'capacityUnavailable' && (fault.zone === undefined || fault.zone === name)) return false;",
      mutants: ['fault?.kind → fault.kind'],
      why: 'A fault that is active is known.',
    },
  ],
};
