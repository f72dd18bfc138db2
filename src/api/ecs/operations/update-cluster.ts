import { updateCluster as applyUpdateCluster } from '../../../engine/apply/clusters.js';
import type { ClusterRecord } from '../../../engine/store/records.js';
import { ecsOperation } from '../../operation.js';
import { checkAfterLookup } from '../../validation/parse-request.js';
import { describeCluster, updatedClusterShape } from '../describe-cluster.js';
import { changeableCluster, lastPart } from '../lookup.js';
import { namespaceArnOf } from '../namespace.js';

/** Only members that are given change (recorded: controls.json #13, #21, #27). */
export const updateCluster = ecsOperation('updateCluster', {
  members: {
    cluster: 'simulated',
    settings: 'kept',
    configuration: 'kept',
    serviceConnectDefaults: 'kept',
  },
  handle(world, request) {
    const cluster = changeableCluster(world, request.cluster);
    checkAfterLookup('ecs', 'updateCluster', request);
    const { settings = [], configuration, serviceConnectDefaults } = request;
    applyUpdateCluster(cluster, {
      ...(settings.length === 0 ? {} : { settings: settings as ClusterRecord['settings'] }),
      ...(configuration === undefined ? {} : { configuration }),
      ...(serviceConnectDefaults === undefined
        ? {}
        : { serviceConnectDefaults: { namespace: namespaceArnOf(world, serviceConnectDefaults.namespace) } }),
    });
    return { cluster: describeCluster(world, cluster, updatedClusterShape) };
  },
  tells: (request) => ({ about: lastPart(request.cluster) }),
});
