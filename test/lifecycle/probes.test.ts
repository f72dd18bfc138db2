import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkStartMs,
  flakyLookAheadMax,
  initialProbeMemory,
  lastFailure,
  lookAhead,
  ProbedHealth,
  type ProbeFlip,
  type ProbeMemory,
  type ProbePlan,
  type ProbeSpan,
} from '../../src/lifecycle/probes.js';

const { INITIAL, HEALTHY, UNHEALTHY } = ProbedHealth;
const always = Number.POSITIVE_INFINITY;

/** A check every 10 s from 10 s on; one pass makes healthy, three failures unhealthy. */
const aPlan = (about: Partial<ProbePlan> = {}): ProbePlan => ({
  firstMs: 10_000,
  everyMs: 10_000,
  passesWhenInitial: 1,
  passesWhenUnhealthy: 1,
  failures: 3,
  failuresCountFromMs: 0,
  spansFromMs: 0,
  spans: [passing(0)],
  failsByChance: undefined,
  chanceFailure: undefined,
  ...about,
});

const passing = (fromMs: number, resultAfterMs = 0): ProbeSpan => ({ fromMs, outcome: 0, resultAfterMs });
const failing = (fromMs: number, resultAfterMs = 0): ProbeSpan => ({ fromMs, outcome: 2, code: 503, resultAfterMs });

const memory = (health: ProbedHealth, streak = 0, nextCheck = 0): ProbeMemory => ({ health, streak, nextCheck });

describe('the next change of health', () => {
  for (const { name, from, plan, before, outlook } of [
    {
      name: 'healthy with the first passing check [container-health-check] [target-alb-needs-one-pass]',
      plan: aPlan(),
      outlook: 'HEALTHY at 10 s by 0, next check 1',
    },
    {
      name: 'healthy with the third, where three are asked for [target-nlb-needs-the-threshold]',
      plan: aPlan({ passesWhenInitial: 3 }),
      outlook: 'HEALTHY at 30 s by 0, next check 3',
    },
    {
      name: 'known when the result is there, not when the check starts',
      plan: aPlan({ spans: [passing(0, 700)] }),
      outlook: 'HEALTHY at 10.7 s by 0, next check 1',
    },
    {
      name: 'unhealthy with the third failure [container-health-check]',
      plan: aPlan({ spans: [failing(0, 5_000)] }),
      outlook: 'UNHEALTHY at 35 s by 2 (503), next check 3',
    },
    {
      name: 'no failures counted in the start period, to the check that starts at its end [container-health-check]',
      plan: aPlan({ spans: [failing(0)], failuresCountFromMs: 40_000 }),
      outlook: 'UNHEALTHY at 60 s by 2 (503), next check 6',
    },
    {
      name: 'passes counted in the start period',
      plan: aPlan({ spans: [failing(0), passing(15_000)], failuresCountFromMs: 100_000 }),
      outlook: 'HEALTHY at 20 s by 0, next check 2',
    },
    {
      name: 'failures counted in the start period once it was healthy',
      from: memory(HEALTHY, 0, 1),
      plan: aPlan({ spans: [failing(0)], failuresCountFromMs: 100_000 }),
      outlook: 'UNHEALTHY at 40 s by 2 (503), next check 4',
    },
    {
      name: 'a row of failures broken by a pass starts anew',
      from: memory(HEALTHY, 0, 1),
      plan: aPlan({ spans: [failing(0), passing(35_000), failing(45_000)] }),
      outlook: 'UNHEALTHY at 70 s by 2 (503), next check 7',
    },
    {
      name: 'a row that was begun goes on',
      from: memory(HEALTHY, -2, 4),
      plan: aPlan({ spans: [failing(0)] }),
      outlook: 'UNHEALTHY at 50 s by 2 (503), next check 5',
    },
    {
      name: 'a row of failures broken by failures that do not count',
      from: memory(INITIAL, -2, 0),
      plan: aPlan({ spans: [failing(0)], failuresCountFromMs: 40_000 }),
      outlook: 'UNHEALTHY at 60 s by 2 (503), next check 6',
    },
    {
      name: 'failures by chance of which nothing is said',
      plan: aPlan({ failsByChance: () => true }),
      outlook: 'UNHEALTHY at 30 s by 1, next check 3',
    },
    {
      name: 'unhealthy for ever',
      from: memory(UNHEALTHY, 0, 3),
      plan: aPlan({ spans: [failing(0)] }),
      outlook: 'quiet',
    },
    {
      name: 'healthy for ever',
      from: memory(HEALTHY, 0, 3),
      plan: aPlan(),
      outlook: 'quiet',
    },
    {
      name: 'healthy again after the passes that an unhealthy one needs [target-thresholds]',
      from: memory(UNHEALTHY, 0, 3),
      plan: aPlan({ passesWhenUnhealthy: 5, spans: [failing(0), passing(55_000)] }),
      outlook: 'HEALTHY at 100 s by 0, next check 10',
    },
    {
      name: 'nothing before the first result',
      plan: aPlan({ spans: [passing(0, 700)] }),
      before: 10_700,
      outlook: 'quiet until then: streak 0, next check 0',
    },
    {
      name: 'a result a millisecond before the limit counts',
      plan: aPlan({ spans: [passing(0, 699)] }),
      before: 10_700,
      outlook: 'HEALTHY at 10.699 s by 0, next check 1',
    },
    {
      name: 'two failures before the limit are remembered',
      plan: aPlan({ spans: [failing(0)] }),
      before: 30_000,
      outlook: 'quiet until then: streak -2, next check 2',
    },
    {
      name: 'failures in the start period are not remembered',
      plan: aPlan({ spans: [failing(0)], failuresCountFromMs: 100_000 }),
      before: 30_000,
      outlook: 'quiet until then: streak 0, next check 2',
    },
    {
      name: 'a failure by chance says so',
      plan: aPlan({ failures: 1, failsByChance: () => true, chanceFailure: { outcome: 1, code: 500 } }),
      outlook: 'UNHEALTHY at 10 s by 1 (500), next check 1',
    },
  ] as {
    name: string;
    from?: ProbeMemory;
    plan: ProbePlan;
    before?: number;
    outlook: string;
  }[]) {
    test(name, () => {
      expect(describeOutlook(from ?? initialProbeMemory, plan, before ?? always)).toBe(outlook);
    });
  }

  for (const { name, from, plan, before, memory: after } of [
    { name: 'nothing is known', plan: aPlan({ spans: [] }), memory: memory(INITIAL, 0, 0) },
    { name: 'it stays healthy', from: memory(HEALTHY, 0, 3), plan: aPlan(), memory: memory(HEALTHY, 0, 3) },
    {
      name: 'a begun row of failures ends with passes for ever',
      from: memory(HEALTHY, -2, 3),
      plan: aPlan(),
      memory: memory(HEALTHY, 0, 3),
    },
    {
      name: 'the start period ends with the limit',
      plan: aPlan({ spans: [failing(0)], failuresCountFromMs: 30_000 }),
      before: 30_000,
      memory: memory(INITIAL, 0, 2),
    },
    {
      name: 'failures count from the end of the start period on',
      plan: aPlan({ spans: [failing(0)], failuresCountFromMs: 30_000 }),
      before: 45_000,
      memory: memory(INITIAL, -2, 4),
    },
    {
      name: 'the start period never ends',
      plan: aPlan({ spans: [failing(0)], failuresCountFromMs: always }),
      memory: memory(INITIAL, 0, 0),
    },
  ] as { name: string; from?: ProbeMemory; plan: ProbePlan; before?: number; memory: ProbeMemory }[]) {
    test(`none: ${name}`, () => {
      const outlook = lookAhead(from ?? initialProbeMemory, plan, before ?? always);
      expect(outlook).toEqual({ kind: 'quiet', memory: after, goesOn: false });
    });
  }

  test('a check that never comes to an end of its spans costs no time', () => {
    const outlook = lookAhead(memory(HEALTHY, 0, 1), aPlan({ spans: [passing(0), failing(10 ** 14)] }), always);
    expect(outlook).toMatchObject({ kind: 'flip', flip: { atMs: 10 ** 14 + 20_000, health: UNHEALTHY } });
  });

  test('flaky checks that never flip are followed in stretches', () => {
    const plan = aPlan({ failsByChance: (check) => check % 3 === 0 });
    const outlook = lookAhead(memory(HEALTHY, 0, 1), plan, always);
    expect(outlook).toEqual({
      kind: 'quiet',
      goesOn: true,
      memory: { health: HEALTHY, streak: 0, nextCheck: 1 + flakyLookAheadMax },
    });
  });
});

function describeOutlook(from: ProbeMemory, plan: ProbePlan, beforeMs: number): string {
  const outlook = lookAhead(from, plan, beforeMs);
  if (outlook.kind === 'quiet') {
    const { streak, nextCheck } = outlook.memory;
    return beforeMs === always ? 'quiet' : `quiet until then: streak ${streak}, next check ${nextCheck}`;
  }
  const { atMs, health, outcome, code, memory: after } = outlook.flip;
  expect(after).toEqual({ health, streak: 0, nextCheck: after.nextCheck });
  const what = `${health === HEALTHY ? 'HEALTHY' : 'UNHEALTHY'} at ${atMs / 1_000} s`;
  return `${what} by ${outcome}${code === undefined ? '' : ` (${code})`}, next check ${after.nextCheck}`;
}

// ------------------------------------------------------------------------------------------ one check after the other

type Simulated = { readonly flip: ProbeFlip } | { readonly memory: ProbeMemory };

/** Every check by itself, in order, until the verdict changes or results reach the limit. Knows nothing of spans ahead. */
function simulate(from: ProbeMemory, plan: ProbePlan, beforeMs: number): Simulated {
  let { health, streak, nextCheck } = from;
  for (; ; nextCheck += 1) {
    const startMs = checkStartMs(plan, nextCheck);
    const span =
      plan.spans.findLast((each) => plan.spansFromMs + each.fromMs <= startMs) ?? (plan.spans[0] as ProbeSpan);
    const atMs = startMs + span.resultAfterMs;
    if (atMs >= beforeMs) return { memory: { health, streak, nextCheck } };
    const byChance = span.outcome === 0 && plan.failsByChance?.(nextCheck) === true;
    const passes = span.outcome === 0 && !byChance;
    if ((health === HEALTHY && passes) || (health === UNHEALTHY && !passes)) {
      streak = 0;
      continue;
    }
    if (health === INITIAL && !passes && startMs < plan.failuresCountFromMs) {
      streak = 0;
      continue;
    }
    streak = passes ? Math.max(0, streak) + 1 : Math.min(0, streak) - 1;
    const needed = !passes ? plan.failures : health === INITIAL ? plan.passesWhenInitial : plan.passesWhenUnhealthy;
    if (Math.abs(streak) < needed) continue;
    const found = byChance ? plan.chanceFailure : span;
    health = passes ? HEALTHY : UNHEALTHY;
    return {
      flip: {
        atMs,
        health,
        outcome: found?.outcome ?? 1,
        code: found?.code,
        memory: { health, streak: 0, nextCheck: nextCheck + 1 },
      },
    };
  }
}

const flips = (outlook: ReturnType<typeof lookAhead>): Simulated =>
  outlook.kind === 'flip' ? { flip: outlook.flip } : { memory: outlook.memory };

const thresholds = fc.integer({ min: 1, max: 4 });

/** Plans on a small scale: spans of a few checks, so that every kind of run is met. */
const plans: fc.Arbitrary<ProbePlan> = fc
  .record({
    firstMs: fc.nat(30),
    everyMs: fc.integer({ min: 1, max: 12 }),
    passesWhenInitial: thresholds,
    passesWhenUnhealthy: thresholds,
    failures: thresholds,
    failuresCountFromMs: fc.oneof(fc.constant(0), fc.nat(120)),
    spans: fc.array(
      fc.record({
        lasts: fc.integer({ min: 1, max: 60 }),
        outcome: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3 })),
        resultAfterMs: fc.nat(12),
        code: fc.option(fc.constantFrom(200, 503), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    chance: fc.option(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), { nil: undefined }),
    spansFromMs: fc.oneof(fc.constant(0), fc.integer({ min: -40, max: 40 })),
  })
  .map(({ spans, chance, ...rest }) => {
    let fromMs = 0;
    return {
      ...rest,
      spans: spans.map(({ lasts, code, ...span }) => {
        const from = fromMs;
        fromMs += lasts;
        return { fromMs: from, ...span, ...(code === undefined ? {} : { code }) };
      }),
      failsByChance: chance === undefined ? undefined : (check: number) => chance[check % chance.length] === true,
      chanceFailure: chance === undefined ? undefined : { outcome: 9, code: 500 },
    };
  });

/** A memory that such a plan could have left behind. */
const memoriesOf = (plan: ProbePlan): fc.Arbitrary<ProbeMemory> =>
  fc.constantFrom(INITIAL, HEALTHY, UNHEALTHY).chain((health) => {
    const passes = health === INITIAL ? plan.passesWhenInitial : plan.passesWhenUnhealthy;
    const most = health === HEALTHY ? 0 : passes - 1;
    const least = health === UNHEALTHY ? 0 : 1 - plan.failures;
    return fc.record({
      health: fc.constant(health),
      streak: fc.integer({ min: least, max: most }),
      nextCheck: fc.nat(20),
    });
  });

const planAndMemory = plans.chain((plan) => fc.record({ plan: fc.constant(plan), from: memoriesOf(plan) }));
const limits = fc.nat(300);

describe('looking ahead', () => {
  test('finds what checking one after the other finds [container-checks-are-not-simulated-one-by-one]', () => {
    fc.assert(
      fc.property(planAndMemory, limits, ({ plan, from }, beforeMs) => {
        expect(flips(lookAhead(from, plan, beforeMs))).toEqual(simulate(from, plan, beforeMs));
      }),
      { numRuns: 5_000 },
    );
  });

  test('without a limit finds the first change there is, or that there is none', () => {
    fc.assert(
      fc.property(planAndMemory, ({ plan, from }) => {
        // All spans, all chances and all thresholds repeat themselves well before this.
        const simulated = simulate(from, plan, 5_000);
        const outlook = lookAhead(from, plan, always);
        if ('flip' in simulated) expect(flips(outlook)).toEqual(simulated);
        else {
          const goesOn = plan.failsByChance !== undefined && plan.spans.at(-1)?.outcome === 0;
          expect(outlook).toMatchObject({ kind: 'quiet', goesOn });
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('in two steps is looking ahead in one', () => {
    fc.assert(
      fc.property(planAndMemory, limits, limits, ({ plan, from }, a, b) => {
        const first = lookAhead(from, plan, Math.min(a, b));
        if (first.kind === 'flip') return;
        expect(flips(lookAhead(first.memory, plan, Math.max(a, b)))).toEqual(
          flips(lookAhead(from, plan, Math.max(a, b))),
        );
      }),
      { numRuns: 3_000 },
    );
  });

  test('goes on after every flip as if nothing had been looked up', () => {
    fc.assert(
      fc.property(plans, limits, (plan, beforeMs) => {
        const follow = (look: (from: ProbeMemory) => Simulated): ProbeFlip[] => {
          const found: ProbeFlip[] = [];
          for (let from = initialProbeMemory; ; ) {
            const next = look(from);
            if (!('flip' in next)) return found;
            found.push(next.flip);
            from = next.flip.memory;
          }
        };
        expect(follow((from) => flips(lookAhead(from, plan, beforeMs)))).toEqual(
          follow((from) => simulate(from, plan, beforeMs)),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the last failure', () => {
  // Checks at 10, 20, 30 s …
  const plan = aPlan({ spans: [failing(0, 2_000), passing(25_000, 500)] });
  for (const { nowMs, fromCheck, found } of [
    { nowMs: 9_999, found: undefined },
    { nowMs: 11_999, found: undefined },
    { nowMs: 12_000, found: 503 },
    { nowMs: 30_500, found: 503 },
    { nowMs: 10 ** 6, found: 503 },
    { nowMs: 30_500, fromCheck: 1, found: 503 },
    { nowMs: 30_500, fromCheck: 2, found: undefined },
  ]) {
    test(`at ${nowMs} ms, from check ${fromCheck ?? 0} on: ${found ?? 'none'}`, () => {
      expect(lastFailure(plan, nowMs, fromCheck)?.code).toBe(found);
    });
  }
});

test('without spans no check has failed', () => {
  expect(lastFailure(aPlan({ spans: [] }), 60_000)).toBe(undefined);
});
