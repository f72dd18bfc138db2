import type { World } from '../../../engine/world.js';
import type { CapacityProvider, Failure } from '../../../model/aws/ecs.generated.js';
import { ecsOperation } from '../../operation.js';
import {
  capacityProviderArn,
  describeCapacityProvider,
  describeFargateProvider,
  fargateProviders,
  providerNameOf,
} from '../capacity-provider-records.js';
import { activeCluster } from '../lookup.js';
import { pageOf } from '../page.js';

/**
 * Those that are named, or all ACTIVE ones; with a cluster, its own. By name (the order: inferred), at most ten at a time;
 * failures stand on the first page (inferred).
 * @rule capacity-provider-describe
 */
export const describeCapacityProviders = ecsOperation('describeCapacityProviders', {
  members: {
    capacityProviders: 'simulated',
    cluster: 'simulated',
    include: 'simulated',
    maxResults: 'simulated',
    nextToken: 'simulated',
  },
  answers: 'recorded',
  handle(world, request) {
    const cluster = request.cluster === undefined ? undefined : activeCluster(world, request.cluster);
    const { capacityProviders: given = [], include = [] } = request;
    const known = knownProviders(world, include.includes('TAGS'));
    const failures: Failure[] = [];
    const named = new Set<string>();
    for (const reference of given) {
      const name = providerNameOf(world, reference);
      if (name !== undefined && known.has(name)) named.add(name);
      else failures.push({ arn: name === undefined ? reference : capacityProviderArn(world, name), reason: 'MISSING' });
    }
    const listed = [...known.values()]
      .filter(({ name, status }) => (given.length === 0 ? status === 'ACTIVE' : named.has(name)))
      .filter(({ name }) => cluster === undefined || cluster.capacityProviders.includes(name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = pageOf(listed, request, {
      name: 'DescribeCapacityProviders',
      size: 10,
      keyOf: ({ name }) => name,
    });
    return { capacityProviders: [...items], failures: request.nextToken === undefined ? failures : [], ...next };
  },
});

function knownProviders(world: World, tags: boolean): ReadonlyMap<string, CapacityProvider> {
  const all = [
    ...fargateProviders.map((name) => describeFargateProvider(world, name)),
    ...[...world.capacityProviders.values()].map((provider) => describeCapacityProvider(world, provider, { tags })),
  ];
  return new Map(all.map((provider) => [provider.name, provider]));
}
