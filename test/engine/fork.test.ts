import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../src/index.js';
import { aFullSimulator } from './snapshot/full.js';

test('a fork takes a seed that is one, and nothing else', () => {
  const sim = aFullSimulator(79);
  for (const seed of [-1, 1.5, Number.NaN, '7']) {
    expect(() => sim.fork({ seed: seed as number })).toThrow(
      `Option seed is ${seed}. Give a whole number, 0 to 9007199254740991.`,
    );
  }
  expect(sim.fork({ seed: 0 }).snapshot().chance.seed).toBe(0);
  expect(sim.fork().snapshot()).toEqual(sim.snapshot());
});

test('without chance there is one future, whatever the seed, to the moment at which nothing moves any more', () => {
  const sim = createSimulator({ seed: 3 });
  const web = fargateService(sim, { desiredCount: 3, maximumPercent: 125, healthCheck: true, loadBalancer: true });
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  const [own, other] = [sim.fork(), sim.fork({ seed: 4 })].map((each) => {
    const report = String(each.runUntilSteady());
    return { report, now: each.now, facts: each.facts() };
  });
  expect(own?.report).toContain('Nothing can move');
  expect(other).toEqual(own);
});

/** Something is done to everything there is, and two hours pass. */
function turnedUpsideDown(sim: Simulator): void {
  const { ecs, elbv2 } = sim;
  sim.workloads.set({ container: 'web' }, { http: 503, healthCheck: 'failing' });
  for (const { id } of sim.faults.list()) sim.faults.remove(id);
  sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1a' });
  sim.schedule('+1m', 'ecs.createCluster', { clusterName: 'another' });
  ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'enabled' });
  ecs.deleteCapacityProvider({ capacityProvider: 'instances' });
  ecs.deregisterTaskDefinition({ taskDefinition: 'job:1' });
  ecs.updateTaskSet({
    cluster: 'default',
    service: 'out',
    taskSet: ecs.describeTaskSets({ cluster: 'default', service: 'out' }).taskSets[0]?.id ?? '',
    scale: { value: 50, unit: 'PERCENT' },
  });
  const [group] = elbv2.describeTargetGroups({ Names: ['web'] }).TargetGroups;
  elbv2.modifyTargetGroup({ TargetGroupArn: group?.TargetGroupArn ?? '', HealthyThresholdCount: 2 });
  elbv2.registerTargets({ TargetGroupArn: group?.TargetGroupArn ?? '', Targets: [{ Id: '10.0.9.9', Port: 80 }] });
  for (const task of ecs.listTasks({ family: 'job' }).taskArns) ecs.stopTask({ task });
  ecs.updateService({ service: 'web', desiredCount: 5, forceNewDeployment: true });
  ecs.deleteService({ service: 'api', force: true });
  fargateService(sim, { name: 'new', cluster: 'third', subnets: ['subnet-d'] });
  sim.run('2h');
}

describe.each([
  [47, 'stoppedFirst'],
  [79, 'stoppedFirst'],
  [94, 'deregisteredFirst'],
  [283, 'stoppedFirst'],
  [420, 'stoppedFirst'],
] as const)('%i s into a rollout, %s', (seconds, stopEventOrder) => {
  test('what happens to a fork leaves the original as it was, and the other way round', () => {
    const original = aFullSimulator(seconds, { stopEventOrder });
    const facts = original.facts().slice();
    const before = original.snapshot();
    const [first, second] = [original.fork(), original.fork()];
    turnedUpsideDown(first);
    expect([original.snapshot(), original.facts()]).toEqual([before, facts]);
    turnedUpsideDown(original);
    expect([second.snapshot(), second.facts()]).toEqual([before, facts]);
    expect([original.snapshot(), original.facts()]).toEqual([first.snapshot(), first.facts()]);
  });
});

describe('chance drawn anew', () => {
  const checks = { flaky: 0.3 };
  const kinds = {
    containers: { healthCheck: { interval: 10, retries: 2 } },
    targets: { loadBalancer: { healthCheckIntervalSeconds: 10, unhealthyThresholdCount: 2 } },
  };

  /** Tasks whose checks fail by chance, next to the same tasks whose checks don't if `besideCalm`. */
  function aFlakyService(kind: keyof typeof kinds, besideCalm: boolean): Simulator {
    const sim = createSimulator({ seed: 3 });
    sim.workloads.set({ family: 'web' }, checks, { ahead: true });
    fargateService(sim, { desiredCount: 3, ...kinds[kind], healthCheckGracePeriodSeconds: 7_200 });
    if (besideCalm) fargateService(sim, { name: 'calm', desiredCount: 3, ...kinds[kind] });
    sim.run('4m');
    return sim;
  }

  /** What checks find in the next hour. */
  function verdictsOf(sim: Simulator): readonly unknown[] {
    const told = sim.facts().length;
    sim.run('1h');
    return sim
      .facts()
      .slice(told)
      .filter(({ kind }) => kind === 'target' || kind === 'container');
  }

  test.each(['containers', 'targets'] as const)('%s: what was looked ahead to changes, from the next on', (kind) => {
    const sim = aFlakyService(kind, false);
    // Checks up to now are counted as they were drawn, whatever the seed.
    const [before, ...after] = [{}, { seed: 3 }, { seed: 4 }].map((seed) => {
      const { tasks, targets } = sim.fork(seed).snapshot();
      return { tasks, targets };
    });
    expect(after[1]).toEqual(after[0]);
    expect(after[0]).not.toEqual(before);
    const own = verdictsOf(sim.fork());
    expect(own.length).toBeGreaterThan(5);
    // The seed it has: the same draws, found again.
    expect(verdictsOf(sim.fork({ seed: 3 }))).toEqual(own);
    const firsts = [4, 5, 6, 7].map((seed) => verdictsOf(sim.fork({ seed }))[0]);
    expect(firsts.filter((first) => JSON.stringify(first) !== JSON.stringify(own[0]))).not.toEqual([]);
  });

  test.each(['containers', 'targets'] as const)('%s: what is not flaky is left alone', (kind) => {
    const sim = aFlakyService(kind, true);
    const [before, after] = [sim, sim.fork({ seed: 4 })].map((each) => {
      const { tasks, targets, deployments } = each.snapshot();
      const calm = new Set(deployments[1]?.tasks.flat());
      return {
        tasks: tasks.filter(({ number }) => calm.has(number)),
        targets: targets.filter(({ task }) => calm.has(task ?? 0)),
      };
    });
    expect(before?.tasks).toHaveLength(3);
    expect(after).toEqual(before);
  });
});
