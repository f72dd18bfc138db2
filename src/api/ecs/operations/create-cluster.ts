import { createCluster as applyCreateCluster, type ClusterDraft } from '../../../engine/apply/clusters.js';
import type { ClusterRecord } from '../../../engine/store/records.js';
import type { World } from '../../../engine/world.js';
import type { CreateClusterRequest } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import type { Parsed } from '../../validation/parsed.js';
import { settingInForce } from '../account-settings.js';
import { refuseInactiveProviders, strategyReply } from '../capacity-providers.js';
import { describeCluster } from '../describe-cluster.js';
import { findCluster } from '../lookup.js';
import { namespaceArnOf } from '../namespace.js';
import { requestText } from '../request-text.js';

type Request = Parsed<CreateClusterRequest>;

/**
 * Idempotent by name. A second call may repeat the first or say less; its tags are ignored, and shown only if they are the
 * stored ones (recorded: services.json #7 and setup #18, controls.json #5, #9 to #11).
 * @rule cluster-create-is-idempotent
 */
export const createCluster = ecsOperation('createCluster', {
  members: {
    clusterName: 'simulated',
    tags: 'simulated',
    settings: 'kept',
    configuration: 'kept',
    capacityProviders: 'simulated',
    defaultCapacityProviderStrategy: 'simulated',
    serviceConnectDefaults: 'kept',
  },
  handle(world, request) {
    const name = request.clusterName ?? 'default';
    refuseInactiveProviders(world, request.capacityProviders ?? []);
    const given = givenMembers(world, request);
    const known = findCluster(world, name);
    if (known?.status === 'ACTIVE') refuseInconsistent(known, given);
    else refuseOverQuota(world, name);
    const tags = request.tags ?? [];
    const cluster = applyCreateCluster(world, name, {
      settings: defaultSettings(world),
      configuration: undefined,
      serviceConnectDefaults: undefined,
      capacityProviders: [],
      defaultCapacityProviderStrategy: [],
      ...given,
      tags,
    });
    return {
      cluster: describeCluster(world, cluster, {
        tags: JSON.stringify(cluster.tags) === JSON.stringify(tags),
        settings: true,
        configuration: true,
        statistics: false,
        attachments: false,
      }),
    };
  },
  tells: (request) => ({ about: request.clusterName ?? 'default' }),
});

/**
 * Container Insights as the account has it: off, unless somebody set it (recorded: services.json #7; documented).
 * @rule cluster-default-settings
 */
const defaultSettings = (world: World): ClusterDraft['settings'] => [
  { name: 'containerInsights', value: settingInForce(world, 'containerInsights') },
];

/** What the request says, in the form it is stored in. */
function givenMembers(world: World, request: Request): Partial<ClusterDraft> {
  const { settings = [], configuration, capacityProviders, defaultCapacityProviderStrategy } = request;
  return {
    ...(settings.length === 0 ? {} : { settings: settings as ClusterDraft['settings'] }),
    ...(configuration === undefined ? {} : { configuration }),
    ...(request.serviceConnectDefaults === undefined
      ? {}
      : { serviceConnectDefaults: { namespace: namespaceArnOf(world, request.serviceConnectDefaults.namespace) } }),
    ...(capacityProviders === undefined ? {} : { capacityProviders }),
    ...(defaultCapacityProviderStrategy === undefined
      ? {}
      : { defaultCapacityProviderStrategy: strategyReply(defaultCapacityProviderStrategy) }),
  };
}

/** @see recorded: controls.json #10; members that the second request leaves out don't matter (inferred) */
function refuseInconsistent(cluster: ClusterRecord, given: Partial<ClusterDraft>): void {
  for (const [member, value] of Object.entries(given)) {
    const stored = cluster[member as keyof ClusterDraft];
    if (requestText({ value }) === requestText({ value: stored })) continue;
    throw new EcsApiError(
      'InvalidParameterException',
      'Arguments on this idempotent request are inconsistent with arguments used in previous request(s).',
      {
        resource: `cluster ${cluster.name}, ${member}`,
        value: JSON.stringify(value),
        help: `The cluster exists, with ${member} ${JSON.stringify(stored)}: change it with UpdateCluster or PutClusterCapacityProviders.`,
      },
    );
  }
}

/**
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html (text inferred)
 * @rule quota-clusters
 */
function refuseOverQuota(world: World, name: string): void {
  const { clusters } = world.settings.quotas;
  if (world.clusters.filter((each) => each?.status === 'ACTIVE').length < clusters) return;
  throw new EcsApiError('ClientException', 'The maximum number of clusters has been exceeded.', {
    resource: `cluster ${name}`,
    value: String(clusters),
    help: "Set the option quotas: 'off', or clusters.",
  });
}
