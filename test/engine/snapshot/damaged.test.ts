import { describe, expect, test } from 'vitest';
import {
  createSimulator,
  fargateService,
  restoreSimulator,
  type Simulator,
  type Snapshot,
  SteadystateError,
} from '../../../src/index.js';

/** In the middle of a rollout behind a balancer, with a fault and a call still to come. */
function aBusySimulator(): Simulator {
  const sim = createSimulator({ seed: 3, workloadSources: { mine: () => ({}) } });
  const web = fargateService(sim, { desiredCount: 2, loadBalancer: true, healthCheck: true });
  sim.runUntilSteady();
  sim.faults.add({ kind: 'capacityUnavailable', from: '+1h', until: '+2h' });
  sim.workloads.set('web', { exits: { code: 1, after: '9h' } });
  sim.schedule('+30m', 'ecs.updateService', { service: 'web', desiredCount: 3 });
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('45s');
  return sim;
}

const snapshot = aBusySimulator().snapshot();

// biome-ignore lint/suspicious/noExplicitAny: what is damaged has no type any more
type Damaged = any;

function refusalOf(given: unknown): { readonly code: string; readonly message: string } | undefined {
  try {
    restoreSimulator(given as Snapshot);
  } catch (error) {
    if (error instanceof SteadystateError) return { code: error.code, message: error.message };
    throw error;
  }
  return undefined;
}

const wayOut = 'Give what sim.snapshot() returned, unchanged (JSON.stringify and JSON.parse are fine).';

describe('what is no snapshot is refused', () => {
  test.each([[undefined], [null], [7], ['text'], [[]], [{}], [{ format: 'other', version: 1 }]])('%j', (given) => {
    expect(refusalOf(given)).toEqual({
      code: 'InvalidSnapshot',
      message: `The snapshot is damaged: it does not say that it is one of steadystate. ${wayOut}`,
    });
  });

  test('of another version', () => {
    expect(refusalOf({ ...snapshot, version: 99 })).toEqual({
      code: 'InvalidSnapshot',
      message: 'The snapshot has version 99; this release reads version 2. Take it again with this release.',
    });
  });
});

describe('a damaged snapshot is refused, and says where', () => {
  test.each<[string, (damaged: Damaged) => void]>([
    ['service web names deployment 99, which is missing', (s) => s.services[0].deployments.push(99)],
    ['service web names cluster 9, which is missing', (s) => (s.services[0].cluster = 9)],
    ['service web names task 99, which is missing', (s) => s.services[0].queues[1].push(99)],
    ['cluster default names service 5, which is missing', (s) => (s.clusters[0].services[0][1] = 5)],
    ['names task definition 9, which is missing', (s) => (s.deployments[0].revision.taskDefinition = 9)],
    ['names service 9, which is missing', (s) => (s.deployments[0].service = 9)],
    ['names subnet 99, which is missing', (s) => s.deployments[0].revision.subnets.push(99)],
    ['names task 4, which is missing', (s) => s.tasks.pop()],
    ['task 1 names task definition 77, which is missing', (s) => (s.tasks[0].fields.taskDefinition = 77)],
    ['task 1 names target 55, which is missing', (s) => (s.tasks[0].targets = [55])],
    ['task 1 has 0 containers instead of 1', (s) => (s.tasks[0].containers = [])],
    ['a task is there twice', (s) => s.tasks.push(s.tasks[0])],
    ['target 0 names task 999, which is missing', (s) => (s.targets[0].task = 999)],
    ['target 0 names target group 9, which is missing', (s) => (s.targets[0].group = 9)],
    ['activeFaults names fault 9, which is missing', (s) => s.activeFaults.push(9)],
    ['unsettledServices names service 9, which is missing', (s) => s.unsettledServices.push(9)],
    ['call 1 waits for a moment that never comes', (s) => (s.agenda.length = 1)],
    ['agenda.0 is due at 5, before its moment', (s) => (s.agenda[0][0] = 5)],
    ['services.0.key is 7: expected 1', (s) => (s.services[0].key = 7)],
    ['services.0.name is 7: Invalid input: expected string, received number', (s) => (s.services[0].name = 7)],
    [
      'services.0.desiredCount is "2": Invalid input: expected number, received string',
      (s) => (s.services[0].desiredCount = '2'),
    ],
    [
      'tasks.0.fields.phase is "x": Invalid input: expected number, received string',
      (s) => (s.tasks[0].fields.phase = 'x'),
    ],
    ['there is no colour', (s) => (s.tasks[0].fields.colour = 1)],
    ['facts is 7: Invalid input: expected array, received number', (s) => (s.facts = 7)],
  ])('%s', (why, damage) => {
    const damaged = structuredClone(snapshot);
    damage(damaged);
    const refusal = refusalOf(damaged);
    expect(refusal?.code).toBe('InvalidSnapshot');
    expect(refusal?.message).toContain('The snapshot is damaged: ');
    expect(refusal?.message).toContain(`${why}. ${wayOut}`);
  });

  test.each(Object.keys(snapshot))('without its %s', (member) => {
    const { [member as keyof Snapshot]: _lost, ...rest } = snapshot;
    expect(refusalOf(rest)?.code).toBe('InvalidSnapshot');
  });

  test.each(
    Object.entries(snapshot)
      .filter(([, value]) => Array.isArray(value))
      .map(([name]) => name),
  )('with %s of another kind', (member) => {
    expect(refusalOf({ ...snapshot, [member]: { length: 0 } })?.code).toBe('InvalidSnapshot');
    expect(refusalOf({ ...snapshot, [member]: [7] })?.code).toBe('InvalidSnapshot');
  });
});

test('a snapshot that needs a source of workloads says which', () => {
  const sim = aBusySimulator();
  sim.workloads.set('web', { source: 'mine' });
  expect(refusalOf(sim.snapshot())).toEqual({
    code: 'UnknownWorkloadSource',
    message:
      "The snapshot needs the workload source 'mine', which is not registered. Give it in workloadSources when restoring.",
  });
  expect(restoreSimulator(sim.snapshot(), { workloadSources: { mine: () => ({}) } }).now).toEqual(sim.now);
});

test('what is given is not kept: changing it afterwards changes nothing', () => {
  const given: Damaged = structuredClone(snapshot);
  const restored = restoreSimulator(given);
  given.services[0].desiredCount = 50;
  given.taskDefinitions[0].containers.length = 0;
  expect(restored.snapshot()).toEqual(snapshot);
});

test('a fork takes a seed that is one, and nothing else', () => {
  const sim = aBusySimulator();
  for (const seed of [-1, 1.5, Number.NaN, '7']) {
    expect(() => sim.fork({ seed: seed as number })).toThrow(
      `Option seed is ${seed}. Give a whole number, 0 to 9007199254740991.`,
    );
  }
  expect(sim.fork({ seed: 0 }).snapshot().chance.seed).toBe(0);
  expect(sim.fork().snapshot()).toEqual(sim.snapshot());
});
