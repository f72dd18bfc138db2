import type { DeploymentRecord, ServiceRecord } from '../../../engine/store/records.js';
import type { World } from '../../../engine/world.js';
import type { Failure, ServiceRevision } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { describeServiceRevision } from '../describe-service-revision.js';
import { clusterNotFound, findCluster, findService, knownService } from '../lookup.js';
import { parseServiceScopedArn, type ServiceScopedArn } from '../service-arns.js';

/** All of one service, in the order of the request (recorded: service_revisions.json #1 to #27). */
export const describeServiceRevisions = ecsOperation('describeServiceRevisions', {
  members: {
    serviceRevisionArns: 'simulated',
  },
  handle(world, { serviceRevisionArns: arns }) {
    const parsed = arns.map((arn) => parsedArn(world, arn));
    const service = describableService(world, parsed[0] as ServiceScopedArn);
    const found = parsed.map(({ id }) => deploymentOf(world, service, id));
    refuseTwice(arns.filter((_, index) => found[index] !== undefined));
    const serviceRevisions: ServiceRevision[] = [];
    const failures: Failure[] = [];
    found.forEach((deployment, index) => {
      if (deployment === undefined) failures.push({ arn: arns[index] as string, reason: 'MISSING' });
      else serviceRevisions.push(describeServiceRevision(world, service, deployment));
    });
    return { serviceRevisions, failures };
  },
});

function parsedArn(world: World, arn: string): ServiceScopedArn {
  const parsed = parseServiceScopedArn(world, 'service-revision', arn);
  if (parsed !== undefined) return parsed;
  throw new EcsApiError('InvalidParameterException', 'The ServiceRevision ARN is invalid.', {
    resource: 'serviceRevisionArns',
    value: arn,
    help: `Give ARNs of account ${world.settings.account} in ${world.settings.region}, as in currentServiceRevisions.`,
  });
}

/** A DRAINING service still has its revisions; an INACTIVE one doesn't, nor a new one of the same name. */
function describableService(world: World, { cluster: name, service: serviceName }: ServiceScopedArn): ServiceRecord {
  const cluster = findCluster(world, name);
  if (cluster === undefined) throw clusterNotFound(world, name);
  if (cluster.status === 'INACTIVE') {
    throw new EcsApiError('ClusterNotFoundException', 'The referenced cluster was inactive.', {
      resource: `cluster ${name}`,
      value: cluster.status,
      help: 'Revisions go with their cluster.',
    });
  }
  const service = findService(world, cluster, serviceName);
  if (service?.status !== 'INACTIVE') return knownService(world, cluster, serviceName);
  throw new EcsApiError(
    'InvalidParameterException',
    'Cannot call DescribeServiceRevisions for a service that is INACTIVE',
    {
      resource: `service ${serviceName}, cluster ${name}`,
      value: service.status,
      help: 'Revisions go with their service.',
    },
  );
}

function deploymentOf(world: World, service: ServiceRecord, digits: string): DeploymentRecord | undefined {
  const key = world.deploymentById.get(`ecs-svc/${digits}`);
  const deployment = key === undefined ? undefined : world.deployment(key);
  return deployment?.service === service.key ? deployment : undefined;
}

/**
 * AWS breaks over a revision that is named twice (recorded: service_revisions.json #10, #21).
 * @rule service-revision-named-twice
 */
function refuseTwice(arns: readonly string[]): void {
  const twice = arns.find((arn, index) => arns.indexOf(arn) !== index);
  if (twice === undefined) return;
  throw new EcsApiError('ServerException', 'Service Unavailable. Please try again later.', {
    statusCode: 500,
    resource: 'serviceRevisionArns',
    value: twice,
    help: 'Name each revision once.',
  });
}
