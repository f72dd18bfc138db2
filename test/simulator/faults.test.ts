import { createSimulator, type FargateServiceFacts, type Fault, fargateService, type Simulator } from 'steadystate';
import { describe, expect, test } from 'vitest';

/** Two tasks in zones a and b, up and steady. */
function settled(facts: FargateServiceFacts = {}) {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 2, ...facts });
  sim.runUntilSteady();
  sim.run('1m');
  return { sim, web, from: sim.now };
}

const storyOf = (sim: Simulator, from: Date) =>
  sim
    .timelineEntries({ service: 'web', from })
    .filter(({ text }) => text !== '')
    .map(({ atMs, text }) => `${(atMs - from.getTime()) / 1000} ${text}`);

/** Deploys web:2, about which the fault is. */
function deployed(fault: Fault, facts: FargateServiceFacts = {}) {
  const { sim, web, from } = settled(facts);
  web.register('web:2');
  sim.faults.add(fault);
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  return { sim, web, from };
}

const stoppedReasons = (sim: Simulator) => {
  const { taskArns = [] } = sim.ecs.listTasks({ desiredStatus: 'STOPPED' });
  const tasks = taskArns.length === 0 ? [] : (sim.ecs.describeTasks({ tasks: taskArns }).tasks ?? []);
  return [...new Set(tasks.map(({ stopCode, stoppedReason }) => `${stopCode}: ${stoppedReason}`))];
};

describe('killTask', () => {
  const ids = (sim: Simulator) => sim.at(sim.now).services[0]?.tasks.map(({ taskId }) => taskId) ?? [];
  const dead = (sim: Simulator) =>
    sim
      .facts()
      .flatMap((fact) => (fact.kind === 'container' && fact.change === 'exited' ? [[fact.taskId, fact.exitCode]] : []));

  test('kills the oldest running task of a service, with code 137, unless it says otherwise', () => {
    const { sim } = settled();
    const [first, second] = ids(sim);
    sim.faults.add({ kind: 'killTask', service: 'web' });
    sim.faults.add({ kind: 'killTask', service: 'web', pick: 'newest', exitCode: 9, at: '+1s' });
    expect(dead(sim)).toEqual([]);
    sim.run('1s');
    expect(dead(sim)).toEqual([
      [first, 137],
      [second, 9],
    ]);
  });

  test('kills one task by its id or its ARN, and as many as it is told', () => {
    const { sim } = settled({ desiredCount: 4 });
    const [first, second, third, fourth] = ids(sim);
    const { taskArns } = sim.ecs.listTasks({ serviceName: 'web' });
    sim.faults.add({ kind: 'killTask', task: third ?? '' });
    sim.faults.add({ kind: 'killTask', task: taskArns?.find((arn) => arn.endsWith(fourth ?? '-')) ?? '' });
    sim.faults.add({ kind: 'killTask', service: 'web', count: 5, at: '+1s' });
    sim.run('1s');
    expect(dead(sim).map(([task]) => task)).toEqual([third, fourth, first, second]);
    expect(sim.faults.list()).toEqual([]);
  });

  test('picks at random from the seed', () => {
    const pick = (seed: number) => {
      const sim = createSimulator({ seed, digestGate: 'none' });
      fargateService(sim, { desiredCount: 20 });
      sim.runUntilSteady();
      const known = ids(sim);
      sim.faults.add({ kind: 'killTask', service: 'web', pick: 'random', count: 3 });
      sim.run('1s');
      return dead(sim).map(([task]) => known.indexOf(String(task)));
    };
    expect(pick(1)).toEqual(pick(1));
    expect(pick(1)).toHaveLength(3);
    expect(pick(1)).not.toEqual([0, 1, 2]);
    expect(pick(1)).not.toEqual(pick(2));
  });

  test('does not kill tasks that are only starting, or asked to stop', () => {
    const { sim } = settled();
    sim.ecs.updateService({ service: 'web', desiredCount: 0 });
    sim.run('11s');
    sim.ecs.updateService({ service: 'web', desiredCount: 1 });
    sim.run('10s');
    sim.faults.add({ kind: 'killTask', service: 'web', count: 9, exitCode: 99 });
    sim.run('2m');
    expect(dead(sim).filter(([, code]) => code === 99)).toEqual([]);
  });
});

describe('imagePullFails', () => {
  test('tasks that need the image fail to start until it ends; then the deployment goes on', () => {
    const { sim, from } = deployed(
      { kind: 'imagePullFails', image: 'web:2', failsAfter: '10s', until: '+90s' },
      { desiredCount: 1 },
    );
    sim.runUntilSteady();
    expect(storyOf(sim, from)).toMatchInlineSnapshot(`
      [
        "0 fault started: imagePullFails web:2, failsAfter 10s",
        "0 UpdateService: taskDefinition web:2",
        "0 deployment of web:2 begins (ecs-svc/3780834602174079726)",
        "15 has started 1 tasks: (task d7174c06).",
        "36.4 was unable to place a task. Reason: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:2.",
        "62.3 1 task of web:2 STOPPED (d7174c06)",
        "65 failedTasks is 1: the circuit breaker is off",
        "65 has started 1 tasks: (task 8399eefd).",
        "86.4 was unable to place a task. Reason: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:2.",
        "90 fault ended: imagePullFails web:2, failsAfter 10s",
        "112.3 1 task of web:2 STOPPED (8399eefd)",
        "115 failedTasks is 2: the circuit breaker is off",
        "115 has started 1 tasks: (task 9647c1fe).",
        "136 1 task of web:2 RUNNING (9647c1fe)",
        "185 failedTasks is 0 again: a task of the deployment counts healthy",
        "185 has stopped 1 running tasks: (task a7a466fd).",
        "210 1 task of web:1 STOPPED (a7a466fd)",
        "215 deployment of web:1 leaves",
        "240 (deployment ecs-svc/3780834602174079726) deployment completed.",
        "240 has reached a steady state.",
      ]
    `);
    expect(stoppedReasons(sim)).toContain(
      'TaskFailedToStart: CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:2',
    );
  });

  test('is not about other images', () => {
    const { sim, web } = settled();
    web.register('web:2');
    sim.faults.add({ kind: 'imagePullFails', image: 'web:2' });
    sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
    expect(sim.runUntilSteady().outcome).toBe('completed');
  });
});

describe.each<{ kind: 'secretMissing' | 'logGroupMissing'; reason: string }>([
  {
    kind: 'secretMissing',
    reason:
      'unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm',
  },
  { kind: 'logGroupMissing', reason: 'failed to validate logger args: The specified log group does not exist.' },
])('$kind', ({ kind, reason }) => {
  test('tasks of the revision fail to start, and say why', () => {
    const { sim } = deployed({ kind, taskDefinition: 'web:2', failsAfter: '20s' }, { circuitBreaker: true });
    const end = sim.runUntilSteady();
    expect(end.outcome).toBe('rolled back');
    expect(stoppedReasons(sim)).toContain(`TaskFailedToStart: ResourceInitializationError: ${reason}`);
  });

  test('with a reason of its own, for the whole family', () => {
    const { sim } = deployed({ kind, taskDefinition: 'web', failsAfter: 0, reason: 'no' });
    sim.run('2m');
    expect(stoppedReasons(sim)).toEqual(['TaskFailedToStart: ResourceInitializationError: no']);
  });

  test('is over at its end', () => {
    const { sim } = deployed({ kind, taskDefinition: 'web:2', failsAfter: '20s', until: '+40s' });
    expect(sim.runUntilSteady().outcome).toBe('completed');
    expect(sim.verdict('web').tasksFailed).toBe(2);
  });
});

describe('capacityUnavailable', () => {
  test('nothing starts while it lasts; tasks that are there stay', () => {
    const { sim, from } = settled();
    sim.faults.add({ kind: 'capacityUnavailable', from: '+1m', until: '+5m' });
    sim.schedule('+2m', 'ecs.updateService', { service: 'web', desiredCount: 3 });
    sim.runUntilSteady();
    expect(storyOf(sim, from)).toMatchInlineSnapshot(`
      [
        "60 fault started: capacityUnavailable",
        "120 UpdateService: desiredCount 3",
        "120 was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.",
        "130 starts are throttled: nothing could be placed; the next attempt comes in 900 s",
        "300 fault ended: capacityUnavailable",
        "1030 has started 1 tasks: (task 8399eefd).",
        "1051 1 task of web:1 RUNNING (8399eefd)",
        "1060 has reached a steady state.",
      ]
    `);
  });

  test('in one zone: tasks go to the others', () => {
    const { sim } = settled();
    sim.faults.add({ kind: 'capacityUnavailable', zone: 'us-east-1c' });
    sim.ecs.updateService({ service: 'web', desiredCount: 4 });
    sim.runUntilSteady();
    expect(sim.at(sim.now).services[0]?.tasks.map(({ zone }) => zone)).toEqual([
      'us-east-1a',
      'us-east-1b',
      'us-east-1a',
      'us-east-1b',
    ]);
  });
});

describe('zoneLost', () => {
  test('its tasks die at once and are replaced elsewhere; back again, the zones are balanced', () => {
    const { sim, from } = settled({ desiredCount: 3 });
    sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1c', from: '+1m', until: '+3m' });
    sim.run('8m');
    expect(storyOf(sim, from)).toMatchInlineSnapshot(`
      [
        "60 fault started: zoneLost us-east-1c",
        "60 1 task of web:1 to stop (8399eefd): Task stopped due to underlying infrastructure health.",
        "84.1 1 task of web:1 STOPPED (8399eefd)",
        "84.1 has started 1 tasks: (task 9647c1fe).",
        "105.1 1 task of web:1 RUNNING (9647c1fe)",
        "120 has reached a steady state.",
        "180 fault ended: zoneLost us-east-1c",
        "180 is not AZ balanced with 2 tasks in us-east-1a, 1 tasks in us-east-1b, 0 tasks in us-east-1c. AZ Rebalancing in progress.",
        "180 has started 1 tasks in us-east-1c to AZ Rebalance: (task f3aab5e5).",
        "201 1 task of web:1 RUNNING (f3aab5e5)",
        "250 has stopped 1 running tasks in us-east-1a due to AZ rebalancing: (task a7a466fd).",
        "260 has reached a steady state.",
        "260 is AZ balanced with 1 tasks in us-east-1a, 1 tasks in us-east-1b, 1 tasks in us-east-1c.",
        "275 1 task of web:1 STOPPED (a7a466fd)",
      ]
    `);
    const zones = sim.at(sim.now).services[0]?.tasks.map(({ zone }) => zone);
    expect(zones?.toSorted()).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c']);
  });
});

describe('targetsFail', () => {
  const balanced = { loadBalancer: { healthCheckIntervalSeconds: 10, deregistrationDelaySeconds: 10 } } as const;

  test.each<{ how: 503 | 'silent' | 'refused' | undefined; why: string }>([
    { how: undefined, why: 'Request timed out' },
    { how: 'silent', why: 'Request timed out' },
    { how: 'refused', why: 'Health checks failed' },
    { how: 503, why: 'Health checks failed with these codes: [503]' },
  ])('whatever the targets do: $how', ({ how, why }) => {
    const { sim } = settled(balanced);
    sim.faults.add({ kind: 'targetsFail', targetGroup: 'web', ...(how === undefined ? {} : { how }) });
    sim.run('30s');
    expect(sim.at(sim.now).services[0]?.healthyTargets).toBe(0);
    expect(sim.facts().find((fact) => fact.kind === 'target' && fact.state === 'unhealthy')).toMatchObject({ why });
  });

  test('at its end the checks find what there is', () => {
    const { sim, from } = settled({ ...balanced, healthCheckGracePeriodSeconds: 600 });
    sim.faults.add({ kind: 'targetsFail', targetGroup: 'web', from: '+1m', until: '+2m' });
    sim.run('5m');
    expect(storyOf(sim, from)).toMatchInlineSnapshot(`
      [
        "60 fault started: targetsFail web",
        "76 2 targets unhealthy in web (a7a466fd d7174c06): Request timed out",
        "120 fault ended: targetsFail web",
        "161 2 targets healthy in web (a7a466fd d7174c06)",
        "170 has reached a steady state.",
      ]
    `);
  });
});

describe('slowProvisioning', () => {
  const provisioningSeconds = (fault?: Fault) => {
    const { sim } = settled();
    if (fault !== undefined) sim.faults.add(fault);
    sim.ecs.updateService({ service: 'web', desiredCount: 3 });
    sim.run('5m');
    const [created, pending] = sim
      .facts()
      .filter((fact) => fact.kind === 'task' && fact.zone === 'us-east-1c')
      .map(({ atMs }) => atMs);
    return ((pending ?? Number.NaN) - (created ?? Number.NaN)) / 1000;
  };

  test.each<{ name: string; fault: Fault | undefined; seconds: number }>([
    { name: 'none', fault: undefined, seconds: 16.4 },
    { name: 'twice as long', fault: { kind: 'slowProvisioning', times: 2 }, seconds: 32.8 },
    { name: '30 s longer', fault: { kind: 'slowProvisioning', extra: '30s' }, seconds: 46.4 },
    { name: 'both', fault: { kind: 'slowProvisioning', times: 2, extra: '30s' }, seconds: 62.8 },
    { name: 'in its zone', fault: { kind: 'slowProvisioning', times: 3, zone: 'us-east-1c' }, seconds: 49.2 },
    { name: 'in another zone', fault: { kind: 'slowProvisioning', times: 3, zone: 'us-east-1a' }, seconds: 16.4 },
    { name: 'later', fault: { kind: 'slowProvisioning', times: 3, from: '+1m' }, seconds: 16.4 },
    { name: 'over already', fault: { kind: 'slowProvisioning', times: 3, until: '+3s' }, seconds: 16.4 },
  ])('$name: $seconds s', ({ fault, seconds }) => {
    expect(provisioningSeconds(fault)).toBeCloseTo(seconds, 3);
  });
});

describe('adding, listing and removing', () => {
  test('a fault is told and listed with its moments', () => {
    const { sim } = settled();
    const added = sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1c', from: '+1m', until: '+2m' });
    expect(added).toEqual({
      id: 1,
      from: new Date(sim.now.getTime() + 60_000),
      until: new Date(sim.now.getTime() + 120_000),
      fault: { kind: 'zoneLost', zone: 'us-east-1c', from: '+1m', until: '+2m' },
    });
    sim.faults.add({ kind: 'capacityUnavailable' });
    expect(sim.faults.list().map(({ id, until }) => [id, until !== undefined])).toEqual([
      [1, true],
      [2, false],
    ]);
    sim.run('2m');
    expect(sim.faults.list().map(({ id }) => id)).toEqual([2]);
  });

  test('one that is there ends when it is removed, one still to come never begins', () => {
    const { sim, from } = settled();
    const there = sim.faults.add({ kind: 'capacityUnavailable' });
    const toCome = sim.faults.add({ kind: 'killTask', service: 'web', at: '+1m' });
    sim.run('10s');
    sim.faults.remove(there.id);
    sim.faults.remove(toCome.id);
    sim.run('5m');
    expect(storyOf(sim, from)).toEqual(['0 fault started: capacityUnavailable', '10 fault ended: capacityUnavailable']);
    expect(() => sim.faults.remove(there.id)).toThrow('There is no fault 1. Known are: none.');
  });

  test.each<{ fault: Fault; says: string }>([
    {
      fault: { kind: 'killTask', service: 'web', pick: 'newest', count: 2, exitCode: 9, at: '+1h' },
      says: '1 (killTask web, pick newest, count 2, exitCode 9)',
    },
    { fault: { kind: 'targetsFail', targetGroup: 'web', how: 503 }, says: '1 (targetsFail web, how 503)' },
    { fault: { kind: 'slowProvisioning', times: 2, extra: '30s' }, says: '1 (slowProvisioning, times 2, extra 30s)' },
    { fault: { kind: 'imagePullFails', image: 'web:1', reason: 'no', until: '+1m' }, says: '1 (imagePullFails web:1)' },
    { fault: { kind: 'capacityUnavailable', zone: 'us-east-1a' }, says: '1 (capacityUnavailable us-east-1a)' },
  ])('is named in a few words: $says', ({ fault, says }) => {
    const { sim } = settled({ loadBalancer: true });
    sim.faults.add(fault);
    expect(() => sim.faults.remove(7)).toThrow(`There is no fault 7. Known are: ${says}.`);
  });

  test.each<{ fault: Fault; says: string }>([
    { fault: { kind: 'killTask', service: 'api' }, says: 'There is no service api. Known are: web.' },
    { fault: { kind: 'imagePullFails', image: 'web:9' }, says: 'There is no image web:9. Known are: web:1.' },
    {
      fault: { kind: 'secretMissing', taskDefinition: 'web:9' },
      says: 'There is no task definition web:9. Known are: web:1.',
    },
    {
      fault: { kind: 'logGroupMissing', taskDefinition: 'api' },
      says: 'There is no task definition api. Known are: web:1.',
    },
    {
      fault: { kind: 'zoneLost', zone: 'mars' },
      says: 'There is no zone mars. Known are: us-east-1a, us-east-1b, us-east-1c.',
    },
    { fault: { kind: 'targetsFail', targetGroup: 'web' }, says: 'There is no target group web. Known are: none.' },
  ])('about something that is not there it is refused: $says', ({ fault, says }) => {
    const { sim } = settled();
    expect(() => sim.faults.add(fault)).toThrow(expect.objectContaining({ code: 'UnknownResource', message: says }));
    expect(sim.faults.list()).toEqual([]);
  });

  test('nor can a task be killed that nobody knows: the first of those there are is named', () => {
    const { sim } = settled({ desiredCount: 6 });
    const known = sim.at(sim.now).services[0]?.tasks.map(({ taskId }) => taskId) ?? [];
    expect(() => sim.faults.add({ kind: 'killTask', task: known[0]?.replace(/./g, '0') ?? '', at: '+1m' })).toThrow(
      `There is no task ${'0'.repeat(32)}. Known are: ${known.slice(0, 5).join(', ')} and 1 more.`,
    );
  });
});
