import { Chance } from './chance/chance.js';
import type {
  ClusterRecord,
  DeploymentRecord,
  ServiceDeploymentRecord,
  ServiceRecord,
  TargetGroupRecord,
} from './store/records.js';
import { World } from './world.js';

/**
 * A copy of the whole state with a future of its own. Columns are copied as blocks; what never changes once it is made
 * (configurations, definitions, facts) is shared.
 *
 * @param seed - reseeds the streams of chance, and nothing else: ids go on as they would have
 */
export function forkWorld(world: World, seed?: number): World {
  const copy = new World(world.settings, world.workloadSources);
  copy.nowMs = world.nowMs;
  copy.tasks = world.tasks.copy();
  copy.containers = world.containers.copy();
  copy.targets = world.targets.copy();
  copy.taskIndex = world.taskIndex.copy();
  copy.agenda = world.agenda.copy();
  copy.activeDueCount = world.activeDueCount;
  copy.extras = new Map([...world.extras].map(([number, extras]) => [number, { ...extras }]));
  copy.foreignTargets = new Map(world.foreignTargets);

  copy.clusters = world.clusters.map(copyCluster);
  copy.clusterByName = new Map(world.clusterByName);
  copy.taskDefinitions = world.taskDefinitions.map((definition) => definition && { ...definition });
  copy.families = new Map(
    [...world.families].map(([name, family]) => [name, { ...family, revisions: family.revisions.slice() }]),
  );
  copy.services = world.services.map(copyService);
  copy.deployments = world.deployments.map(copyDeployment);
  copy.deploymentById = new Map(world.deploymentById);
  copy.loadBalancers = copyRecords(world.loadBalancers, (record) => ({ ...record }));
  copy.listeners = copyRecords(world.listeners, (record) => ({ ...record }));
  copy.listenerRules = copyRecords(world.listenerRules, (record) => ({ ...record }));
  copy.targetGroups = copyRecords(world.targetGroups, (record): TargetGroupRecord => ({ ...record }));
  copy.elbByArn = new Map(world.elbByArn);
  copy.subnets = world.subnets.slice();
  copy.subnetById = new Map(world.subnetById);

  copy.workloadRules = world.workloadRules.slice();
  copy.behaviours = world.behaviours.slice();
  for (const [content, key] of world.behaviourKeys) copy.behaviourKeys.set(content, key);
  for (const [place, key] of world.behaviourCache) copy.behaviourCache.set(place, key);
  copy.faults = new Map(world.faults);
  copy.activeFaults = new Set(world.activeFaults);
  copy.calls = new Map(world.calls);
  copy.idempotentRuns = new Map(world.idempotentRuns);
  copy.fargateLaunches = world.fargateLaunches;
  copy.counters = { ...world.counters };
  copy.chance = seed === undefined ? world.chance.copy() : new Chance(seed);
  copy.facts = world.facts.copy();
  for (const key of world.unsettledServices) copy.unsettledServices.add(key);
  return copy;
}

function copyRecords<T>(records: ReadonlyMap<number, T>, copy: (record: T) => T): Map<number, T> {
  return new Map([...records].map(([key, record]) => [key, copy(record)]));
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
