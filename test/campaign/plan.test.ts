import { createSimulator, type Simulator } from 'steadystate';
import {
  campaign,
  type Draw,
  findCounterexample,
  type ModuleFunction,
  runSeed,
  type Step,
  shrink,
  sweep,
} from 'steadystate/campaign';
import { describe, expect, test } from 'vitest';

const nothing = () => ({});
const empty = (): Simulator => createSimulator({ keepFacts: 'none' });

describe('what is aborted before it begins', () => {
  const plan = (called: string[]) => ({
    runs: 3,
    signal: AbortSignal.abort(new Error('never')),
    measure: nothing,
    vary: (): object => {
      called.push('vary');
      return {};
    },
  });

  test.each([
    { what: 'a campaign', begin: (called: string[]) => campaign(empty(), plan(called)) },
    { what: 'a sweep', begin: (called: string[]) => sweep(empty(), { ...plan(called), over: [{ any: 1 }] }) },
    {
      what: 'a search',
      begin: (called: string[]) => {
        const steps = (): Step[] => {
          called.push('steps');
          return [];
        };
        const { runs, signal } = plan(called);
        return findCounterexample({ steps: [] }, { runs, signal, steps, holds: () => false });
      },
    },
  ])('$what draws nothing', async ({ begin }) => {
    const called: string[] = [];
    await expect(begin(called)).rejects.toThrow('never');
    expect(called).toEqual([]);
  });
});

describe('a run whose parameters cannot be drawn is named', () => {
  const inSecond = (draw: Draw, { run }: { readonly run: number }): never[] => {
    if (run === 1) throw new RangeError(`no luck with ${draw.integer(5, 5)}`);
    return [];
  };
  const cyclic = (): { self: unknown } => {
    const one: { self: unknown } = { self: undefined };
    one.self = { list: [one] };
    return one;
  };
  const inSecondRun = {
    code: 'RunFailed',
    message: `RangeError: no luck with 5 (run 1, seed ${runSeed(1, 1)}, while its parameters were drawn)`,
    cause: { name: 'RangeError', message: 'no luck with 5' },
  };
  const inFirstRun = (what: string) => ({
    code: 'RunFailed',
    message: `SteadystateError: ${what} Give plain data: objects, lists, texts, numbers, booleans, dates. (run 0, seed 4203063770110251, while its parameters were drawn)`,
    cause: { code: 'InvalidInput' },
  });

  test('where vary throws', async () => {
    const plan = { runs: 3, vary: inSecond, measure: nothing };
    await expect(campaign(empty(), plan)).rejects.toMatchObject(inSecondRun);
    await expect(sweep(empty(), { ...plan, over: [{ any: 1 }] })).rejects.toMatchObject(inSecondRun);
  });

  test('where steps throws', async () => {
    const search = findCounterexample({ steps: [] }, { steps: inSecond, holds: () => true });
    await expect(search).rejects.toMatchObject(inSecondRun);
  });

  test('where they contain themselves', async () => {
    await expect(campaign(empty(), { runs: 1, vary: cyclic, measure: nothing })).rejects.toMatchObject(
      inFirstRun('parameters.self.list[0] is a part of itself.'),
    );
    const twice = { shared: 1 };
    const { runs } = await campaign(empty(), { runs: 1, vary: () => ({ twice, again: [twice] }), measure: nothing });
    expect(runs[0]?.parameters).toEqual({ twice, again: [twice] });
  });

  test.each([undefined, null, 5])('where they are no object but %s', async (given) => {
    const vary = () => given as unknown as object;
    await expect(campaign(empty(), { runs: 1, vary, measure: nothing })).rejects.toMatchObject({
      code: 'RunFailed',
      message: `SteadystateError: parameters is ${given}. Give an object: { killedAfter: 20 }. (run 0, seed 4203063770110251, while its parameters were drawn)`,
    });
  });
});

test('what is drawn for many runs can be cancelled, and lets the rest of the program have its turn', async () => {
  const cancelling = new AbortController();
  let drawn = 0;
  setTimeout(() => cancelling.abort(new Error('enough')), 0);
  const vary = () => {
    drawn += 1;
    return {};
  };
  const plan = { runs: 10_000_000, vary, measure: nothing, signal: cancelling.signal };
  await expect(campaign(empty(), plan)).rejects.toThrow('enough');
  expect(drawn).toBeLessThan(plan.runs);
});

test('a base that is moved on while runs are drawn was held before', async () => {
  const sim = empty();
  const at = sim.now.getTime();
  const campaigned = campaign(sim, { runs: 200, measure: (fork) => ({ at: fork.now.getTime() }) });
  sim.run('5m');
  const { runs } = await campaigned;
  expect(new Set(runs.map(({ measured }) => measured.at))).toEqual(new Set([at]));
});

test('parameters that are promised are refused, and that is all', async () => {
  const vary = () => Promise.reject(new Error('too late')) as unknown as { readonly never?: number };
  await expect(campaign(empty(), { runs: 1, vary, measure: nothing })).rejects.toMatchObject({
    code: 'RunFailed',
    message: expect.stringContaining('parameters is a promise. Give an object: { killedAfter: 20 }.'),
  });
});

test('a measure that returns a broken promise is refused, and that is all', async () => {
  const measure = () => Promise.reject(new Error('too late')) as unknown as { readonly never?: number };
  await expect(campaign(empty(), { runs: 1, measure })).rejects.toMatchObject({
    code: 'RunFailed',
    message: expect.stringContaining('measure returned an instance of Promise.'),
  });
});

describe('an option that cannot be meant is named', () => {
  const missing = 'Give a function, or one that a module exports: fromModule(…).';

  test.each([
    { workers: null, value: 'null' },
    { workers: { execArgv: [] }, value: 'undefined' },
  ])('workers: $workers', async ({ workers, value }) => {
    const plan = { runs: 1, measure: nothing, workers: workers as unknown as number };
    await expect(campaign(empty(), plan)).rejects.toMatchObject({
      code: 'InvalidCampaign',
      resource: 'workers',
      value,
      message: `workers ${value} is not possible. Give a whole number, 0 or more.`,
    });
  });

  test.each([undefined, null, 'measure', {}].flatMap((measure) => [0, 1].map((workers) => ({ measure, workers }))))(
    'measure: $measure with $workers workers',
    async ({ measure, workers }) => {
      const value = typeof measure === 'object' && measure !== null ? JSON.stringify(measure) : String(measure);
      const plan = { runs: 1, workers, measure: measure as unknown as ModuleFunction<() => object> };
      await expect(campaign(empty(), plan)).rejects.toMatchObject({
        code: 'InvalidCampaign',
        resource: 'measure',
        value,
        message: `measure ${value} is not possible. ${missing}`,
      });
    },
  );

  const scenario = { steps: [] };
  test.each<[of: string, options: string, ask: (unknown: object) => Promise<unknown>]>([
    [
      'A campaign',
      'runs, vary, measure, seed, workers, workloadSources, signal, onProgress',
      (unknown) => campaign(empty(), { runs: 1, measure: nothing, ...unknown }),
    ],
    [
      'A sweep',
      'over, runs, vary, measure, seed, workers, workloadSources, signal, onProgress',
      (unknown) => sweep(empty(), { over: [{}], measure: nothing, ...unknown }),
    ],
    [
      'A search',
      'steps, holds, runs, seed, workloadSources, signal, onProgress',
      (unknown) => findCounterexample(scenario, { steps: () => [], holds: () => true, ...unknown }),
    ],
    ['shrink', 'keep, signal, workloadSources', (unknown) => shrink(scenario, () => false, { ...unknown })],
    [
      'workers',
      'count, execArgv',
      (unknown) => campaign(empty(), { runs: 1, measure: nothing, workers: { count: 0, ...unknown } }),
    ],
  ])('one that isn’t there: %s', async (of, options, ask) => {
    const message = `${of} has no option singal. Its options are ${options}.`;
    await expect(ask({ singal: 1 })).rejects.toMatchObject({
      code: 'InvalidCampaign',
      resource: 'singal',
      value: '1',
      message,
    });
    await expect(ask({ singal: () => 1 })).rejects.toMatchObject({ value: 'a function', message });
  });

  test('holds and workload sources', async () => {
    const none = undefined as unknown as () => boolean;
    await expect(findCounterexample({ steps: [] }, { steps: () => [], holds: none })).rejects.toThrow(
      `holds undefined is not possible. ${missing}`,
    );
    const workloadSources = { crashing: 5 as unknown as () => object };
    await expect(campaign(empty(), { runs: 1, measure: nothing, workloadSources })).rejects.toThrow(
      `workloadSources.crashing 5 is not possible. ${missing}`,
    );
  });

  test.each([-1, 1.5, Number.NaN])('worstRuns of %s runs', async (count) => {
    const result = await campaign(empty(), { runs: 3, measure: (_, __, { run }) => ({ run }) });
    expect(() => result.worstRuns(count, { highest: 'run' })).toThrow(
      expect.objectContaining({
        code: 'InvalidInput',
        resource: 'count',
        value: String(count),
        message: `count ${count} is not a number of runs. Give a whole number, 0 or more.`,
      }),
    );
    expect(result.worstRuns(0, { highest: 'run' })).toEqual([]);
  });

  test.each([
    { call: () => campaign(empty(), null as never), says: /^A campaign has options, not null\. Give an object/ },
    { call: () => campaign(empty(), 5 as never), says: /^A campaign has options, not a number\./ },
    { call: () => sweep(empty(), { measure: nothing } as never), says: /^over undefined is not possible\./ },
    { call: async () => empty().fork(null as never), says: /^A fork has options, not null\./ },
    {
      call: async () => empty().fork(5 as never),
      says: /^A fork has options, not a number\. It has seed and keepFacts/,
    },
  ])('no options: $says', async ({ call, says }) => {
    await expect(call()).rejects.toMatchObject({ name: 'SteadystateError', message: expect.stringMatching(says) });
  });

  test('the worst run by two numbers', async () => {
    const result = await campaign(empty(), { runs: 3, measure: (_, __, { run }) => ({ run, other: 1 }) });
    const by = { lowest: 'run', highest: 'other' } as unknown as { readonly highest: 'run' };
    expect(() => result.worst(by)).toThrow("It isn't said what is bad: both highest and lowest are given.");
  });

  test('the worst run by nothing', async () => {
    const result = await campaign(empty(), { runs: 3, measure: (_, __, { run }) => ({ run }) });
    expect(() => result.worst({} as { readonly highest: 'run' })).toThrow(
      expect.objectContaining({
        code: 'InvalidInput',
        resource: 'by',
        value: '{}',
        message:
          "It isn't said what is bad: neither highest nor lowest is given. Name one number that was measured: { lowest: 'healthy' }, or { highest: 'seconds' }.",
      }),
    );
  });
});
