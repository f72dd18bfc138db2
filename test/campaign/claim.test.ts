import { createSimulator, type Simulator } from 'steadystate';
import { type Claim, drawFaults, findCounterexample, type Scenario, type Step, shrink } from 'steadystate/campaign';
import { describe, expect, expectTypeOf, test } from 'vitest';

const base: Scenario = {
  steps: [
    { do: 'fargateService', facts: { desiredCount: 4 } },
    { do: 'runUntilSteady' },
    { do: 'run', duration: '5m' },
    { do: 'register', service: 'web', image: 'web:2' },
  ],
};
const update: Step = { do: 'call', operation: 'ecs.updateService', input: { service: 'web', taskDefinition: 'web:2' } };

describe('a claim that already fails at the end of what stays', () => {
  const refusal = {
    name: 'SteadystateError',
    code: 'InvalidInput',
    resource: 'holds',
    value: 'Error: The claim does not hold.',
  };

  test('ends the search: no step that was drawn has to do with it', async () => {
    // The first deployment begins with no task: its lowest is 0.
    const search = findCounterexample(base, {
      steps: (draw) => [
        update,
        ...drawFaults(draw, { service: 'web', count: [1, 4] }).map((fault) => ({ do: 'fault', fault }) as const),
        { do: 'runUntilSteady' },
      ],
      holds: (sim) => sim.verdict('web').lowestHealthy.count >= 3,
    });
    await expect(search).rejects.toMatchObject({
      ...refusal,
      message:
        "The claim fails in run 1 as it fails at the end of the base alone: Error: The claim does not hold. Give a claim that holds there, such as (sim) => !sim.verdict('web').supersedes || …, or a base at whose end it holds.",
    });
  });

  test('cannot be shrunk with `keep`', async () => {
    const shrunk = shrink({ steps: [...base.steps, update] }, () => false, { keep: 4 });
    await expect(shrunk).rejects.toMatchObject({
      ...refusal,
      message:
        "The claim fails as it fails at the end of the first 4 steps, which stay: Error: The claim does not hold. Give a claim that holds there, such as (sim) => !sim.verdict('web').supersedes || …, or keep fewer steps.",
    });
  });

  test('with what has no text is told as well', async () => {
    const shrunk = shrink({ steps: base.steps }, () => {
      throw Object.create(null);
    });
    expect((await shrunk).failure).toBe('{}');
  });

  test('with another error is looked for as any other', async () => {
    const found = await findCounterexample(
      { steps: [] },
      {
        runs: 1,
        steps: () => [...base.steps, update],
        // At the end of the base there is no service that it could speak of.
        holds: (sim) => sim.isSteady('web'),
      },
    );
    expect(found?.scenario.steps).toEqual([{ do: 'fargateService' }]);
  });

  test('is never shrunk to: another seed may make it fail there', async () => {
    const found = await findCounterexample(
      { steps: [{ do: 'run', duration: '1m' }] },
      {
        runs: 1,
        steps: () => [{ do: 'run', duration: '2m' }],
        // Holds after one minute with the seed of the run, and with no other.
        holds: (sim) => sim.elapsedMs < 100_000 && sim.snapshot().settings.seed > 1,
      },
    );
    expect(found?.scenario).toEqual({
      options: {},
      steps: [
        { do: 'run', duration: '1m' },
        { do: 'run', duration: '0m' },
      ],
    });
  });
});

test('a claim that never holds is shrunk to no step where none has to stay', async () => {
  expect((await shrink(base, () => false)).scenario).toEqual({ steps: [] });
});

test('a search begins with its scenario as it was given', async () => {
  const steps: Step[] = [{ do: 'run', duration: '1m' }];
  const search = findCounterexample(
    { steps },
    { runs: 1, steps: () => [{ do: 'run', duration: '1m' }], holds: (sim) => sim.elapsedMs < 90_000 },
  );
  steps.push({ do: 'run', duration: '1h' });
  expect((await search)?.original.steps).toEqual([
    { do: 'run', duration: '1m' },
    { do: 'run', duration: '1m' },
  ]);
});

test.each([
  { given: createSimulator(), value: 'object' },
  { given: createSimulator().snapshot(), value: 'object' },
  { given: null, value: 'null' },
])('a search begins with a scenario, not with $value', async ({ given, value }) => {
  const search = findCounterexample(given as unknown as Scenario, { steps: () => [], holds: () => true });
  await expect(search).rejects.toMatchObject({
    code: 'InvalidInput',
    resource: 'base',
    value,
    message:
      'A search begins with a scenario. Give { options, steps }, the steps that lead there: what has no steps makes no program. From a simulator or a snapshot, campaign() finds the worst run.',
  });
});

test.each([-1, 1.5, Number.NaN])('shrink keeps a whole number of steps, not %s', async (keep) => {
  await expect(shrink(base, () => false, { keep })).rejects.toMatchObject({
    code: 'InvalidInput',
    resource: 'keep',
    value: String(keep),
    message: `keep ${keep} is not a number of steps. Give a whole number, 0 or more.`,
  });
});

describe('a claim that is a promise', () => {
  const refusal = {
    code: 'InvalidInput',
    resource: 'holds',
    value: 'a promise',
    message:
      'holds returned a promise: nobody waits for it. Give a function that returns at once: what a simulator is asked, it answers at once.',
  };
  // The compiler refuses it as well.
  const promises = [
    { how: 'is kept', holds: async () => false },
    { how: 'is broken', holds: () => Promise.reject(new Error('too few')) },
    // biome-ignore lint/suspicious/noThenProperty: it is what makes a promise
    { how: 'only has then', holds: () => ({ then: () => {} }) },
  ].map(({ how, holds }) => ({ how, holds: holds as unknown as () => boolean }));

  test.each(promises)('that $how is refused in a search', async ({ holds }) => {
    const search = findCounterexample(base, { runs: 2, steps: () => [update], holds });
    await expect(search).rejects.toMatchObject({
      code: 'RunFailed',
      message: expect.stringContaining(`SteadystateError: ${refusal.message} (run 0, seed 4203063770110251, `),
      cause: refusal,
    });
  });

  test.each(promises)('that $how is refused in shrinking', async ({ holds }) => {
    await expect(shrink(base, holds)).rejects.toMatchObject(refusal);
  });

  test('is refused by the compiler, and no other', () => {
    expectTypeOf<() => Promise<boolean>>().not.toExtend<Claim>();
    expectTypeOf<() => Promise<boolean> | boolean>().not.toExtend<Claim>();
    expectTypeOf<() => boolean>().toExtend<Claim>();
    expectTypeOf<() => void>().toExtend<Claim>();
    expectTypeOf<() => Map<string, number> | undefined>().toExtend<Claim>();
  });
});

describe('a claim that is a generator', () => {
  // The compiler refuses it as well.
  test.each([
    { how: 'waits for nothing', holds: function* () {} },
    { how: 'would be waited for', holds: async function* () {} },
  ])('that $how is refused: it would always hold', async ({ holds }) => {
    await expect(shrink(base, holds as unknown as () => boolean)).rejects.toMatchObject({
      code: 'InvalidInput',
      resource: 'holds',
      value: 'an iterator',
      message:
        'holds returned an iterator: nothing of it has run. Give a plain function, without the asterisk of a generator.',
    });
  });

  test('is refused by the compiler', () => {
    expectTypeOf<() => Generator<undefined, boolean>>().not.toExtend<Claim>();
    expectTypeOf<() => AsyncGenerator<undefined, boolean>>().not.toExtend<Claim>();
  });
});

describe('the program of a claim that is a method', () => {
  const inWords = 'not in words';
  const claims = {
    neverBelowTwo(sim: Simulator) {
      return sim.elapsedMs < 1_000;
    },
    'never, ever (below two)'(sim: Simulator) {
      return sim.elapsedMs < 1_000;
    },
    7(sim: Simulator) {
      return sim.elapsedMs < 1_000;
    },
    [inWords](sim: Simulator) {
      return sim.elapsedMs < 1_000;
    },
    holds(sim: Simulator) {
      return sim.elapsedMs < 1_000;
    },
    function(sim: Simulator) {
      return sim.elapsedMs < 1_000;
    },
  };

  test.each(Object.keys(claims))('%s has it as a function', async (name) => {
    const holds = claims[name as keyof typeof claims];
    const { program } = await shrink({ steps: [{ do: 'run', duration: '1s' }] }, holds);
    // The claim itself is as the loader of tests left it.
    expect(program.replaceAll('\t', '  ').split('\n')).toEqual([
      '// A scenario, shrunk from 1 steps to 1: Error: The claim does not hold.',
      "import { createSimulator, type Simulator } from 'steadystate';",
      '',
      'const holds: (sim: Simulator) => unknown = function(sim) {',
      '  return sim.elapsedMs < 1e3;',
      '};',
      '',
      'const sim = createSimulator();',
      "sim.run('1s');",
      '',
      'console.log(sim.timeline());',
      "if (holds(sim) === false) throw new Error('The claim does not hold.');",
      '',
    ]);
  });
});
