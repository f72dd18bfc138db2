import type { World } from '../../engine/world.js';
import { SteadystateError } from '../../model/errors.js';
import { parseData } from '../../model/parse-data.js';
import { seedCluster } from './clusters.js';
import { attachTargetGroup, seedListener, seedLoadBalancer, seedTargetGroup } from './load-balancing.js';
import { type ResourceSeeds, type SeededArns, seedsSchema } from './seeds.js';
import { seedTaskDefinition } from './task-definitions.js';

/**
 * Makes resources without telling: they have been there all the time. A seed that can't be leaves the others made, so it
 * is tried out on a copy first.
 * @throws SteadystateError `InvalidSeed`
 */
export function seedWorld(world: World, seeds: ResourceSeeds): SeededArns {
  const { problem } = parseData(seedsSchema(), seeds);
  if (problem !== undefined) {
    throw new SteadystateError(
      'InvalidSeed',
      `Seeds: ${problem.path || 'the whole'} is not valid: ${problem.message}.`,
      {
        resource: problem.path,
        ...(problem.value === undefined ? {} : { value: problem.value }),
        help: 'Seeds are clusters, taskDefinitions, loadBalancers, targetGroups and listeners: see ResourceSeeds.',
      },
    );
  }
  const { targetGroups = [] } = seeds;
  const made = {
    clusters: each(seeds.clusters, 'clusters', (what, seed) => seedCluster(world, what, seed)),
    taskDefinitions: each(seeds.taskDefinitions, 'taskDefinitions', (what, seed) =>
      seedTaskDefinition(world, what, seed),
    ),
    loadBalancers: each(seeds.loadBalancers, 'loadBalancers', (what, seed) => seedLoadBalancer(world, what, seed)),
    targetGroups: each(targetGroups, 'targetGroups', (what, seed) => seedTargetGroup(world, what, seed)),
  };
  const listeners = each(seeds.listeners, 'listeners', (what, seed) => seedListener(world, what, seed));
  const attached = each(targetGroups, 'targetGroups', (what, seed) => attachTargetGroup(world, what, seed));
  return {
    ...made,
    loadBalancers: [
      ...made.loadBalancers,
      ...listeners.flatMap(([, balancer]) => balancer ?? []),
      ...attached.flatMap(({ loadBalancer }) => loadBalancer ?? []),
    ],
    listeners: [...listeners.map(([arn]) => arn), ...attached.flatMap(({ listener }) => listener ?? [])],
  };
}

const each = <Seed, Made>(
  seeds: readonly Seed[] | undefined,
  kind: keyof ResourceSeeds,
  seed: (what: string, given: Seed) => Made,
): Made[] => (seeds ?? []).map((given, place) => seed(`${kind}.${place}`, given));
