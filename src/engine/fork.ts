import type { KeepFacts } from '../model/settings.js';
import {
  scheduleContainerChecks,
  scheduleTargetChecks,
  settleContainerChecks,
  settleTargetChecks,
} from './apply/probing.js';
import { Chance } from './chance/chance.js';
import { FactLog } from './fact-log.js';
import type { TargetGroupRecord } from './store/elb-records.js';
import type { ClusterRecord, DeploymentRecord, ServiceDeploymentRecord, ServiceRecord } from './store/records.js';
import { beginningNow } from './views/state-as-facts.js';
import { World } from './world.js';

/**
 * A copy of the whole state with a future of its own. Columns are copied as blocks; what never changes once it is made
 * (configurations, definitions, facts) is shared.
 *
 * @param own - what differs: `seed` reseeds the streams of chance, and nothing else: ids go on as they would have;
 *   `keepFacts` begins a new log with the present moment, unless it is what is kept already
 */
export function forkWorld(
  world: World,
  { seed, keepFacts = world.settings.keepFacts }: { readonly seed?: number; readonly keepFacts?: KeepFacts } = {},
): World {
  const keepsTheSame = isSameChoice(keepFacts, world.settings.keepFacts);
  const settings = keepsTheSame ? world.settings : { ...world.settings, keepFacts };
  const copy = new World(settings, world.workloadSources, world);
  if (!keepsTheSame) copy.facts = factsFrom(world, keepFacts);
  copy.nowMs = world.nowMs;
  copy.activeDueCount = world.activeDueCount;
  copyRecords(world.extras, copy.extras, (extras) => ({ ...extras }));
  copyEntries(world.foreignTargets, copy.foreignTargets);

  copy.clusters = world.clusters.map(copyCluster);
  copyEntries(world.clusterByName, copy.clusterByName);
  copy.taskDefinitions = world.taskDefinitions.map((definition) => definition && { ...definition });
  copyRecords(world.families, copy.families, (family) => ({ ...family, revisions: family.revisions.slice() }));
  copy.services = world.services.map(copyService);
  copy.deployments = world.deployments.map(copyDeployment);
  copyEntries(world.deploymentById, copy.deploymentById);
  copyRecords(world.loadBalancers, copy.loadBalancers, (record) => ({ ...record }));
  copyRecords(world.listeners, copy.listeners, (record) => ({ ...record }));
  copyRecords(world.listenerRules, copy.listenerRules, (record) => ({ ...record }));
  copyRecords(world.targetGroups, copy.targetGroups, (record): TargetGroupRecord => ({ ...record }));
  copyEntries(world.elbByArn, copy.elbByArn);
  copy.subnets = world.subnets.slice();
  copyEntries(world.subnetById, copy.subnetById);
  copy.accountSettings = world.accountSettings.slice();
  copy.externalServices = world.externalServices.map((service) => ({
    ...service,
    taskSets: service.taskSets.map((taskSet) => ({ ...taskSet })),
  }));
  copyRecords(world.capacityProviders, copy.capacityProviders, (record) => ({ ...record }));

  copy.workloadRules = world.workloadRules.slice();
  copy.behaviours = world.behaviours.slice();
  copyEntries(world.behaviourKeys, copy.behaviourKeys);
  copyEntries(world.behaviourCache, copy.behaviourCache);
  copyEntries(world.faults, copy.faults);
  for (const fault of world.activeFaults) copy.activeFaults.add(fault);
  copyEntries(world.calls, copy.calls);
  copyEntries(world.idempotentRuns, copy.idempotentRuns);
  copy.fargateLaunches = world.fargateLaunches;
  copy.counters = { ...world.counters };
  for (const key of world.unsettledServices) copy.unsettledServices.add(key);
  if (seed !== undefined) reseed(copy, seed);
  return copy;
}

/** One that isn't a word may be another object with the same in it. */
const isSameChoice = (one: KeepFacts, other: KeepFacts): boolean =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other));

/** A log of what is to come. */
function factsFrom(world: World, keepFacts: KeepFacts): FactLog {
  const log = new FactLog(keepFacts);
  const { seq } = world.facts;
  log.restore({ seq, begin: beginningNow(world, { keepFacts, seq }) });
  return log;
}

/** Flaky checks up to now stay as they were drawn; what was looked ahead to is drawn anew. */
function reseed(world: World, seed: number): void {
  const isFlaky = (container: number) => world.behaviour(world.containers.behaviour.get(container)).flaky > 0;
  const anyFlaky = world.behaviours.some((behaviour) => behaviour !== undefined && behaviour.flaky > 0);
  const containers: number[] = [];
  const targets: number[] = [];
  for (const task of anyFlaky ? world.taskIndex.rows() : []) {
    const first = world.tasks.firstContainer.get(task);
    const count = world.taskDefinition(world.tasks.taskDefinition.get(task)).containers.length;
    for (let container = first; container < first + count; container += 1) {
      if (isFlaky(container)) containers.push(container);
    }
    for (let target = world.tasks.firstTarget.get(task); target !== 0; target = world.targets.nextOfTask.get(target)) {
      if (isFlaky(world.targets.container.get(target))) targets.push(target);
    }
  }
  for (const container of containers) settleContainerChecks(world, container);
  for (const target of targets) settleTargetChecks(world, target);
  world.chance = new Chance(seed);
  for (const container of containers) scheduleContainerChecks(world, container);
  for (const target of targets) scheduleTargetChecks(world, target);
}

function copyEntries<K, T>(from: ReadonlyMap<K, T>, to: Map<K, T>): void {
  for (const [key, value] of from) to.set(key, value);
}

function copyRecords<K, T>(from: ReadonlyMap<K, T>, to: Map<K, T>, copyOf: (record: T) => T): void {
  for (const [key, record] of from) to.set(key, copyOf(record));
}

const copyCluster = (cluster: ClusterRecord): ClusterRecord =>
  cluster && { ...cluster, services: new Map(cluster.services) };

const copyDeployment = (deployment: DeploymentRecord): DeploymentRecord =>
  deployment && {
    ...deployment,
    throttle: { ...deployment.throttle },
    breaker: { ...deployment.breaker },
    heads: deployment.heads.slice(),
    tails: deployment.tails.slice(),
    sizes: deployment.sizes.slice(),
  };

const copyService = (service: ServiceRecord): ServiceRecord =>
  service && {
    ...service,
    deployments: service.deployments.slice(),
    serviceDeployments: service.serviceDeployments.map(copyServiceDeployment),
    allDeployments: service.allDeployments.slice(),
    events: service.events.slice(),
    told: new Map(service.told),
    toCount: service.toCount.slice(),
    toRegister: service.toRegister.slice(),
    toDeregister: service.toDeregister.slice(),
    toTellStopped: service.toTellStopped.slice(),
    zoneCounts: service.zoneCounts.slice(),
    tally: { ...service.tally },
  };

const copyServiceDeployment = (record: ServiceDeploymentRecord): ServiceDeploymentRecord =>
  // One that is over never changes again.
  record.end !== undefined ? record : { ...record, tally: { ...record.tally } };
