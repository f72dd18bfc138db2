import type { ClusterRecord, ServiceRecord } from '../../engine/store/records.js';
import type { World } from '../../engine/world.js';
import type { ServiceConnectConfiguration } from '../../model/aws/ecs.generated.js';
import { mixText } from '../../model/scramble.js';
import type { Parsed } from '../validation/parsed.js';

/**
 * ARN of a Cloud Map namespace. One given by name is made on the spot (documented); one given by ARN isn't looked up, for
 * Cloud Map isn't simulated.
 */
export function namespaceArnOf(world: World, namespace: string): string {
  if (namespace.startsWith('arn:')) return namespace;
  const { partition, region, account, seed } = world.settings;
  const id = [0, 1, 2]
    .map((part) =>
      mixText(seed + part, namespace)
        .toString(36)
        .padStart(7, '0'),
    )
    .join('');
  return `arn:${partition}:servicediscovery:${region}:${account}:namespace/ns-${id.slice(0, 16)}`;
}

/** ARN of the namespace that a service's Service Connect uses: its own, or the cluster's. */
export function namespaceOfService(world: World, service: ServiceRecord): string | undefined {
  const { recorded } = world.primaryOf(service).revision;
  const given = recorded['serviceConnectConfiguration'] as Parsed<ServiceConnectConfiguration> | undefined;
  if (given?.enabled !== true) return undefined;
  const namespace = given.namespace ?? defaultNamespaceOf(world.cluster(service.cluster));
  return namespace === undefined ? undefined : namespaceArnOf(world, namespace);
}

const defaultNamespaceOf = (cluster: ClusterRecord): string | undefined =>
  (cluster.serviceConnectDefaults as { readonly namespace?: string } | undefined)?.namespace;

/** ARNs of the namespaces that a cluster or a service has named. */
export function knownNamespaces(world: World): ReadonlySet<string> {
  const ofClusters = world.clusters.slice(1).flatMap((cluster) => defaultNamespaceOf(cluster) ?? []);
  const ofServices = world.services.slice(1).flatMap((service) => namespaceOfService(world, service) ?? []);
  return new Set([...ofClusters, ...ofServices]);
}
