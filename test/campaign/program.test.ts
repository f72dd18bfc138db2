import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from 'steadystate';
import {
  type Counterexample,
  findCounterexample,
  fromModule,
  type Scenario,
  type Step,
  shrink,
} from 'steadystate/campaign';
import { describe, expect, test } from 'vitest';
import type * as all from './measures.js';

/** Runs programs one after another in one process, with the package under its name. @returns what each ends with */
function endsOf(programs: readonly string[]): string[] {
  const folder = mkdtempSync(join(process.cwd(), '.program-'));
  try {
    programs.forEach((program, place) => {
      writeFileSync(join(folder, `program${place}.ts`), program);
    });
    const all = programs.map(
      (_, place) => `await import('./program${place}.ts').catch((error) => ends.push(String(error)));`,
    );
    writeFileSync(
      join(folder, 'all.ts'),
      [
        'const ends: string[] = [];',
        'console.log = () => {};',
        ...all,
        'console.error(JSON.stringify(ends));',
        'export {};',
      ].join('\n'),
    );
    const { stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(folder, 'all.ts')], { encoding: 'utf8' });
    return JSON.parse(stderr);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A service of this name that is needed again. */
const scenario = (name: string): Scenario => ({
  steps: [
    { do: 'fargateService', facts: { name, desiredCount: 1 } },
    { do: 'register', service: name, image: `${name}:2` },
  ],
});
/** Uses what the language and Node have, and names of its own. */
const holds = (sim: Simulator) => {
  const seen = [...new Set(sim.ecs.listTaskDefinitions({}).taskDefinitionArns)].map((arn) => `${structuredClone(arn)}`);
  // Not in words: it's a remark about web.
  return JSON.stringify(seen).includes(':2') === false || Number.isNaN(Math.max(...seen.map(Number))) === false;
};
const variableIn = ({ program }: Counterexample): string | undefined =>
  /^const (.*) = fargateService/m.exec(program)?.[1];

describe('the program of a service', () => {
  const variables = {
    web: 'web',
    'web-1': 'web1',
    a_b: 'aB',
    '1st': 'service1st',
    type: 'type',
    node: 'node',
    process: 'process',
    Error: 'Error2',
    JSON: 'JSON2',
    NaN: 'NaN2',
    Map: 'Map2',
    Set: 'Set2',
    Math: 'Math2',
    Number: 'Number2',
    Promise: 'Promise2',
    structuredClone: 'structuredClone2',
    undefined: 'undefined2',
    globalThis: 'globalThis2',
    eval: 'eval2',
    arguments: 'arguments2',
    await: 'await2',
    let: 'let2',
    default: 'default2',
    console: 'console2',
    module: 'module2',
    require: 'require2',
    sim: 'sim2',
    holds: 'holds2',
    seen: 'seen2',
    Simulator: 'Simulator2',
    createSimulator: 'createSimulator2',
  };

  test('has a variable that means nothing else, whatever the name of the service', async () => {
    const programs: string[] = [];
    const chosen: Record<string, string | undefined> = {};
    for (const name of Object.keys(variables)) {
      const found = await shrink(scenario(name), holds, { keep: 2 });
      chosen[name] = variableIn(found);
      programs.push(found.program);
    }
    expect(chosen).toEqual(variables);
    expect(endsOf(programs)).toEqual(programs.map(() => 'Error: The claim does not hold.'));
  });
});

/** A claim of just this text: the loader of tests would leave out its remarks. */
const claimOf = (text: string) => Function('sim', text) as (sim: Simulator) => boolean;

test.each([
  { where: 'in texts', text: `return sim.verdict('web') === "web" || sim.verdict('it\\'s web') === "a \\" web";` },
  { where: 'of members', text: 'return (sim.web || sim?.web || sim\n  .web) !== undefined;' },
  { where: 'in remarks', text: "// It's web.\n /* It's\n web */ return false; // web" },
])('names $where mean nothing to the program of a claim', async ({ text }) => {
  expect(variableIn(await shrink(scenario('web'), claimOf(text), { keep: 2 }))).toBe('web');
});

test.each([
  { how: 'spread', text: 'return [...web].length > 5;' },
  { how: 'in a template', text: `return \`\${web('//')}\` === '';` },
  { how: 'in a template of several lines', text: `return \`//\n'\n\${web()}\` === '';` },
  { how: 'called, after a text', text: "return 'it\\'s' === web();" },
  { how: 'called, after a regular expression', text: 'return /a\\//.test(web()) && /\\"/.test(web());' },
])('a name that a claim has $how is left to it', async ({ text }) => {
  expect(variableIn(await shrink(scenario('web'), claimOf(text), { keep: 2 }))).toBe('web2');
});

describe('workload sources', () => {
  const measures = new URL('./measures.ts', import.meta.url);
  const slower = fromModule<typeof all.slower>(measures, 'slower');
  const base: Scenario = {
    options: { seed: 3 },
    steps: [
      { do: 'fargateService', facts: { name: 'slow-start', healthCheck: { startPeriod: 300 } } },
      { do: 'register', service: 'slow-start', image: 'web:2' },
      { do: 'workload', selector: 'slow-start', behaviour: { source: 'slow start' } },
    ],
  };
  const settles: Step[] = [
    { do: 'call', operation: 'ecs.updateService', input: { service: 'slow-start', desiredCount: 4 } },
    { do: 'runUntilSteady' },
  ];
  // Without the source it is steady long before.
  const quickly = (sim: Simulator) => sim.elapsedMs < 130_000;
  const workloadSources = { 'slow start': slower, slower };
  const program = (remark: string, steps: readonly string[]) => [
    `// ${remark}: Error: The claim does not hold.`,
    "import { createSimulator, fargateService, type Simulator } from 'steadystate';",
    `import { slower as slowStart } from '${measures}';`,
    `import { slower } from '${measures}';`,
    '',
    'const holds: (sim: Simulator) => unknown = (sim) => sim.elapsedMs < 13e4;',
    '',
    "const sim = createSimulator({ seed: 3, workloadSources: { 'slow start': slowStart, slower } });",
    "const slowStart2 = fargateService(sim, { name: 'slow-start', healthCheck: { startPeriod: 300 } });",
    "slowStart2.register('web:2');",
    "sim.workloads.set('slow-start', { source: 'slow start' });",
    ...steps,
    '',
    'console.log(sim.timeline());',
    "if (holds(sim) === false) throw new Error('The claim does not hold.');",
    '',
  ];
  const steps = ["sim.ecs.updateService({ service: 'slow-start', desiredCount: 2 });", 'sim.runUntilSteady();'];

  test('of a search are those that its steps name, and its program imports them', async () => {
    const search = { runs: 1, steps: () => settles, holds: quickly, workloadSources };
    const found = (await findCounterexample(base, search)) as Counterexample;
    expect(found.program.split('\n')).toEqual(program('Run 0 of seed 1, shrunk from 5 steps to 5', steps));
    expect(found.replay().elapsedMs).toBe(135_000);
    expect(endsOf([found.program])).toEqual([found.failure]);
  });

  test('are given to shrink as well', async () => {
    const found = await shrink({ ...base, steps: [...base.steps, ...settles] }, quickly, { keep: 3, workloadSources });
    expect(found.program.split('\n')).toEqual(program('A scenario, shrunk from 5 steps to 5', steps));
    expect(endsOf([found.program])).toEqual([found.failure]);
  });

  test('that are functions are refused before anything is tried: no program could import them', async () => {
    const refusal = {
      name: 'SteadystateError',
      code: 'InvalidCampaign',
      resource: 'workloadSources.slower',
      message:
        "workloadSources.slower is a function: a printed program can't import it. Export it from a module and write fromModule(new URL('./measure.js', import.meta.url), 'measure').",
    };
    const functions = { 'slow start': slower, slower: () => ({}) } as unknown as typeof workloadSources;
    const tried: unknown[] = [];
    const holds = () => tried.push('holds') > 1;
    const drawn = () => {
      tried.push('steps');
      return settles;
    };
    await expect(findCounterexample(base, { holds, workloadSources: functions, steps: drawn })).rejects.toMatchObject(
      refusal,
    );
    await expect(shrink(base, holds, { workloadSources: functions })).rejects.toMatchObject(refusal);
    expect(tried).toEqual([]);
  });

  test('that are missing are told', async () => {
    const search = { runs: 1, steps: () => settles, holds: quickly };
    const missing = {
      code: 'UnknownWorkloadSource',
      value: 'slow start',
      message: "No workload source is registered as 'slow start'. Give it in the option workloadSources.",
    };
    await expect(findCounterexample(base, search)).rejects.toMatchObject({ code: 'RunFailed', cause: missing });
    await expect(shrink(base, quickly)).rejects.toMatchObject(missing);
  });
});
