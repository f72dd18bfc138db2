import * as fc from 'fast-check';
import type { ContainerBehaviour, Fault, SimulatorOptions, WorkloadSelector } from '../../src/index.js';
import { type Action, call } from './actions.js';
import {
  aboutBalancers,
  aboutTasks,
  createService,
  deletions,
  garbage,
  places,
  taskDefinitions,
  updateService,
} from './requests.js';
import { behaviours, faults, flakyBehaviours, randomKills, randomSelectors, selectors } from './troubles.js';

/** A simulator and what is done to it. */
export interface Scenario {
  readonly options: SimulatorOptions;
  readonly actions: readonly Action[];
}

/** Milliseconds that fall between everything, seconds, minutes, now and then hours. */
export const stretches = fc.oneof(
  { weight: 1, arbitrary: fc.nat(999) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 40 }).map((count) => count * 1_000) },
  { weight: 4, arbitrary: fc.integer({ min: 20_000, max: 400_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 400, max: 6_000 }).map((count) => count * 1_000) },
);

const validCalls = fc.oneof(
  { weight: 2, arbitrary: createService },
  { weight: 8, arbitrary: updateService },
  { weight: 3, arbitrary: aboutTasks },
  { weight: 1, arbitrary: deletions },
  { weight: 2, arbitrary: aboutBalancers },
);

const scheduled = fc
  .tuple(validCalls, fc.nat(200_000))
  .map(
    ([action, afterMs]): Action =>
      action.does === 'call' ? { ...action, does: 'schedule', afterMs } : { does: 'run', ms: afterMs },
  );

/** An update to a revision that is no good, with the breaker on, and time for it to show. */
const badRollouts: fc.Arbitrary<Action[]> = fc
  .record({
    taskDefinition: taskDefinitions,
    behaviour: fc.constantFrom<ContainerBehaviour>(
      { exits: { code: 1, after: '4s' } },
      { healthCheck: 'failing' },
      { http: 503 },
      { startsIn: '100s' },
    ),
    rollback: fc.boolean(),
    ms: fc.integer({ min: 60_000, max: 900_000 }),
  })
  .map(({ taskDefinition, behaviour, rollback, ms }) => [
    { does: 'workload', selector: taskDefinition, behaviour },
    call('updateService', {
      cluster: 'main',
      service: 'one',
      taskDefinition,
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback } },
    }),
    { does: 'run', ms },
  ]);

export interface Kind {
  /** Draws of chance: random picks, fractions, flaky checks, jitter. */
  readonly chance?: boolean;
  /** Mostly requests that are refused. */
  readonly refusals?: boolean;
  readonly maxLength?: number;
  /** Nothing that a user does wrong, nor anything that goes wrong: what the scheduler does alone. */
  readonly healthy?: boolean;
}

function actionsOf({ chance = true, refusals = false, healthy = false }: Kind): fc.Arbitrary<Action> {
  const workload = (of: fc.Arbitrary<[string | WorkloadSelector, ContainerBehaviour]>) =>
    of.map(([selector, behaviour]): Action => ({ does: 'workload', selector, behaviour }));
  const fault = (of: fc.Arbitrary<Fault>) => of.map((each): Action => ({ does: 'fault', fault: each }));
  return fc.oneof(
    { weight: 10, arbitrary: stretches.map((ms): Action => ({ does: 'run', ms })) },
    { weight: 8, arbitrary: validCalls },
    { weight: 1, arbitrary: scheduled },
    ...(healthy
      ? []
      : [
          { weight: 3, arbitrary: workload(fc.tuple(selectors, behaviours)) },
          { weight: 1, arbitrary: fc.constant<Action>({ does: 'clearWorkloads' }) },
          { weight: 3, arbitrary: fault(faults) },
          { weight: 1, arbitrary: places.map((which): Action => ({ does: 'removeFault', which })) },
        ]),
    ...(chance && !healthy
      ? [
          { weight: 1, arbitrary: workload(fc.tuple(fc.oneof(selectors, randomSelectors), flakyBehaviours)) },
          { weight: 1, arbitrary: workload(fc.tuple(randomSelectors, behaviours)) },
          { weight: 1, arbitrary: fault(randomKills) },
        ]
      : []),
    { weight: refusals ? 20 : 1, arbitrary: garbage },
  );
}

const options = (chance: boolean): fc.Arbitrary<SimulatorOptions> =>
  fc.record(
    {
      seed: fc.nat(1_000),
      latency: fc.constantFrom('fargate', 'fargate', 'fargate', 'ec2-awsvpc', 'zero'),
      jitter: fc.constantFrom(0, chance ? 0.3 : 0),
      digestGate: fc.constantFrom('firstTask', 'none'),
      behaviour: fc.constantFrom('2026-07', '2025-11', '2024-01'),
      replaceExternallyStopped: fc.constantFrom('onStopped', 'onStopRequested'),
      stopEventOrder: fc.constantFrom('stoppedFirst', 'deregisteredFirst'),
      eagerStop: fc.boolean(),
      slotFreed: fc.constantFrom('onContainersStopped', 'onStopped'),
      supersededStopOrder: fc.constantFrom('oldestFirst', 'newestFirst'),
      stopPick: fc.constantFrom('oldest', 'newest', chance ? 'random' : 'oldest'),
    },
    { requiredKeys: ['seed'] },
  );

/** Every scenario begins with a service that is let settle or not. */
export function scenariosOf(kind: Kind = {}): fc.Arbitrary<Scenario> {
  return fc
    .record({
      options: options(kind.chance ?? true),
      first: createService,
      settles: fc.boolean(),
      rest: fc.array(
        fc.oneof(
          { weight: 12, arbitrary: actionsOf(kind).map((action) => [action]) },
          ...(kind.healthy === true ? [] : [{ weight: 1, arbitrary: badRollouts }]),
        ),
        { minLength: 4, maxLength: kind.maxLength ?? 25, size: 'max' },
      ),
    })
    .map(({ options: given, first, settles, rest }) => ({
      options: given,
      actions: [
        { ...first, input: { ...(first.input as object), serviceName: 'one' } },
        ...(settles ? [{ does: 'run', ms: 180_000 } as const] : []),
        ...rest.flat(),
      ],
    }));
}
