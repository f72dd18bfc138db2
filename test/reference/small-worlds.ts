import * as fc from 'fast-check';
import type { Behaviour, Deed, Latency, ServiceSettings, SmallWorld } from './small-world.js';

/** Random small worlds. */

const seconds = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min, max }).map((count) => count * 1_000);

/** About those of Fargate, in whole seconds. */
const wholeSeconds: fc.Arbitrary<Latency> = fc.record({
  provisioningMs: seconds(4, 17),
  networkInterfaceMs: seconds(2, 5),
  pullStartMs: seconds(3, 12),
  pullMs: seconds(1, 12),
  containerStartMs: seconds(1, 2),
  drainedMs: seconds(1, 10),
  sigtermMs: seconds(1, 2),
  exitReportMs: seconds(1, 3),
  killMs: seconds(2, 11),
  pendingStopMs: seconds(1, 4),
  deprovisioningMs: seconds(3, 24),
  provisioningStopMs: seconds(3, 8),
  firstTargetCheckMs: seconds(1, 3),
});

/** Those of the profile `fargate`, in tenths of a second. */
const fargate: Latency = {
  provisioningMs: 16_400,
  networkInterfaceMs: 4_000,
  pullStartMs: 11_400,
  pullMs: 9_000,
  containerStartMs: 600,
  drainedMs: 9_100,
  sigtermMs: 400,
  exitReportMs: 1_100,
  killMs: 10_600,
  pendingStopMs: 2_900,
  deprovisioningMs: 23_000,
  provisioningStopMs: 7_600,
  firstTargetCheckMs: 1_000,
};

const percents: fc.Arbitrary<readonly [minimum: number, maximum: number]> = fc.constantFrom(
  [100, 200],
  [100, 150],
  [75, 125],
  [50, 100],
  [50, 200],
  [0, 100],
  [0, 200],
  [100, 125],
);

/** Small ones, and now and then one of which a share is more than the least threshold. */
const desiredCount = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 5 }) },
  { weight: 1, arbitrary: fc.integer({ min: 6, max: 14 }) },
);

/** Mostly low ones: what they say shows only where something fails so often. */
const threshold: fc.Arbitrary<ServiceSettings['threshold']> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(undefined) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom('BOUNDED_PERCENT' as const, 'UNBOUNDED_PERCENT' as const, 'UNBOUNDED_PERCENT' as const),
      value: fc.integer({ min: 1, max: 100 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('COUNT' as const), value: fc.integer({ min: 1, max: 4 }) }) },
);

const service: fc.Arbitrary<ServiceSettings> = fc
  .record({
    desiredCount,
    percents,
    breaker: fc.constantFrom('off', 'on', 'withRollback', 'withRollback'),
    threshold,
    resetsOnHealthyTask: fc.constantFrom(true, true, false),
    graceMs: fc.oneof(fc.constant(0), seconds(1, 90)),
    stopTimeoutMs: seconds(2, 30),
    balancer: fc.option(
      fc.record({
        intervalMs: seconds(5, 15),
        timeoutMs: seconds(2, 4),
        healthyThreshold: fc.integer({ min: 2, max: 4 }),
        unhealthyThreshold: fc.integer({ min: 2, max: 3 }),
        deregistrationDelayMs: seconds(0, 40),
      }),
      { nil: undefined },
    ),
    check: fc.option(
      fc.record({
        intervalMs: seconds(5, 12),
        retries: fc.integer({ min: 1, max: 3 }),
        startPeriodMs: fc.oneof(fc.constant(0), seconds(1, 40)),
      }),
      { nil: undefined },
    ),
  })
  .map(({ percents: [minimumHealthyPercent, maximumPercent], ...rest }) => ({
    ...rest,
    breaker: rest.breaker as ServiceSettings['breaker'],
    minimumHealthyPercent,
    maximumPercent,
  }));

function stepsOf<T>(values: fc.Arbitrary<T>): fc.Arbitrary<readonly { afterMs: number; is: T }[]> {
  return fc
    .tuple(values, fc.uniqueArray(seconds(5, 300), { maxLength: 2 }), fc.array(values, { minLength: 2, maxLength: 2 }))
    .map(([first, moments, later]) => [
      { afterMs: 0, is: first },
      ...moments.sort((a, b) => a - b).map((afterMs, index) => ({ afterMs, is: later[index] as T })),
    ]);
}

const well: Behaviour = {
  startsInMs: 0,
  exits: undefined,
  healthCheck: [{ afterMs: 0, is: 'passing' }],
  http: [{ afterMs: 0, is: 200 }],
  onSigterm: { exitsInMs: 1_000 },
};

const onSigterm = fc.oneof(
  { weight: 1, arbitrary: fc.constant<'ignored'>('ignored') },
  { weight: 4, arbitrary: seconds(0, 12).map((exitsInMs) => ({ exitsInMs })) },
);

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  { weight: 3, arbitrary: onSigterm.map((how) => ({ ...well, onSigterm: how })) },
  {
    weight: 4,
    arbitrary: fc
      .record({ code: fc.constantFrom(0, 1), afterMs: fc.oneof(seconds(1, 20), seconds(1, 200)) })
      .map((exits) => ({ ...well, exits })),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      startsInMs: fc.oneof(fc.constant(0), seconds(1, 60)),
      exits: fc.constant(undefined),
      healthCheck: stepsOf(fc.constantFrom('passing' as const, 'passing' as const, 'failing' as const)),
      http: stepsOf(
        fc.constantFrom<200 | 500 | 503 | 'silent' | 'refused'>(200, 200, 200, 503, 500, 'silent', 'refused'),
      ),
      onSigterm,
    }),
  },
);

const revisionCount = 3;
const revision = fc.integer({ min: 1, max: revisionCount });

type DeedAbout = Deed extends infer D ? (D extends Deed ? Omit<D, 'atMs'> : never) : never;

const deedAbout: fc.Arbitrary<DeedAbout> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ does: fc.constant('deploy' as const), revision }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('deploy' as const),
      revision,
      desiredCount,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ does: 'force' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('scale' as const), desiredCount }),
  },
  {
    weight: 1,
    arbitrary: percents.map(([minimumHealthyPercent, maximumPercent]) => ({
      does: 'percents' as const,
      minimumHealthyPercent,
      maximumPercent,
    })),
  },
  { weight: 1, arbitrary: seconds(0, 90).map((graceMs) => ({ does: 'grace' as const, graceMs })) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('stopTask' as const), which: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('behave' as const), revision, behaviour }) },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('pullFails' as const),
      revision,
      failsAfterMs: seconds(5, 60),
      forMs: seconds(30, 400),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('blind' as const),
      how: fc.constantFrom(503 as const, 'silent' as const, 'refused' as const),
      forMs: seconds(5, 120),
    }),
  },
);

/** Pauses between deeds: short ones, so that things meet, and some in which all settles. */
const pauses = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 200 }) },
  { weight: 3, arbitrary: fc.integer({ min: 200, max: 1_500 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1_500, max: 3_000 }) },
);

export function smallWorlds({ tickMs }: { readonly tickMs: 1_000 | 100 }): fc.Arbitrary<SmallWorld> {
  return fc
    .record({
      latency: tickMs === 100 ? fc.constant(fargate) : wholeSeconds,
      eagerStop: fc.boolean(),
      slotFreed: fc.constantFrom('onContainersStopped' as const, 'onContainersStopped' as const, 'onStopped' as const),
      supersededStopOrder: fc.constantFrom('oldestFirst' as const, 'newestFirst' as const),
      digestGate: fc.constantFrom('firstTask' as const, 'none' as const),
      repairsSuperseded: fc.constantFrom(true, true, false),
      service,
      revisions: fc
        .tuple(
          fc.oneof({ weight: 3, arbitrary: fc.constant(well) }, { weight: 1, arbitrary: behaviour }),
          behaviour,
          behaviour,
        )
        .map((all): readonly Behaviour[] => all),
      deeds: fc.array(fc.tuple(pauses, deedAbout), { minLength: 1, maxLength: 5, size: 'max' }),
    })
    .map(({ deeds, ...rest }) => {
      let tenths = 0;
      const timed: Deed[] = [];
      for (const [pause, about] of deeds) {
        tenths += pause;
        timed.push({ ...about, atMs: Math.ceil((tenths * 100) / tickMs) * tickMs } as Deed);
      }
      const lastMs = timed[timed.length - 1]?.atMs ?? 0;
      return { tickMs, lastsMs: Math.min(3_400_000, lastMs + 180_000), deeds: timed, ...rest };
    });
}
