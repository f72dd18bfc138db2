import { describe, expect, test } from 'vitest';
import {
  createSimulator,
  type ForkOptions,
  type Simulator,
  type SimulatorOptions,
  SteadystateError,
  type TimelineOptions,
} from '../../src/index.js';
import { latencyProfiles } from '../../src/simulator/defaults.js';
import { resolveOptions } from '../../src/simulator/options.js';

/** What is wrong with an option, as somebody sees it who gave it. */
function refusalOf(options: object, use: (options: SimulatorOptions) => unknown = createSimulator) {
  try {
    use(options);
  } catch (error) {
    if (!(error instanceof SteadystateError)) throw error;
    return { code: error.code, resource: error.resource, value: error.value, message: error.message };
  }
  return undefined;
}

const profiles = '"fargate"|"fargate-large-image"|"ec2-awsvpc"|"ec2-bridge"|"zero"';

describe('an option that is none is refused, with its name, what was given and what would be right', () => {
  test.each<[object, string]>([
    [{ seed: -1 }, 'seed is -1: Too small: expected number to be >=0.'],
    [{ seed: 1.5 }, 'seed is 1.5: Invalid input: expected int, received number.'],
    [{ seed: '7' }, 'seed is "7": Invalid input: expected number, received string.'],
    [{ startAt: 'soon' }, "startAt: 'soon' is not a moment of virtual time. Give a Date, ISO 8601 text, "],
    [{ startAt: 8.64e15 + 1 }, 'startAt: 8640000000000001 is not a moment of virtual time.'],
    [
      { tick: 'soon' },
      "tick: tick 'soon' is not a length of time. Give whole milliseconds, 0 or more, or text such as ",
    ],
    [{ tick: 0 }, 'tick: a tick of 0 ms would never move time. Give 1 ms or more.'],
    [{ region: 'Virginia' }, 'region is "Virginia": expected a region such as us-east-1.'],
    [{ account: '123' }, 'account is "123": expected twelve digits.'],
    [{ zones: [] }, 'zones is []: Too small: expected array to have >=1 items.'],
    [{ zones: [''] }, 'zones.0 is "": Too small: expected string to have >=1 characters.'],
    [{ zones: ['a', 'a'] }, 'zones: a is named twice. Name each zone once.'],
    [
      { subnets: { 'subnet-a': 'mars-1a' } },
      'subnets: subnet-a lies in mars-1a, which is not one of the zones. The zones are us-east-1a, us-east-1b, us-east-1c.',
    ],
    [{ securityGroups: [''] }, 'securityGroups.0 is "": Too small: expected string to have >=1 characters.'],
    [{ network: 'loose' }, 'network is "loose": Invalid option: expected one of "lenient"|"strict".'],
    [{ latency: 'slow' }, `latency is "slow": Invalid input: expected ${profiles} or object.`],
    [{ latency: { profile: 'slow' } }, `latency.profile is "slow": Invalid option: expected one of ${profiles}.`],
    [{ latency: { pullMs: -1 } }, 'latency.pullMs is -1: Too small: expected number to be >=0.'],
    [{ latency: { pull: 1 } }, 'latency.pull is 1: Unrecognized key: "pull".'],
    [{ jitter: 1.5 }, 'jitter is 1.5: Too big: expected number to be <=1.'],
    [{ quotas: { clusters: -1 } }, 'quotas.clusters is -1: Too small: expected number to be >=0.'],
    [{ quotas: { cluster: 1 } }, 'quotas.cluster is 1: Unrecognized key: "cluster".'],
    [
      { behaviour: '2020-01' },
      'behaviour is "2020-01": Invalid option: expected one of "2026-07"|"2025-11"|"2024-01"|"2021-01".',
    ],
    [{ scheduler: { beatMs: 0 } }, 'scheduler.beatMs: a beat of 0 ms would never end. Give 1 or more.'],
    [{ scheduler: { beatMs: 1.5 } }, 'scheduler.beatMs is 1.5: Invalid input: expected int, received number.'],
    [{ scheduler: { beat: 1 } }, 'scheduler.beat is 1: Unrecognized key: "beat".'],
    [
      { breakerEvaluation: { afterStartMs: -1 } },
      'breakerEvaluation.afterStartMs is -1: Too small: expected number to be >=0.',
    ],
    [{ startThrottle: { delaysMs: [] } }, 'startThrottle.delaysMs is []: Too small: expected array to have >=1 items.'],
    [{ startThrottle: { growFactor: 0.5 } }, 'startThrottle.growFactor is 0.5: Too small: expected number to be >=1.'],
    [{ placementThrottle: { delaysMs: [-1] } }, 'placementThrottle.delaysMs.0 is -1: Too small: '],
    [{ eagerStop: 'yes' }, 'eagerStop is "yes": Invalid input: expected boolean, received string.'],
    [{ digestGate: 'all' }, 'digestGate is "all": Invalid option: expected one of "firstTask"|"none".'],
    [{ replaceExternallyStopped: 'never' }, 'replaceExternallyStopped is "never": Invalid option: expected one of '],
    [{ stopPick: 'fattest' }, 'stopPick is "fattest": Invalid option: expected one of '],
    [{ stopEventOrder: 'last' }, 'stopEventOrder is "last": Invalid option: expected one of '],
    [{ drainingText: 'loud' }, 'drainingText is "loud": Invalid option: expected one of "taskSet"|"plain".'],
    [{ keepFacts: { last: 0 } }, 'keepFacts.last is 0: Too small: expected number to be >=1.'],
    [{ keepFact: 'all' }, 'keepFact is "all": Unrecognized key: "keepFact".'],
    [{ logger: { info() {} } }, 'logger has no debug. Give a pino logger, or anything with its debug, info and warn.'],
    [{ workloadSources: { random: 7 } }, 'workloadSources.random is no function. Give a function '],
  ])('%j', (options, told) => {
    const refusal = refusalOf(options);
    expect(refusal?.code).toBe('InvalidOption');
    expect(refusal?.message).toContain(`Option ${told}`);
    expect(refusal?.resource?.split('.')[0]).toBe(Object.keys(options)[0]);
    expect(refusal?.value).toBeTypeOf('string');
  });
});

test('what nobody mentions is Fargate as recorded, in us-east-1, from the first of January 2026 [quota-tasks-per-service] [quota-services-per-cluster] [quota-clusters] [quota-targets]', () => {
  expect(resolveOptions({})).toEqual({
    seed: 1,
    startMs: Date.UTC(2026, 0, 1),
    tickMs: 1_000,
    region: 'us-east-1',
    account: '123456789012',
    partition: 'aws',
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    subnets: [],
    securityGroups: [],
    network: 'lenient',
    latency: latencyProfiles.fargate,
    jitter: 0,
    scheduler: {
      beatMs: 10_000,
      pickUpMs: 5_000,
      firstPassMs: 15_000,
      callEffectMs: 4_000,
      settleMs: 40_000,
      steadySettleMs: 5_000,
      settleBehindTargetGroupMs: 0,
      forceDeleteMs: 22_300,
      inactiveMs: 75_000,
      completionMs: 25_000,
      leaveAtZeroMs: 60_000,
      failedPendingStopMs: 3_000,
      steadyRepeatMs: 21_600_000,
      repeatSuppressedMs: 21_600_000,
      zoneCheckMs: 60_000,
      stoppedTaskVisibleMs: 3_600_000,
      pendingTimeoutMs: 10_800_000,
    },
    breaker: { afterStartMs: 3_000, afterHealthFailureMs: 45_000 },
    startThrottle: {
      delaysMs: [0, 0, 300_000],
      growAfter: 10,
      growFactor: 1.5,
      delayMaxMs: 1_620_000,
      impairedAfter: 10,
    },
    placementThrottle: { delaysMs: [0, 0, 900_000] },
    eagerStop: true,
    stopPick: 'oldest',
    supersededStopOrder: 'oldestFirst',
    slotFreed: 'onContainersStopped',
    digestGate: 'firstTask',
    replaceExternallyStopped: 'onStopped',
    stopEventOrder: 'stoppedFirst',
    drainingText: 'taskSet',
    quotas: {
      tasksPerService: 5_000,
      servicesPerCluster: 5_000,
      clusters: 10_000,
      serviceLaunchesPerMinute: 500,
      fargateLaunchBurst: 100,
      fargateLaunchesPerSecond: 20,
      targetsPerTargetGroup: 1_000,
    },
    rules: { repairsSuperseded: true, breakerThresholds: true, breakerMin: 3 },
    keepFacts: 'all',
  });
});

describe('an option changes what it is about, and nothing else', () => {
  const base = resolveOptions({});

  test.each<[string, SimulatorOptions, object]>([
    [
      'other numbers keep the rest of the profile',
      { latency: { pullMs: 1 } },
      { latency: { ...base.latency, pullMs: 1 } },
    ],
    [
      'a profile with other numbers',
      { latency: { profile: 'ec2-bridge', pullMs: 1 } },
      { latency: { ...latencyProfiles['ec2-bridge'], pullMs: 1 } },
    ],
    [
      'zones follow the region',
      { region: 'eu-west-2' },
      { region: 'eu-west-2', zones: ['eu-west-2a', 'eu-west-2b', 'eu-west-2c'] },
    ],
    [
      'a region of another partition',
      { region: 'cn-north-1', zones: ['cn-north-1a'] },
      { region: 'cn-north-1', zones: ['cn-north-1a'], partition: 'aws-cn' },
    ],
    ['one quota', { quotas: { clusters: 2 } }, { quotas: { ...base.quotas, clusters: 2 } }],
    ['one timing', { scheduler: { beatMs: 5_000 } }, { scheduler: { ...base.scheduler, beatMs: 5_000 } }],
    [
      'a date',
      { behaviour: '2021-01' },
      { rules: { repairsSuperseded: false, breakerThresholds: false, breakerMin: 10 } },
    ],
    [
      'durations and moments as text',
      { tick: '1m', startAt: '2030-05-06T07:08:09Z' },
      { tickMs: 60_000, startMs: Date.UTC(2030, 4, 6, 7, 8, 9) },
    ],
    [
      'half a throttle',
      { startThrottle: { growAfter: 2 } },
      { startThrottle: { ...base.startThrottle, growAfter: 2 } },
    ],
  ])('%s', (_name, options, changed) => {
    expect(resolveOptions(options)).toEqual({ ...base, ...changed });
  });

  test('no quotas', () => {
    expect(new Set(Object.values(resolveOptions({ quotas: 'off' }).quotas))).toEqual(
      new Set([Number.POSITIVE_INFINITY]),
    );
  });

  test('no latency: the scheduler acts at once as well, only its beat stays', () => {
    const { latency, scheduler, breaker } = resolveOptions({ latency: 'zero' });
    expect(new Set(Object.values(latency))).toEqual(new Set([0]));
    expect([scheduler.beatMs, scheduler.pickUpMs, scheduler.firstPassMs, scheduler.callEffectMs]).toEqual([
      10_000, 0, 0, 0,
    ]);
    expect(breaker).toEqual({ afterStartMs: 0, afterHealthFailureMs: 0 });
  });
});

test.each([
  { given: { sede: 3 }, resource: 'sede', value: '3' },
  { given: { seed: 3, latency: { pullMs: 5 } }, resource: 'latency', value: '{"pullMs":5}' },
  { given: { keepFacts: 'all', logger: undefined }, resource: 'logger', value: 'undefined' },
])('a fork has no option $resource: it is refused by name', ({ given, resource, value }) => {
  const sim = createSimulator();
  expect(refusalOf(given, (options) => sim.fork(options as ForkOptions))).toEqual({
    code: 'InvalidOption',
    resource,
    value,
    message: `A fork has no option ${resource}. It has seed and keepFacts of its own; all else is as in the simulator it is forked from.`,
  });
});

test.each<[of: string, options: string, ask: (sim: Simulator, unknown: object) => unknown]>([
  ['A snapshot', 'facts', (sim, unknown) => sim.snapshot(unknown)],
  ['A timeline', 'service, cluster, from, until, origin, detail', (sim, unknown) => sim.timeline(unknown)],
  ['A timeline', 'service, cluster, from, until, origin, detail', (sim, unknown) => sim.timelineEntries(unknown)],
  ['Running until something', 'timeout', (sim, unknown) => sim.runUntil(() => true, unknown)],
  ['Running until something', 'timeout', (sim, unknown) => sim.runUntilSteady(unknown)],
])('an option that isn’t there is refused by name: %s', (of, options, ask) => {
  const sim = createSimulator();
  expect(refusalOf({ timout: '5m' }, (unknown) => ask(sim, unknown))).toEqual({
    code: 'InvalidOption',
    resource: 'timout',
    value: '"5m"',
    message: `${of} has no option timout. Its options are ${options}.`,
  });
});

test('a detail that no timeline has is refused', () => {
  const sim = createSimulator();
  expect(refusalOf({ detail: 'ful' }, (options) => sim.timeline(options as TimelineOptions))).toEqual({
    code: 'InvalidOption',
    resource: 'detail',
    value: 'ful',
    message: 'Option detail is "ful". Give events, normal, full.',
  });
});
