import type { Cluster, Failure } from '../../../model/aws/ecs.generated.js';
import { ecsOperation } from '../../operation.js';
import { describeCluster } from '../describe-cluster.js';
import { arnOf, clusterNameOf, findCluster } from '../lookup.js';

/**
 * INACTIVE clusters stay describable; the same cluster named twice is shown once; no names mean `default` (recorded:
 * controls.json #11, #18 to #20, #26).
 */
export const describeClusters = ecsOperation('describeClusters', {
  handle(world, { clusters: given = [], include = [] }) {
    const clusters: Cluster[] = [];
    const failures: Failure[] = [];
    for (const name of new Set((given.length === 0 ? ['default'] : given).map(clusterNameOf))) {
      const cluster = findCluster(world, name);
      if (cluster === undefined) {
        failures.push({ arn: arnOf(world, 'cluster', name), reason: 'MISSING' });
        continue;
      }
      clusters.push(
        describeCluster(world, cluster, {
          tags: include.includes('TAGS'),
          settings: include.includes('SETTINGS'),
          configuration: include.includes('CONFIGURATIONS'),
          statistics: include.includes('STATISTICS'),
          attachments: include.includes('ATTACHMENTS'),
        }),
      );
    }
    return { clusters, failures };
  },
});
