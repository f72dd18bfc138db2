import { expect, test } from 'vitest';
import { containerLinks, targetLinks, taskLinks } from '../../../src/engine/snapshot/take.js';
import type { Table } from '../../../src/engine/store/columns.js';
import { createSimulator, fargateService, restoreSimulator, type Simulator } from '../../../src/index.js';
import { worldOf } from '../../../src/simulator/simulator.js';
import { aFullSimulator } from './full.js';

/** The same state, come to in different ways. */
function aRollout(move: (sim: Simulator, seconds: number) => void): Simulator {
  const sim = createSimulator({ seed: 5 });
  const web = fargateService(sim, { desiredCount: 3, loadBalancer: true });
  move(sim, 200);
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  move(sim, 100);
  return sim;
}

test('the same state is the same text, however it came about', () => {
  const text = JSON.stringify(aRollout((sim, seconds) => sim.run(`${seconds}s`)).snapshot());
  const byTicks = aRollout((sim, seconds) => {
    for (let tick = 0; tick < seconds; tick += 1) sim.tick();
  });
  expect(JSON.stringify(byTicks.snapshot())).toBe(text);
  // Rows of memory lie elsewhere after restoring: tasks that are gone leave no holes.
  expect(JSON.stringify(restoreSimulator(JSON.parse(text)).snapshot())).toBe(text);
  expect(JSON.stringify(byTicks.fork().snapshot())).toBe(text);
  const unheard = aRollout((sim, seconds) => sim.on('fact', () => {}).run(`${seconds}s`));
  expect(JSON.stringify(unheard.snapshot())).toBe(text);
});

test('a snapshot is plain data, its own, and says what it is', () => {
  const sim = aRollout((each, seconds) => each.run(`${seconds}s`));
  const snapshot = sim.snapshot();
  expect(snapshot).toMatchObject({ format: 'steadystate', version: 2, nowMs: sim.now.getTime() });
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
  const text = JSON.stringify(snapshot);
  sim.run('10m');
  expect(JSON.stringify(snapshot)).toBe(text);
});

test('facts come along when they are asked for', () => {
  const sim = aRollout((each, seconds) => each.run(`${seconds}s`));
  expect('facts' in sim.snapshot()).toBe(false);
  const restored = restoreSimulator(sim.snapshot({ facts: true }));
  expect(restored.facts()).toEqual(sim.facts());
  expect(restored.timeline()).toBe(sim.timeline());
});

const membersOf = (values: readonly object[]) => [...new Set(values.flatMap(Object.keys))].sort().join(' ');

/** Of each member that is an object, its members: `breaker.afterStartMs`. */
const pathsOf = (value: object, before = ''): string[] =>
  Object.entries(value).flatMap(([name, each]) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? pathsOf(each, `${before}${name}.`)
      : `${before}${name}`,
  );

const writtenOf = (table: Table, links: readonly string[]) =>
  [...table.namedColumns()]
    .map(([name]) => name)
    .filter((name) => !links.includes(name))
    .sort()
    .join(' ');

/**
 * Snapshots that differ in any of this are read as what they are not: once a version has been published, raise
 * `snapshotVersion` with it. Columns that are links come back from what is written instead (`restore.test.ts`).
 */
test('the format is what it was', () => {
  const sim = aFullSimulator(100);
  const world = worldOf(sim);
  const { version, services, deployments, settings } = sim.snapshot();
  expect({
    version,
    settings: pathsOf(settings),
    tasks: writtenOf(world.tasks, taskLinks),
    containers: writtenOf(world.containers, containerLinks),
    targets: writtenOf(world.targets, targetLinks),
    services: membersOf(services),
    serviceDeployments: membersOf(services.flatMap((service) => service.serviceDeployments)),
    deployments: membersOf(deployments),
  }).toMatchInlineSnapshot(`
    {
      "containers": "behaviour exit flags health nextCheck startedAt status stoppedAt streak",
      "deployments": "breaker createdAtMs desiredCount digestsKnown hadHealthyTask id key lastFailure pendingEndedAtMs processCount readyCount remainingCount repairsWait revision rolloutState rolloutStateReason service status supersededPendingCount supersedes tasks throttle updatedAtMs",
      "serviceDeployments": "breakerTripped createdAtMs deployment deploymentConfiguration end finishedAtMs id sources startedAtMs status tally updatedAtMs",
      "services": "allDeployments cluster completesNotBeforeMs configuration createdAtMs deployments desiredCount desiredCountSinceMs events firstPassMs forcedOutMs gridAnchorMs healthyTargets idempotency key lastBeatMs lastCompleted launchType launches name occupiedCount queues readyCount rebalancing rescaledTo schedulingStrategy serviceDeployments status steady tags told zoneCounts",
      "settings": [
        "seed",
        "startMs",
        "tickMs",
        "region",
        "account",
        "partition",
        "zones",
        "subnets",
        "securityGroups",
        "network",
        "latency.provisioningMs",
        "latency.connectivityMs",
        "latency.networkInterfaceMs",
        "latency.pullStartMs",
        "latency.pullMs",
        "latency.containerStartMs",
        "latency.activatingMs",
        "latency.drainedMs",
        "latency.sigtermMs",
        "latency.exitReportMs",
        "latency.killMs",
        "latency.pendingStopMs",
        "latency.deprovisioningMs",
        "latency.provisioningStopMs",
        "latency.dependencyFailureMs",
        "latency.firstTargetCheckMs",
        "latency.networkTargetRegistrationMs",
        "jitter",
        "scheduler.beatMs",
        "scheduler.pickUpMs",
        "scheduler.firstPassMs",
        "scheduler.callEffectMs",
        "scheduler.settleMs",
        "scheduler.steadySettleMs",
        "scheduler.settleBehindTargetGroupMs",
        "scheduler.forceDeleteMs",
        "scheduler.inactiveMs",
        "scheduler.completionMs",
        "scheduler.leaveAtZeroMs",
        "scheduler.failedPendingStopMs",
        "scheduler.steadyRepeatMs",
        "scheduler.repeatSuppressedMs",
        "scheduler.zoneCheckMs",
        "scheduler.stoppedTaskVisibleMs",
        "scheduler.pendingTimeoutMs",
        "breaker.afterStartMs",
        "breaker.afterHealthFailureMs",
        "startThrottle.delaysMs",
        "startThrottle.growAfter",
        "startThrottle.growFactor",
        "startThrottle.delayMaxMs",
        "startThrottle.impairedAfter",
        "placementThrottle.delaysMs",
        "eagerStop",
        "stopPick",
        "supersededStopOrder",
        "slotFreed",
        "digestGate",
        "replaceExternallyStopped",
        "stopEventOrder",
        "drainingText",
        "quotas.tasksPerService",
        "quotas.servicesPerCluster",
        "quotas.clusters",
        "quotas.serviceLaunchesPerMinute",
        "quotas.fargateLaunchBurst",
        "quotas.fargateLaunchesPerSecond",
        "quotas.targetsPerTargetGroup",
        "rules.repairsSuperseded",
        "rules.breakerThresholds",
        "rules.breakerMin",
        "keepFacts",
      ],
      "targets": "finding findingCode nextCheck port registeredAt settledAt state streak",
      "tasks": "createdAt deployment executionStoppedAt flags launch phase pullStartedMs pullStoppedMs readiness standing startedAt stopCause stoppedAt stoppedFor stoppingAt subnet taskDefinition version zone",
      "version": 2,
    }
  `);
});
