import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../src/index.js';
import { TaskPhase } from '../../src/model/task.js';
import { worldOf } from '../../src/simulator/simulator.js';
import { type Action, call, reference } from './actions.js';
import { behind, created, plays, run, updated } from './plays.js';
import { recount } from './recount.js';
import { aStage } from './stage.js';

describe('tasks', () => {
  test('a task whose zone is lost while its exit is being reported is counted out once [task-host-lost]', () => {
    plays([
      created(),
      run(60),
      { does: 'fault', fault: { kind: 'killTask', task: reference('task', 0) } },
      run(0.1),
      { does: 'fault', fault: { kind: 'zoneLost', zone: 'us-east-1a', until: '+10s' } },
      run(60),
    ]);
  });

  test('a task with several target groups goes through ACTIVATING and is RUNNING [task-last-status] [task-activating]', () => {
    plays([created(behind(0, 1)), run(180)]);
  });
});

describe('what is shown of a task', () => {
  test('ACTIVATING, then asked to stop: DEACTIVATING, not PENDING again [task-last-status]', () => {
    const sim = plays([created(behind(0, 1)), run(37)]);
    const [task] = sim.ecs.listTasks({ cluster: 'main' }).taskArns ?? [];
    const shown = () => sim.ecs.describeTasks({ cluster: 'main', tasks: [task ?? ''] }).tasks?.[0]?.lastStatus;
    expect(shown()).toBe('ACTIVATING');
    sim.ecs.stopTask({ cluster: 'main', task: task ?? '' });
    expect(shown()).toBe('DEACTIVATING');
  });
});

describe('containers that are restarted in place', () => {
  const task = reference('task', 0);
  const killed: Action = { does: 'fault', fault: { kind: 'killTask', task, exitCode: 9 } };
  /** `api:4` restarts after it ran for a minute; 0.6 s lie between exit and start. */
  const restarting = [created({ taskDefinition: 'api:4' }), run(180), killed, run(0.1)];
  const endsOf = (sim: Simulator) =>
    sim.facts().flatMap((fact) => (fact.kind === 'container' ? [`${fact.change} ${fact.exitCode ?? ''}`.trim()] : []));

  test('a task that is asked to stop in between stops [container-restart-policy]', () => {
    const sim = plays([...restarting, call('stopTask', { cluster: 'main', task }), run(60)]);
    expect(endsOf(sim).slice(0, 2)).toEqual(['started', 'exited 9']);
    expect(worldOf(sim).tasks.phase.get(1)).toBe(TaskPhase.STOPPED);
  });

  test('another behaviour in between does not keep them from starting', () => {
    const sim = plays([...restarting, { does: 'workload', selector: 'api:4', behaviour: { http: 500 } }, run(10)]);
    expect(endsOf(sim)).toEqual(['started', 'exited 9', 'restarted']);
  });

  test('a later end has its own exit code', () => {
    const sim = plays([...restarting, run(10), updated({ desiredCount: 0 }), run(30)]);
    expect(endsOf(sim)).toEqual(['started', 'exited 9', 'restarted', 'sigterm', 'exited 0']);
  });

  test('running out of memory is not told of a later end [container-out-of-memory]', () => {
    const sim = plays([
      created({ taskDefinition: 'api:4' }),
      run(60),
      { does: 'workload', selector: 'api:4', behaviour: { outOfMemory: { after: '70s' } } },
      run(60),
      { does: 'clearWorkloads' },
      updated({ desiredCount: 0 }),
      run(30),
    ]);
    const ends = sim.facts().filter((fact) => fact.kind === 'container' && fact.change === 'exited');
    expect(ends.map((fact) => [fact.kind === 'container' && fact.exitCode, 'why' in fact])).toEqual([
      [137, true],
      [0, false],
    ]);
  });
});

describe('targets', () => {
  test('a target goes on draining when its container gets another behaviour', () => {
    const sim = plays([
      created(behind(0)),
      run(180),
      updated({ desiredCount: 0 }),
      run(25),
      { does: 'workload', selector: 'web', behaviour: { http: 503 } },
      run(60),
    ]);
    expect(worldOf(sim).targets.liveCount).toBe(0);
  });

  test('a target goes on draining when its target group is blinded', () => {
    const sim = plays([
      created(behind(0)),
      run(180),
      updated({ desiredCount: 0 }),
      run(25),
      { does: 'fault', fault: { kind: 'targetsFail', targetGroup: 'tg-0' } },
      run(60),
    ]);
    expect(worldOf(sim).targets.liveCount).toBe(0);
  });
});

/** What the naive model of `test/reference` once saw differently, and was right about. */
describe('second opinion', () => {
  const messages = (sim: Simulator) => sim.facts().flatMap((fact) => (fact.kind === 'serviceEvent' ? [fact] : []));

  test('a beat sees a call that was scheduled for its moment, though nothing else asked for that beat', () => {
    const start = aStage({}).now.getTime();
    const sim = plays([
      created({ desiredCount: 0 }),
      {
        does: 'schedule',
        // The grid is anchored at the first pass, 15 s after the creation.
        afterMs: 145_000,
        api: 'ecs',
        operation: 'updateService',
        input: { cluster: 'main', service: 'one', desiredCount: 1 },
      },
      run(160),
    ]);
    const started = messages(sim).filter(({ event }) => event === 'started');
    expect(started.map(({ atMs }) => atMs - start)).toEqual([145_000]);
  });

  test('why a target is unhealthy is what its checks found then, whatever they would find now', () => {
    const sim = plays([
      { does: 'workload', selector: 'web:1', behaviour: { http: 503 } },
      created({ ...behind(0), healthCheckGracePeriodSeconds: 3_600 }),
      run(120),
      { does: 'workload', selector: 'web:1', behaviour: { http: 'refused' } },
    ]);
    const health = () => {
      const [group] = sim.elbv2.describeTargetGroups({}).TargetGroups;
      const { TargetHealthDescriptions } = sim.elbv2.describeTargetHealth({
        TargetGroupArn: group?.TargetGroupArn ?? '',
      });
      return TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.Description);
    };
    expect(health()).toEqual(['Health checks failed with these codes: [503]']);
    sim.run('11s');
    expect(health()).toEqual(['Health checks failed']);
  });

  /** RUNNING at +36 s; asked to stop at +185 s, its target drains from +195 s to +215 s. */
  const leaving = [created(behind(0)), run(180), updated({ desiredCount: 0 })];
  const endsAtSecond210: Action = {
    does: 'workload',
    selector: 'web:1',
    behaviour: { exits: { code: 0, after: '174s' } },
  };
  const processGoneMs = (sim: Simulator) =>
    sim.facts().flatMap((fact) => (fact.kind === 'task' && fact.lastStatus === 'DEPROVISIONING' ? [fact.atMs] : []));

  test('a process that ends while its target drains is not waited for again when the target is drained', () => {
    const start = aStage({}).now.getTime();
    const sim = plays([endsAtSecond210, ...leaving, run(120)], { latency: { sigtermMs: 10_000 } });
    // SIGTERM would have come at +220 s; drained at +215 s, it came 19.1 s after that.
    expect(processGoneMs(sim).map((atMs) => atMs - start)).toEqual([221_100]);
  });

  test('a process whose target drains can still be made to end by itself', () => {
    const start = aStage({}).now.getTime();
    const sim = plays([...leaving, run(20), endsAtSecond210, run(120)]);
    expect(processGoneMs(sim).map((atMs) => atMs - start)).toEqual([211_500]);
  });

  test('the event of an unhealthy task tells what its checks find now, as DescribeTargetHealth does', () => {
    const sim = plays([
      {
        does: 'workload',
        selector: 'web:1',
        behaviour: {
          http: [
            { after: 0, is: 'refused' },
            { after: '60s', is: 503 },
          ],
        },
      },
      created({ ...behind(0), healthCheckGracePeriodSeconds: 120 }),
      run(180),
    ]);
    const [first] = messages(sim).filter(({ event }) => event === 'targetUnhealthy');
    expect(first?.message).toContain('due to (reason Health checks failed with these codes: [503]).');
  });
});

describe('explanations', () => {
  test('a task whose target a user deregistered waits for that user, not for the next beat', () => {
    const sim = plays([
      created(behind(0)),
      run(180),
      call(
        'deregisterTargets',
        { TargetGroupArn: reference('targetGroup', 0), Targets: [{ Id: '10.0.0.4', Port: 80 }] },
        'elbv2',
      ),
      run(60),
    ]);
    expect(sim.explain('one')).toContain(
      '1 of 1 task of web:1 runs but does not count as healthy yet: its target was deregistered by a user, and the service ' +
        'registers a task once: register it, or stop the task.',
    );
  });

  test('a task whose target is gone, in a group without a listener, is told to lack both', () => {
    const sim = plays([
      created(behind(0)),
      run(46),
      call(
        'deregisterTargets',
        { TargetGroupArn: reference('targetGroup', 0), Targets: [{ Id: '10.0.0.4', Port: 80 }] },
        'elbv2',
      ),
      call('deleteListener', { ListenerArn: reference('listener', 0) }, 'elbv2'),
    ]);
    expect(sim.runUntilSteady({ timeout: '10h' }).why).toEqual([
      '1 of 1 task of web:1 runs but does not count as healthy yet: its target was deregistered by a user, and the service registers a task once: register it, or stop the task; a target group is used by no listener either.',
    ]);
  });
});

describe('listeners', () => {
  test('a task that a listener asks to stop, after a call, changes anew with its next status', () => {
    const sim = plays([created(), run(60)]);
    const [task] = sim.ecs.listTasks({ cluster: 'main' }).taskArns ?? [];
    const versionOf = () => sim.ecs.describeTasks({ cluster: 'main', tasks: [task ?? ''] }).tasks?.[0]?.version;
    sim.on('call', ({ operation }) => {
      if (operation === 'updateService') sim.ecs.stopTask({ cluster: 'main', task: task ?? '' });
    });
    sim.ecs.updateService({ cluster: 'main', service: 'one', desiredCount: 2 });
    expect(recount(worldOf(sim))).toEqual([]);
    const before = versionOf() ?? 0;
    sim.run('60s');
    expect(versionOf()).toBe(before + 2);
  });

  test('what a listener throws reaches the caller, and keeps no task from changing', () => {
    const sim = plays([created({ desiredCount: 3 })], { seed: 0, digestGate: 'none' });
    const thrower = () => {
      throw new Error('mine');
    };
    sim.on('eventBridge', thrower);
    expect(() => sim.run('20s')).toThrow('mine');
    expect(recount(worldOf(sim))).toEqual([]);
    sim.off('eventBridge', thrower);
    expect(sim.runUntilSteady().outcome).toBe('completed');
  });
});

describe('what is refused changes nothing', () => {
  const unchanged = (sim: Simulator, refused: () => unknown) => {
    const before = sim.snapshot({ facts: true });
    expect(refused).toThrow();
    expect(sim.snapshot({ facts: true })).toEqual(before);
  };

  test('a scheduled call with something that is no data', () => {
    const sim = aStage({ seed: 0 });
    for (const input of [{ desiredCount: () => 1 }, { desiredCount: 1n }]) {
      unchanged(sim, () => sim.schedule('+1m', 'ecs.updateService', input));
    }
  });

  test('a call, when only the last facts are kept', () => {
    const sim = aStage({ seed: 0, keepFacts: { last: 3 } });
    for (let count = 0; count < 10; count += 1) {
      sim.ecs.createCluster({ clusterName: `c${count}` });
      unchanged(sim, () => sim.ecs.updateService({ cluster: 'main', service: 'none' }));
    }
  });

  test('moving time beyond what a date can hold', () => {
    const sim = aStage({ seed: 0 });
    for (const far of ['100000000d', Number.MAX_SAFE_INTEGER]) {
      unchanged(sim, () => sim.run(far));
      unchanged(sim, () => sim.runUntil(() => false, { timeout: far }));
      unchanged(sim, () => sim.schedule(far, 'ecs.updateService'));
    }
    unchanged(sim, () => sim.runTo(8.64e15 + 1));
  });
});

describe('forks', () => {
  test('with another seed draw flaky checks anew from the moment of the fork', () => {
    const sim = plays([created(behind(0)), run(46)]);
    sim.workloads.set('web', { flaky: 0.2 });
    const firstFlip = (fork: Simulator): number => {
      const seen = fork.facts().length;
      fork.run('1h');
      const flip = fork.facts().find((fact, index) => index >= seen && fact.kind === 'target');
      return ((flip?.atMs ?? 0) - worldOf(fork).settings.startMs) / 1_000;
    };
    const own = firstFlip(sim.fork());
    const others = Array.from({ length: 20 }, (_, seed) => firstFlip(sim.fork({ seed: 100 + seed })));
    expect(firstFlip(sim.fork())).toBe(own);
    // Two failures in a row, every 10 s from +46 s on: no fork waits for what the original would have found.
    expect(others.every((seconds) => seconds >= 66 && seconds % 10 === 6)).toBe(true);
    expect(others.filter((seconds) => seconds < own).length).toBeGreaterThan(2);
    expect(others.filter((seconds) => seconds > own).length).toBeGreaterThan(2);
  });
});

describe('zones', () => {
  test('are balanced a batch at a time, each after the drain of the one before: that may take long after a steady state', () => {
    const sim = createSimulator({ digestGate: 'none' });
    fargateService(sim, {
      desiredCount: 4,
      maximumPercent: 125,
      subnets: ['subnet-a', 'subnet-b'],
      loadBalancer: { deregistrationDelaySeconds: 300 },
    });
    sim.runUntilSteady();
    const { id } = sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1a' });
    sim.run('5m');
    sim.faults.remove(id);
    sim.runUntilSteady();
    const from = sim.now;
    sim.run('1h');
    const told = sim.timelineEntries({ from }).filter(({ text }) => /AZ|zone|steady|STOPPED/i.test(text));
    expect(told.map(({ atMs, text }) => `+${(atMs - from.getTime()) / 1_000} ${text}`)).toMatchInlineSnapshot(`
      [
        "+0 fault ended: zoneLost us-east-1a",
        "+60 [web] has started 1 tasks in us-east-1a to AZ Rebalance: (task 67cd6dc4).",
        "+100 [web] has stopped 1 running tasks in us-east-1b due to AZ rebalancing: (task d7174c06).",
        "+120 [web] has reached a steady state.",
        "+444.1 [web] 1 task of web:1 STOPPED (d7174c06)",
        "+480 [web] has started 1 tasks in us-east-1a to AZ Rebalance: (task e35ee993).",
        "+520 [web] has stopped 1 running tasks in us-east-1b due to AZ rebalancing: (task 9647c1fe).",
        "+540 [web] has reached a steady state.",
        "+540 [web] is AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b.",
        "+864.1 [web] 1 task of web:1 STOPPED (9647c1fe)",
      ]
    `);
  });
});
