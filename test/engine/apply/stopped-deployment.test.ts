import { describe, expect, test } from 'vitest';
import { createSimulator, type FargateServiceFacts, fargateService, type Simulator } from '../../../src/index.js';
import { deploymentsOf, serviceDeploymentsOf, told } from './told.js';

const crash = { exits: { code: 1, after: '4s' } } as const;

/** Three tasks of `web:1`, and an update to `web:2` at this moment. */
function anUpdate(facts: FargateServiceFacts = {}) {
  const sim = createSimulator({ seed: 3, digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 3, ...facts });
  sim.runUntilSteady();
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  return { sim, web, from };
}

/** StopServiceDeployment of the newest one. */
function stop(sim: Simulator, stopType?: 'ROLLBACK' | 'ABORT') {
  const [newest] = sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments ?? [];
  sim.ecs.stopServiceDeployment({
    serviceDeploymentArn: newest?.serviceDeploymentArn ?? '',
    ...(stopType === undefined ? {} : { stopType }),
  });
}

/** What deployments did from a moment on. */
const changesOf = (sim: Simulator, from: Date) =>
  sim
    .facts()
    .flatMap((fact) =>
      fact.kind === 'deployment' && fact.atMs >= from.getTime()
        ? [`${fact.change} ${fact.taskDefinition}${fact.why === undefined ? '' : `: ${fact.why}`}`]
        : [],
    );

/** Status of the newest service deployment, and in seconds from a moment on when it was started and went back. */
function newest(sim: Simulator, from: Date) {
  const { serviceDeployments = [] } = sim.ecs.listServiceDeployments({ service: 'web' });
  const serviceDeploymentArns = serviceDeployments.slice(0, 1).map((each) => each.serviceDeploymentArn ?? '');
  const [it] = sim.ecs.describeServiceDeployments({ serviceDeploymentArns }).serviceDeployments ?? [];
  const after = (at: Date | undefined) => (at === undefined ? 'never' : `+${(at.getTime() - from.getTime()) / 1_000}`);
  return `${it?.status}, started ${after(it?.startedAt)}, back ${after(it?.rollback?.startedAt)}, updated ${after(it?.updatedAt)}`;
}

describe('the pick-up', () => {
  test('of a newer deployment is its own, not that of the one before it [deployment-pick-up]', () => {
    const { sim, web, from } = anUpdate();
    sim.run('2s');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:3') });
    const seen = ['2900ms', '100ms', '1900ms', '100ms'].map((time) => {
      sim.run(time);
      return newest(sim, from);
    });
    expect(seen).toEqual([
      'PENDING, started never, back never, updated +2',
      'PENDING, started never, back never, updated +2',
      'PENDING, started never, back never, updated +2',
      'IN_PROGRESS, started +7, back never, updated +7',
    ]);
  });

  test('of a rollback comes when its time is over, not that of the deployment it ends', () => {
    const { sim, from } = anUpdate();
    sim.run('2s');
    stop(sim);
    const seen = ['3s', '1900ms', '100ms'].map((time) => {
      sim.run(time);
      return newest(sim, from);
    });
    expect(seen).toEqual([
      'ROLLBACK_REQUESTED, started never, back never, updated +2',
      'ROLLBACK_REQUESTED, started never, back never, updated +2',
      'ROLLBACK_IN_PROGRESS, started +7, back +7, updated +7',
    ]);
  });

  test('of a rollback that is asked for with the update is the only one', () => {
    const { sim, from } = anUpdate();
    stop(sim);
    sim.run('5s');
    expect(newest(sim, from)).toEqual('ROLLBACK_IN_PROGRESS, started +5, back +5, updated +5');
    expect(told(sim, from)).toEqual([
      '+0 UpdateService: taskDefinition web:2',
      '+0 deployment of web:2 begins (ecs-svc/2114586142298415390)',
      '+0 StopServiceDeployment: ROLLBACK',
      '+0 rolling back to deployment ecs-svc/3995121884145367384.',
    ]);
  });

  test('of one that is over already changes nothing', () => {
    const { sim, from } = anUpdate();
    sim.run('1s');
    stop(sim, 'ABORT');
    sim.run('10s');
    expect(newest(sim, from)).toEqual('STOPPED, started never, back never, updated +1');
  });

  test('when it was started stays, whatever becomes of it', () => {
    const { sim, from } = anUpdate();
    sim.run('20s');
    stop(sim);
    sim.run('5s');
    expect(newest(sim, from)).toEqual('ROLLBACK_IN_PROGRESS, started +5, back +25, updated +25');
  });
});

describe('a second StopServiceDeployment', () => {
  test.each(['ROLLBACK', 'ABORT'] as const)('with %s: what goes back goes on with it', (stopType) => {
    const { sim, from } = anUpdate();
    sim.run('20s');
    stop(sim);
    sim.run('4s');
    const once = sim.fork();
    stop(sim, stopType);
    const requested = newest(sim, from);
    sim.run('2s');
    stop(sim, stopType);
    sim.runUntilSteady();
    once.runUntilSteady();
    expect(requested).toEqual('ROLLBACK_REQUESTED, started +5, back never, updated +20');
    expect(newest(sim, from)).toEqual('ROLLBACK_SUCCESSFUL, started +5, back +25, updated +55');
    const calls = /StopServiceDeployment/;
    const lines = told(sim, from);
    expect(lines.filter((line) => !calls.test(line))).toEqual(told(once, from).filter((line) => !calls.test(line)));
    expect(lines.filter((line) => calls.test(line))).toEqual([
      '+20 StopServiceDeployment: ROLLBACK',
      `+24 StopServiceDeployment: ${stopType}`,
      `+26 StopServiceDeployment: ${stopType}`,
    ]);
  });
});

describe('a deployment that a user stops', () => {
  test('fails, and its pending tasks go 3 s later [breaker-stops-pending-of-the-failed]', () => {
    const { sim, from } = anUpdate();
    sim.run('20s');
    stop(sim, 'ABORT');
    sim.run('1m');
    expect(told(sim, from)).toEqual([
      '+0 UpdateService: taskDefinition web:2',
      '+0 deployment of web:2 begins (ecs-svc/2114586142298415390)',
      '+15 has started 3 tasks: (task bb0d501c) (task 90d2227e) (task d00075d0).',
      '+20 StopServiceDeployment: ABORT',
      '+23 stopped 3 pending tasks.',
      '+48.9 3 tasks of web:2 STOPPED (bb0d501c 90d2227e d00075d0)',
    ]);
    expect(changesOf(sim, from)).toEqual([
      'completed web:1',
      'superseded web:1',
      'created web:2',
      'pickedUp web:2',
      'failed web:2: ECS deployment was stopped by the user.',
    ]);
  });

  test('leaves pending tasks of what it goes back to alone', () => {
    const sim = createSimulator({ seed: 3, digestGate: 'none' });
    const web = fargateService(sim, { desiredCount: 3 });
    sim.run('20s');
    const from = sim.now;
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.run('2s');
    stop(sim);
    sim.runUntilSteady();
    expect(told(sim, from)).toEqual([
      '+0 UpdateService: taskDefinition web:2',
      '+0 deployment of web:2 begins (ecs-svc/2114586142298415390)',
      '+2 StopServiceDeployment: ROLLBACK',
      '+2 rolling back to deployment ecs-svc/3995121884145367384.',
      '+16 3 tasks of web:1 RUNNING (ad1e271b b3b6ad3f 5007351f)',
      '+17 deployment of web:2 leaves',
      '+57 (deployment ecs-svc/3995121884145367384) deployment completed.',
      '+57 has reached a steady state.',
    ]);
    expect([...deploymentsOf(sim), ...serviceDeploymentsOf(sim)]).toEqual([
      'PRIMARY web:1 COMPLETED: 3 running and 0 pending of 3, 0 failed',
      'ROLLBACK_SUCCESSFUL: Service deployment rolled back because it was stopped by the user.',
      'STOPPED: Service deployment was stopped because a new service deployment was started.',
    ]);
  });

  test('does not go back to one that failed', () => {
    const sim = createSimulator({ seed: 3, digestGate: 'none' });
    const web = fargateService(sim, { desiredCount: 3 });
    sim.run('20s');
    stop(sim, 'ABORT');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    sim.run('2s');
    stop(sim);
    sim.run('3m');
    expect([...deploymentsOf(sim), ...serviceDeploymentsOf(sim)]).toEqual([
      'PRIMARY web:2 FAILED: 0 running and 0 pending of 0, 0 failed',
      'ROLLBACK_FAILED: No rollback candidate was found to run the rollback.',
      'STOPPED: Service deployment was stopped by the user.',
    ]);
  });

  test('is not failed again by a breaker that was about to compare', () => {
    const { sim, from } = anUpdate({ circuitBreaker: true });
    sim.workloads.set('web:2', crash);
    sim.runUntil(() => deploymentsOf(sim)[0]?.endsWith('3 failed') === true);
    stop(sim, 'ABORT');
    sim.run('1m');
    expect(told(sim, from, /breaker|deployment|Stop/)).toEqual([
      '+0 deployment of web:2 begins (ecs-svc/2114586142298415390)',
      '+64.5 the breaker counts 3 of 3 failures',
      '+64.5 StopServiceDeployment: ABORT',
    ]);
    expect([...deploymentsOf(sim), ...serviceDeploymentsOf(sim)]).toEqual([
      'PRIMARY web:2 FAILED: 0 running and 0 pending of 0, 3 failed',
      'ACTIVE web:1 COMPLETED: 3 running and 0 pending of 3, 0 failed',
      'STOPPED: Service deployment was stopped by the user.',
      'SUCCESSFUL',
    ]);
  });

  test('loses no pass that something waits for: what runs by then is registered', () => {
    const { sim, from } = anUpdate({ loadBalancer: true });
    sim.run('44s');
    stop(sim);
    sim.run('16s');
    expect(told(sim, from)).toEqual([
      '+0 UpdateService: taskDefinition web:2',
      '+0 deployment of web:2 begins (ecs-svc/2114586142298415390)',
      '+15 has started 3 tasks: (task bb0d501c) (task 90d2227e) (task d00075d0).',
      '+36 3 tasks of web:2 RUNNING (bb0d501c 90d2227e d00075d0)',
      '+44 StopServiceDeployment: ROLLBACK',
      '+44 rolling back to deployment ecs-svc/3995121884145367384.',
      '+45 registered 3 targets in (target-group web)',
      '+46 3 targets healthy in web (bb0d501c 90d2227e d00075d0)',
      '+59 has stopped 3 running tasks: (task bb0d501c) (task 90d2227e) (task d00075d0).',
    ]);
  });
});
