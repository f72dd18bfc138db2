import { createSimulator, type Simulator } from 'steadystate';
import {
  campaign,
  type Draw,
  fromModule,
  type Progress,
  type RunNumber,
  runSeed,
  type Scenario,
} from 'steadystate/campaign';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { type onlyInPeace, updateUnderFire } from './measures.js';
import { fourTasks } from './setup.js';

const kills = (draw: Draw) => ({ kills: Array.from({ length: draw.integer(0, 3) }, () => draw.integer(0, 90)) });
const measures = new URL('./measures.ts', import.meta.url);
const inPeace = fromModule<typeof onlyInPeace>(measures, 'onlyInPeace');

describe('a campaign', () => {
  test('tells how what its runs measured is spread', async () => {
    const result = await campaign(fourTasks(), { runs: 40, vary: kills, measure: updateUnderFire });
    const { seconds, lowestHealthy } = {
      seconds: result.distribution('seconds'),
      lowestHealthy: result.distribution('lowestHealthy'),
    };
    expect(String(result)).toBe(
      [
        '40 runs, seed 1',
        '               runs  lowest  median  90 %  99 %  highest    mean',
        'seconds          40     160     170   230   230      230     181',
        'lowestHealthy    40       1       3     4     4        4     2.9',
        'firstKill        27       3      17    48    89       89  24.444',
        'outcome: completed 40',
        'lostAny: true 40',
        'victims: 4c65fce7 dfdbdd35 7ec5e521 387f80bf 14, 387f80bf d800f62c 4c65fce7 7ec5e521 dfdbdd35 2, 4c65fce7 387f80bf 7ec5e521 a9bf450d eecd7726 36ae555a dfdbdd35 1, dfdbdd35 7ec5e521 4c65fce7 d800f62c 387f80bf 1, dfdbdd35 7ec5e521 a9bf450d 4c65fce7 387f80bf 1, 21 others',
      ].join('\n'),
    );
    expect(seconds.sorted).toEqual(result.runs.map(({ measured }) => measured.seconds).sort((a, b) => a - b));
    expect(lowestHealthy.count).toBe(40);
    expectTypeOf(result.distribution).parameter(0).toEqualTypeOf<'seconds' | 'lowestHealthy' | 'firstKill'>();
    expectTypeOf(result.counts).parameter(0).toEqualTypeOf<'outcome' | 'lostAny' | 'victims'>();
  });

  test('has the same result again, and another with another seed', async () => {
    const plan = { runs: 6, vary: kills, measure: updateUnderFire };
    const once = await campaign(fourTasks(), plan);
    expect((await campaign(fourTasks(), plan)).runs).toEqual(once.runs);
    expect((await campaign(fourTasks(), { ...plan, seed: 2 })).runs).not.toEqual(once.runs);
  });

  test('gives each run a seed and draws of its own, whatever the number of runs', async () => {
    const plan = { vary: kills, measure: updateUnderFire };
    const few = await campaign(fourTasks(), { ...plan, runs: 3 });
    const many = await campaign(fourTasks(), { ...plan, runs: 8 });
    expect(many.runs.slice(0, 3)).toEqual(few.runs);
    expect(new Set(many.runs.map(({ seed }) => seed)).size).toBe(8);
    expect(many.runs.map(({ seed }) => seed)).toEqual(many.runs.map(({ run }) => runSeed(1, run)));
  });

  test('begins the same with a simulator, its snapshot, and a scenario that leads there', async () => {
    const scenario: Scenario = {
      options: { seed: 7 },
      steps: [
        { do: 'fargateService', facts: { desiredCount: 4 } },
        { do: 'runUntilSteady' },
        { do: 'run', duration: '5m' },
        { do: 'register', service: 'web', image: 'web:2' },
      ],
    };
    const plan = { runs: 4, vary: kills, measure: updateUnderFire };
    const { runs } = await campaign(fourTasks(), plan);
    expect((await campaign(fourTasks().snapshot({ facts: true }), plan)).runs).toEqual(runs);
    expect((await campaign(scenario, plan)).runs).toEqual(runs);
  });

  test('leaves its base alone, and does not mind when that moves on', async () => {
    const sim = fourTasks();
    const before = sim.snapshot({ facts: true });
    const plan = { runs: 4, vary: kills, measure: updateUnderFire };
    const { runs } = await campaign(sim, plan);
    expect(sim.snapshot({ facts: true })).toEqual(before);
    const underWay = campaign(sim, plan);
    sim.ecs.updateService({ service: 'web', desiredCount: 1 });
    sim.runUntilSteady();
    expect((await underWay).runs).toEqual(runs);
  });

  test('finds the worst runs and makes them once more, with their timeline', async () => {
    const sim = fourTasks();
    const result = await campaign(sim, { runs: 20, vary: kills, measure: updateUnderFire });
    const worst = result.worst({ lowest: 'lowestHealthy' });
    expect(worst.measured.lowestHealthy).toBe(Math.min(...result.runs.map(({ measured }) => measured.lowestHealthy)));
    expect(result.runs.findIndex(({ measured }) => measured.lowestHealthy === worst.measured.lowestHealthy)).toBe(
      worst.run,
    );
    expect(result.worstRuns(3, { highest: 'seconds' }).map(({ measured }) => measured.seconds)).toEqual(
      result.distribution('seconds').sorted.slice(-3).reverse(),
    );
    const again = await result.replay(worst);
    expect(again.verdict('web').lowestHealthy.count).toBe(worst.measured.lowestHealthy);
    // By hand, as the docs say.
    const byHand = sim.fork({ seed: worst.seed });
    updateUnderFire(byHand, worst.parameters);
    expect(again.timeline()).toBe(byHand.timeline());
    expect((await result.replay(worst.run)).timeline()).toBe(byHand.timeline());
    expect(() => result.replay(20)).toThrow('There is no run 20. Runs are 0 to 19.');
  });

  test('makes runs once more with their facts even where none were kept', async () => {
    const sim = createSimulator({ keepFacts: 'none' });
    sim.ecs.createCluster({ clusterName: 'main' });
    const result = await campaign(sim, { runs: 1, measure: (each) => ({ seconds: each.run('90s').tookMs / 1_000 }) });
    const again = await result.replay(0);
    expect(() => sim.timeline()).toThrow('No facts are kept');
    again.ecs.deleteCluster({ cluster: 'main' });
    expect(again.timeline()).toContain('DeleteCluster');
  });

  test('says how far it is, and ends when it is told to', async () => {
    const told: Progress[] = [];
    const plan = { runs: 3, measure: (sim: Simulator) => ({ at: sim.elapsedMs }) };
    await campaign(fourTasks(), { ...plan, onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([1, 2, 3].map((done) => ({ done, total: 3 })));

    const controller = new AbortController();
    const made: RunNumber[] = [];
    const aborted = campaign(fourTasks(), {
      runs: 10_000,
      signal: controller.signal,
      measure: (_, __, run) => {
        made.push(run);
        // As a timer or a key would: between two runs.
        if (made.length === 3) setImmediate(() => controller.abort(new Error('enough')));
        return {};
      },
    });
    await expect(aborted).rejects.toThrow('enough');
    expect(made.length).toBeLessThan(100);
    await expect(campaign(fourTasks(), { ...plan, signal: AbortSignal.abort(new Error('never')) })).rejects.toThrow(
      'never',
    );
  });
});

describe('what is wrong with a campaign', () => {
  test('a run that throws is named with its seed and parameters; the reason is the cause', async () => {
    const failing = campaign(fourTasks(), { runs: 20, vary: kills, measure: inPeace });
    const error: Error & { code?: string } = await failing.then(
      () => new Error('no error'),
      (reason) => reason,
    );
    expect({ code: error.code, message: error.message, cause: String(error.cause) }).toEqual({
      code: 'RunFailed',
      message:
        'ServiceNotFoundException: Service not found. (run 0, seed 4203063770110251, parameters {"kills":[15,29,9]})',
      cause: 'ServiceNotFoundException: Service not found.',
    });
  });

  test.each([
    {
      given: NaN,
      message: /^SteadystateError: measure returned value: NaN\. Measure finite numbers, texts and booleans/,
    },
    { given: new Date(0), message: /^SteadystateError: measure returned value: an instance of Date\./ },
    { given: { nested: 1 }, message: /^SteadystateError: measure returned value: an instance of Object\./ },
  ])('$given cannot be measured', async ({ given, message }) => {
    await expect(
      campaign(fourTasks(), { runs: 1, measure: () => ({ value: given as unknown as number }) }),
    ).rejects.toThrow(message);
  });

  test.each([undefined, 3, [1], Promise.resolve({})])(
    'measure must return an object of values, not %s',
    async (given) => {
      const measured = campaign(fourTasks(), { runs: 1, measure: () => given as unknown as Record<string, number> });
      await expect(measured).rejects.toThrow(/measure returned .* Return an object of numbers, texts and booleans/);
    },
  );

  test.each([
    { plan: { runs: 0 }, message: 'runs 0 is not possible. Give a whole number, 1 or more.' },
    { plan: { runs: 1.5 }, message: 'runs 1.5 is not possible.' },
    { plan: { runs: 1, seed: -1 }, message: 'seed -1 is not possible.' },
    { plan: { runs: 1, workers: 0.5 }, message: 'workers 0.5 is not possible.' },
    { plan: { runs: 1, workers: 1 }, message: "measure is a function: it can't travel to a worker thread. Export it" },
    {
      plan: { runs: 1, vary: () => ({ made: new Map() }) },
      message: 'parameters.made is an instance of Map. Give plain data',
    },
    { plan: { runs: 1, vary: () => ({ list: [() => 1] }) }, message: 'parameters.list[0] is a function.' },
  ])('$message', async ({ plan, message }) => {
    await expect(
      campaign(fourTasks(), { measure: () => ({}), ...(plan as { readonly runs: number }) }),
    ).rejects.toThrow(message);
  });

  test('no base is refused with what would be one', async () => {
    const base = { tasks: [] } as unknown as Simulator;
    await expect(campaign(base, { runs: 1, measure: () => ({}) })).rejects.toThrow(
      'A campaign begins with a simulator, a snapshot or a scenario.',
    );
  });

  test('a measure cannot write into the parameters that others see', async () => {
    const writing = campaign(fourTasks(), {
      runs: 1,
      vary: () => ({ list: [1] }),
      measure: (_, { list }) => ({ length: list.push(2) }),
    });
    await expect(writing).rejects.toThrow(
      /^TypeError: Cannot add property 1, object is not extensible \(run 0, seed \d+/,
    );
  });

  test('modules must be named so that every thread finds them', async () => {
    expect(() => fromModule('./measures.js', 'comeUp')).toThrow("Write new URL('./measures.js', import.meta.url).");
    const nothing = fromModule<typeof updateUnderFire>(measures, 'nothing');
    await expect(campaign(fourTasks(), { runs: 1, vary: kills, measure: nothing })).rejects.toThrow(
      /exports no function nothing\. It exports .*updateUnderFire/,
    );
  });
});
