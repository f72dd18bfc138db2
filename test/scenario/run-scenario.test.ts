import { describe, expect, test } from 'vitest';
import { AwsApiError, SteadystateError } from '../../src/index.js';
import {
  checkExpectation,
  type Expectation,
  play,
  runScenario,
  type Scenario,
  type Step,
} from '../../src/scenario/index.js';

const rollout: Scenario = {
  options: { seed: 7 },
  steps: [
    { do: 'fargateService', facts: { desiredCount: 3, loadBalancer: true, circuitBreaker: true } },
    { do: 'runUntilSteady' },
    { do: 'run', duration: '5m' },
    { do: 'register', service: 'web', image: 'web:2' },
    { do: 'workload', selector: 'web:2', behaviour: { exits: { code: 1, after: '4s' } } },
    { do: 'call', operation: 'ecs.updateService', input: { service: 'web', taskDefinition: 'web:2' } },
    { do: 'runUntilSteady' },
  ],
};
const rolledBack = play(rollout);
const found = (expectation: Expectation, sim = rolledBack) => {
  const { holds, expected, found: text } = checkExpectation(sim, expectation);
  return `${holds ? 'holds' : 'fails'}: ${expected}; ${text}`;
};

const verdict =
  'web:2 is rolled back: the breaker tripped (threshold 3): Essential container in task exited (web: exit code 1), back on web:1; it took 2:12.500';

test.each<[Expectation, string]>([
  [{ steady: true }, 'holds: every service is steady; steady'],
  [{ steady: 'web', cluster: 'default' }, 'holds: web is steady; steady'],
  [{ rolledBack: true }, `holds: the deployment of web:2 is rolled back; ${verdict}`],
  [
    { rolledBack: 'web', to: 'web:1', within: '3m' },
    `holds: the deployment of web:2 is rolled back to web:1 within 3 m; ${verdict}`,
  ],
  [{ rolledBack: 'web', within: '2m' }, `fails: the deployment of web:2 is rolled back within 2 m; ${verdict}`],
  [{ rolledBack: 'web', to: 'web:2' }, `fails: the deployment of web:2 is rolled back to web:2; ${verdict}`],
  [{ completed: 'web' }, `fails: the deployment of web:2 is completed; ${verdict}`],
  [{ verdict: 'rolled back', cluster: 'default' }, `holds: the deployment of web:2 is rolled back; ${verdict}`],
  [{ verdict: 'failed', service: 'web' }, `fails: the deployment of web:2 is failed; ${verdict}`],
  [{ neverFewerThan: 3 }, 'holds: web never has fewer than 3 healthy tasks; the fewest were 3, at +'],
  [{ neverFewerThan: 4 }, 'fails: web never has fewer than 4 healthy tasks; it never had as many'],
  [
    { neverFewerThan: 3, of: 'healthyTargets', from: '+0s' },
    'fails: web never has fewer than 3 healthy targets; the fewest were 0, at +0:00',
  ],
  [{ neverMoreThan: 6 }, 'holds: web never has more than 6 tasks; the most were 6, at +'],
  [{ neverMoreThan: 5, service: 'web' }, 'fails: web never has more than 5 tasks; the most were 6, at +'],
  [{ neverMoreThan: 3, service: 'web', from: '+9m' }, 'holds: web never has more than 3 tasks; the most were 3, at +'],
  [{ counts: { running: 3, pending: 0, healthyTargets: 3 } }, 'holds: web at +'],
  [{ counts: { running: 3 }, at: '+10s' }, 'fails: web at +0:10 has running 3; running 0'],
  [{ event: 'rolling back to deployment' }, "holds: an event says 'rolling back to deployment'; +"],
  [{ event: 'has begun draining', service: 'web' }, "fails: an event of web says 'has begun draining'; none of "],
  [{ timeline: 'the breaker trips: 3 failures' }, "holds: the timeline says 'the breaker trips: 3 failures'; +"],
  [{ timeline: 'zone lost', service: 'web' }, "fails: the timeline says 'zone lost'; none of "],
  [{ not: { completed: 'web' } }, `holds: not: the deployment of web:2 is completed; ${verdict}`],
  [{ not: { rolledBack: 'web' } }, `fails: not: the deployment of web:2 is rolled back; ${verdict}`],
])('%j', (expectation, text) => {
  expect(found(expectation).slice(0, text.length)).toBe(text);
});

describe('a service', () => {
  const two = play({
    steps: [{ do: 'fargateService' }, { do: 'fargateService', facts: { name: 'api' } }, { do: 'runUntilSteady' }],
  });

  test('has to be named where there are several', () => {
    expect(() => checkExpectation(two, { neverFewerThan: 1 })).toThrow(
      'There are 2 services: which one is meant? Name one of web in cluster default, api in cluster default.',
    );
    expect(() => checkExpectation(play({ steps: [] }), { completed: true })).toThrow(
      'There is no service. Make one first.',
    );
    expect(() => checkExpectation(two, { completed: true, cluster: 'prod' })).toThrow(
      'There is no service in cluster prod. Make one first.',
    );
    expect(found({ completed: 'api' }, two)).toBe(
      'holds: the deployment of api:1 is completed; api:1 is completed: api:1 is up; it took 0:45',
    );
    expect(found({ steady: true }, two)).toBe('holds: every service is steady; steady');
    expect(found({ steady: 'api' }, two)).toBe('holds: api is steady; steady');
  });

  test('that was deleted is meant as long as there is no other', () => {
    const deleted = play({
      steps: [
        { do: 'fargateService' },
        { do: 'runUntilSteady' },
        { do: 'call', operation: 'ecs.deleteService', input: { service: 'web', force: true } },
        { do: 'run', duration: '10m' },
      ],
    });
    expect(found({ completed: true }, deleted)).toMatch(/^holds: the deployment of web:1 is completed; /);
    expect(found({ counts: { running: 1 } }, deleted)).toBe('fails: web at +10:45 has running 1; it is deleted');
    expect(found({ counts: { running: 1 }, at: '+1m' }, deleted)).toBe('holds: web at +1:00 has running 1; running 1');
    expect(found({ neverMoreThan: 1 }, deleted)).toMatch(/^holds: /);
    const renewed = play({ steps: [{ do: 'run', duration: '1m' }, { do: 'fargateService' }] });
    expect(found({ counts: { running: 0 }, at: '+30s' }, renewed)).toBe(
      'fails: web at +0:30 has running 0; it was not there yet',
    );
  });

  test('that is not steady says why', () => {
    const young = play({ steps: [{ do: 'fargateService' }, { do: 'run', duration: '20s' }] });
    expect(found({ steady: true }, young)).toBe(
      'fails: every service is steady; web: 1 of 1 task of web:1 is starting.',
    );
  });

  test('of one cluster, where only that is named', () => {
    const begun: Step[] = [
      { do: 'fargateService', facts: { cluster: 'production' } },
      { do: 'runUntilSteady' },
      { do: 'fargateService', facts: { cluster: 'staging' } },
      { do: 'run', duration: '20s' },
    ];
    const both = play({ steps: begun });
    for (const [cluster, outcome] of [
      ['production', /^holds/],
      ['staging', /^fails/],
    ] as const) {
      expect(found({ steady: true, cluster }, both)).toMatch(outcome);
      expect(found({ event: 'has reached a steady state', cluster }, both)).toMatch(outcome);
      expect(found({ timeline: 'has reached a steady state', cluster }, both)).toMatch(outcome);
    }
  });

  test('that is not there is refused', () => {
    expect(() => checkExpectation(two, { steady: 'wbe' })).toThrow(SteadystateError);
    expect(() => checkExpectation(two, { event: 'x', service: 'wbe' })).toThrow('There is no service wbe.');
  });
});

describe('a run', () => {
  const scenario: Scenario = {
    steps: [
      { do: 'seed', resources: { clusters: ['prod'] } },
      { do: 'fargateService', facts: { cluster: 'prod' } },
      { do: 'expect', that: { not: { steady: true } } },
      { do: 'runUntilSteady' },
    ],
    expect: [{ steady: true }, { neverMoreThan: 0 }],
  };

  test('looks at each expectation in its turn', () => {
    const { results, holds, sim } = runScenario(scenario);
    expect(results.map((each) => [each.holds, each.expected, each.at.getTime() - Date.UTC(2026, 0, 1)])).toEqual([
      [true, 'not: every service is steady', 0],
      [true, 'every service is steady', sim.elapsedMs],
      [false, 'web never has more than 0 tasks', sim.elapsedMs],
    ]);
    expect(holds).toBe(false);
    expect(results.map((each) => each.expectation)).toEqual([{ not: { steady: true } }, ...(scenario.expect ?? [])]);
  });

  test('tells what it is about to do', () => {
    const told: string[] = [];
    runScenario(scenario, { onProgress: ({ part, place }) => told.push(`${part} ${place}`) });
    expect(told).toEqual(['steps 0', 'steps 1', 'steps 2', 'steps 3', 'expect 0', 'expect 1']);
  });

  test('ends with what AWS refuses, after telling which step that is', () => {
    const places: number[] = [];
    const refused: Scenario = {
      steps: [
        { do: 'run', duration: '1s' },
        { do: 'call', operation: 'ecs.updateService', input: { service: 'web' } },
      ],
    };
    expect(() => runScenario(refused, { onProgress: ({ place }) => places.push(place) })).toThrow(AwsApiError);
    expect(places).toEqual([0, 1]);
  });

  test('has the future that play has', () => {
    expect(runScenario(rollout).sim.timeline()).toBe(rolledBack.timeline());
  });
});
