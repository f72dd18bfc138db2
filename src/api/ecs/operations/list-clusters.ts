import { clusterArn } from '../../../engine/views/names.js';
import { ecsOperation } from '../../operation.js';
import { pageOf } from '../page.js';

/** ACTIVE clusters, by name (the order: inferred). */
export const listClusters = ecsOperation('listClusters', {
  members: {
    nextToken: 'simulated',
    maxResults: 'simulated',
  },
  handle(world, request) {
    const clusters = world.clusters
      .filter((cluster) => cluster?.status === 'ACTIVE')
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = pageOf(clusters, request, {
      name: 'ListClusters',
      size: 100,
      keyOf: (cluster) => cluster.name,
    });
    return { clusterArns: items.map((cluster) => clusterArn(world, cluster)), ...next };
  },
});
