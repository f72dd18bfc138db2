import { SteadystateError } from '../../model/errors.js';
import type { Quotas, Settings } from '../../model/settings.js';
import { compileBehaviour } from '../../workload/behaviour.js';
import { compileRule, type WorkloadSource } from '../../workload/rule.js';
import { keyOf } from '../apply/behaviours.js';
import { newTally } from '../apply/tally.js';
import { Chance } from '../chance/chance.js';
import type { Table } from '../store/columns.js';
import type { TargetGroupRecord } from '../store/elb-records.js';
import type { DeploymentRecord, ServiceRecord, TaskDefinitionRecord } from '../store/records.js';
import { beginningNow } from '../views/state-as-facts.js';
import { type Counters, World } from '../world.js';
import { problemOf } from './check.js';
import { type Snapshot, type SnapshotService, type SnapshotTask, snapshotVersion } from './format.js';
import { restoreAgenda } from './restore-agenda.js';

/**
 * Makes a world from a snapshot: the same future as the one it was taken of.
 * @throws SteadystateError `InvalidSnapshot` for a damaged one or one of another version; `UnknownWorkloadSource`
 */
export function restoreWorld(given: unknown, workloadSources: ReadonlyMap<string, WorkloadSource>): World {
  const snapshot = checked(given);
  for (const rule of snapshot.workloadRules) {
    if (rule.source !== undefined && !workloadSources.has(rule.source)) {
      throw new SteadystateError(
        'UnknownWorkloadSource',
        `The snapshot needs the workload source '${rule.source}', which is not registered.`,
        { value: rule.source, help: 'Give it in workloadSources when restoring.' },
      );
    }
  }
  try {
    return rebuild(snapshot, workloadSources);
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error));
  }
}

const lists = [
  'clusters',
  'taskDefinitions',
  'families',
  'services',
  'deployments',
  'loadBalancers',
  'listeners',
  'listenerRules',
  'targetGroups',
  'elbByArn',
  'subnets',
  'accountSettings',
  'capacityProviders',
  'externalServices',
  'tasks',
  'targets',
  'agenda',
  'workloadRules',
  'behaviours',
  'faults',
  'activeFaults',
  'calls',
  'idempotentRuns',
  'unsettledServices',
] as const satisfies readonly (keyof Snapshot)[];

const records = ['settings', 'counters', 'chance', 'fargateLaunches'] as const satisfies readonly (keyof Snapshot)[];

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

function checked(given: unknown): Snapshot {
  const snapshot = given as Partial<Snapshot> | null | undefined;
  if (typeof snapshot !== 'object' || snapshot?.format !== 'steadystate') {
    throw damaged('it does not say that it is one of steadystate');
  }
  if (snapshot.version !== snapshotVersion) {
    throw new SteadystateError(
      'InvalidSnapshot',
      `The snapshot has version ${String(snapshot.version)}; this release reads version ${snapshotVersion}.`,
      { value: String(snapshot.version), help: 'Take it again with this release.' },
    );
  }
  for (const name of lists) if (!Array.isArray(snapshot[name])) throw damaged(`its ${name} are missing`);
  for (const name of records) if (!isRecord(snapshot[name])) throw damaged(`its ${name} are missing`);
  if (!Number.isSafeInteger(snapshot.nowMs)) throw damaged('its moment is missing');
  if (!Number.isSafeInteger(snapshot.factSeq)) throw damaged('the number of its facts is missing');
  const problem = problemOf(snapshot as Snapshot);
  if (problem !== undefined) throw damaged(problem);
  return structuredClone(snapshot) as Snapshot;
}

const damaged = (why: string): SteadystateError =>
  new SteadystateError('InvalidSnapshot', `The snapshot is damaged: ${why}.`, {
    help: 'Give what sim.snapshot() returned, unchanged (JSON.stringify and JSON.parse are fine).',
  });

function rebuild(snapshot: Snapshot, workloadSources: ReadonlyMap<string, WorkloadSource>): World {
  const world = new World(settingsOf(snapshot), workloadSources);
  world.nowMs = snapshot.nowMs;
  world.agenda.advance(snapshot.nowMs);
  for (const name of Object.keys(world.counters) as (keyof Counters)[]) {
    if (!Number.isSafeInteger(snapshot.counters[name])) throw new Error(`its counter ${name} is missing`);
  }
  world.counters = snapshot.counters;
  world.chance = Chance.restore(snapshot.chance);
  restoreRecords(world, snapshot);
  restoreWorkloads(world, snapshot);

  const rows = new Map<number, number>();
  for (const task of snapshot.tasks) rows.set(task.number, restoreTask(world, task));
  // Whoever is named is there: problemOf has seen to it.
  const rowOf = (number: number): number => rows.get(number) as number;
  const targets = snapshot.targets.map((target) => restoreTarget(world, target, rowOf));
  for (const task of snapshot.tasks) linkTargets(world, rowOf(task.number), task.targets, targets);
  for (const deployment of snapshot.deployments) linkTasks(world, deployment.key, deployment.tasks, rowOf);
  for (const service of snapshot.services) restoreQueues(world, service, rowOf);
  restoreAgenda(world, snapshot, rowOf, targets);
  for (const key of snapshot.unsettledServices) world.unsettledServices.add(key);
  restoreFacts(world, snapshot);
  return world;
}

/** Where the facts didn't come with the snapshot, what is kept begins now. */
function restoreFacts(
  world: World,
  { settings: { keepFacts }, factSeq: seq, facts: kept, factsBegin }: Snapshot,
): void {
  // Snapshots of releases that didn't say where facts begin: where all are kept, their number shows a gap.
  const isWhole = kept !== undefined && (keepFacts !== 'all' || kept.length === seq);
  const begin = factsBegin ?? (isWhole ? undefined : beginningNow(world, { keepFacts, seq }));
  world.facts.restore({ seq, kept, begin });
}

function settingsOf(snapshot: Snapshot): Settings {
  const quotas = Object.fromEntries(
    Object.entries(snapshot.settings.quotas).map(([name, value]) => [name, value ?? Number.POSITIVE_INFINITY]),
  );
  return { ...snapshot.settings, quotas: quotas as unknown as Quotas };
}

function restoreRecords(world: World, snapshot: Snapshot): void {
  for (const cluster of snapshot.clusters) {
    world.clusters.push({ ...cluster, services: new Map(cluster.services) });
    world.clusterByName.set(cluster.name, cluster.key);
  }
  for (const definition of snapshot.taskDefinitions)
    world.taskDefinitions.push(revived(definition as TaskDefinitionRecord));
  for (const family of snapshot.families) world.families.set(family.name, family);
  for (const service of snapshot.services) world.services.push(serviceOf(service, snapshot.nowMs));
  for (const deployment of snapshot.deployments) {
    const { tasks: _tasks, ...rest } = deployment;
    const { throttle } = rest;
    world.deployments.push({
      ...rest,
      throttle: { ...throttle, nextStartMs: throttle.nextStartMs ?? Number.POSITIVE_INFINITY },
      heads: [0, 0, 0, 0, 0, 0, 0, 0],
      tails: [0, 0, 0, 0, 0, 0, 0, 0],
      sizes: [0, 0, 0, 0, 0, 0, 0, 0],
    } as DeploymentRecord);
    world.deploymentById.set(deployment.id, deployment.key);
  }
  for (const [map, records] of [
    [world.loadBalancers, snapshot.loadBalancers],
    [world.listeners, snapshot.listeners],
    [world.listenerRules, snapshot.listenerRules],
  ] as const) {
    for (const record of records as { key: number }[]) (map as Map<number, unknown>).set(record.key, record);
  }
  for (const group of snapshot.targetGroups) {
    world.targetGroups.set(group.key, { ...group, head: 0, tail: 0 } as unknown as TargetGroupRecord);
  }
  for (const [arn, key] of snapshot.elbByArn) world.elbByArn.set(arn, key);
  for (const subnet of snapshot.subnets) {
    world.subnetById.set(subnet.id, world.subnets.length);
    world.subnets.push(subnet);
  }
  world.accountSettings = [...snapshot.accountSettings];
  world.externalServices = [...snapshot.externalServices];
  for (const provider of snapshot.capacityProviders) world.capacityProviders.set(provider.name, provider);
  for (const call of snapshot.calls) world.calls.set(call.key, call);
  for (const [token, run] of snapshot.idempotentRuns) world.idempotentRuns.set(token, run);
  world.fargateLaunches = {
    ...snapshot.fargateLaunches,
    tokens: snapshot.fargateLaunches.tokens ?? Number.POSITIVE_INFINITY,
  };
}

/** Dates of a definition are text in JSON; absent members that are `undefined` in the record are missing. */
function revived(record: TaskDefinitionRecord): TaskDefinitionRecord {
  return {
    ...record,
    deregisteredAtMs: record.deregisteredAtMs,
    definition: { ...record.definition, registeredAt: new Date(record.definition.registeredAt) },
    containers: record.containers.map((plan) => ({
      ...plan,
      healthCheck: plan.healthCheck,
      startTimeoutMs: plan.startTimeoutMs,
      restartPolicy: plan.restartPolicy,
    })),
  };
}

function serviceOf(snapshot: SnapshotService, nowMs: number): ServiceRecord {
  // Members keep their places, so that the next snapshot is the same text.
  const { queues: _queues, ...rest } = snapshot;
  const { told, launches } = rest;
  return {
    ...rest,
    told: new Map(told),
    launches: { ...launches, tokens: launches.tokens ?? Number.POSITIVE_INFINITY },
    beat: 0,
    extraPass: 0,
    completion: 0,
    steadyRepeat: 0,
    zoneCheck: 0,
    toCount: [],
    toRegister: [],
    toDeregister: [],
    toTellStopped: [],
    tally: newTally(snapshot, nowMs),
  };
}

function restoreWorkloads(world: World, snapshot: Snapshot): void {
  for (const behaviour of snapshot.behaviours) keyOf(world, compileBehaviour(behaviour));
  for (const rule of snapshot.workloadRules) {
    world.workloadRules.push(compileRule(rule.key, rule.selector, rule.behaviour ?? { source: rule.source ?? '' }));
  }
  for (const fault of snapshot.faults) {
    world.faults.set(fault.key, { ...fault, untilMs: fault.untilMs ?? Number.POSITIVE_INFINITY });
  }
  for (const key of snapshot.activeFaults) world.activeFaults.add(key);
}

function restoreTask(world: World, snapshot: SnapshotTask): number {
  const task = world.tasks.allocate();
  fill(world.tasks, task, snapshot.fields);
  world.tasks.number.set(task, snapshot.number);
  world.taskIndex.set(snapshot.number, task);
  const first = world.containers.allocateRun(snapshot.containers.length);
  world.tasks.firstContainer.set(task, first);
  snapshot.containers.forEach((fields, index) => {
    fill(world.containers, first + index, fields);
    world.containers.task.set(first + index, task);
    world.containers.index.set(first + index, index);
  });
  if (snapshot.extras !== undefined) world.extras.set(snapshot.number, snapshot.extras);
  return task;
}

function restoreTarget(world: World, snapshot: Snapshot['targets'][number], rowOf: (number: number) => number): number {
  const target = world.targets.allocate();
  fill(world.targets, target, snapshot.fields);
  world.targets.group.set(target, snapshot.group);
  if (snapshot.task !== undefined) {
    const task = rowOf(snapshot.task);
    world.targets.task.set(target, task);
    world.targets.container.set(target, world.tasks.firstContainer.get(task) + (snapshot.container ?? 0));
  }
  if (snapshot.foreign !== undefined) {
    world.foreignTargets.set(target, { id: snapshot.foreign.id, availabilityZone: snapshot.foreign.availabilityZone });
  }
  const group = world.targetGroup(snapshot.group);
  world.targets.previous.set(target, group.tail);
  if (group.tail === 0) group.head = target;
  else world.targets.next.set(group.tail, target);
  group.tail = target;
  return target;
}

function linkTargets(world: World, task: number, places: readonly number[], targets: readonly number[]): void {
  let last = 0;
  for (const place of places) {
    const target = targets[place] as number;
    if (last === 0) world.tasks.firstTarget.set(task, target);
    else world.targets.nextOfTask.set(last, target);
    last = target;
  }
}

function linkTasks(
  world: World,
  key: number,
  lists: readonly (readonly number[])[],
  rowOf: (number: number) => number,
): void {
  const deployment = world.deployment(key);
  lists.forEach((numbers, standing) => {
    let last = 0;
    for (const number of numbers) {
      const task = rowOf(number);
      world.tasks.previous.set(task, last);
      if (last === 0) deployment.heads[standing] = task;
      else world.tasks.next.set(last, task);
      last = task;
    }
    deployment.tails[standing] = last;
    deployment.sizes[standing] = numbers.length;
  });
}

function restoreQueues(world: World, snapshot: SnapshotService, rowOf: (number: number) => number): void {
  const service = world.service(snapshot.key);
  const queues = [service.toCount, service.toRegister, service.toDeregister, service.toTellStopped];
  snapshot.queues.forEach((numbers, index) => {
    queues[index]?.push(...numbers.map(rowOf));
  });
}

function fill(table: Table, row: number, fields: Readonly<Record<string, number>>): void {
  const columns = new Map(table.namedColumns());
  for (const [name, value] of Object.entries(fields)) {
    const column = columns.get(name);
    if (column === undefined) throw new Error(`there is no ${name}`);
    column.set(row, value);
  }
}
