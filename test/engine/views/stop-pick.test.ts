import { expect, test } from 'vitest';
import { createSimulator, fargateService, type SimulatorOptions } from '../../../src/index.js';

/** Which three of six tasks of one zone a scale-in takes, the oldest being `1`. */
function taken(options: SimulatorOptions): string {
  const sim = createSimulator({ digestGate: 'none', ...options });
  // The first one fails its checks for a while: the engine has it at the end of its list from then on.
  const healthCheck = [
    { after: 0, is: 'passing' },
    { after: '3m', is: 'failing' },
    { after: '6m', is: 'passing' },
  ] as const;
  sim.workloads.set({ taskDefinition: 'web', launches: { to: 1 } }, { healthCheck }, { ahead: true });
  fargateService(sim, { desiredCount: 6, subnets: ['subnet-1a'], healthCheck: { interval: 10, retries: 1 } });
  sim.ecs.updateService({ service: 'web', healthCheckGracePeriodSeconds: 7_200 });
  sim.run('10m');
  sim.ecs.updateService({ service: 'web', desiredCount: 3 });
  sim.runUntilSteady();
  const idsTold = (what: string) => {
    const { events } = sim.ecs.describeServices({ services: ['web'] }).services[0] ?? {};
    const message = events?.find((event) => event.message?.includes(what))?.message ?? '';
    return [...message.matchAll(/\(task ([0-9a-f]+)\)/g)].map(([, id]) => id);
  };
  const started = idsTold('has started 6 tasks');
  return idsTold('has stopped 3 running tasks')
    .map((id) => started.indexOf(id) + 1)
    .join(' ');
}

test('the oldest tasks of a zone go, or the newest, or some by chance, by the seed [scale-in-oldest-of-a-zone]', () => {
  expect(taken({})).toBe('1 2 3');
  expect(taken({ stopPick: 'newest', seed: 3 })).toBe('6 5 4');
  const byChance = Array.from({ length: 100 }, (_, seed) => taken({ stopPick: 'random', seed }));
  expect(byChance.slice(0, 5)).toEqual(['3 6 5', '6 5 4', '5 6 4', '6 4 2', '1 3 6']);
  expect(taken({ stopPick: 'random', seed: 3 })).toBe(byChance[3]);
  // Each of them about as often as the others: 100 times 3 out of 6.
  const counts = [1, 2, 3, 4, 5, 6].map((task) => byChance.filter((each) => each.includes(String(task))).length);
  expect(counts).toEqual([50, 51, 48, 51, 47, 53]);
});

test('a fork with a seed of its own draws anew', () => {
  const sim = createSimulator({ digestGate: 'none', stopPick: 'random' });
  fargateService(sim, { desiredCount: 6, subnets: ['subnet-1a'] });
  sim.runUntilSteady();
  const left = (seed: number) => {
    const fork = sim.fork({ seed });
    fork.ecs.updateService({ service: 'web', desiredCount: 1 });
    fork.runUntilSteady();
    return fork.ecs.listTasks({ serviceName: 'web' }).taskArns[0];
  };
  const seen = Array.from({ length: 50 }, (_, seed) => left(seed));
  expect(new Set(seen).size).toBe(6);
  expect(left(7)).toBe(seen[7]);
});
