import type { ServiceDeploymentRecord, ServiceRecord } from '../../engine/store/records.js';
import { thresholdOf } from '../../engine/views/breaker-threshold.js';
import { clusterArn, serviceArn, serviceDeploymentArn, serviceRevisionArn } from '../../engine/views/names.js';
import { runningCountOf } from '../../engine/views/running-count.js';
import type { World } from '../../engine/world.js';
import type {
  ServiceDeployment,
  ServiceDeploymentBrief,
  ServiceDeploymentCircuitBreaker,
  ServiceRevisionSummary,
} from '../../model/aws/ecs.generated.js';
import { copyOf } from '../../model/copy.js';
import { Standing } from '../../model/task.js';

/**
 * A service deployment with all its members: `finishedAt` for one that came to its end or went back, `stoppedAt` for one
 * that was stopped (rolling-deployment §11, api.md §6). Shares nothing with the state.
 * @rule service-deployment-sources
 */
export function describeServiceDeployment(
  world: World,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
): ServiceDeployment {
  const { rollback } = record;
  return {
    serviceDeploymentArn: serviceDeploymentArn(world, service, record.id),
    serviceArn: serviceArn(world, service),
    clusterArn: clusterArn(world, world.cluster(service.cluster)),
    createdAt: new Date(record.createdAtMs),
    ...(record.startedAtMs === undefined ? {} : { startedAt: new Date(record.startedAtMs) }),
    ...finishedAt(record),
    ...(record.stoppedAtMs === undefined ? {} : { stoppedAt: new Date(record.stoppedAtMs) }),
    updatedAt: new Date(record.updatedAtMs),
    sourceServiceRevisions: record.sources.map((source) => summaryOf(world, service, record, source.deployment)),
    targetServiceRevision: summaryOf(world, service, record, record.deployment),
    status: record.status,
    ...(record.statusReason === undefined ? {} : { statusReason: record.statusReason }),
    // Alarms are shown although nobody set any (documented sample of the AWS CLI).
    deploymentConfiguration: {
      alarms: { alarmNames: [], rollback: false, enable: false },
      ...copyOf(record.deploymentConfiguration),
    },
    ...(rollback === undefined || record.status === 'ROLLBACK_REQUESTED'
      ? {}
      : {
          rollback: {
            reason: rollback.reason,
            startedAt: new Date(rollback.startedAtMs),
            serviceRevisionArn: revisionArn(world, service, rollback.deployment),
          },
        }),
    deploymentCircuitBreaker: circuitBreakerOf(world, service, record),
    alarms: { status: 'DISABLED', alarmNames: [], triggeredAlarmNames: [] },
  };
}

/** One line of ListServiceDeployments. */
export function describeServiceDeploymentBriefly(
  world: World,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
): ServiceDeploymentBrief {
  return {
    serviceDeploymentArn: serviceDeploymentArn(world, service, record.id),
    serviceArn: serviceArn(world, service),
    clusterArn: clusterArn(world, world.cluster(service.cluster)),
    ...(record.startedAtMs === undefined ? {} : { startedAt: new Date(record.startedAtMs) }),
    createdAt: new Date(record.createdAtMs),
    ...finishedAt(record),
    targetServiceRevisionArn: revisionArn(world, service, record.deployment),
    status: record.status,
    ...(record.statusReason === undefined ? {} : { statusReason: record.statusReason }),
  };
}

const finishedAt = (record: ServiceDeploymentRecord): { finishedAt?: Date } =>
  record.finishedAtMs === undefined || record.status === 'STOPPED' ? {} : { finishedAt: new Date(record.finishedAtMs) };

const revisionArn = (world: World, service: ServiceRecord, deployment: number): string =>
  serviceRevisionArn(world, service, world.deployment(deployment).revision.digits);

/** Counts as they are now, or as they were when the service deployment ended. */
function summaryOf(
  world: World,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
  key: number,
): ServiceRevisionSummary {
  const arn = revisionArn(world, service, key);
  const frozen = record.end?.counts.find((each) => each.deployment === key);
  if (frozen !== undefined) {
    const { requested, running, pending } = frozen;
    return { arn, requestedTaskCount: requested, runningTaskCount: running, pendingTaskCount: pending };
  }
  const deployment = world.deployment(key);
  return {
    arn,
    requestedTaskCount: deployment.desiredCount,
    runningTaskCount: runningCountOf(deployment),
    pendingTaskCount: deployment.sizes[Standing.PENDING] as number,
  };
}

/**
 * TRIGGERED stays with a service deployment that the breaker ended or sent back.
 * @rule service-deployment-breaker-status
 */
function circuitBreakerOf(
  world: World,
  service: ServiceRecord,
  record: ServiceDeploymentRecord,
): ServiceDeploymentCircuitBreaker {
  const target = world.deployment(record.deployment);
  const { enable } = (
    record.end === undefined ? service.configuration.deploymentConfiguration : record.deploymentConfiguration
  ).deploymentCircuitBreaker;
  const status = record.breakerTripped
    ? 'TRIGGERED'
    : !enable
      ? 'DISABLED'
      : record.end === undefined
        ? 'MONITORING'
        : 'MONITORING_COMPLETE';
  return {
    status,
    failureCount: record.end?.failureCount ?? target.breaker.failureCount,
    threshold: record.end?.threshold ?? thresholdOf(world, service),
  };
}
