import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator } from 'steadystate';
import {
  type Counterexample,
  drawFaults,
  findCounterexample,
  fromModule,
  play,
  type Scenario,
  type Step,
  shrink,
} from 'steadystate/campaign';
import { describe, expect, test } from 'vitest';
import type { keepsThree } from './claims.js';

const base: Scenario = {
  steps: [
    { do: 'fargateService', facts: { desiredCount: 4, loadBalancer: { deregistrationDelaySeconds: 5 } } },
    { do: 'runUntilSteady' },
    { do: 'register', service: 'web', image: 'web:2' },
  ],
};
const deploy: Step = {
  do: 'call',
  operation: 'ecs.updateService',
  input: { service: 'web', taskDefinition: 'web:2', forceNewDeployment: true },
};
const fault = (each: Extract<Step, { do: 'fault' }>['fault']): Step => ({ do: 'fault', fault: each });

/** Runs it in a process of its own, with the package under its name. */
function execute(program: string): { readonly failed: boolean; readonly printed: string; readonly said: string } {
  const folder = mkdtempSync(join(process.cwd(), '.program-'));
  try {
    writeFileSync(join(folder, 'program.ts'), program);
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(folder, 'program.ts')], {
      encoding: 'utf8',
    });
    return { failed: status !== 0, printed: stdout, said: stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a claim that does not hold', () => {
  test('is shrunk to a small scenario, and printed as a program that fails the same way', async () => {
    const found = (await findCounterexample(base, {
      steps: (draw) => [
        { do: 'workload', selector: 'web:2', behaviour: { startsIn: `${draw.integer(5, 60)}s`, http: 200 } },
        deploy,
        ...drawFaults(draw, { service: 'web', count: [1, 4], zones: ['us-east-1a'] }).map(fault),
        { do: 'run', duration: '2m' },
        { do: 'runUntilSteady' },
      ],
      holds: (sim) => {
        const { supersedes, lowestHealthy } = sim.verdict('web');
        return !supersedes || lowestHealthy.count >= 3;
      },
    })) as Counterexample;
    expect(found.failure).toBe('Error: The claim does not hold.');
    expect(found.original.steps.length).toBeGreaterThan(found.scenario.steps.length);
    // The claim itself is as the loader of tests left it.
    expect(
      found.program.replace(/(const holds: \(sim: Simulator\) => unknown = )[^;]*;[^;]*;\n\};\n/, '$1…\n').split('\n'),
    ).toEqual([
      '// Run 9 of seed 1, shrunk from 8 steps to 5: Error: The claim does not hold.',
      "import { createSimulator, fargateService, type Simulator } from 'steadystate';",
      '',
      'const holds: (sim: Simulator) => unknown = …',
      '',
      'const sim = createSimulator();',
      'const web = fargateService(sim, { desiredCount: 4, loadBalancer: { deregistrationDelaySeconds: 5 } });',
      'sim.runUntilSteady();',
      "web.register('web:2');",
      "sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });",
      "sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1a' });",
      '',
      'console.log(sim.timeline());',
      "if (holds(sim) === false) throw new Error('The claim does not hold.');",
      '',
    ]);
    expect(String(found)).toBe(found.program);
    const { failed, printed, said } = execute(found.program);
    expect({ failed, printed }).toEqual({ failed: true, printed: `${found.replay().timeline()}\n` });
    expect(said).toContain(found.failure);
  });

  test('may throw: shrinking keeps to the same kind of error', async () => {
    const scenario: Scenario = {
      steps: [
        ...base.steps,
        { do: 'run', duration: '17m' },
        deploy,
        { do: 'runUntilSteady' },
        { do: 'run', duration: '30s' },
      ],
    };
    const { program, failure, tries } = await shrink(scenario, (sim: Simulator) => {
      const { outcome } = sim.verdict('web');
      if (sim.elapsedMs > 600_000) throw new RangeError(`${outcome} after ${sim.elapsedMs} ms`);
    });
    expect({ failure, tries }).toEqual({ failure: 'RangeError: completed after 660000 ms', tries: 27 });
    expect(program.split('\n').filter((line) => line.includes('sim.run'))).toEqual(["sim.run('11m');"]);
    const { failed, said } = execute(program);
    expect({ failed, said: said.includes(failure) }).toEqual({ failed: true, said: true });
  });

  test('in a module is imported by the program', async () => {
    const claim = fromModule<typeof keepsThree>(new URL('./claims.ts', import.meta.url), 'keepsThree');
    const steps: Step[] = [fault({ kind: 'killTask', service: 'web', count: 2 }), { do: 'run', duration: '1s' }];
    const found = await shrink({ ...base, steps: [...base.steps, ...steps] }, claim, { keep: 2 });
    expect(found.program.split('\n').slice(2)).toEqual([
      `import { keepsThree as holds } from '${claim.module}';`,
      '',
      'const sim = createSimulator();',
      'fargateService(sim, { desiredCount: 4, loadBalancer: { deregistrationDelaySeconds: 5 } });',
      'sim.runUntilSteady();',
      "sim.faults.add({ kind: 'killTask', service: 'web', count: 2 });",
      "sim.run('0s');",
      '',
      'console.log(sim.timeline());',
      "if (holds(sim) === false) throw new Error('The claim does not hold.');",
      '',
    ]);
    const { failed, said } = execute(found.program);
    expect({ failed, said: said.includes(found.failure) }).toEqual({ failed: true, said: true });
  });
});

describe('shrinking that is cancelled', () => {
  const scenario: Scenario = {
    steps: [
      { do: 'fargateService' },
      ...Array.from({ length: 14 }, (_, place): Step => ({ do: 'run', duration: `${60 + place}s` })),
    ],
  };
  /** Fails for long scenarios, and tells which of its calls this is. */
  const longerThan = (called: (times: number) => void) => {
    let times = 0;
    return (sim: Simulator) => {
      times += 1;
      called(times);
      return sim.elapsedMs < 300_000;
    };
  };
  const ways: {
    readonly what: string;
    /** Calls of the claim before the first try. */
    readonly before: number;
    readonly begin: (holds: (sim: Simulator) => boolean, signal: AbortSignal) => Promise<unknown>;
  }[] = [
    {
      what: 'of a search',
      before: 2,
      begin: (holds, signal) => findCounterexample({ steps: [] }, { steps: () => scenario.steps, holds, signal }),
    },
    { what: 'by itself', before: 1, begin: (holds, signal) => shrink(scenario, holds, { signal }) },
  ];

  test.each(ways)('$what ends before the next try, with the reason of the signal', async ({ before, begin }) => {
    for (const tries of [0, 1, 2, 5]) {
      const controller = new AbortController();
      const reason = new Error('enough');
      let made = 0;
      const holds = longerThan((times) => {
        made = times;
        if (times === before + tries) controller.abort(reason);
      });
      await expect(begin(holds, controller.signal)).rejects.toBe(reason);
      expect(made).toBe(before + tries);
    }
  });

  test.each(ways)('$what lets the rest of the program have its turn, which may end it', async ({ begin }) => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let made = 0;
    const holds = longerThan((times) => {
      made = times;
      // As a timer or a key would.
      if (times === 5) setImmediate(() => controller.abort(reason));
    });
    await expect(begin(holds, controller.signal)).rejects.toBe(reason);
    expect(made).toBeLessThan(8);
  });

  test('before it begins tries nothing', async () => {
    let made = 0;
    const holds = longerThan((times) => {
      made = times;
    });
    const reason = new Error('never');
    await expect(shrink(scenario, holds, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(made).toBe(0);
  });
});

describe('a claim that holds', () => {
  test('has no counterexample', async () => {
    const told: number[] = [];
    const found = await findCounterexample(base, {
      runs: 3,
      steps: () => [deploy],
      holds: () => {},
      onProgress: ({ done }) => told.push(done),
    });
    expect(found).toBeUndefined();
    expect(told).toEqual([1, 2, 3]);
  });

  test('cannot be shrunk', async () => {
    await expect(shrink(base, () => true)).rejects.toThrow('The claim holds at the end of this scenario.');
  });
});

describe('a scenario', () => {
  test('that is refused is named, rather than taken for one in which the claim holds', async () => {
    const search = { runs: 1, holds: () => true };
    const wrong = { do: 'call', operation: 'ecs.updateService', input: { service: 'wbe' } } as const;
    await expect(findCounterexample(base, { ...search, steps: () => [wrong] })).rejects.toThrow(
      /^ServiceNotFoundException: Service not found\. \(run 0, seed \d+, parameters \{"options":\{"seed":\d+\},"steps":/,
    );
  });

  test.each([
    {
      step: { do: 'register', service: 'api', image: 'api:2' },
      message: 'No step before has made a service api. Services made by fargateService are web.',
    },
    { step: { do: 'call', operation: 'ecs.updateServices' }, message: 'There is no operation ecs.updateServices.' },
    { step: { do: 'call', operation: 'sqs.sendMessage' }, message: 'There is no operation sqs.sendMessage.' },
    {
      step: { do: 'wait', duration: '5m' },
      message: "A scenario has no step 'wait'. Steps are seed, fargateService, register,",
    },
  ])('with a wrong step is refused: $message', ({ step, message }) => {
    expect(() => play({ steps: [...base.steps, step as Step] })).toThrow(message);
  });

  test('of every kind of step is a program that does the same', async () => {
    const scenario: Scenario = {
      options: { seed: 3, startAt: new Date('2026-05-01T00:00:00Z'), subnets: { 'subnet-1': 'us-east-1b' } },
      steps: [
        { do: 'seed', resources: { clusters: ['prod'] } },
        { do: 'fargateService', facts: { name: 'new-web', subnets: ['subnet-1'] } },
        { do: 'fargateService', facts: { name: 'default' } },
        { do: 'runUntilSteady', timeout: '1h' },
        { do: 'register', service: 'new-web', image: 'new-web:2' },
        { do: 'register', service: 'default', image: 'default:2' },
        { do: 'workload', selector: { family: 'new-web', launches: { from: 2 } }, behaviour: { flaky: 0.5 } },
        { do: 'fault', fault: { kind: 'slowProvisioning', extra: '5s', until: '+1m' } },
        {
          do: 'schedule',
          moment: '+30s',
          operation: 'ecs.updateService',
          input: { service: 'default', desiredCount: 2 },
        },
        { do: 'call', operation: 'ecs.listTasks' },
        {
          do: 'fault',
          fault: { kind: 'imagePullFails', image: 'new-web:2', reason: 'it\'s a "quote" \\ and\na line' },
        },
        // The claim takes the place of what was expected.
        { do: 'expect', that: { steady: true } },
        { do: 'run', duration: '90s' },
      ],
    };
    // Nothing can be left out.
    const { program, replay } = await shrink(scenario, () => false, { keep: scenario.steps.length });
    expect(program.split('\n')).toEqual([
      '// A scenario, shrunk from 13 steps to 13: Error: The claim does not hold.',
      "import { createSimulator, fargateService, type Simulator } from 'steadystate';",
      '',
      'const holds: (sim: Simulator) => unknown = () => false;',
      '',
      "const sim = createSimulator({ seed: 3, startAt: new Date('2026-05-01T00:00:00.000Z'), subnets: { 'subnet-1': 'us-east-1b' } });",
      "sim.seedResources({ clusters: ['prod'] });",
      "const newWeb = fargateService(sim, { name: 'new-web', subnets: ['subnet-1'] });",
      "const default2 = fargateService(sim, { name: 'default' });",
      "sim.runUntilSteady({ timeout: '1h' });",
      "newWeb.register('new-web:2');",
      "default2.register('default:2');",
      "sim.workloads.set({ family: 'new-web', launches: { from: 2 } }, { flaky: 0.5 });",
      "sim.faults.add({ kind: 'slowProvisioning', extra: '5s', until: '+1m' });",
      "sim.schedule('+30s', 'ecs.updateService', { service: 'default', desiredCount: 2 });",
      'sim.ecs.listTasks({});',
      String.raw`sim.faults.add({ kind: 'imagePullFails', image: 'new-web:2', reason: 'it\'s a "quote" \\ and\na line' });`,
      "sim.run('90s');",
      '',
      'console.log(sim.timeline());',
      "if (holds(sim) === false) throw new Error('The claim does not hold.');",
      '',
    ]);
    expect(execute(program).printed).toBe(`${replay().timeline()}\n`);
  });
});
