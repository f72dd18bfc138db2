import { describe, expect, test } from 'vitest';
import {
  compileRule,
  concerns,
  holdsForLaunch,
  sameForEveryLaunch,
  type WorkloadSelector,
} from '../../src/workload/rule.js';

const crash = { exits: { code: 1, after: '4s' } } as const;
const web2 = { image: 'shop/web:2', family: 'web', revision: 2, container: 'app' };

const rule = (selector: string | WorkloadSelector) => compileRule(1, selector, crash);

describe('a rule concerns', () => {
  test.each<{ selector: string | WorkloadSelector; concerned: boolean }>([
    { selector: {}, concerned: true },
    { selector: 'web', concerned: true },
    { selector: 'web:2', concerned: true },
    { selector: 'web:1', concerned: false },
    { selector: 'api', concerned: false },
    { selector: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:2', concerned: true },
    { selector: 'arn:aws:ecs:us-east-1:123456789012:task-definition/web:3', concerned: false },
    { selector: { taskDefinition: 'web:2' }, concerned: true },
    { selector: { family: 'web' }, concerned: true },
    { selector: { family: 'api' }, concerned: false },
    { selector: { image: 'shop/web:2' }, concerned: true },
    { selector: { image: 'shop/web' }, concerned: false },
    { selector: { container: 'app' }, concerned: true },
    { selector: { container: 'proxy' }, concerned: false },
    { selector: { family: 'web', container: 'proxy' }, concerned: false },
    { selector: { taskDefinition: 'web:2', family: 'api' }, concerned: false },
    { selector: { image: 'shop/web:2', taskDefinition: 'web:1' }, concerned: false },
    { selector: { launches: { from: 7 } }, concerned: true },
  ])('$selector: $concerned', ({ selector, concerned }) => {
    expect(concerns(rule(selector), web2)).toBe(concerned);
  });
});

describe('a rule holds for', () => {
  const launches = [1, 2, 3, 4, 5];
  const holds = (selector: WorkloadSelector, draw = 0) =>
    launches.filter((launch) => holdsForLaunch(rule(selector), launch, () => draw));

  test('every launch, unless it says otherwise', () => {
    expect(holds({})).toEqual(launches);
    expect(sameForEveryLaunch(rule({ image: 'shop/web:2' }))).toBe(true);
  });

  test.each<{ selector: WorkloadSelector; held: number[] }>([
    { selector: { launches: { to: 3 } }, held: [1, 2, 3] },
    { selector: { launches: { from: 4 } }, held: [4, 5] },
    { selector: { launches: { from: 2, to: 2 } }, held: [2] },
  ])('$selector', ({ selector, held }) => {
    expect(holds(selector)).toEqual(held);
    expect(sameForEveryLaunch(rule(selector))).toBe(false);
  });

  test('a share of the launches: those whose draw is below it', () => {
    expect(holds({ fraction: 0.3 }, 0.29)).toEqual(launches);
    expect(holds({ fraction: 0.3 }, 0.3)).toEqual([]);
    expect(holds({ fraction: 0 }, 0)).toEqual([]);
    expect(sameForEveryLaunch(rule({ fraction: 0.3 }))).toBe(false);
  });

  test('draws only for a launch that is meant', () => {
    const drawn: number[] = [];
    const both = rule({ launches: { to: 2 }, fraction: 1 });
    for (const launch of launches) holdsForLaunch(both, launch, () => drawn.push(launch));
    expect(drawn).toEqual([1, 2]);
  });
});

describe('what is not a selector is refused', () => {
  test.each<{ selector: unknown; says: string; resource?: string; value: string }>([
    {
      selector: null,
      says: "The workload's selector is not valid: Invalid input: expected object, received null.",
      resource: '',
      value: 'null',
    },
    {
      selector: '',
      says: "The workload's selector taskDefinition is not valid: Too small: expected string to have >=1 characters.",
      resource: 'taskDefinition',
      value: '""',
    },
    {
      selector: { service: 'web' },
      says: `The workload's selector service is not valid: Unrecognized key: "service".`,
      resource: 'service',
      value: '"web"',
    },
    {
      selector: { fraction: 2 },
      says: "The workload's selector fraction is not valid: Too big: expected number to be <=1.",
      resource: 'fraction',
      value: '2',
    },
    {
      selector: { launches: { from: 0 } },
      says: "The workload's selector launches.from is not valid: Too small: expected number to be >=1.",
      resource: 'launches.from',
      value: '0',
    },
    {
      selector: { launches: { from: 3, to: 1 } },
      says: "The workload's selector means no launch: from 3 to 1.",
      resource: 'launches',
      value: '{"from":3,"to":1}',
    },
    { selector: 'web:0', says: "'web:0' is not a task definition.", value: 'web:0' },
    { selector: 'web:latest', says: "'web:latest' is not a task definition.", value: 'web:latest' },
  ])('$selector', ({ selector, says, resource, value }) => {
    expect(() => rule(selector as WorkloadSelector)).toThrow(
      expect.objectContaining({
        code: 'InvalidWorkload',
        message: expect.stringContaining(`${says} `),
        value,
        help: expect.stringMatching(/.+/),
        ...(resource === undefined ? {} : { resource }),
      }),
    );
  });
});

test('a source is not a behaviour yet: it is asked when a container starts', () => {
  expect(compileRule(3, 'web', { source: 'mine' })).toEqual({
    key: 3,
    selector: { taskDefinition: 'web' },
    family: 'web',
    revision: undefined,
    behaviour: undefined,
    source: 'mine',
  });
});
