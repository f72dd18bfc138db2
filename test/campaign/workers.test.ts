import { fileURLToPath } from 'node:url';
import {
  type CampaignOptions,
  campaign,
  type Draw,
  fromModule,
  grid,
  type Progress,
  sweep,
} from 'steadystate/campaign';
import { expect, test } from 'vitest';
import type * as all from './measures.js';
import { fourTasks } from './setup.js';

const measures = new URL('./measures.ts', import.meta.url);
const kills = (draw: Draw) => ({ kills: Array.from({ length: draw.integer(0, 3) }, () => draw.integer(0, 90)) });
const threads = (count: number): NonNullable<CampaignOptions['workers']> => ({
  count,
  execArgv: ['--import', fileURLToPath(new URL('./typescript.mjs', import.meta.url))],
});

test('a campaign has the same result whatever the number of workers', async () => {
  const measure = fromModule<typeof all.updateUnderFire>(measures, 'updateUnderFire');
  const results = [];
  for (const count of [0, 1, 2, 3]) {
    results.push(await campaign(fourTasks(), { runs: 30, vary: kills, measure, workers: threads(count) }));
  }
  const [here, ...elsewhere] = results;
  expect(here?.counts('victims').size).toBeGreaterThan(10);
  for (const result of elsewhere) {
    expect(result).toEqual(here);
    expect(result.runs).toEqual(here?.runs);
    expect(String(result)).toBe(String(here));
  }
  expect((await results[3]?.replay(7))?.timeline()).toBe((await here?.replay(7))?.timeline());
});

test('so has a sweep whose settings begin differently', async () => {
  const plan = {
    over: grid({ desiredCount: [1, 3], startsIn: [5, 50, 200] }),
    measure: fromModule<typeof all.comeUp>(measures, 'comeUp'),
    runs: 2,
  };
  const base = ({ startsIn }: { readonly startsIn: number }) => ({
    options: { jitter: startsIn / 1_000 },
    steps: [{ do: 'fargateService', facts: { loadBalancer: true } } as const],
  });
  const here = await sweep(base, plan);
  const elsewhere = await sweep(base, { ...plan, workers: threads(2) });
  expect(elsewhere.settings.map(({ result }) => result.runs)).toEqual(here.settings.map(({ result }) => result.runs));
  expect(String(elsewhere)).toBe(String(here));
});

test('the run that fails first is named, in the same words', async () => {
  const measure = fromModule<typeof all.onlyInPeace>(measures, 'onlyInPeace');
  const reasons = await Promise.all(
    [0, 2].map((count) =>
      campaign(fourTasks(), { runs: 30, vary: kills, measure, workers: threads(count) }).then(
        () => 'no error',
        (error: Error & { code?: string }) => [error.code, error.message, String(error.cause)],
      ),
    ),
  );
  expect(reasons[0]?.[0]).toBe('RunFailed');
  expect(reasons[1]).toEqual(reasons[0]);
});

test('what a run does with what it is given, and returns besides, is the same to nobody', async () => {
  const measure = fromModule<typeof all.untidy>(measures, 'untidy');
  for (const count of [0, 1, 2]) {
    const { runs } = await campaign(fourTasks(), {
      runs: 2,
      vary: () => ({ when: new Date(0) }),
      measure,
      workers: threads(count),
    });
    for (const { parameters, measured } of runs) {
      expect({ parameters, measured }).toStrictEqual({ parameters: { when: new Date(0) }, measured: { atMs: 5 } });
      expect(Object.isFrozen(measured)).toBe(true);
      expect(Object.getOwnPropertySymbols(measured)).toEqual([]);
    }
  }
});

test('a text that is thrown is told as it is', async () => {
  const measure = fromModule<typeof all.throwsText>(measures, 'throwsText');
  for (const count of [0, 1]) {
    await expect(campaign(fourTasks(), { runs: 2, measure, workers: threads(count) })).rejects.toMatchObject({
      code: 'RunFailed',
      message: 'boom (run 0, seed 4203063770110251, parameters {})',
      cause: 'boom',
    });
  }
});

test.each([
  { what: 'data', says: '{"a":1,"list":["1970-01-01T00:00:00.000Z"]}', cause: { a: 1, list: [new Date(0)] } },
  { what: 'nothing', says: 'undefined', cause: undefined },
  { what: 'bare', says: '{}', cause: {} },
  { what: 'withMembers', says: 'Error: told', cause: expect.objectContaining({ message: 'told', info: { tasks: 3 } }) },
])('whatever is thrown is told as it is, in another thread too: $what', async ({ what, says, cause }) => {
  const measure = fromModule<typeof all.throwsAnything>(measures, 'throwsAnything');
  for (const count of [0, 1]) {
    const plan = { runs: 1, vary: () => ({ what }), measure, workers: threads(count) };
    const failure = await campaign(fourTasks(), plan).catch((error: Error) => error);
    expect(failure).toMatchObject({
      code: 'RunFailed',
      message: `${says} (run 0, seed 4203063770110251, parameters {"what":"${what}"})`,
    });
    expect((failure as Error).cause).toEqual(cause);
  }
});

test('an error keeps its causes', async () => {
  const measure = fromModule<typeof all.throwsWithCauses>(measures, 'throwsWithCauses');
  for (const count of [0, 1]) {
    await expect(campaign(fourTasks(), { runs: 2, measure, workers: threads(count) })).rejects.toMatchObject({
      cause: { name: 'Error', message: 'top', cause: { name: 'TypeError', message: 'middle', cause: 'bottom' } },
    });
  }
});

test('an error that is its own cause is told as well', async () => {
  const measure = fromModule<typeof all.throwsItsOwnCause>(measures, 'throwsItsOwnCause');
  await expect(campaign(fourTasks(), { runs: 2, measure, workers: threads(1) })).rejects.toMatchObject({
    message: 'Error: round (run 0, seed 4203063770110251, parameters {})',
    cause: { message: 'round', cause: { message: 'round' } },
  });
});

test('a campaign that is cancelled when all is done has its result; no thread begins that has nothing to do', async () => {
  const begun: unknown[] = [];
  const count = (thread: unknown) => begun.push(thread);
  process.on('worker', count);
  try {
    for (const workers of [0, threads(4)]) {
      const controller = new AbortController();
      const { runs } = await campaign(fourTasks(), {
        runs: 1,
        measure: fromModule<typeof all.endless>(measures, 'endless'),
        workers,
        signal: controller.signal,
        onProgress: () => controller.abort(new Error('too late')),
      });
      expect(runs.map(({ measured }) => measured)).toEqual([{ elapsedMs: fourTasks().elapsedMs }]);
    }
  } finally {
    process.off('worker', count);
  }
  expect(begun.length).toBe(1);
});

test('a campaign that is cancelled ends its threads in the middle of a run', async () => {
  const controller = new AbortController();
  const told: Progress[] = [];
  const cancelled = campaign(fourTasks(), {
    runs: 2,
    measure: fromModule<typeof all.endless>(measures, 'endless'),
    workers: threads(1),
    signal: controller.signal,
    onProgress: (progress) => {
      told.push(progress);
      // By then the thread has been given the next run.
      setImmediate(() => controller.abort(new Error('enough')));
    },
  });
  await expect(cancelled).rejects.toThrow('enough');
  expect(told).toEqual([{ done: 1, total: 2 }]);
});

test('what keeps a thread from beginning is told', async () => {
  const measure = fromModule<typeof all.endless>(measures, 'nothing');
  await expect(campaign(fourTasks(), { runs: 2, measure, workers: threads(1) })).rejects.toThrow(
    /exports no function nothing/,
  );
});
