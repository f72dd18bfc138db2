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

/** Worlds in which the engine and the naive model once differed, as they were shrunk. */
const worlds: readonly { readonly name: string; readonly world: SmallWorld }[] = [
  {
    name: 'the target of a failed deployment falls when a task of it dies',
    world: {
      tickMs: 1000,
      lastsMs: 200000,
      deeds: [{ does: 'deploy', revision: 3, atMs: 20000 }],
      latency: {
        provisioningMs: 4000,
        networkInterfaceMs: 2000,
        pullStartMs: 8000,
        pullMs: 1000,
        containerStartMs: 2000,
        drainedMs: 1000,
        sigtermMs: 2000,
        exitReportMs: 2000,
        killMs: 2000,
        pendingStopMs: 1000,
        deprovisioningMs: 5000,
        provisioningStopMs: 3000,
        firstTargetCheckMs: 1000,
      },
      eagerStop: false,
      digestGate: 'firstTask',
      repairsSuperseded: true,
      service: {
        desiredCount: 3,
        breaker: 'on',
        threshold: undefined,
        resetsOnHealthyTask: true,
        graceMs: 0,
        stopTimeoutMs: 2000,
        balancer: {
          intervalMs: 5000,
          timeoutMs: 2000,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
          deregistrationDelayMs: 0,
        },
        check: undefined,
        minimumHealthyPercent: 100,
        maximumPercent: 200,
      },
      revisions: [
        wellBehaved,
        {
          ...wellBehaved,
          onSigterm: { exitsInMs: 0 },
        },
        {
          ...wellBehaved,
          exits: { code: 0, afterMs: 33000 },
        },
      ],
    },
  },
  {
    name: 'a call and the end of a task ask for one extra pass',
    world: {
      tickMs: 1000,
      lastsMs: 242000,
      deeds: [
        { does: 'scale', desiredCount: 1, atMs: 62000 },
        {
          does: 'behave',
          revision: 1,
          behaviour: {
            ...wellBehaved,
            exits: { code: 0, afterMs: 1000 },
          },
          atMs: 62000,
        },
      ],
      latency: {
        provisioningMs: 15000,
        networkInterfaceMs: 2000,
        pullStartMs: 3000,
        pullMs: 1000,
        containerStartMs: 2000,
        drainedMs: 1000,
        sigtermMs: 1000,
        exitReportMs: 2000,
        killMs: 2000,
        pendingStopMs: 1000,
        deprovisioningMs: 4000,
        provisioningStopMs: 3000,
        firstTargetCheckMs: 1000,
      },
      eagerStop: false,
      digestGate: 'firstTask',
      repairsSuperseded: true,
      service: {
        desiredCount: 2,
        breaker: 'withRollback',
        threshold: { type: 'COUNT', value: 2 },
        resetsOnHealthyTask: true,
        graceMs: 1000,
        stopTimeoutMs: 2000,
        balancer: undefined,
        check: undefined,
        minimumHealthyPercent: 100,
        maximumPercent: 200,
      },
      revisions: [
        {
          ...wellBehaved,
          exits: { code: 0, afterMs: 1000 },
        },
        {
          ...wellBehaved,
          onSigterm: { exitsInMs: 0 },
        },
        {
          ...wellBehaved,
          onSigterm: 'ignored',
        },
      ],
    },
  },
  {
    name: 'two tasks are stopped in one moment',
    world: {
      tickMs: 1000,
      lastsMs: 221000,
      deeds: [
        { does: 'stopTask', which: 0, atMs: 21000 },
        { does: 'stopTask', which: 0, atMs: 21000 },
        { does: 'stopTask', which: 0, atMs: 41000 },
      ],
      latency: {
        provisioningMs: 4000,
        networkInterfaceMs: 2000,
        pullStartMs: 3000,
        pullMs: 1000,
        containerStartMs: 1000,
        drainedMs: 1000,
        sigtermMs: 1000,
        exitReportMs: 1000,
        killMs: 2000,
        pendingStopMs: 1000,
        deprovisioningMs: 3000,
        provisioningStopMs: 3000,
        firstTargetCheckMs: 1000,
      },
      eagerStop: false,
      digestGate: 'none',
      repairsSuperseded: true,
      service: {
        desiredCount: 2,
        breaker: 'off',
        threshold: { type: 'BOUNDED_PERCENT', value: 1 },
        resetsOnHealthyTask: true,
        graceMs: 0,
        stopTimeoutMs: 2000,
        balancer: undefined,
        check: undefined,
        minimumHealthyPercent: 100,
        maximumPercent: 200,
      },
      revisions: [
        wellBehaved,
        {
          ...wellBehaved,
          exits: { code: 0, afterMs: 1000 },
        },
        {
          ...wellBehaved,
          startsInMs: 1000,
          onSigterm: { exitsInMs: 0 },
        },
      ],
    },
  },
  {
    name: 'a process ends before the beat that was to deregister its target',
    world: {
      tickMs: 1000,
      lastsMs: 436000,
      deeds: [
        { does: 'force', atMs: 256000 },
        { does: 'deploy', revision: 1, desiredCount: 0, atMs: 256000 },
        { does: 'deploy', revision: 1, atMs: 256000 },
      ],
      latency: {
        provisioningMs: 4000,
        networkInterfaceMs: 2000,
        pullStartMs: 3000,
        pullMs: 1000,
        containerStartMs: 2000,
        drainedMs: 1000,
        sigtermMs: 1000,
        exitReportMs: 2000,
        killMs: 2000,
        pendingStopMs: 1000,
        deprovisioningMs: 3000,
        provisioningStopMs: 3000,
        firstTargetCheckMs: 1000,
      },
      eagerStop: false,
      digestGate: 'firstTask',
      repairsSuperseded: true,
      service: {
        desiredCount: 2,
        breaker: 'off',
        threshold: { type: 'BOUNDED_PERCENT', value: 1 },
        resetsOnHealthyTask: true,
        graceMs: 1000,
        stopTimeoutMs: 2000,
        balancer: {
          intervalMs: 5000,
          timeoutMs: 2000,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
          deregistrationDelayMs: 0,
        },
        check: undefined,
        minimumHealthyPercent: 100,
        maximumPercent: 200,
      },
      revisions: [
        {
          ...wellBehaved,
          exits: { code: 0, afterMs: 11000 },
        },
        {
          ...wellBehaved,
          exits: { code: 0, afterMs: 1000 },
        },
        {
          ...wellBehaved,
          onSigterm: { exitsInMs: 0 },
        },
      ],
    },
  },
  {
    name: 'a process and a task that was stopped while pending end at one moment',
    world: {
      tickMs: 1000,
      lastsMs: 233000,
      deeds: [
        {
          does: 'behave',
          revision: 1,
          behaviour: {
            startsInMs: 1000,
            exits: undefined,
            healthCheck: [
              {
                afterMs: 0,
                is: 'passing',
              },
            ],
            http: [
              {
                afterMs: 0,
                is: 200,
              },
            ],
            onSigterm: {
              exitsInMs: 2000,
            },
          },
          atMs: 35000,
        },
        {
          does: 'deploy',
          revision: 2,
          atMs: 36000,
        },
        {
          does: 'scale',
          desiredCount: 3,
          atMs: 53000,
        },
      ],
      latency: {
        provisioningMs: 4000,
        networkInterfaceMs: 2000,
        pullStartMs: 7000,
        pullMs: 1000,
        containerStartMs: 1000,
        drainedMs: 1000,
        sigtermMs: 1000,
        exitReportMs: 2000,
        killMs: 2000,
        pendingStopMs: 4000,
        deprovisioningMs: 6000,
        provisioningStopMs: 3000,
        firstTargetCheckMs: 1000,
      },
      eagerStop: false,
      digestGate: 'none',
      repairsSuperseded: false,
      service: {
        desiredCount: 1,
        breaker: 'withRollback',
        threshold: {
          type: 'COUNT',
          value: 1,
        },
        resetsOnHealthyTask: true,
        graceMs: 0,
        stopTimeoutMs: 2000,
        balancer: {
          intervalMs: 5000,
          timeoutMs: 2000,
          healthyThreshold: 2,
          unhealthyThreshold: 2,
          deregistrationDelayMs: 5000,
        },
        check: undefined,
        minimumHealthyPercent: 0,
        maximumPercent: 100,
      },
      revisions: [
        {
          startsInMs: 0,
          exits: undefined,
          healthCheck: [
            {
              afterMs: 0,
              is: 'passing',
            },
          ],
          http: [
            {
              afterMs: 0,
              is: 200,
            },
          ],
          onSigterm: {
            exitsInMs: 1000,
          },
        },
        {
          startsInMs: 0,
          exits: {
            code: 0,
            afterMs: 28000,
          },
          healthCheck: [
            {
              afterMs: 0,
              is: 'passing',
            },
          ],
          http: [
            {
              afterMs: 0,
              is: 200,
            },
          ],
          onSigterm: {
            exitsInMs: 1000,
          },
        },
        {
          startsInMs: 0,
          exits: undefined,
          healthCheck: [
            {
              afterMs: 0,
              is: 'passing',
            },
          ],
          http: [
            {
              afterMs: 0,
              is: 200,
            },
          ],
          onSigterm: {
            exitsInMs: 0,
          },
        },
      ],
    },
  },
];

describe('the engine and the naive model agree', () => {
  test.each(worlds)('where $name', ({ world }) => {
    expect(firstDifference(world)?.report).toBeUndefined();
  });
});
