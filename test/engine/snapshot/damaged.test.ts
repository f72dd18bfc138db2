import { describe, expect, test } from 'vitest';
import { Due } from '../../../src/engine/agenda/due.js';
import { restoreSimulator, type Snapshot } from '../../../src/index.js';
import { type Damaged, refusalOf } from './damage.js';
import { aFullSimulator, workloadSources } from './full.js';

const snapshot = aFullSimulator(79, { stopEventOrder: 'deregisteredFirst' }).snapshot();

test('an undamaged one is restored, also through JSON', () => {
  expect([snapshot, JSON.parse(JSON.stringify(snapshot))].map(refusalOf)).toEqual([undefined, undefined]);
});

describe('what is no snapshot is refused', () => {
  test.each([
    [undefined],
    [null],
    [7],
    ['text'],
    [[]],
    [{}],
    [{ ...snapshot, format: 'other' }],
    [Object.assign(() => {}, snapshot)],
  ])('%j', (given) => {
    expect(refusalOf(given)).toBe('it does not say that it is one of steadystate');
  });

  test.each([3, 'x', undefined])('of version %j', (version) => {
    expect(refusalOf({ ...snapshot, version })).toBe(
      `The snapshot has version ${version}; this release reads version 2. Take it again with this release.`,
    );
  });
});

/** Every member but format and version, by what it has to be. */
const membersOf = (isOfKind: (value: unknown) => boolean) =>
  Object.keys(snapshot).filter((name) => isOfKind(snapshot[name as keyof Snapshot]));
const lists = membersOf(Array.isArray);
const records = membersOf((value) => typeof value === 'object' && !Array.isArray(value));

/** Names of the members, and of the members of members: `latency`, `latency.pullMs`. */
function pathsIn(record: object): string[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const isPlain = typeof value === 'object' && !Array.isArray(value);
    return isPlain ? [name, ...pathsIn(value).map((inner) => `${name}.${inner}`)] : [name];
  });
}

describe('without one of its members', () => {
  test('there are no others', () => {
    expect([...lists, ...records, 'format', 'version', 'nowMs', 'factSeq'].sort()).toEqual(
      Object.keys(snapshot).sort(),
    );
  });

  test.each(lists)('%s', (name) => {
    for (const wrong of [undefined, null, 'x', { length: 0 }]) {
      expect(refusalOf({ ...snapshot, [name]: wrong })).toBe(`its ${name} are missing`);
    }
  });

  test.each(records)('%s', (name) => {
    for (const wrong of [undefined, null, 'x', []]) {
      expect(refusalOf({ ...snapshot, [name]: wrong })).toBe(`its ${name} are missing`);
    }
  });

  test.each(Object.keys(snapshot.counters))('counter %s', (name) => {
    const { [name as keyof Snapshot['counters']]: _lost, ...counters } = snapshot.counters;
    expect(refusalOf({ ...snapshot, counters })).toBe(`its counter ${name} is missing`);
  });

  test.each(pathsIn(snapshot.settings))('setting %s', (path) => {
    const damaged: Damaged = structuredClone(snapshot);
    const members = path.split('.');
    const last = members.pop() as string;
    delete members.reduce((value, member) => value[member], damaged.settings)[last];
    expect(refusalOf(damaged)).toMatch(new RegExp(`^settings\\.${path} is missing: Invalid `));
  });

  test('a number of its own', () => {
    for (const wrong of [undefined, null, '7', 0.5]) {
      expect(refusalOf({ ...snapshot, nowMs: wrong })).toBe('its moment is missing');
      expect(refusalOf({ ...snapshot, factSeq: wrong })).toBe('the number of its facts is missing');
    }
    expect(refusalOf({ ...snapshot, factSeq: -1 })).toBe('factSeq is -1: Too small: expected number to be >=0');
    expect(refusalOf({ ...snapshot, facts: 7 })).toBe('facts is 7: Invalid input: expected array, received number');
  });
});

const [deployment] = snapshot.deployments;
const web = `deployment ${deployment?.id}`;
const taskSet = `task set ${snapshot.externalServices[0]?.taskSets[0]?.id}`;
/** Place on the agenda of the first thing of a kind. */
const dueAt = (kind: number) => snapshot.agenda.findIndex((due) => due[1] === kind);

describe('one in which somebody is named who is not there says where', () => {
  test.each<[string, (damaged: Damaged) => void]>([
    ['cluster default names service 5, which is missing', (s) => (s.clusters[0].services[0][1] = 5)],
    ['cluster default names service 0, which is missing', (s) => (s.clusters[0].services[0][1] = 0)],
    ['service web names cluster 2, which is missing', (s) => (s.services[0].cluster = 2)],
    ['service web names deployment 8, which is missing', (s) => s.services[0].deployments.push(8)],
    ['service web names deployment 8, which is missing', (s) => s.services[0].allDeployments.push(8)],
    ['service web names task 99, which is missing', (s) => s.services[0].queues[3].push(99)],
    ['service out names cluster 2, which is missing', (s) => (s.externalServices[0].cluster = 2)],
    [
      `${taskSet} names task definition 8, which is missing`,
      (s) => (s.externalServices[0].taskSets[0].taskDefinition = 8),
    ],
    [`${web} names service 5, which is missing`, (s) => (s.deployments[0].service = 5)],
    [`${web} names task definition 8, which is missing`, (s) => (s.deployments[0].revision.taskDefinition = 8)],
    [`${web} names subnet 3, which is missing`, (s) => s.deployments[0].revision.subnets.push(3)],
    [`${web} names task 99, which is missing`, (s) => s.deployments[0].tasks[0].push(99)],
    ['task 1 names task definition 8, which is missing', (s) => (s.tasks[0].fields.taskDefinition = 8)],
    ['task 1 names task definition undefined, which is missing', (s) => delete s.tasks[0].fields.taskDefinition],
    ['task 1 names target 10, which is missing', (s) => s.tasks[0].targets.push(10)],
    ['task 1 has 0 containers instead of 1', (s) => (s.tasks[0].containers = [])],
    ['target 0 names target group 9, which is missing', (s) => (s.targets[0].group = 9)],
    ['target 1 names task 99, which is missing', (s) => (s.targets[1].task = 99)],
    ['activeFaults names fault 9, which is missing', (s) => s.activeFaults.push(9)],
    ['unsettledServices names service 5, which is missing', (s) => s.unsettledServices.push(5)],
    // A container, a task, a target, a service: each of its own list.
    [`agenda.${dueAt(17)} names task 99, which is missing`, (s) => (s.agenda[dueAt(17)][2] = 99)],
    [`agenda.${dueAt(33)} names task 99, which is missing`, (s) => (s.agenda[dueAt(33)][2] = 99)],
    [`agenda.${dueAt(32)} names target 10, which is missing`, (s) => (s.agenda[dueAt(32)][2] = 10)],
    [`agenda.${dueAt(55)} names service 5, which is missing`, (s) => (s.agenda[dueAt(55)][2] = 5)],
    ['call 1 waits for a moment that never comes', (s) => s.agenda.splice(dueAt(2), 1)],
    ['call 2 waits for a moment that never comes', (s) => (s.calls[0].key = 2)],
  ])('%s', (why, damage) => {
    const damaged = structuredClone(snapshot);
    damage(damaged);
    expect(refusalOf(damaged)).toBe(why);
  });

  test('a fault that nobody knows any more may be due: it was removed', () => {
    const without = structuredClone(snapshot) as Damaged;
    without.faults.pop();
    without.agenda[dueAt(0)][2] = 99;
    expect(refusalOf(without)).toBeUndefined();
    restoreSimulator(without, { workloadSources }).run('1h');
  });
});

describe('one that contradicts itself says where', () => {
  test.each<[string, (damaged: Damaged) => void]>([
    ['a task is there twice', (s) => s.tasks.push(s.tasks[0])],
    ['agenda.0 is due at 5, before its moment', (s) => (s.agenda[0][0] = 5)],
    ['agenda.0 is of a kind that nothing handles', (s) => (s.agenda[0] = [s.nowMs, 99, 1])],
    ['clusters.0.key is 2: expected 1', (s) => (s.clusters[0].key = 2)],
    ['taskDefinitions.1.key is 3: expected 2', (s) => (s.taskDefinitions[1].key = 3)],
    ['services.0.key is 7: expected 1', (s) => (s.services[0].key = 7)],
    ['deployments.4.key is 1: expected 5', (s) => (s.deployments[4].key = 1)],
    ['externalServices.0.key is 2: expected 1', (s) => (s.externalServices[0].key = 2)],
    ['there is no colour', (s) => (s.tasks[0].fields.colour = 1)],
    [
      'The workload\'s source is not valid: Unrecognized key: "source". See ContainerBehaviour for what a container can do.',
      (s) => (s.workloadRules[0].behaviour = undefined),
    ],
    [
      'services.0.told.0.0 is 7: Invalid input: expected string, received number',
      (s) => s.services[0].told.push([7, 7]),
    ],
    [
      'services.0.told.0.1 is "x": Invalid input: expected number, received string',
      (s) => s.services[0].told.push(['x', 'x']),
    ],
    [
      'services.0.queues is [[],[13],[],[1],[]]: Too big: expected array to have exactly 4 items',
      (s) => s.services[0].queues.push([]),
    ],
    ['agenda.0 is [1767225786000,18]: Too small: expected array to have >=3 items', (s) => s.agenda[0].splice(2)],
    ['agenda.0 is [1767225786000,18,8,1,5]: Too big: expected array to have <=4 items', (s) => s.agenda[0].push(5)],
  ])('%s', (why, damage) => {
    const damaged = structuredClone(snapshot);
    damage(damaged);
    expect(refusalOf(damaged)).toBe(why);
  });

  test('a comparison of the circuit breaker that no deployment waits for changes nothing', () => {
    const damaged = structuredClone(snapshot) as Damaged;
    damaged.agenda.push([snapshot.nowMs + 1, Due.BREAKER_EVALUATES, 1]);
    expect(refusalOf(damaged)).toBeUndefined();
  });

  test('what is due at the moment itself is still to come', () => {
    const damaged = structuredClone(snapshot) as Damaged;
    damaged.agenda[0][0] = damaged.nowMs;
    expect(refusalOf(damaged)).toBeUndefined();
  });
});

test('a snapshot that needs a source of workloads says which', () => {
  expect(() => restoreSimulator(snapshot)).toThrow(
    "The snapshot needs the workload source 'calm', which is not registered. Give it in workloadSources when restoring.",
  );
});

test('what is given is not kept: changing it afterwards changes nothing', () => {
  const given: Damaged = structuredClone(snapshot);
  const restored = restoreSimulator(given, { workloadSources });
  given.services[0].desiredCount = 50;
  given.taskDefinitions[0].containers.length = 0;
  expect(restored.snapshot()).toEqual(snapshot);
});
