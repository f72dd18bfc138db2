import { updateCluster as applyUpdateCluster } from '../../../engine/apply/clusters.js';
import type { ClusterRecord } from '../../../engine/store/records.js';
import { ecsOperation } from '../../operation.js';
import { checkAfterLookup } from '../../validation/parse-request.js';
import { describeCluster, updatedClusterShape } from '../describe-cluster.js';
import { changeableCluster, lastPart } from '../lookup.js';

/** The cluster is looked up before the settings are checked (recorded: controls.json #14, #22, #24). */
export const updateClusterSettings = ecsOperation('updateClusterSettings', {
  members: {
    cluster: 'simulated',
    settings: 'kept',
  },
  handle(world, request) {
    const cluster = changeableCluster(world, request.cluster);
    checkAfterLookup('ecs', 'updateClusterSettings', request);
    applyUpdateCluster(
      cluster,
      request.settings.length === 0 ? {} : { settings: request.settings as ClusterRecord['settings'] },
    );
    return { cluster: describeCluster(world, cluster, updatedClusterShape) };
  },
  tells: (request) => ({ about: lastPart(request.cluster) }),
});
