import { Readiness, Standing, TaskPhase } from '../../model/task.js';
import type { ProviderChoice } from '../../planner/provider-spread.js';
import type { StopCandidate } from '../../planner/scale-in.js';
import type { DeploymentView, ServiceView } from '../../planner/service-view.js';
import { Draw } from '../chance/chance.js';
import type { DeploymentRecord, ServiceRecord } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import type { World } from '../world.js';

/** The engine's answer to a planner: counters that are kept anyway, and lists that are walked only when asked for. */
export function serviceViewOf(world: World, service: ServiceRecord): ServiceView {
  const { configuration } = service;
  const superseded: DeploymentView[] = [];
  let leavingCount = 0;
  for (const key of service.deployments) {
    const deployment = world.deployment(key);
    leavingCount += (deployment.sizes[Standing.LEAVING] as number) + (deployment.sizes[Standing.DYING] as number);
    if (key !== service.deployments[0]) superseded.push(deploymentViewOf(world, deployment));
  }
  return {
    nowMs: world.nowMs,
    desiredCount: service.desiredCount,
    minimumHealthyPercent: configuration.deploymentConfiguration.minimumHealthyPercent,
    maximumPercent: configuration.deploymentConfiguration.maximumPercent,
    eagerStop: world.settings.eagerStop,
    supersededStopOrder: world.settings.supersededStopOrder,
    repairsSuperseded: world.settings.rules.repairsSuperseded,
    primary: deploymentViewOf(world, world.primaryOf(service)),
    superseded,
    primaryInPlay: world.nowMs >= service.firstPassMs,
    isPrimaryFirstPass: world.nowMs === service.firstPassMs,
    completesNotBeforeMs: service.completesNotBeforeMs,
    supersededLeaveNotBeforeMs: leaveNotBeforeMs(world, service),
    occupiedCount: service.occupiedCount,
    leavingCount,
    zoneCounts: service.zoneCounts,
    zoneExtraCount: Math.max(0, service.rebalancing),
    registrationsDue:
      service.toRegister.length > 0 || service.toDeregister.length > 0 || service.toTellStopped.length > 0,
  };
}

/**
 * At desired count 0 a superseded deployment stays listed for a while (ruling 20).
 * @rule deployment-old-stays-at-zero
 */
function leaveNotBeforeMs(world: World, service: ServiceRecord): number {
  if (service.desiredCount > 0 || service.status !== 'ACTIVE') return 0;
  const newest = world.primaryOf(service);
  return Math.max(newest.createdAtMs, service.desiredCountSinceMs) + world.settings.scheduler.leaveAtZeroMs;
}

function deploymentViewOf(world: World, deployment: DeploymentRecord): DeploymentView {
  const { sizes } = deployment;
  const pendingCount = sizes[Standing.PENDING] as number;
  const startedCount = sizes[Standing.STARTED] as number;
  const settledCount = sizes[Standing.SETTLED] as number;
  const healthyCount = sizes[Standing.HEALTHY] as number;
  const unhealthyCount = sizes[Standing.UNHEALTHY] as number;
  const dyingCount = sizes[Standing.DYING] as number;
  return {
    key: deployment.key,
    desiredCount: deployment.desiredCount,
    failed: deployment.rolloutState === 'FAILED',
    completed: deployment.rolloutState === 'COMPLETED',
    supersedes: deployment.supersedes,
    pendingCount,
    startedCount,
    settledCount,
    healthyCount,
    unhealthyCount,
    failingInGraceCount: unhealthyCount === 0 ? 0 : failingInGraceCountOf(world, deployment),
    presentCount: pendingCount + startedCount + settledCount + healthyCount + unhealthyCount + dyingCount,
    releasedDyingCount: dyingCount === 0 ? 0 : releasedDyingCountOf(world, deployment),
    processCount: deployment.processCount,
    remainingCount: deployment.remainingCount,
    hadHealthyTask: deployment.hadHealthyTask,
    supersededPendingCount: deployment.supersededPendingCount,
    startsAllowedAtMs: deployment.throttle.nextStartMs,
    firstTaskOnly: !deployment.digestsKnown,
    repairsWait: deployment.repairsWait,
    leavesWhen: deployment.revision.targetGroups.length > 0 ? 'processesExited' : 'tasksStopped',
    candidates: (standing) => candidatesOf(world, deployment, standing),
    providers: strategyOf(deployment).length < 2 ? undefined : () => providersOf(world, deployment),
  };
}

function releasedDyingCountOf(world: World, deployment: DeploymentRecord): number {
  if (world.settings.slotFreed === 'onStopped') return 0;
  let count = 0;
  for (const { task } of candidatesOf(world, deployment, Standing.DYING)) {
    if (world.tasks.phase.get(task) === TaskPhase.DEPROVISIONING) count += 1;
  }
  return count;
}

function failingInGraceCountOf(world: World, deployment: DeploymentRecord): number {
  let count = 0;
  for (const { task } of candidatesOf(world, deployment, Standing.STARTED)) {
    if (world.tasks.readiness.get(task) === Readiness.FAILING_IN_GRACE) count += 1;
  }
  return count;
}

function* candidatesOf(world: World, deployment: DeploymentRecord, standing: Standing): Iterable<StopCandidate> {
  const { tasks } = world;
  const hasSeveral = strategyOf(deployment).length >= 2;
  for (let task = deployment.heads[standing] as number; task !== 0; task = tasks.next.get(task)) {
    yield {
      task,
      order: orderOf(world, tasks.number.get(task)),
      zone: tasks.zone.get(task),
      protected: tasks.has(task, TaskFlag.PROTECTED),
      provider: hasSeveral ? providerOf(world, deployment, task) : 0,
    };
  }
}

/** @rule scale-in-oldest-of-a-zone */
function orderOf({ chance, settings }: World, number: number): number {
  switch (settings.stopPick) {
    case 'oldest':
      return number;
    case 'newest':
      return -number;
    case 'random':
      return chance.keyed(Draw.STOP_PICK, number);
    default:
      return settings.stopPick satisfies never;
  }
}

const noStrategy: NonNullable<DeploymentRecord['revision']['capacityProviderStrategy']> = Object.freeze([]);

const strategyOf = ({ revision }: DeploymentRecord) => revision.capacityProviderStrategy ?? noStrategy;

/** Place in the strategy. */
function providerOf(world: World, deployment: DeploymentRecord, task: number): number {
  const strategy = strategyOf(deployment);
  const name = world.extras.get(world.tasks.number.get(task))?.capacityProviderName;
  return Math.max(
    0,
    strategy.findIndex(({ capacityProvider }) => capacityProvider === name),
  );
}

function providersOf(world: World, deployment: DeploymentRecord): ProviderChoice[] {
  const counts = strategyOf(deployment).map(() => 0);
  for (let standing: number = Standing.PENDING; standing < Standing.LEAVING; standing += 1) {
    for (const { provider } of candidatesOf(world, deployment, standing as Standing))
      counts[provider] = (counts[provider] as number) + 1;
  }
  return strategyOf(deployment).map((item, place) => ({ ...item, taskCount: counts[place] as number }));
}
