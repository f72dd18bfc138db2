import type { Simulator } from 'steadystate';
import { grid, sweep, Table } from 'steadystate/campaign';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { fourTasks } from './setup.js';

interface Percents {
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

function update(sim: Simulator, { minimumHealthyPercent, maximumPercent }: Percents) {
  sim.ecs.updateService({
    service: 'web',
    taskDefinition: 'web:2',
    deploymentConfiguration: { minimumHealthyPercent, maximumPercent },
  });
  const { tookMs, outcome } = sim.runUntilSteady();
  return { seconds: tookMs / 1_000, healthy: sim.verdict('web').lowestHealthy.count, outcome };
}

const percents = grid({ minimumHealthyPercent: [50, 100], maximumPercent: [125, 200] });

describe('a sweep', () => {
  test('compares settings in a table', async () => {
    const result = await sweep(fourTasks(), { over: percents, measure: update });
    expect(String(result).split('\n')).toEqual([
      'minimumHealthyPercent  maximumPercent  seconds  healthy  outcome',
      '                   50             125      170        2  completed',
      '                   50             200      170        2  completed',
      '                  100             125      380        4  completed',
      '                  100             200      170        4  completed',
    ]);
    expect(result.table().columns).toEqual([
      'minimumHealthyPercent',
      'maximumPercent',
      'seconds',
      'healthy',
      'outcome',
    ]);
    expect(result.table().rows[0]).toEqual([50, 125, 170, 2, 'completed']);
  });

  test('shows quantiles of several runs, the settings that are wanted, in the order that is wanted', async () => {
    const result = await sweep(fourTasks(), {
      over: percents,
      runs: 9,
      vary: (draw) => ({ killAt: draw.integer(5, 90) }),
      measure: (sim, { killAt, ...setting }) => {
        sim.faults.add({ kind: 'killTask', service: 'web', pick: 'random', at: `+${killAt}s` });
        return update(sim, setting);
      },
    });
    const table = result.table({
      quantiles: { seconds: [0.5, 0.9, 'mean'], healthy: [0] },
      where: ({ result: swept }) => swept.distribution('healthy').lowest >= 2,
      orderBy: ({ result: swept, setting }) => [-swept.distribution('healthy').lowest, setting.maximumPercent],
    });
    expect(String(table).split('\n')).toEqual([
      'minimumHealthyPercent  maximumPercent  seconds median  seconds 90 %  seconds mean  healthy lowest  outcome',
      '                  100             125             380           450       386.667               3  completed 9',
      '                  100             200             170           230       175.556               3  completed 9',
    ]);
    expect(result.table().columns).toEqual([
      'minimumHealthyPercent',
      'maximumPercent',
      'seconds lowest',
      'seconds median',
      'seconds highest',
      'healthy lowest',
      'healthy median',
      'healthy highest',
      'outcome',
    ]);
  });

  test('gives every setting the same seeds and draws', async () => {
    const { settings } = await sweep(fourTasks(), {
      over: percents,
      runs: 3,
      seed: 5,
      vary: (draw) => ({ number: draw() }),
      measure: () => ({}),
    });
    const [first] = settings;
    expect(new Set(first?.result.runs.map(({ parameters }) => parameters.number)).size).toBe(3);
    for (const { setting, result } of settings) {
      expect(result.runs).toEqual(
        first?.result.runs.map((run) => ({ ...run, parameters: { ...setting, number: run.parameters.number } })),
      );
    }
  });

  test('makes runs once more at their setting', async () => {
    const { settings } = await sweep(fourTasks(), { over: percents, measure: update });
    const replayed = await settings[3]?.result.replay(0);
    expect(replayed?.verdict('web').tookMs).toBe(145_000);
    const { services } = replayed?.ecs.describeServices({ services: ['web'] }) ?? { services: [] };
    expect(services[0]?.deploymentConfiguration).toMatchObject({ minimumHealthyPercent: 100, maximumPercent: 200 });
  });

  test('names the setting whose base throws, and keeps the reason as the cause', async () => {
    const base = ({ minimumHealthyPercent }: Percents) => {
      if (minimumHealthyPercent === 100) throw new RangeError('no such base');
      return fourTasks();
    };
    await expect(sweep(base, { over: percents, measure: update })).rejects.toMatchObject({
      code: 'RunFailed',
      resource: 'the base of over[2], {"minimumHealthyPercent":100,"maximumPercent":125}',
      message: 'RangeError: no such base (the base of over[2], {"minimumHealthyPercent":100,"maximumPercent":125})',
      cause: { name: 'RangeError', message: 'no such base' },
    });
  });

  test('needs settings', async () => {
    await expect(sweep(fourTasks(), { over: [], measure: update })).rejects.toThrow('Give at least one setting.');
  });
});

describe('names in a sweep', () => {
  test('that a setting and what is drawn share are refused: one would silently win', async () => {
    const swept = sweep(fourTasks(), {
      over: [{ desiredCount: 1 }, { desiredCount: 2, kills: 3 }],
      runs: 2,
      vary: (draw) => ({ kills: draw.integer(1, 4) }),
      measure: () => ({}),
    });
    await expect(swept).rejects.toMatchObject({
      name: 'SteadystateError',
      code: 'InvalidCampaign',
      resource: 'kills',
      value: '3',
      message:
        'vary draws kills, which is 3 in over[1]. Give what is drawn another name, or leave it out of the settings.',
    });
  });

  test('that a setting and what is measured share stand over columns of different titles', async () => {
    const plan = {
      over: [{ seconds: 90, outcome: 'any' }],
      measure: (sim: Simulator, { seconds }: { readonly seconds: number }) => {
        const { tookMs, outcome } = sim.run(`${seconds}s`);
        return { seconds: tookMs / 1_000, outcome };
      },
    };
    expect((await sweep(fourTasks(), plan)).table().columns).toEqual([
      'seconds',
      'outcome',
      'seconds (measured)',
      'outcome (measured)',
    ]);
    expect((await sweep(fourTasks(), { ...plan, runs: 2 })).table().columns).toEqual([
      'seconds',
      'outcome',
      'seconds lowest',
      'seconds median',
      'seconds highest',
      'outcome (measured)',
    ]);
  });
});

describe('a table of a sweep refuses', () => {
  const swept = (runs: number) =>
    sweep(fourTasks(), {
      over: [{ hours: 1 }, { hours: 2 }],
      runs,
      measure: (sim: Simulator, { hours }) => ({
        at: sim.elapsedMs,
        outcome: 'measured',
        notes: undefined,
        tookMs: sim.run(`${hours}h`).tookMs,
      }),
    });
  const notMeasured = (name: string) => ({
    code: 'UnknownResource',
    resource: name,
    message: `No run measured a number ${name}. Numbers are at, tookMs.`,
  });
  const noOption = (name: string, value: string) => ({
    code: 'InvalidCampaign',
    resource: name,
    value,
    message: `A table of a sweep has no option ${name}. Its options are quantiles, where, orderBy.`,
  });

  test.each([
    {
      what: 'quantiles of a number that is not there',
      given: { quantiles: { at: [0], typo: [0.5] } },
      refusal: notMeasured('typo'),
    },
    {
      what: 'quantiles of what is no number',
      given: { quantiles: { outcome: [0.5] } },
      refusal: notMeasured('outcome'),
    },
    { what: 'quantiles of what no run has', given: { quantiles: { notes: [] } }, refusal: notMeasured('notes') },
    {
      what: 'quantiles that are no list',
      given: { quantiles: { at: 0.5 } },
      refusal: {
        code: 'InvalidInput',
        resource: 'quantiles.at',
        value: '0.5',
        message: "quantiles.at 0.5 is no list. Give shares from 0 to 1, or 'mean': [0.5, 0.9].",
      },
    },
    {
      what: 'an option that it does not have',
      given: { orderby: () => 1 },
      refusal: noOption('orderby', 'a function'),
    },
    {
      what: 'such an option without a value',
      given: { quantile: undefined },
      refusal: noOption('quantile', 'undefined'),
    },
  ])('$what', async ({ given, refusal }) => {
    for (const runs of [1, 2]) {
      const result = await swept(runs);
      expect(() => result.table(given as object)).toThrow(expect.objectContaining(refusal));
    }
  });

  test('nothing that leaves the default', async () => {
    const result = await swept(2);
    expect(result.table({ quantiles: { at: undefined } as object })).toEqual(result.table());
  });
});

test.each([
  { given: 5, spelled: '5' },
  { given: null, spelled: 'null' },
  { given: 'slow', spelled: 'slow' },
  { given: [50, 100], spelled: '[50,100]' },
  { given: undefined, spelled: 'undefined' },
])('a setting has names: $spelled is refused', async ({ given, spelled }) => {
  const over = [{ minimum: 50 }, given as unknown as { minimum: number }];
  await expect(sweep(fourTasks(), { over, measure: () => ({}) })).rejects.toMatchObject({
    name: 'SteadystateError',
    code: 'InvalidCampaign',
    resource: 'over[1]',
    value: spelled,
    message: `over[1] ${spelled} is not possible. Give an object: { minimum: 50 }.`,
  });
});

test('a grid is typed and has all combinations, the last member changing fastest', () => {
  const settings = grid({ minimum: [50, 100], mode: ['slow', 'fast'] });
  expect(settings).toEqual([
    { minimum: 50, mode: 'slow' },
    { minimum: 50, mode: 'fast' },
    { minimum: 100, mode: 'slow' },
    { minimum: 100, mode: 'fast' },
  ]);
  expectTypeOf(settings).toEqualTypeOf<{ readonly minimum: 50 | 100; readonly mode: 'slow' | 'fast' }[]>();
});

test('a table aligns numbers to the right and texts to the left, and shows what is missing', () => {
  const table = new Table(
    ['name', 'seconds', 'ends'],
    [
      ['a', 1.23456, true],
      ['bcdef', undefined, false],
      ['c', 1000, undefined],
    ],
  );
  expect(String(table)).toBe(
    ['name   seconds  ends', 'a        1.235  true', 'bcdef        -  false', 'c         1000  -'].join('\n'),
  );
});
