import { describe, expect, test } from 'vitest';
import { createSimulator, type FargateServiceFacts, fargateService, type Simulator } from '../../../src/index.js';

/** Deployments that have FAILED, throttled starts, and what the circuit breaker has counted. */

const balancer = { healthCheckIntervalSeconds: 30, deregistrationDelaySeconds: 30 } as const;

const sentences = (sim: Simulator) => sim.explain('web').split('\n');

/** web:2 is being deployed, with a breaker that does not roll back. */
function deploying(facts: FargateServiceFacts = {}) {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, facts);
  sim.runUntilSteady();
  sim.run('2m');
  web.register(facts.image === undefined ? 'web:2' : facts.image.replace(':1', ':2'));
  sim.ecs.updateService({
    service: 'web',
    taskDefinition: 'web:2',
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
  });
  return sim;
}

test('a deployment that has FAILED stays so, though its tasks recover [pass-waits-are-told]', () => {
  const sim = createSimulator();
  const web = fargateService(sim, {
    desiredCount: 2,
    circuitBreaker: true,
    loadBalancer: { deregistrationDelaySeconds: 30 },
  });
  const TargetGroupArn = web.targetGroupArn ?? '';
  sim.runUntilSteady();
  sim.elbv2.modifyTargetGroup({ TargetGroupArn, Matcher: { HttpCode: '204' } });
  sim.workloads.set(web.register('web:2'), { exits: { code: 1, after: 0 } });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.runUntilSteady();
  sim.elbv2.modifyTargetGroup({ TargetGroupArn, Matcher: { HttpCode: '200' } });
  const end = sim.runUntilSteady();

  expect(end.outcome).toBe('stuck');
  expect(sim.explain('web')).toBe(
    'The deployment of web:1 has FAILED, though 2 tasks of it are there. Only a new deployment helps.',
  );
});

describe('a deployment that has FAILED', () => {
  test('is told before what its tasks wait for', () => {
    const sim = deploying({ desiredCount: 2, loadBalancer: balancer });
    sim.workloads.set({ taskDefinition: 'web:2', launches: { from: 2 } }, { exits: { code: 1, after: '4s' } });
    sim.workloads.set({ taskDefinition: 'web:2', launches: { to: 1 } }, { startsIn: '1h' });
    sim.runUntil(() => /FAILED/.test(sim.explain('web')), { timeout: '20m' });
    expect(sentences(sim)).toMatchInlineSnapshot(`
      [
        "The deployment of web:2 has FAILED and starts no tasks: 1 of 2 is missing. Only a new deployment helps.",
        "1 of 1 task of web:2 runs but does not count as healthy yet: it is registered in the target group on the next beat.",
        "2 tasks of the superseded web:1 have not stopped yet.",
        "1 task is stopping.",
      ]
    `);
  });

  test('of a service that was deleted is not told', () => {
    const sim = deploying();
    sim.workloads.set('web:2', { exits: { code: 1, after: '4s' } });
    sim.runUntil(() => /FAILED/.test(sim.explain('web')), { timeout: '20m' });
    const failed = sentences(sim);
    sim.ecs.deleteService({ service: 'web', force: true });
    sim.run('1s');
    const told = [failed, sentences(sim)];
    sim.run('30s');
    expect([...told, sentences(sim)]).toMatchInlineSnapshot(`
      [
        [
          "The deployment of web:2 has FAILED, though 1 task of it is there. Only a new deployment helps.",
          "1 of 1 task of web:2 is starting.",
          "1 task of the superseded web:1 has not stopped yet.",
        ],
        [
          "1 of 1 task of web:2 is starting.",
          "The tasks of service web are asked to stop in 21 s.",
          "Service web is DRAINING: it was deleted and becomes INACTIVE when its tasks have stopped.",
        ],
        [
          "1 task of the superseded web:1 has not stopped yet.",
          "1 task is stopping.",
          "Service web is DRAINING: it was deleted and becomes INACTIVE when its tasks have stopped.",
        ],
      ]
    `);
  });
});

describe('why a start failed last', () => {
  test('no capacity, though a task crashed long ago', () => {
    const sim = createSimulator({ digestGate: 'none' });
    fargateService(sim, { circuitBreaker: true });
    sim.workloads.set({ taskDefinition: 'web:1', launches: { to: 1 } }, { exits: { code: 1, after: '4s' } });
    sim.run('1m');
    const crashed = sentences(sim);
    sim.faults.add({ kind: 'capacityUnavailable' });
    sim.runUntil(() => /throttled/.test(sim.explain('web')), { timeout: '20m' });
    expect([crashed, sentences(sim)]).toMatchInlineSnapshot(`
      [
        [
          "1 task is stopping.",
        ],
        [
          "Starts of web:1 are throttled after 3 failed attempts (no capacity): the next start attempt is in 15 m.",
          "The breaker has counted 1 of 3 failures, 1 more is counted at the next start (no capacity).",
        ],
      ]
    `);
  });

  test('nobody knows, once an update has ended the row of attempts', () => {
    const sim = createSimulator({ digestGate: 'none' });
    fargateService(sim, { circuitBreaker: true });
    const { id } = sim.faults.add({ kind: 'capacityUnavailable' });
    sim.runUntil(() => /throttled/.test(sim.explain('web')), { timeout: '20m' });
    sim.faults.remove(id);
    sim.ecs.updateService({ service: 'web', desiredCount: 1 });
    sim.run('11s');
    expect(sentences(sim)).toMatchInlineSnapshot(`
      [
        "1 of 1 task of web:1 is starting.",
        "The breaker has counted 1 of 3 failures.",
      ]
    `);
  });

  test('a text that ends with a full stop', () => {
    const sim = deploying();
    sim.faults.add({ kind: 'logGroupMissing', taskDefinition: 'web:2' });
    sim.runUntil(() => /throttled/.test(sim.explain('web')), { timeout: '1h' });
    expect(sentences(sim)[0]).toMatchInlineSnapshot(
      `"Starts of web:2 are throttled after 3 failed attempts (the last: ResourceInitializationError: failed to validate logger args: The specified log group does not exist): the next start attempt is in 4 m 34 s."`,
    );
  });

  test('a text with full stops in it', () => {
    const sim = deploying({ image: 'public.ecr.aws/web:1' });
    sim.faults.add({ kind: 'imagePullFails', image: 'public.ecr.aws/web:2' });
    sim.runUntil(() => /throttled/.test(sim.explain('web')), { timeout: '20m' });
    expect(sentences(sim)).toMatchInlineSnapshot(`
      [
        "Starts of web:2 are throttled after 3 failed attempts (the last: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference public.ecr.aws/web:2): the next start attempt is in 4 m 34 s.",
        "1 task must stay healthy and 1 is: 1 task may stop only when others are healthy.",
        "1 task of the superseded web:1 has not stopped yet.",
        "The breaker has counted 2 of 3 failures, 1 more is counted at the next start (the last: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference public.ecr.aws/web:2).",
      ]
    `);
  });
});

test('as many failures counted as wait to be counted', () => {
  const sim = deploying({ desiredCount: 1 });
  sim.faults.add({ kind: 'imagePullFails', image: 'web:2' });
  sim.runUntil(() => /1 of 3 failures, 1 more/.test(sim.explain('web')), { timeout: '20m' });
  expect(sentences(sim)).toMatchInlineSnapshot(`
    [
      "1 task must stay healthy and 1 is: 1 task may stop only when others are healthy.",
      "1 task of the superseded web:1 has not stopped yet.",
      "The breaker has counted 1 of 3 failures, 1 more is counted at the next start (the last: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:2).",
    ]
  `);
});
