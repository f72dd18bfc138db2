import * as fc from 'fast-check';
import type { ContainerBehaviour, Fault, FaultWindow, WorkloadSelector } from '../../src/index.js';
import { reference } from './actions.js';
import { serviceNames, taskDefinitions } from './requests.js';

/** What containers do, and what goes wrong around them. */

const seconds = fc.integer({ min: 1, max: 300 });

export const behaviours: fc.Arbitrary<ContainerBehaviour> = fc.constantFrom<ContainerBehaviour>(
  {},
  { exits: { code: 1, after: '1s' } },
  { exits: { code: 1, after: '4s' } },
  { exits: { code: 0, after: '30s' } },
  { exits: { code: 3, after: '90s' } },
  { outOfMemory: { after: '20s' } },
  { startsIn: '30s' },
  { healthCheck: 'failing' },
  {
    healthCheck: [
      { after: 0, is: 'passing' },
      { after: '70s', is: 'failing' },
    ],
  },
  { http: 500 },
  { http: 'silent' },
  { http: 'refused' },
  {
    http: [
      { after: 0, is: 200 },
      { after: '80s', is: 503 },
      { after: '200s', is: 200 },
    ],
  },
  { http: { status: 200, latency: '3s' } },
  { onSigterm: 'ignored' },
  { onSigterm: { exitsIn: '8s', code: 143 } },
);
export const flakyBehaviours = fc.constantFrom<ContainerBehaviour>({ flaky: 0.2 }, { flaky: 0.5, startsIn: '5s' });

export const selectors = fc.oneof(
  fc.constantFrom<string | WorkloadSelector>(
    'web',
    'web:2',
    'api',
    'api:2',
    { container: 'init' },
    { container: 'side' },
  ),
  fc.record({ taskDefinition: taskDefinitions, launches: fc.constantFrom({ to: 2 }, { from: 3 }, { from: 2, to: 4 }) }),
);

export const randomSelectors = fc.record({
  family: fc.constantFrom('web', 'api'),
  fraction: fc.constantFrom(0.3, 0.7),
});

const windows = fc.record({ from: fc.nat(120), lasts: fc.option(seconds, { nil: undefined }) }).map(
  ({ from, lasts }): FaultWindow => ({
    from: `+${from}s`,
    ...(lasts === undefined ? {} : { until: `+${from + lasts}s` }),
  }),
);

const zones = fc.constantFrom('us-east-1a', 'us-east-1b');

export const faults: fc.Arbitrary<Fault> = fc.oneof(
  fc
    .record({ service: serviceNames, count: fc.integer({ min: 1, max: 2 }), pick: fc.constantFrom('oldest', 'newest') })
    .map((fault) => ({ kind: 'killTask' as const, ...fault })),
  fc.nat(100).map((at) => ({ kind: 'killTask' as const, task: reference('task', at), at: `+${at}s` })),
  fc.tuple(fc.constantFrom('shop/web:2', 'shop/api:2'), windows).map(([image, window]) => ({
    kind: 'imagePullFails' as const,
    image,
    failsAfter: '40s',
    ...window,
  })),
  fc.tuple(taskDefinitions, windows).map(([taskDefinition, window]) => ({
    kind: 'secretMissing' as const,
    taskDefinition,
    failsAfter: '60s',
    ...window,
  })),
  fc.tuple(fc.option(zones, { nil: undefined }), windows).map(([zone, window]) => ({
    kind: 'capacityUnavailable' as const,
    ...(zone === undefined ? {} : { zone }),
    ...window,
  })),
  fc.tuple(zones, windows).map(([zone, window]) => ({ kind: 'zoneLost' as const, zone, ...window })),
  fc
    .tuple(fc.constantFrom('tg-0', 'tg-1'), fc.constantFrom('silent' as const, 'refused' as const, 503), windows)
    .map(([targetGroup, how, window]) => ({ kind: 'targetsFail' as const, targetGroup, how, ...window })),
  fc.tuple(fc.constantFrom(1, 3), windows).map(([times, window]) => ({
    kind: 'slowProvisioning' as const,
    times,
    extra: '5s',
    ...window,
  })),
);

export const randomKills = serviceNames.map((service) => ({
  kind: 'killTask' as const,
  service,
  pick: 'random' as const,
}));
