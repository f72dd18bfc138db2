/** What a service event says. */
export type ServiceEventText =
  | {
      readonly kind: 'started';
      readonly tasks: readonly number[];
      readonly replacesUnhealthy: number;
      readonly zone?: string;
    }
  | { readonly kind: 'stopped'; readonly tasks: readonly number[]; readonly zone?: string }
  | { readonly kind: 'stoppedPending'; readonly count: number }
  | { readonly kind: 'registered'; readonly count: number; readonly targetGroupArn: string }
  | { readonly kind: 'deregistered'; readonly count: number; readonly targetGroupArn: string }
  | { readonly kind: 'draining'; readonly count: number; readonly deploymentId: string | undefined }
  | {
      readonly kind: 'targetUnhealthy';
      readonly task: number;
      readonly port: number;
      readonly targetGroupArn: string;
      readonly reason: string;
    }
  | { readonly kind: 'containerUnhealthy'; readonly task: number }
  | {
      readonly kind: 'targetGroupMissing';
      readonly task: number;
      readonly deploymentId: string;
      readonly targetGroupArn: string;
    }
  | { readonly kind: 'targetGroupFull'; readonly targetGroupArn: string }
  | { readonly kind: 'completed'; readonly deploymentId: string }
  | { readonly kind: 'failed'; readonly deploymentId: string }
  | { readonly kind: 'rollingBack'; readonly deploymentId: string }
  | { readonly kind: 'steady' }
  | { readonly kind: 'startImpaired' }
  | { readonly kind: 'unableToPlace'; readonly reason: string }
  | { readonly kind: 'noContainerInstances' }
  | { readonly kind: 'deadlock' }
  | { readonly kind: 'protected'; readonly deploymentId: string; readonly count: number }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'zonesUnbalanced'; readonly zones: string }
  | { readonly kind: 'zonesBalanced'; readonly zones: string }
  | { readonly kind: 'zoneUnavailable'; readonly zone: string }
  | { readonly kind: 'rebalancingBlocked'; readonly deploymentId: string; readonly count: number }
  | { readonly kind: 'rebalancingStopped' };

/**
 * The exact texts of service events. There is no plural handling: it is always `tasks` and `targets`; registration and
 * deregistration have no final period (rolling-deployment §12, events §2.3).
 * @rule event-texts
 */
export function renderServiceEvent(
  serviceName: string,
  text: ServiceEventText,
  taskIdOf: (number: number) => string,
): string {
  const s = `(service ${serviceName})`;
  const list = (numbers: readonly number[]) => numbers.map((number) => `(task ${taskIdOf(number)})`).join(' ');
  switch (text.kind) {
    case 'started':
      if (text.zone !== undefined)
        return `${s} has started ${text.tasks.length} tasks in ${text.zone} to AZ Rebalance: ${list(text.tasks)}.`;
      return `${s} has started ${text.tasks.length} tasks: ${list(text.tasks)}.${
        text.replacesUnhealthy > 0
          ? ` Amazon ECS replaced ${text.replacesUnhealthy} tasks due to an unhealthy status.`
          : ''
      }`;
    case 'stopped':
      if (text.zone !== undefined)
        return `${s} has stopped ${text.tasks.length} running tasks in ${text.zone} due to AZ rebalancing: ${list(text.tasks)}.`;
      return `${s} has stopped ${text.tasks.length} running tasks: ${list(text.tasks)}.`;
    case 'stoppedPending':
      return `${s} stopped ${text.count} pending tasks.`;
    case 'registered':
      return `${s} registered ${text.count} targets in (target-group ${text.targetGroupArn})`;
    case 'deregistered':
      return `${s} deregistered ${text.count} targets in (target-group ${text.targetGroupArn})`;
    case 'draining':
      return text.deploymentId === undefined
        ? `${s} has begun draining connections on ${text.count} tasks.`
        : `(service ${serviceName}, taskSet ${text.deploymentId}) has begun draining connections on ${text.count} tasks.`;
    case 'targetUnhealthy':
      return `${s} ${list([text.task])} (port ${text.port}) is unhealthy in (target-group ${text.targetGroupArn}) due to (reason ${text.reason}).`;
    case 'containerUnhealthy':
      return `${s} ${list([text.task])} failed container health checks.`;
    case 'targetGroupMissing':
      return `${s} task set (${text.deploymentId}) ${list([text.task])} is not healthy in target-group (${text.targetGroupArn}) due to TARGET GROUP IS NOT FOUND.`;
    case 'targetGroupFull':
      return `${s} failed to register targets in (target-group ${text.targetGroupArn}) with (error You've reached the limit on the number of targets)`;
    case 'completed':
      return `${s} (deployment ${text.deploymentId}) deployment completed.`;
    case 'failed':
      return `${s} (deployment ${text.deploymentId}) deployment failed: tasks failed to start.`;
    case 'rollingBack':
      return `${s} rolling back to deployment ${text.deploymentId}.`;
    case 'steady':
      return `${s} has reached a steady state.`;
    case 'startImpaired':
      return `${s} is unable to consistently start tasks successfully.`;
    case 'unableToPlace':
      return `${s} was unable to place a task. Reason: ${text.reason}${text.reason.endsWith('.') ? '' : '.'}`;
    case 'noContainerInstances':
      return `${s} was unable to place a task because no container instance met all of its requirements. The reason for failure is No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.`;
    case 'deadlock':
      return `${s} was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.`;
    case 'protected':
      return `${s} was unable to reach steady state because (taskSet ${text.deploymentId}) was unable to scale in due to (reason ${text.count} tasks under protection)`;
    case 'throttled':
      return `${s} operations are being throttled. Will try again later.`;
    case 'zonesUnbalanced':
      return `${s} is not AZ balanced with ${text.zones}. AZ Rebalancing in progress.`;
    case 'zonesBalanced':
      return `${s} is AZ balanced with ${text.zones}.`;
    case 'zoneUnavailable':
      return `${s} is unable to place a task in ${text.zone}.`;
    case 'rebalancingBlocked':
      return `${s} was unable to AZ Rebalance because (taskSet ${text.deploymentId}) was unable to scale in due to (reason ${text.count} tasks under protection)`;
    case 'rebalancingStopped':
      return `${s} stopped AZ Rebalancing.`;
    default:
      text satisfies never;
      return '';
  }
}
