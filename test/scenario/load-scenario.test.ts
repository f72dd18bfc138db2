import { describe, expect, test } from 'vitest';
import { loadScenario, readScenario, ScenarioError } from '../../src/scenario/index.js';

/** What is said of a text, without its first line. */
function mistakes(text: string): string[] {
  try {
    loadScenario(text, 'f.yaml');
  } catch (error) {
    if (error instanceof ScenarioError)
      return error.message
        .split('\n')
        .slice(1)
        .map((line) => line.trim());
    throw error;
  }
  return [];
}

describe('a file', () => {
  test('is a scenario: what is there, services, workloads and faults come before the steps', () => {
    const text = `
$schema: https://example.com/scenario.schema.json
name: everything
description: one of each
options: { seed: 7, keepFacts: all }
resources: { clusters: [prod] }
services:
  - { name: web, cluster: prod }
workloads:
  - { selector: web, behaviour: { startsIn: 5s } }
faults:
  - { kind: zoneLost, zone: us-east-1a, from: +5m, until: +6m }
steps:
  - seed: { targetGroups: ['arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/web/1'] }
  - fargateService
  - fargateService: { name: api }
  - register: api
    image: api:2
  - ecs.updateService: { service: api, taskDefinition: api:2 }
  - call: ecs.listClusters
  - { schedule: ecs.updateService, moment: +5m, input: { service: api, desiredCount: 2 } }
  - { workload: api:2, behaviour: { source: mine } }
  - fault: { kind: killTask, service: api }
  - run: 5m
  - run: 1500
  - runUntilSteady
  - runUntilSteady: 30m
  - expect: steady
  - expect: [{ event: steady }, { completed: api, within: 5m }]
  - { do: run, duration: 1s }
expect:
  - steady
  - { rolledBack: api, to: api:1 }
  - not: { timeline: lost }
`;
    expect(loadScenario(text, 'f.yaml')).toEqual({
      scenario: {
        name: 'everything',
        options: { seed: 7, keepFacts: 'all' },
        steps: [
          { do: 'seed', resources: { clusters: ['prod'] } },
          { do: 'fargateService', facts: { name: 'web', cluster: 'prod' } },
          { do: 'workload', selector: 'web', behaviour: { startsIn: '5s' } },
          { do: 'fault', fault: { kind: 'zoneLost', zone: 'us-east-1a', from: '+5m', until: '+6m' } },
          { do: 'seed', resources: { targetGroups: ['arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/web/1'] } },
          { do: 'fargateService' },
          { do: 'fargateService', facts: { name: 'api' } },
          { do: 'register', service: 'api', image: 'api:2' },
          { do: 'call', operation: 'ecs.updateService', input: { service: 'api', taskDefinition: 'api:2' } },
          { do: 'call', operation: 'ecs.listClusters' },
          { do: 'schedule', operation: 'ecs.updateService', moment: '+5m', input: { service: 'api', desiredCount: 2 } },
          { do: 'workload', selector: 'api:2', behaviour: { source: 'mine' } },
          { do: 'fault', fault: { kind: 'killTask', service: 'api' } },
          { do: 'run', duration: '5m' },
          { do: 'run', duration: 1500 },
          { do: 'runUntilSteady' },
          { do: 'runUntilSteady', timeout: '30m' },
          { do: 'expect', that: { steady: true } },
          { do: 'expect', that: { event: 'steady' } },
          { do: 'expect', that: { completed: 'api', within: '5m' } },
          { do: 'run', duration: '1s' },
        ],
        expect: [{ steady: true }, { rolledBack: 'api', to: 'api:1' }, { not: { timeline: 'lost' } }],
      },
      places: {
        steps: [6, 8, 10, 12, 14, 15, 16, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 29, 30].map(
          (line) => `f.yaml:${line}:${line === 6 ? 12 : 5}`,
        ),
        expect: ['f.yaml:32:5', 'f.yaml:33:5', 'f.yaml:34:5'],
      },
    });
  });

  test('without steps runs until all is steady', () => {
    expect(loadScenario('services: [{ name: web }]').scenario.steps).toEqual([
      { do: 'fargateService', facts: { name: 'web' } },
      { do: 'runUntilSteady' },
    ]);
  });

  test('may be JSON', () => {
    expect(loadScenario('{"steps":[{"do":"run","duration":"5m"}]}').scenario).toEqual({
      steps: [{ do: 'run', duration: '5m' }],
    });
  });

  test('may repeat a part by its anchor', () => {
    const text = 'steps:\n  - run: &long 5m\n  - run: *long\n  - &again { run: 1m }\n  - *again';
    expect(loadScenario(text).scenario.steps.map((step) => 'duration' in step && step.duration)).toEqual([
      '5m',
      '5m',
      '1m',
      '1m',
    ]);
  });
});

describe('mistakes', () => {
  test('are told all at once, from top to bottom, each with its place and the way out', () => {
    const text = `nam: x
options: { seed: -1, latency: { pullMs: 3, profil: zero } }
services:
  - { name: web, desiredCount: three }
  - { nme: web }
workloads: [{ selector: web, behaviour: { exits: { code: 1, after: soon } } }]
faults: [{ kind: zoneLost, zone: us-east-1a, from: later }]
steps:
  - runUntilSteddy
  - run
  - run: 5 minutes
  - { registr: web, image: web:2 }
  - { register: web }
  - { workload: web:2, behaviour: { exits: { code: 1, after: 4s }, strtsIn: 3 } }
  - { workload: { launches: { from: 3, to: 2 } }, behaviour: {} }
  - ecs.updateServce: { service: web, taskDefinition: web:2 }
  - ecs.updateService: { servce: web, deploymentConfiguration: { maximumPercnt: 3 } }
  - ecs.updateService: { desiredCount: 3 }
  - ecs.updateService: [web]
  - { ecs.listClusters: {}, ecs.listServices: {} }
  - { run: 5m, fault: { kind: zoneLost, zone: us-east-1a } }
  - fault: { kind: zoneLst }
  - { do: run, duration: -3 }
  - { do: rn }
  - { do: schedule, operation: ecs.stopTask, moment: now }
  - { schedule: ecs.foo, moment: +5m }
  - { expect: steady, service: web }
  - 5
  - {}
expect:
  - { rolledBck: web, to: web:1, within: 10m }
  - { neverFewerThan: 3, of: healthyTargts }
  - not: { event: 3 }
  - { completed: web, within: soon }
  - { counts: { running: 3 }, at: later }
  - event
  - foo
`;
    const length = "Give whole milliseconds, 0 or more, or text such as '90s', '5m', '1h30m' or '250ms'.";
    const moment =
      "is not a moment of virtual time. Give a Date, ISO 8601 text, milliseconds since the epoch, or an offset from now such as '+5m'.";
    const steps =
      'There are seed, fargateService, register, call, schedule, workload, fault, run, runUntilSteady, expect.';
    expect(mistakes(text)).toEqual([
      'f.yaml:1:1 nam: there is no such member. Did you mean name?',
      'f.yaml:2:18 options.seed: is -1: Too small: expected number to be >=0.',
      'f.yaml:2:44 options.latency.profil: there is no such member. Did you mean profile?',
      'f.yaml:4:32 services.0.desiredCount: is "three": Invalid input: expected number, received string.',
      'f.yaml:5:7 services.1.nme: there is no such member. Did you mean name?',
      `f.yaml:6:68 workloads.0.behaviour.exits.after: exits.after 'soon' is not a length of time. ${length}`,
      `f.yaml:7:10 faults.0: 'later' ${moment}`,
      'f.yaml:9:5 steps.0: there is no step runUntilSteddy. Did you mean runUntilSteady?',
      'f.yaml:10:5 steps.1: run needs its duration: write "run: …".',
      `f.yaml:11:10 steps.2.run: duration '5 minutes' is not a length of time. ${length}`,
      'f.yaml:12:7 steps.3.registr: there is no step registr. Did you mean register?',
      'f.yaml:13:5 steps.4.image: Invalid input: expected string, received undefined.',
      'f.yaml:14:68 steps.5.behaviour.strtsIn: there is no such member. Did you mean startsIn?',
      "f.yaml:15:29 steps.6.workload.launches: The workload's selector means no launch: from 3 to 2. launches.to must not be less than launches.from.",
      'f.yaml:16:5 steps.7.ecs.updateServce: There is no operation ecs.updateServce. Did you mean ecs.updateService?',
      'f.yaml:17:26 steps.8.ecs.updateService.servce: AWS knows no such member. Did you mean service?',
      'f.yaml:17:66 steps.8.ecs.updateService.deploymentConfiguration.maximumPercnt: AWS knows no such member. Did you mean maximumPercent?',
      'f.yaml:18:24 steps.9.ecs.updateService: InvalidParameterException: service can not be empty. Give service.',
      'f.yaml:19:24 steps.10.ecs.updateService: Invalid input: expected object, received array.',
      'f.yaml:20:29 steps.11.ecs.listServices: ecs.listClusters and ecs.listServices are two steps: write "- " before each.',
      'f.yaml:21:16 steps.12.fault: run and fault are two steps: write "- " before each.',
      "f.yaml:22:20 steps.13.fault.kind: is \"zoneLst\": Invalid discriminator value. Expected 'killTask' | 'imagePullFails' | 'secretMissing' | 'logGroupMissing' | 'capacityUnavailable' | 'zoneLost' | 'targetsFail' | 'slowProvisioning'.",
      'f.yaml:23:26 steps.14.duration: is -3: Too small: expected number to be >=0.',
      'f.yaml:24:11 steps.15.do: there is no step rn. Did you mean run?',
      `f.yaml:25:54 steps.16.moment: 'now' ${moment}`,
      "f.yaml:26:17 steps.17.schedule: There is no operation ecs.foo. Write 'ecs.updateService' or 'elbv2.registerTargets'.",
      'f.yaml:27:23 steps.18.service: there is no such member. What is expected stands inside expect.',
      `f.yaml:28:5 steps.19: there is no step 5. ${steps}`,
      `f.yaml:29:5 steps.20: there is no step {}. ${steps}`,
      'f.yaml:31:7 expect.0.rolledBck: there is no expectation rolledBck. Did you mean rolledBack?',
      'f.yaml:32:30 expect.1.of: is "healthyTargts": Invalid option: expected one of "healthy"|"running"|"healthyTargets".',
      'f.yaml:33:19 expect.2.not.event: is 3: Invalid input: expected string, received number.',
      `f.yaml:34:31 expect.3.within: within 'soon' is not a length of time. ${length}`,
      `f.yaml:35:35 expect.4.at: 'later' ${moment}`,
      'f.yaml:36:5 expect.5: event needs its value: write "event: …".',
      'f.yaml:37:5 expect.6: there is no expectation foo. There are steady, completed, rolledBack, verdict, neverFewerThan, neverMoreThan, counts, event, timeline, not.',
    ]);
  });

  test.each([
    ['steps: [', 'f.yaml:1:9 Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ['a: 1\na: 2', 'f.yaml:2:1 Map keys must be unique'],
    ['', 'f.yaml:1:1 Invalid input: expected object, received null.'],
    ['- run: 5m', 'f.yaml:1:1 Invalid input: expected object, received array.'],
    ['steps: *nowhere', 'f.yaml:1:8 Unresolved alias (the anchor must be set before the alias): nowhere'],
    [
      'options: { startAt: soon }',
      /^f.yaml:1:21 options.startAt: Option startAt: 'soon' is not a moment of virtual time/,
    ],
    ['steps: 5', 'f.yaml:1:8 steps: is 5: Invalid input: expected array, received number.'],
  ])('of the text %j are told too', (text, message) => {
    expect(mistakes(text)).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
  });

  test('of data that no text stands behind are told by their paths', () => {
    const read = () => readScenario({ steps: [{ run: '5m' }, { rnu: '5m' }] }, 'scenario.ts');
    expect(read).toThrow(
      new ScenarioError('scenario.ts', [{ path: 'steps.1.rnu', message: 'there is no step rnu. Did you mean run?' }]),
    );
    expect(readScenario({ steps: [{ run: '5m' }] }, 'scenario.ts').places).toEqual({
      steps: ['scenario.ts steps.0'],
      expect: [],
    });
  });

  test('are data as well', () => {
    try {
      loadScenario('steps: [rn]');
      expect.unreachable();
    } catch (error) {
      expect((error as ScenarioError).problems).toEqual([
        { path: 'steps.0', line: 1, column: 9, message: 'there is no step rn. Did you mean run?' },
      ]);
    }
  });
});
