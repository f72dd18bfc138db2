import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator, SteadystateError } from '../../src/index.js';

const startMs = Date.UTC(2026, 0, 1);

/** One service of two tasks that was just made. */
function aNewService(): Simulator {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 2 });
  return sim;
}

const runningCount = (sim: Simulator) => sim.ecs.describeServices({ services: ['web'] }).services?.[0]?.runningCount;

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof SteadystateError) return error.code;
    throw error;
  }
  return 'done';
};

describe('time moves when it is told to', () => {
  test('by a tick, by a length of time, to a moment', () => {
    const sim = createSimulator({ tick: '2s' });
    expect([sim.now, sim.elapsedMs]).toEqual([new Date(startMs), 0]);
    sim.tick();
    expect(sim.elapsedMs).toBe(2_000);
    sim.run('1h30m');
    expect(sim.elapsedMs).toBe(2_000 + 5_400_000);
    sim.run(250);
    expect(sim.elapsedMs).toBe(5_402_250);
    sim.runTo('2026-01-01T02:00:00Z');
    expect(sim.elapsedMs).toBe(7_200_000);
    sim.runTo('+5m');
    expect(sim.elapsedMs).toBe(7_500_000);
    sim.runTo(sim.now);
    sim.run(0);
    expect(sim.now).toEqual(new Date(startMs + 7_500_000));
  });

  test('and never by a call', () => {
    const sim = aNewService();
    expect(sim.elapsedMs).toBe(0);
  });

  test('the date that is handed out is a copy', () => {
    const sim = createSimulator();
    sim.now.setTime(0);
    expect(sim.now.getTime()).toBe(startMs);
  });

  test.each<[string, (sim: Simulator) => unknown]>([
    ['InvalidDuration', (sim) => sim.run(-1)],
    ['InvalidDuration', (sim) => sim.run(1.5)],
    ['InvalidDuration', (sim) => sim.run('5 minutes')],
    ['InvalidDuration', (sim) => sim.run(Number.NaN)],
    ['InvalidDuration', (sim) => sim.runUntil(() => true, { timeout: 'soon' })],
    ['InvalidDuration', (sim) => sim.runUntilSteady({ timeout: -1 })],
    ['InvalidMoment', (sim) => sim.runTo('soon')],
    ['InvalidMoment', (sim) => sim.runTo(new Date('never'))],
    ['TimeRunsBackwards', (sim) => sim.runTo(startMs + 59_999)],
  ])('%s, and nothing has moved: %s', (code, act) => {
    const sim = createSimulator();
    sim.run('1m');
    expect(codeOf(() => act(sim))).toBe(code);
    expect(sim.elapsedMs).toBe(60_000);
  });

  test('time run backwards says what to do instead', () => {
    const sim = createSimulator();
    sim.run('1m');
    expect(() => sim.runTo('2026-01-01T00:00:30Z')).toThrow(
      '2026-01-01T00:00:30.000Z has passed: it is 2026-01-01T00:01:00.000Z. Take a snapshot or a fork before a moment you want to return to.',
    );
  });
});

describe('runUntil', () => {
  test('a condition that holds already', () => {
    const sim = aNewService();
    const { ended, tookMs } = sim.runUntil(() => true);
    expect([ended, tookMs]).toEqual(['reached', 0]);
  });

  test('a condition is looked at after something changed, and not in between', () => {
    const sim = aNewService();
    const looks: number[] = [];
    const { ended, endedAt } = sim.runUntil((each) => {
      looks.push(each.elapsedMs);
      return runningCount(each) === 2;
    });
    expect([ended, endedAt]).toEqual(['reached', new Date(startMs + 66_000)]);
    expect(looks.length).toBeLessThan(30);
    expect(looks).toEqual([...new Set(looks)]);
  });

  test('the timeout comes first', () => {
    const sim = aNewService();
    const { ended, outcome, why, tookMs } = sim.runUntil(() => false, { timeout: '10s' });
    expect({ ended, outcome, why, tookMs }).toEqual({
      ended: 'timedOut',
      outcome: 'unfinished',
      why: ['The deployment of web:1 gets its first pass in 5 s.'],
      tookMs: 10_000,
    });
  });

  test('a condition that holds at the very timeout is reached', () => {
    const sim = aNewService();
    expect(sim.runUntil((each) => each.elapsedMs === 10_000, { timeout: '10s' }).ended).toBe('reached');
  });

  test('nothing is due any more that could change it', () => {
    const sim = aNewService();
    sim.runUntilSteady();
    const { ended, outcome } = sim.runUntil(() => false);
    expect([ended, outcome]).toEqual(['quiescent', 'steady']);
    // Housekeeping doesn't count: the steady state is told again in six hours.
    expect(sim.elapsedMs).toBeLessThan(3_600_000);
  });

  test('what a condition throws reaches the caller, and time can be moved again', () => {
    const sim = aNewService();
    const thrower = () => {
      throw new Error('mine');
    };
    expect(() => sim.runUntil(thrower)).toThrow('mine');
    expect(sim.runUntilSteady().outcome).toBe('completed');
  });

  test('a condition may not move time itself', () => {
    const sim = aNewService();
    expect(codeOf(() => sim.runUntil((each) => each.tick().ended === 'reached'))).toBe('TimeMovedByListener');
  });
});

describe('runUntilSteady', () => {
  test('without any service it is there at once', () => {
    const { ended, outcome, tookMs } = createSimulator().runUntilSteady();
    expect([ended, outcome, tookMs]).toEqual(['reached', 'steady', 0]);
  });

  test('gives up after three hours, where nobody says otherwise', () => {
    const sim = aNewService();
    // It crashes for ever, and is started again and again by the throttle.
    sim.workloads.set('web', { exits: { code: 1, after: '1s' } });
    const { ended, tookMs } = sim.runUntilSteady();
    expect([ended, tookMs]).toEqual(['timedOut', 3 * 3_600_000]);
    expect(sim.runUntilSteady({ timeout: '1m' }).tookMs).toBe(60_000);
  });

  test('waits for what is planned: a scheduled call, a fault', () => {
    const sim = aNewService();
    sim.runUntilSteady();
    const atMs = sim.elapsedMs;
    sim.faults.add({ kind: 'capacityUnavailable', from: '+20m', until: '+30m' });
    sim.schedule('+10m', 'ecs.updateService', { service: 'web', desiredCount: 3 });
    expect(sim.runUntilSteady().ended).toBe('reached');
    expect(sim.elapsedMs).toBe(atMs + 20 * 60_000);
    expect(runningCount(sim)).toBe(3);
  });

  test('a deployment that cannot move is explained, not waited for', () => {
    const sim = createSimulator();
    const web = fargateService(sim, { desiredCount: 3, maximumPercent: 125 });
    sim.runUntilSteady();
    sim.run('1m');
    sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
    const { ended, outcome, why } = sim.runUntilSteady();
    expect([ended, outcome]).toEqual(['quiescent', 'stuck']);
    expect(why.join(' ')).toMatch(/^Nothing can move: .*3 tasks must stay healthy/);
  });
});

describe('a report', () => {
  test('of a first deployment', () => {
    const sim = aNewService();
    const report = sim.runUntilSteady();
    expect(String(report)).toBe('completed: web:1 is up; took 1:15');
    expect(report).toMatchObject({
      ended: 'reached',
      outcome: 'completed',
      why: [],
      startedAt: new Date(startMs),
      endedAt: new Date(startMs + 75_000),
      tookMs: 75_000,
      verdicts: [{ service: 'web', taskDefinition: 'web:1', outcome: 'completed', tasksStarted: 2 }],
      services: [{ service: 'web', steady: true, tasksStarted: 2, tasksStopped: 0, tasksFailed: 0 }],
    });
  });

  test('counts from where its stretch of time begins', () => {
    const sim = aNewService();
    sim.runUntilSteady();
    // By then they count as healthy, with nothing that checks them.
    sim.run('1m');
    const report = sim.run('1m');
    expect(String(report)).toBe('steady after 1:00');
    expect(report.services).toEqual([
      {
        cluster: 'default',
        service: 'web',
        steady: true,
        lowestHealthy: { count: 2, at: report.startedAt },
        highestTasks: { count: 2, at: report.startedAt },
        tasksStarted: 0,
        tasksStopped: 0,
        tasksFailed: 0,
        belowMinimumMs: 0,
      },
    ]);
    expect(report.verdicts).toEqual([]);
  });

  test('names the services where there are several, and takes the worst outcome', () => {
    const sim = aNewService();
    const api = fargateService(sim, { name: 'api', circuitBreaker: true });
    sim.runUntilSteady();
    sim.run('1m');
    sim.workloads.set(api.register('api:2'), { exits: { code: 1, after: '1s' } });
    sim.ecs.updateService({ service: 'api', taskDefinition: 'api:2' });
    sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
    const report = sim.runUntilSteady();
    expect(report.outcome).toBe('rolled back');
    expect(report.verdicts.map(({ service, outcome }) => `${service} ${outcome}`)).toEqual([
      'web completed',
      'api rolled back',
    ]);
    expect(
      String(report)
        .split('\n')
        .map((line) => line.slice(0, 17)),
    ).toEqual(['web: completed: w', 'api: rolled back:']);
  });
});

test('a condition that returns a promise is refused, which would always hold, and the simulator goes on', async () => {
  const sim = createSimulator();
  const late = async () => {
    throw new Error('too late');
  };
  expect(() => sim.runUntil(late as unknown as () => boolean)).toThrow(
    'The condition returns a promise, which would always hold. Give a function that answers at once: nothing can be waited for while virtual time moves.',
  );
  expect(sim.runUntil(() => true).ended).toBe('reached');
});
