import type { Cluster, Failure } from '../../../model/aws/ecs.generated.js';
import { ecsOperation } from '../../operation.js';
import { describeCluster } from '../describe-cluster.js';
import { arnOf, findCluster } from '../lookup.js';

/**
 * INACTIVE clusters stay describable; the same cluster named twice is shown once; no names mean `default` (recorded:
 * controls.json #11, #18 to #20, #26).
 * @rule cluster-describe
 */
export const describeClusters = ecsOperation('describeClusters', {
  members: {
    clusters: 'simulated',
    include: 'simulated',
  },
  handle(world, { clusters: given = [], include = [] }) {
    const clusters: Cluster[] = [];
    const failures: Failure[] = [];
    const arns = (given.length === 0 ? ['default'] : given).map((each) => arnOf(world, 'cluster', each));
    for (const arn of new Set(arns)) {
      const cluster = findCluster(world, arn);
      if (cluster === undefined) {
        failures.push({ arn, reason: 'MISSING' });
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
