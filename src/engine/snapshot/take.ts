import type { Table } from '../store/columns.js';
import type { DeploymentRecord, ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';
import type {
  Snapshot,
  SnapshotDeployment,
  SnapshotDue,
  SnapshotService,
  SnapshotTarget,
  SnapshotTask,
} from './format.js';
import { snapshotVersion } from './format.js';
import { subjectKindOf } from './subjects.js';

/** Columns that are links, handles or references: they are written in other words. */
export const taskLinks = [
  'number',
  'firstContainer',
  'firstTarget',
  'step',
  'judgement',
  'previous',
  'next',
  'touched',
];
export const containerLinks = ['task', 'index', 'step', 'probe', 'startTimeout'];
export const targetLinks = ['group', 'task', 'container', 'timer', 'nextOfTask', 'previous', 'next'];

/** Takes a snapshot. The same text for equal states; nothing of it is shared with the state. */
export function takeSnapshot(world: World, withFacts: boolean): Snapshot {
  const targetPlaces = new Map<number, number>();
  const targets: SnapshotTarget[] = [];
  for (const group of world.targetGroups.values()) {
    for (let target = group.head; target !== 0; target = world.targets.next.get(target)) {
      targetPlaces.set(target, targets.length);
      targets.push(targetOf(world, target));
    }
  }
  const snapshot: Snapshot = {
    format: 'steadystate',
    version: snapshotVersion,
    settings: { ...world.settings, quotas: withoutInfinity(world.settings.quotas) },
    nowMs: world.nowMs,
    counters: world.counters,
    chance: world.chance.state(),
    clusters: world.clusters.slice(1).map((cluster) => byName({ ...cluster, services: [...cluster.services] })),
    taskDefinitions: world.taskDefinitions.slice(1).map((definition) => definition && byName(definition)),
    families: [...world.families.values()].map(byName),
    services: world.services.slice(1).map((service) => serviceOf(world, service)),
    deployments: world.deployments.slice(1).map((deployment) => deploymentOf(world, deployment)),
    loadBalancers: [...world.loadBalancers.values()].map(byName),
    listeners: [...world.listeners.values()].map(byName),
    listenerRules: [...world.listenerRules.values()].map(byName),
    targetGroups: [...world.targetGroups.values()].map(({ head: _head, tail: _tail, ...group }) => byName(group)),
    elbByArn: [...world.elbByArn],
    subnets: world.subnets,
    accountSettings: world.accountSettings,
    capacityProviders: [...world.capacityProviders.values()].map(byName),
    externalServices: world.externalServices.map((service) =>
      byName({ ...service, taskSets: service.taskSets.map(byName) }),
    ),
    tasks: [...world.taskIndex.rows()].map((task) => taskOf(world, task, targetPlaces)),
    targets,
    agenda: world.agenda.entriesInOrder().map((entry): SnapshotDue => {
      const { atMs, kind, subject } = entry;
      switch (subjectKindOf(kind)) {
        case 'task':
          return [atMs, kind, world.tasks.number.get(subject)];
        case 'container':
          return [
            atMs,
            kind,
            world.tasks.number.get(world.containers.task.get(subject)),
            world.containers.index.get(subject),
          ];
        case 'target':
          return [atMs, kind, targetPlaces.get(subject) as number];
        default:
          return [atMs, kind, subject];
      }
    }),
    workloadRules: world.workloadRules.map((rule) => ({
      key: rule.key,
      selector: rule.selector,
      ...(rule.behaviour === undefined ? {} : { behaviour: rule.behaviour.given }),
      ...(rule.source === undefined ? {} : { source: rule.source }),
    })),
    behaviours: world.behaviours.slice(1).map((behaviour) => behaviour.given),
    faults: [...world.faults.values()].map((fault) => byName({ ...fault, untilMs: finite(fault.untilMs) })),
    activeFaults: [...world.activeFaults],
    calls: [...world.calls.values()].map(byName),
    idempotentRuns: [...world.idempotentRuns],
    fargateLaunches: { ...world.fargateLaunches, tokens: finite(world.fargateLaunches.tokens) },
    unsettledServices: [...world.unsettledServices].sort((a, b) => a - b),
    factSeq: world.facts.seq,
    ...(withFacts ? { facts: world.facts.kept } : {}),
    ...(withFacts && world.facts.begin !== undefined ? { factsBegin: world.facts.begin } : {}),
  };
  return JSON.parse(JSON.stringify(snapshot)) as Snapshot;
}

/** Its members in the order of their names: some records got theirs one by one, and those of a snapshot differently. */
const byName = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))) as T;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function withoutInfinity(values: object): Record<string, number | null> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, finite(value as number)]));
}

function serviceOf(world: World, service: ServiceRecord): SnapshotService {
  const {
    beat: _beat,
    extraPass: _extraPass,
    completion: _completion,
    steadyRepeat: _steadyRepeat,
    zoneCheck: _zoneCheck,
    toCount,
    toRegister,
    toDeregister,
    toTellStopped,
    tally: _tally,
    ...rest
  } = service;
  const numbers = (rows: readonly number[]) => rows.map((row) => world.tasks.number.get(row));
  return byName({
    ...rest,
    serviceDeployments: service.serviceDeployments.map(byName),
    told: [...service.told],
    launches: { ...service.launches, tokens: finite(service.launches.tokens) },
    queues: [toCount, toRegister, toDeregister, toTellStopped].map(numbers),
  });
}

function deploymentOf(world: World, deployment: DeploymentRecord): SnapshotDeployment {
  const { heads, tails: _tails, sizes: _sizes, ...rest } = deployment;
  return byName({
    ...rest,
    throttle: { ...deployment.throttle, nextStartMs: finite(deployment.throttle.nextStartMs) },
    breaker: { ...deployment.breaker, evaluation: 0 },
    tasks: heads.map((head) => {
      const numbers: number[] = [];
      for (let task = head; task !== 0; task = world.tasks.next.get(task)) numbers.push(world.tasks.number.get(task));
      return numbers;
    }),
  });
}

function taskOf(world: World, task: number, targetPlaces: ReadonlyMap<number, number>): SnapshotTask {
  const number = world.tasks.number.get(task);
  const extras = world.extras.get(number);
  const count = world.taskDefinition(world.tasks.taskDefinition.get(task)).containers.length;
  const first = world.tasks.firstContainer.get(task);
  const targets: number[] = [];
  for (let target = world.tasks.firstTarget.get(task); target !== 0; target = world.targets.nextOfTask.get(target)) {
    targets.push(targetPlaces.get(target) as number);
  }
  return {
    number,
    fields: fieldsOf(world.tasks, task, taskLinks),
    ...(extras === undefined ? {} : { extras: byName({ ...extras, protectionExpiry: undefined }) }),
    containers: Array.from({ length: count }, (_, index) => fieldsOf(world.containers, first + index, containerLinks)),
    targets,
  };
}

function targetOf(world: World, target: number): SnapshotTarget {
  const task = world.targets.task.get(target);
  const foreign = world.foreignTargets.get(target);
  return {
    group: world.targets.group.get(target),
    ...(task === 0
      ? {}
      : {
          task: world.tasks.number.get(task),
          container: world.targets.container.get(target) - world.tasks.firstContainer.get(task),
        }),
    ...(foreign === undefined ? {} : { foreign }),
    fields: fieldsOf(world.targets, target, targetLinks),
  };
}

/** Every column of a row that isn't 0, by name. */
function fieldsOf(table: Table, row: number, except: readonly string[]): Record<string, number> {
  const fields: Record<string, number> = {};
  for (const [name, column] of table.namedColumns()) {
    const value = column.get(row);
    if (value !== 0 && !except.includes(name)) fields[name] = value;
  }
  return fields;
}
