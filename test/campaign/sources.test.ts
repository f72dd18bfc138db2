import { fileURLToPath } from 'node:url';
import { createSimulator, fargateService, type Simulator, type WorkloadSource } from 'steadystate';
import { type CampaignOptions, campaign, fromModule, sweep } from 'steadystate/campaign';
import { describe, expect, test } from 'vitest';
import type * as all from './measures.js';

const measures = new URL('./measures.ts', import.meta.url);
const slower = fromModule<typeof all.slower>(measures, 'slower');
const comeUpTwice = fromModule<typeof all.comeUpTwice>(measures, 'comeUpTwice');
const threads = (count: number): NonNullable<CampaignOptions['workers']> => ({
  count,
  execArgv: ['--import', fileURLToPath(new URL('./typescript.mjs', import.meta.url))],
});

const quick: WorkloadSource = () => ({ startsIn: '1s' });

/** One task that a source tells what it does. */
function oneTask(workloadSources: Readonly<Record<string, WorkloadSource>> = { how: quick, quick }): Simulator {
  const sim = createSimulator({ workloadSources });
  fargateService(sim, { healthCheck: { startPeriod: 300 } });
  sim.workloads.set('web', { source: 'how' });
  sim.runUntilSteady();
  return sim;
}

/** What came of it, or what it was refused with. */
const outcomeOf = (made: Promise<unknown>): Promise<unknown> =>
  made.catch(({ code, resource, value, message }) => ({ code, resource, value, message }));

const measuredIn = (runs: readonly { readonly measured: unknown }[] = []) => runs.map(({ measured }) => measured);
const twice = <T>(value: T): T[] => [value, value];

const notGiven = (name: string, all: string) => ({
  code: 'UnknownWorkloadSource',
  resource: 'workloadSources',
  value: name,
  message: `The base has a workload source '${name}', which the option workloadSources does not give. Give all that it has (${all}); with workers as fromModule(…), for a function can't travel to a thread.`,
});

describe('a simulator with workload sources', () => {
  const plan = { runs: 2, vary: () => ({ source: 'how' }), measure: comeUpTwice };

  test('has those of the option instead, whatever the number of workers', async () => {
    const workloadSources = { how: slower, quick: slower };
    const made = [];
    for (const count of [0, 1, 2]) {
      const result = await campaign(oneTask(), { ...plan, workloadSources, workers: threads(count) });
      const again = await result.replay(1);
      made.push({ runs: result.runs, text: String(result), again: again.timeline() });
    }
    const [here, ...elsewhere] = made;
    expect(measuredIn(here?.runs)).toEqual(twice({ first: 90_000, second: 220_000 }));
    for (const each of elsewhere) expect(each).toEqual(here);
    const own = await campaign(oneTask(), plan);
    expect(measuredIn(own.runs)).toEqual(twice({ first: 60_000, second: 130_000 }));
  });

  test('may be given more of them, for what the measure sets', async () => {
    const more = {
      ...plan,
      vary: () => ({ source: 'more' }),
      workloadSources: { how: slower, quick: slower, more: slower },
    };
    const [here, elsewhere] = [
      await campaign(oneTask(), more),
      await campaign(oneTask(), { ...more, workers: threads(1) }),
    ];
    expect(elsewhere.runs).toEqual(here.runs);
    expect(measuredIn(here.runs)).toEqual(twice({ first: 90_000, second: 220_000 }));
  });

  test.each([
    { what: 'one of two', workloadSources: { how: slower }, missing: 'quick' },
    { what: 'another', workloadSources: { hwo: slower }, missing: 'how' },
    { what: 'none', workloadSources: {}, missing: 'how' },
  ])('is refused where the option gives $what, with and without workers', async ({ workloadSources, missing }) => {
    for (const count of [0, 1]) {
      const made: unknown[] = [];
      const options = {
        ...plan,
        workloadSources,
        workers: threads(count),
        onProgress: (each: unknown) => made.push(each),
      };
      expect(await outcomeOf(campaign(oneTask(), options))).toEqual(notGiven(missing, 'how, quick'));
      const { vary: _vary, ...swept } = options;
      expect(await outcomeOf(sweep(oneTask(), { ...swept, over: [{ source: 'how' }] }))).toEqual(
        notGiven(missing, 'how, quick'),
      );
      expect(await outcomeOf(sweep(() => oneTask(), { ...swept, over: [{ source: 'how' }] }))).toEqual(
        notGiven(missing, 'how, quick'),
      );
      expect(made).toEqual([]);
    }
  });

  test('keeps its own in this thread, and is refused with workers, for functions cannot travel', async () => {
    const sim = oneTask({ how: quick });
    const here = await campaign(sim, plan);
    expect(measuredIn(here.runs)).toEqual(twice({ first: 60_000, second: 130_000 }));
    expect(await outcomeOf(campaign(sim, { ...plan, workers: threads(1) }))).toEqual(notGiven('how', 'how'));
  });

  test('that its rules do not use is the same: a measure may set it', async () => {
    const sim = createSimulator({ workloadSources: { how: quick } });
    fargateService(sim);
    expect(await outcomeOf(campaign(sim, { ...plan, workers: threads(1) }))).toEqual(notGiven('how', 'how'));
  });
});

test('names of the sources of a simulator can be seen', () => {
  expect(createSimulator().workloads.sources()).toEqual([]);
  expect(oneTask().workloads.sources()).toEqual(['how', 'quick']);
  expect(oneTask().fork().workloads.sources()).toEqual(['how', 'quick']);
});
