import type { ClusterRecord, ServiceDeploymentRecord, ServiceRecord } from '../../engine/store/records.js';
import { arnPrefix } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import { EcsApiError } from '../../model/errors.js';
import { clusterNotFound, findCluster, findService, knownService } from './lookup.js';

/** What the ARN of a service revision or service deployment says. */
export interface ServiceScopedArn {
  readonly cluster: string;
  readonly service: string;
  /** 19 digits of a revision, 21 characters of a service deployment. */
  readonly id: string;
}

/** @returns undefined when it is no such ARN, or one of another account or Region */
export function parseServiceScopedArn(
  world: World,
  kind: 'service-revision' | 'service-deployment',
  arn: string,
): ServiceScopedArn | undefined {
  const prefix = `${arnPrefix(world, 'ecs')}${kind}/`;
  if (!arn.startsWith(prefix)) return undefined;
  const [cluster, service, id, ...rest] = arn.slice(prefix.length).split('/');
  const isValid = kind === 'service-revision' ? /^\d+$/ : /^[\w-]+$/;
  if (cluster === undefined || service === undefined || id === undefined || rest.length > 0 || !isValid.test(id))
    return undefined;
  return { cluster, service, id };
}

/** @throws EcsApiError ClusterNotFoundException, ServiceNotFoundException */
export function serviceOfArn(world: World, { cluster, service }: ServiceScopedArn): ServiceRecord {
  const record = findCluster(world, cluster);
  if (record === undefined) throw clusterNotFound(world, cluster);
  return knownService(world, record, service);
}

/** A service deployment by its ARN, if its service still has it. */
export function findServiceDeployment(
  world: World,
  arn: string,
): { readonly service: ServiceRecord; readonly record: ServiceDeploymentRecord } | undefined {
  const parsed = parseServiceScopedArn(world, 'service-deployment', arn);
  const cluster: ClusterRecord | undefined = parsed === undefined ? undefined : findCluster(world, parsed.cluster);
  const service = cluster === undefined ? undefined : findService(world, cluster, parsed?.service ?? '');
  if (service === undefined || service.status === 'INACTIVE') return undefined;
  const record = service.serviceDeployments.find((each) => each.id === parsed?.id);
  return record === undefined ? undefined : { service, record };
}

/** @throws EcsApiError ServiceDeploymentNotFoundException (text inferred) */
export function knownServiceDeployment(world: World, arn: string) {
  const found = findServiceDeployment(world, arn);
  if (found !== undefined) return found;
  throw new EcsApiError('ServiceDeploymentNotFoundException', 'Service deployment not found.', {
    resource: 'serviceDeploymentArn',
    value: arn,
    help: 'ListServiceDeployments has the ARNs of a service.',
  });
}
