import { describe, expect, test } from 'vitest';
import { requestBeat } from '../../src/engine/apply/schedule.js';
import type { Fact } from '../../src/index.js';
import { worldOf } from '../../src/simulator/simulator.js';
import { call, reference } from './actions.js';
import { behind, created, deleted, plays, run, updated } from './plays.js';

describe('services', () => {
  const losesItsTask = [
    created(),
    run(40),
    { does: 'fault', fault: { kind: 'zoneLost', zone: 'us-east-1a', from: '+1s', until: '+2s' } },
    updated({
      forceNewDeployment: true,
      deploymentConfiguration: { minimumHealthyPercent: 90, maximumPercent: 110 },
    }),
  ] as const;

  test('a superseded deployment leaves though its last task died and was not needed any more', () => {
    const sim = plays(losesItsTask, { seed: 0, behaviour: '2024-01' });
    expect(sim.runUntilSteady().outcome).toBe('completed');
  });

  test('since it is repaired on its own revision, percents that leave no way are told [deployment-repairs-precede-starts] [bounds-deadlock-is-told]', () => {
    const report = plays(losesItsTask).runUntilSteady();
    expect(report.outcome).toBe('stuck');
    expect(report.why).toEqual([
      'Nothing can move: 1 task must stay healthy and at most 1 may be there, so no old task may stop and no new one may start. Lower minimumHealthyPercent or raise maximumPercent.',
      '1 task must stay healthy and 1 is: 1 task may stop only when others are healthy.',
      'The maximum of 1 task is reached: 1 more of web:1 is wanted.',
      '1 task of the superseded web:1 has not stopped yet.',
    ]);
  });

  test('a superseded deployment behind a balancer leaves at the beat after the report that its last process exited [deployment-old-leaves-after-its-processes]', () => {
    const sim = plays([created(behind(0)), run(21), updated({ loadBalancers: [] }), run(140)]);
    const secondsOf = (what: (fact: Fact) => boolean) =>
      sim.facts().flatMap((fact) => (what(fact) ? [(fact.atMs - worldOf(sim).settings.startMs) / 1_000] : []));
    expect(secondsOf((fact) => fact.kind === 'container' && fact.change === 'exited')).toEqual([146]);
    expect(secondsOf((fact) => fact.kind === 'task' && fact.lastStatus === 'DEPROVISIONING')).toEqual([147.1]);
    // The beat at 146 knows nothing of it yet, whether somebody asked for that beat or not.
    expect(secondsOf((fact) => fact.kind === 'deployment' && fact.change === 'left')).toEqual([156]);
  });

  // It takes the only slot, and might get healthy any moment: the minimum of 1 forbids to stop it for the new one.
  test('a repair of the old revision that waits for a listener keeps the new one from starting, and that is told', () => {
    const sim = plays([
      created({ desiredCount: 0 }),
      updated({ desiredCount: 1, ...behind(1) }),
      call('deleteListener', { ListenerArn: reference('listener', 1) }, 'elbv2'),
      run(20),
      updated({ deploymentConfiguration: { minimumHealthyPercent: 90, maximumPercent: 110 }, loadBalancers: [] }),
      { does: 'fault', fault: { kind: 'zoneLost', zone: 'us-east-1a' } },
      run(25),
      { does: 'removeFault', which: 0 },
    ]);
    const end = sim.runUntilSteady({ timeout: '10h' });
    expect([end.outcome, ...end.why]).toEqual([
      'stuck',
      'The maximum of 1 task is reached: 1 more of web:1 is wanted.',
      '1 of 1 task of web:1 runs but does not count as healthy yet: the target group is used by no listener.',
      '1 task of the superseded web:1 has not stopped yet.',
    ]);
  });

  test('a first pass at the moment of a beat is a pass of its own [pass-grid-of-newest-deployment]', () => {
    const deploymentConfiguration = { minimumHealthyPercent: 0, maximumPercent: 100 };
    const sim = plays([created({ deploymentConfiguration }), run(180)], { seed: 0, latency: 'zero' });
    requestBeat(worldOf(sim), worldOf(sim).service(1));
    sim.run(0);
    sim.ecs.updateService({ cluster: 'main', service: 'one', taskDefinition: 'web:2' });
    sim.run(0);
    expect(sim.facts().at(-1)).toMatchObject({ deployments: [{ running: 0 }, { running: 0, stopping: 1 }] });
  });

  test('an update before the first pass of the former deployment leaves no beat off the grid [pass-grid-of-newest-deployment]', () => {
    plays([created({ desiredCount: 0 }), run(10), updated({ forceNewDeployment: true }), run(60)]);
  });

  test('nothing is due any more for a service that is INACTIVE', () => {
    plays([created({ desiredCount: 0 }), deleted(), run(400)]);
  });

  test('a task that ends by itself between the decision to stop it and its deregistration leaves no target behind [target-outlives-the-process]', () => {
    const sim = plays(
      [
        created({
          desiredCount: 0,
          networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a', 'subnet-b', 'subnet-c'] } },
        }),
        updated({ taskDefinition: 'api:1', desiredCount: 1, ...behind(0) }),
        {
          does: 'workload',
          selector: { taskDefinition: 'api:1', launches: { to: 2 } },
          behaviour: { exits: { code: 3, after: '90s' } },
        },
        { does: 'fault', fault: { kind: 'zoneLost', zone: 'us-east-1a', from: '+29s' } },
        { does: 'run', ms: 102_001 },
        updated({ loadBalancers: [] }),
        run(55),
      ],
      { seed: 0, latency: 'ec2-awsvpc' },
    );
    const told = sim.facts().flatMap((fact) => {
      const isEnd =
        fact.kind === 'target' ? fact.state === 'draining' : fact.kind === 'task' && fact.lastStatus === 'STOPPED';
      return isEnd ? [[fact.kind, (fact.atMs - worldOf(sim).settings.startMs) / 1_000]] : [];
    });
    expect(told).toEqual([
      ['task', 35.6],
      ['task', 157],
      ['target', 157],
    ]);
  });
});
