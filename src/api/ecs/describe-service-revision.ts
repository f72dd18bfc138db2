import type { DeploymentRecord, ServiceRecord } from '../../engine/store/records.js';
import { imageDigestOf } from '../../engine/views/image-digest.js';
import { clusterArn, serviceArn, serviceRevisionArn } from '../../engine/views/names.js';
import { runningCountOf } from '../../engine/views/running-count.js';
import type { World } from '../../engine/world.js';
import type { ServiceRevision } from '../../model/aws/ecs.generated.js';
import { copyOf } from '../../model/copy.js';

/**
 * What a deployment runs, as it was fixed when the deployment was made (recorded: service_revisions.json #9, #17, #18, #23).
 * A revision that UpdateService made shows empty lists where CreateService's shows nothing.
 * @rule service-revision
 */
export function describeServiceRevision(
  world: World,
  service: ServiceRecord,
  deployment: DeploymentRecord,
): ServiceRevision {
  const { revision } = deployment;
  const isUpdate = service.allDeployments[0] !== deployment.key;
  const { serviceRegistries, ...recorded } = copyOf(revision.recorded) as Partial<ServiceRevision>;
  return {
    serviceRevisionArn: serviceRevisionArn(world, service, revision.digits),
    serviceArn: serviceArn(world, service),
    clusterArn: clusterArn(world, world.cluster(service.cluster)),
    taskDefinition: world.taskDefinition(revision.taskDefinition).arn,
    ...(revision.capacityProviderStrategy === undefined
      ? {}
      : { capacityProviderStrategy: copyOf([...revision.capacityProviderStrategy]) }),
    ...(revision.launchType === undefined
      ? {}
      : { launchType: revision.launchType as NonNullable<ServiceRevision['launchType']> }),
    ...(revision.platformVersion === undefined ? {} : { platformVersion: revision.platformVersion }),
    ...(revision.platformFamily === undefined ? {} : { platformFamily: revision.platformFamily }),
    ...(isUpdate || revision.loadBalancers.length > 0 ? { loadBalancers: copyOf([...revision.loadBalancers]) } : {}),
    ...(isUpdate || serviceRegistries !== undefined ? { serviceRegistries: serviceRegistries ?? [] } : {}),
    ...(revision.network === undefined
      ? {}
      : { networkConfiguration: { awsvpcConfiguration: copyOf(revision.network) } }),
    ...containerImagesOf(world, service, deployment),
    guardDutyEnabled: false,
    createdAt: new Date(revision.createdAtMs),
    ...recorded,
  };
}

/** Known once the scheduler has picked the deployment up; with digests once a task of it has run. */
function containerImagesOf(
  world: World,
  service: ServiceRecord,
  deployment: DeploymentRecord,
): Pick<ServiceRevision, 'containerImages'> {
  const own = service.serviceDeployments.find((each) => each.deployment === deployment.key);
  if (own?.startedAtMs === undefined) return {};
  const { containerDefinitions } = world.taskDefinition(deployment.revision.taskDefinition).definition;
  const hasRun = deployment.hadHealthyTask || runningCountOf(deployment) > 0;
  return {
    containerImages: containerDefinitions.map(({ name, image, versionConsistency }) => ({
      containerName: name,
      ...((hasRun && versionConsistency !== 'disabled') || image.includes('@sha256:')
        ? { imageDigest: imageDigestOf(image) }
        : {}),
      image,
    })),
  };
}
