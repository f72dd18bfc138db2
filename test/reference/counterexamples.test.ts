import { describe, expect, test } from 'vitest';
import { firstDifference } from './compare.js';
import type { Behaviour, SmallWorld } from './small-world.js';

/** Starts at once, runs on, and stops within a second; checks find nothing wrong. */
const wellBehaved: Behaviour = {
  startsInMs: 0,
  exits: undefined,
  healthCheck: [{ afterMs: 0, is: 'passing' }],
  http: [{ afterMs: 0, is: 200 }],
  onSigterm: { exitsInMs: 1000 },
};

/** What most of the worlds have in common. */
const latency: SmallWorld['latency'] = {
  provisioningMs: 4000,
  networkInterfaceMs: 2000,
  pullStartMs: 3000,
  pullMs: 1000,
  containerStartMs: 2000,
  drainedMs: 1000,
  sigtermMs: 1000,
  exitReportMs: 1000,
  killMs: 2000,
  pendingStopMs: 1000,
  deprovisioningMs: 3000,
  provisioningStopMs: 3000,
  firstTargetCheckMs: 1000,
};
const service: SmallWorld['service'] = {
  desiredCount: 2,
  breaker: 'off',
  threshold: { type: 'BOUNDED_PERCENT', value: 1 },
  resetsOnHealthyTask: true,
  graceMs: 0,
  stopTimeoutMs: 2000,
  balancer: { intervalMs: 5000, timeoutMs: 2000, healthyThreshold: 2, unhealthyThreshold: 2, deregistrationDelayMs: 0 },
  check: undefined,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
};
const world: Omit<SmallWorld, 'deeds' | 'lastsMs' | 'latency' | 'service' | 'revisions'> = {
  tickMs: 1000,
  eagerStop: false,
  slotFreed: 'onContainersStopped',
  supersededStopOrder: 'oldestFirst',
  digestGate: 'firstTask',
  repairsSuperseded: true,
};

/** Worlds in which the engine and the naive model once differed, as they were shrunk. */
const worlds: readonly { readonly name: string; readonly world: SmallWorld }[] = [
  {
    name: 'the target of a failed deployment falls when a task of it dies',
    world: {
      ...world,
      lastsMs: 200000,
      deeds: [{ does: 'deploy', revision: 3, atMs: 20000 }],
      latency: { ...latency, pullStartMs: 8000, sigtermMs: 2000, exitReportMs: 2000, deprovisioningMs: 5000 },
      service: { ...service, desiredCount: 3, breaker: 'on', threshold: undefined },
      revisions: [
        wellBehaved,
        { ...wellBehaved, onSigterm: { exitsInMs: 0 } },
        { ...wellBehaved, exits: { code: 0, afterMs: 33000 } },
      ],
    },
  },
  {
    name: 'a call and the end of a task ask for one extra pass',
    world: {
      ...world,
      lastsMs: 242000,
      deeds: [
        { does: 'scale', desiredCount: 1, atMs: 62000 },
        { does: 'behave', revision: 1, behaviour: { ...wellBehaved, exits: { code: 0, afterMs: 1000 } }, atMs: 62000 },
      ],
      latency: { ...latency, provisioningMs: 15000, exitReportMs: 2000, deprovisioningMs: 4000 },
      service: {
        ...service,
        breaker: 'withRollback',
        threshold: { type: 'COUNT', value: 2 },
        graceMs: 1000,
        balancer: undefined,
      },
      revisions: [
        { ...wellBehaved, exits: { code: 0, afterMs: 1000 } },
        { ...wellBehaved, onSigterm: { exitsInMs: 0 } },
        { ...wellBehaved, onSigterm: 'ignored' },
      ],
    },
  },
  {
    name: 'two tasks are stopped in one moment',
    world: {
      ...world,
      lastsMs: 221000,
      digestGate: 'none',
      deeds: [
        { does: 'stopTask', which: 0, atMs: 21000 },
        { does: 'stopTask', which: 0, atMs: 21000 },
        { does: 'stopTask', which: 0, atMs: 41000 },
      ],
      latency: { ...latency, containerStartMs: 1000 },
      service: { ...service, balancer: undefined },
      revisions: [
        wellBehaved,
        { ...wellBehaved, exits: { code: 0, afterMs: 1000 } },
        { ...wellBehaved, startsInMs: 1000, onSigterm: { exitsInMs: 0 } },
      ],
    },
  },
  {
    name: 'a process ends before the beat that was to deregister its target',
    world: {
      ...world,
      lastsMs: 436000,
      deeds: [
        { does: 'force', atMs: 256000 },
        { does: 'deploy', revision: 1, desiredCount: 0, atMs: 256000 },
        { does: 'deploy', revision: 1, atMs: 256000 },
      ],
      latency: { ...latency, exitReportMs: 2000 },
      service: { ...service, graceMs: 1000 },
      revisions: [
        { ...wellBehaved, exits: { code: 0, afterMs: 11000 } },
        { ...wellBehaved, exits: { code: 0, afterMs: 1000 } },
        { ...wellBehaved, onSigterm: { exitsInMs: 0 } },
      ],
    },
  },
  {
    name: 'a process and a task that was stopped while pending end at one moment',
    world: {
      ...world,
      lastsMs: 233000,
      digestGate: 'none',
      repairsSuperseded: false,
      deeds: [
        {
          does: 'behave',
          revision: 1,
          behaviour: { ...wellBehaved, startsInMs: 1000, onSigterm: { exitsInMs: 2000 } },
          atMs: 35000,
        },
        { does: 'deploy', revision: 2, atMs: 36000 },
        { does: 'scale', desiredCount: 3, atMs: 53000 },
      ],
      latency: {
        ...latency,
        pullStartMs: 7000,
        containerStartMs: 1000,
        exitReportMs: 2000,
        pendingStopMs: 4000,
        deprovisioningMs: 6000,
      },
      service: {
        ...service,
        desiredCount: 1,
        breaker: 'withRollback',
        threshold: { type: 'COUNT', value: 1 },
        balancer: {
          intervalMs: 5000,
          timeoutMs: 2000,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
          deregistrationDelayMs: 5000,
        },
        minimumHealthyPercent: 0,
        maximumPercent: 100,
      },
      revisions: [
        wellBehaved,
        { ...wellBehaved, exits: { code: 0, afterMs: 28000 } },
        { ...wellBehaved, onSigterm: { exitsInMs: 0 } },
      ],
    },
  },
  {
    name: 'a service without tasks is scaled to 0 in the pass that completes its deployment',
    world: {
      ...world,
      lastsMs: 347000,
      deeds: [
        { does: 'deploy', revision: 3, atMs: 1000 },
        {
          does: 'behave',
          revision: 3,
          behaviour: { ...wellBehaved, healthCheck: [{ afterMs: 0, is: 'failing' }], onSigterm: 'ignored' },
          atMs: 13000,
        },
        { does: 'scale', desiredCount: 0, atMs: 163000 },
        { does: 'deploy', revision: 1, atMs: 167000 },
      ],
      latency: { ...latency, containerStartMs: 1000 },
      service: {
        ...service,
        desiredCount: 1,
        threshold: { type: 'COUNT', value: 1 },
        balancer: undefined,
        check: { intervalMs: 6000, retries: 1, startPeriodMs: 1000 },
        maximumPercent: 150,
      },
      revisions: [
        wellBehaved,
        { ...wellBehaved, onSigterm: { exitsInMs: 0 } },
        { ...wellBehaved, onSigterm: { exitsInMs: 0 } },
      ],
    },
  },
  {
    name: 'a check is answered by a behaviour that changes just before its task is stopped',
    world: {
      ...world,
      lastsMs: 438000,
      deeds: [
        { does: 'deploy', revision: 2, atMs: 88000 },
        { does: 'stopTask', which: 0, atMs: 230000 },
        { does: 'behave', revision: 2, behaviour: { ...wellBehaved, exits: { code: 0, afterMs: 1000 } }, atMs: 241000 },
        {
          does: 'behave',
          revision: 1,
          behaviour: { ...wellBehaved, exits: { code: 0, afterMs: 16000 } },
          atMs: 258000,
        },
        { does: 'stopTask', which: 0, atMs: 258000 },
      ],
      latency: { ...latency, provisioningMs: 7000 },
      service: {
        ...service,
        desiredCount: 1,
        stopTimeoutMs: 6000,
        balancer: {
          intervalMs: 5000,
          timeoutMs: 4000,
          healthyThreshold: 2,
          unhealthyThreshold: 3,
          deregistrationDelayMs: 1000,
        },
      },
      revisions: [
        { ...wellBehaved, http: [{ afterMs: 0, is: 'silent' }], onSigterm: { exitsInMs: 7000 } },
        { ...wellBehaved, exits: { code: 0, afterMs: 1000 } },
        { ...wellBehaved, onSigterm: { exitsInMs: 0 } },
      ],
    },
  },
  {
    name: 'starts that wait for their time are no deadlock where there is room',
    world: {
      ...world,
      lastsMs: 221000,
      deeds: [
        { does: 'deploy', revision: 2, atMs: 20000 },
        { does: 'pullFails', revision: 2, failsAfterMs: 5000, forMs: 59000, atMs: 21000 },
        { does: 'behave', revision: 1, behaviour: { ...wellBehaved, exits: { code: 0, afterMs: 1000 } }, atMs: 41000 },
      ],
      latency: { ...latency, containerStartMs: 1000 },
      service: { ...service, threshold: { type: 'COUNT', value: 1 }, graceMs: 1000, maximumPercent: 125 },
      revisions: [
        wellBehaved,
        { ...wellBehaved, onSigterm: { exitsInMs: 0 } },
        { ...wellBehaved, onSigterm: 'ignored' },
      ],
    },
  },
  {
    name: 'tasks of two deployments have stopped in one moment',
    world: {
      ...world,
      lastsMs: 499000,
      deeds: [
        { does: 'deploy', revision: 2, atMs: 20000 },
        { does: 'scale', desiredCount: 6, atMs: 147000 },
        { does: 'stopTask', which: 0, atMs: 319000 },
      ],
      latency: { ...latency, sigtermMs: 2000 },
      service: { ...service, desiredCount: 1, threshold: undefined, graceMs: 1000, maximumPercent: 125 },
      revisions: [
        { ...wellBehaved, onSigterm: { exitsInMs: 2000 } },
        { ...wellBehaved, exits: { code: 0, afterMs: 32000 } },
        { ...wellBehaved, onSigterm: { exitsInMs: 0 } },
      ],
    },
  },
  {
    name: 'a fault ends and a container exits in one moment, while a check waits for its answer',
    world: {
      ...world,
      lastsMs: 221000,
      deeds: [{ does: 'blind', how: 'silent', forMs: 111000, atMs: 91000 }],
      latency: { ...latency, pullStartMs: 5000, pullMs: 8000, containerStartMs: 1000 },
      service: { ...service, graceMs: 1000 },
      revisions: [
        { ...wellBehaved, exits: { code: 0, afterMs: 153000 } },
        { ...wellBehaved, startsInMs: 1000, onSigterm: 'ignored' },
        { ...wellBehaved, exits: { code: 0, afterMs: 1000 } },
      ],
    },
  },
];

describe('the engine and the naive model agree', () => {
  test.each(worlds)('where $name', ({ world }) => {
    expect(firstDifference(world)?.report).toBeUndefined();
  });
});
