import * as z from 'zod/mini';
import { awsServiceNames } from '../../model/errors.js';
import { lazily, parseData } from '../../model/parse-data.js';
import { Due } from '../agenda/due.js';
import type { Snapshot } from './format.js';
import { settingsShape } from './settings-shape.js';
import { subjectKindOf } from './subjects.js';

/**
 * What has to be right in a snapshot before a world is made from it: members of the right kind, and nobody that is named
 * but isn't there. What a member means is not looked at again.
 *
 * @returns what is wrong, in words: `deployments.0.key is "one": Invalid input: expected number, received string`
 */
export function problemOf(snapshot: Snapshot): string | undefined {
  const { problem } = parseData(shape(), snapshot);
  if (problem === undefined) return missingReference(snapshot) ?? outOfOrder(snapshot);
  return `${problem.path} is ${problem.value ?? 'missing'}: ${problem.message}`;
}

const shape = lazily(() => {
  const count = z.int().check(z.gte(0));
  const key = z.int().check(z.gte(1));
  const keys = z.array(key);
  const pair = z.tuple([z.string(), count]);
  const fields = z.record(z.string(), z.number());
  const record = { key };
  const tokens = z.looseObject({ tokens: z.nullable(z.number()), atMs: z.number() });
  const tally = z.record(z.string(), z.unknown());
  const facts = z.array(z.looseObject({ atMs: z.number(), seq: count, kind: z.string() }));

  return z.looseObject({
    settings: settingsShape(),
    nowMs: z.int(),
    counters: z.record(z.string(), count),
    chance: z.looseObject({ seed: count, streams: z.looseObject({ faults: z.array(z.number()) }) }),
    clusters: z.array(z.looseObject({ ...record, name: z.string(), services: z.array(pair) })),
    taskDefinitions: z.array(
      z.looseObject({
        ...record,
        family: z.string(),
        revision: key,
        arn: z.string(),
        definition: z.looseObject({ registeredAt: z.string() }),
        containers: z.array(z.looseObject({ name: z.string(), image: z.string() })),
      }),
    ),
    families: z.array(z.looseObject({ name: z.string(), revisions: z.array(count) })),
    services: z.array(
      z.looseObject({
        ...record,
        cluster: key,
        name: z.string(),
        status: z.enum(['ACTIVE', 'DRAINING', 'INACTIVE']),
        desiredCount: count,
        configuration: z.looseObject({}),
        deployments: keys,
        allDeployments: keys,
        serviceDeployments: z.array(z.looseObject({ id: z.string(), tally })),
        events: z.array(z.looseObject({ number: count, atMs: z.number() })),
        told: z.array(z.tuple([z.string(), z.number()])),
        zoneCounts: z.array(z.number()),
        launches: tokens,
        steady: z.boolean(),
        queues: z.array(keys).check(z.length(4)),
      }),
    ),
    deployments: z.array(
      z.looseObject({
        ...record,
        id: z.string(),
        service: key,
        revision: z.looseObject({
          taskDefinition: key,
          targetGroups: z.array(z.looseObject({ group: key, container: count, port: count })),
          subnets: z.array(count),
        }),
        status: z.enum(['PRIMARY', 'ACTIVE', 'LEFT']),
        rolloutState: z.enum(['IN_PROGRESS', 'COMPLETED', 'FAILED']),
        desiredCount: count,
        throttle: z.looseObject({ failures: count, nextStartMs: z.nullable(z.number()) }),
        breaker: z.looseObject({ failureCount: count }),
        tasks: z.array(keys),
      }),
    ),
    loadBalancers: z.array(z.looseObject(record)),
    listeners: z.array(z.looseObject(record)),
    listenerRules: z.array(z.looseObject(record)),
    targetGroups: z.array(z.looseObject(record)),
    elbByArn: z.array(pair),
    subnets: z.array(z.looseObject({ id: z.string() })),
    accountSettings: z.array(z.looseObject({ name: z.string(), principalArn: z.string(), value: z.string() })),
    capacityProviders: z.array(
      z.looseObject({
        name: z.string(),
        status: z.enum(['ACTIVE', 'INACTIVE']),
        autoScalingGroupProvider: z.looseObject({ autoScalingGroupArn: z.string() }),
      }),
    ),
    externalServices: z.array(
      z.looseObject({
        ...record,
        cluster: key,
        name: z.string(),
        status: z.enum(['ACTIVE', 'DRAINING']),
        desiredCount: count,
        configuration: z.looseObject({}),
        taskSets: z.array(
          z.looseObject({
            id: z.string(),
            status: z.enum(['ACTIVE', 'PRIMARY']),
            taskDefinition: key,
            scalePercent: z.number(),
          }),
        ),
      }),
    ),
    tasks: z.array(z.looseObject({ number: key, fields, containers: z.array(fields), targets: z.array(count) })),
    targets: z.array(z.looseObject({ group: key, task: z.optional(key), container: z.optional(count), fields })),
    agenda: z.array(z.array(z.int()).check(z.minLength(3), z.maxLength(4))),
    workloadRules: z.array(z.looseObject(record)),
    behaviours: z.array(z.looseObject({})),
    faults: z.array(
      z.looseObject({
        ...record,
        fromMs: z.number(),
        untilMs: z.nullable(z.number()),
        fault: z.looseObject({ kind: z.string() }),
      }),
    ),
    activeFaults: keys,
    calls: z.array(z.looseObject({ ...record, atMs: z.number(), api: z.enum(awsServiceNames), operation: z.string() })),
    idempotentRuns: z.array(
      z.tuple([z.string(), z.looseObject({ atMs: z.number(), request: z.string(), tasks: keys })]),
    ),
    fargateLaunches: tokens,
    unsettledServices: keys,
    factSeq: count,
    facts: z.optional(facts),
    factsBegin: z.optional(z.looseObject({ atMs: z.number(), seq: count, state: facts })),
  });
});

const dueKinds: ReadonlySet<number> = new Set(Object.values(Due));

/** Records are numbered from 1 in the order of their lists, so a list that lost one shows it. */
function outOfOrder(snapshot: Snapshot): string | undefined {
  for (const name of ['clusters', 'taskDefinitions', 'services', 'deployments', 'externalServices'] as const) {
    const records = snapshot[name] as readonly { readonly key: number }[];
    const place = records.findIndex(({ key }, index) => key !== index + 1);
    if (place >= 0) return `${name}.${place}.key is ${records[place]?.key}: expected ${place + 1}`;
  }
  if (new Set(snapshot.tasks.map(({ number }) => number)).size < snapshot.tasks.length) return 'a task is there twice';
  const unknown = snapshot.agenda.findIndex(([, kind]) => !dueKinds.has(kind));
  if (unknown >= 0) return `agenda.${unknown} is of a kind that nothing handles`;
  const early = snapshot.agenda.findIndex(([atMs]) => atMs < snapshot.nowMs);
  return early >= 0 ? `agenda.${early} is due at ${snapshot.agenda[early]?.[0]}, before its moment` : undefined;
}

/** Whoever is named has to be there. */
function missingReference(snapshot: Snapshot): string | undefined {
  const { clusters, services, deployments, subnets, targets } = snapshot;
  const definitions = snapshot.taskDefinitions as readonly { readonly containers: readonly unknown[] }[];
  const tasks = new Set(snapshot.tasks.map(({ number }) => number));
  const groups = new Set(snapshot.targetGroups.map(({ key }) => key));
  const faults = new Set(snapshot.faults.map(({ key }) => key));
  const problems: string[] = [];
  const expectKey = (key: number | undefined, last: number, what: string, where: string): void => {
    if (key === undefined || key < 1 || key > last) problems.push(`${where} names ${what} ${key}, which is missing`);
  };
  const expectPlace = (place: number, list: readonly unknown[], what: string, where: string): void => {
    if (place >= list.length) problems.push(`${where} names ${what} ${place}, which is missing`);
  };
  const expectOneOf = (key: number, known: ReadonlySet<number>, what: string, where: string): void => {
    if (!known.has(key)) problems.push(`${where} names ${what} ${key}, which is missing`);
  };

  for (const { name, services: named } of clusters) {
    for (const [, service] of named) expectKey(service, services.length, 'service', `cluster ${name}`);
  }
  for (const service of services) {
    const where = `service ${service.name}`;
    expectKey(service.cluster, clusters.length, 'cluster', where);
    for (const key of [...service.deployments, ...service.allDeployments]) {
      expectKey(key, deployments.length, 'deployment', where);
    }
    for (const number of service.queues.flat()) expectOneOf(number, tasks, 'task', where);
  }
  for (const { name, cluster, taskSets } of snapshot.externalServices) {
    expectKey(cluster, clusters.length, 'cluster', `service ${name}`);
    for (const { id, taskDefinition } of taskSets)
      expectKey(taskDefinition, definitions.length, 'task definition', `task set ${id}`);
  }
  for (const deployment of deployments) {
    const where = `deployment ${deployment.id}`;
    expectKey(deployment.service, services.length, 'service', where);
    expectKey(deployment.revision.taskDefinition, definitions.length, 'task definition', where);
    for (const subnet of deployment.revision.subnets) expectPlace(subnet, subnets, 'subnet', where);
    for (const number of deployment.tasks.flat()) expectOneOf(number, tasks, 'task', where);
  }
  for (const { number, fields, containers, targets: places } of snapshot.tasks) {
    const where = `task ${number}`;
    expectKey(fields['taskDefinition'], definitions.length, 'task definition', where);
    const count = definitions[(fields['taskDefinition'] ?? 0) - 1]?.containers.length;
    if (count !== containers.length) problems.push(`${where} has ${containers.length} containers instead of ${count}`);
    for (const place of places) expectPlace(place, targets, 'target', where);
  }
  targets.forEach(({ group, task }, place) => {
    expectOneOf(group, groups, 'target group', `target ${place}`);
    if (task !== undefined) expectOneOf(task, tasks, 'task', `target ${place}`);
  });
  for (const key of snapshot.activeFaults) expectOneOf(key, faults, 'fault', 'activeFaults');
  for (const key of snapshot.unsettledServices) expectKey(key, services.length, 'service', 'unsettledServices');
  snapshot.agenda.forEach(([, kind, subject], place) => {
    const subjectKind = subjectKindOf(kind);
    const where = `agenda.${place}`;
    if (subjectKind === 'task' || subjectKind === 'container') expectOneOf(subject, tasks, 'task', where);
    else if (subjectKind === 'target') expectPlace(subject, targets, 'target', where);
    else if (subjectKind === 'service') expectKey(subject, services.length, 'service', where);
  });
  const dueCalls = new Set(
    snapshot.agenda.flatMap(([, kind, subject]) => (kind === Due.SCHEDULED_CALL ? [subject] : [])),
  );
  for (const { key } of snapshot.calls)
    if (!dueCalls.has(key)) problems.push(`call ${key} waits for a moment that never comes`);
  return problems[0];
}
