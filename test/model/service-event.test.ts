import { expect, test } from 'vitest';
import { renderServiceEvent, type ServiceEventText } from '../../src/model/service-event.js';

const targetGroupArn = 'arn:tg';
const deploymentId = 'ecs-svc/1';

/** Every text there is, by kind: the compiler asks for a new one here. */
const texts: {
  readonly [Kind in ServiceEventText['kind']]: readonly (readonly [
    Extract<ServiceEventText, { kind: Kind }>,
    string,
  ])[];
} = {
  started: [
    [{ kind: 'started', tasks: [1], replacesUnhealthy: 0 }, '(service web) has started 1 tasks: (task 1).'],
    [
      { kind: 'started', tasks: [1, 2], replacesUnhealthy: 2 },
      '(service web) has started 2 tasks: (task 1) (task 2). Amazon ECS replaced 2 tasks due to an unhealthy status.',
    ],
    [
      { kind: 'started', tasks: [1], replacesUnhealthy: 0, zone: 'a' },
      '(service web) has started 1 tasks in a to AZ Rebalance: (task 1).',
    ],
  ],
  stopped: [
    [{ kind: 'stopped', tasks: [1] }, '(service web) has stopped 1 running tasks: (task 1).'],
    [
      { kind: 'stopped', tasks: [1], zone: 'b' },
      '(service web) has stopped 1 running tasks in b due to AZ rebalancing: (task 1).',
    ],
  ],
  stoppedPending: [[{ kind: 'stoppedPending', count: 1 }, '(service web) stopped 1 pending tasks.']],
  registered: [
    [{ kind: 'registered', count: 1, targetGroupArn }, '(service web) registered 1 targets in (target-group arn:tg)'],
  ],
  deregistered: [
    [
      { kind: 'deregistered', count: 1, targetGroupArn },
      '(service web) deregistered 1 targets in (target-group arn:tg)',
    ],
  ],
  draining: [
    [
      { kind: 'draining', count: 1, deploymentId },
      '(service web, taskSet ecs-svc/1) has begun draining connections on 1 tasks.',
    ],
    [
      { kind: 'draining', count: 1, deploymentId: undefined },
      '(service web) has begun draining connections on 1 tasks.',
    ],
  ],
  targetUnhealthy: [
    [
      { kind: 'targetUnhealthy', task: 1, port: 80, targetGroupArn, reason: 'Request timed out' },
      '(service web) (task 1) (port 80) is unhealthy in (target-group arn:tg) due to (reason Request timed out).',
    ],
  ],
  containerUnhealthy: [
    [{ kind: 'containerUnhealthy', task: 1 }, '(service web) (task 1) failed container health checks.'],
  ],
  targetGroupMissing: [
    [
      { kind: 'targetGroupMissing', task: 1, deploymentId: 'ecs-svc/1', targetGroupArn: 'tg' },
      '(service web) task set (ecs-svc/1) (task 1) is not healthy in target-group (tg) due to TARGET GROUP IS NOT FOUND.',
    ],
  ],
  targetGroupFull: [
    [
      { kind: 'targetGroupFull', targetGroupArn: 'tg' },
      "(service web) failed to register targets in (target-group tg) with (error You've reached the limit on the number of targets)",
    ],
  ],
  completed: [[{ kind: 'completed', deploymentId }, '(service web) (deployment ecs-svc/1) deployment completed.']],
  failed: [
    [
      { kind: 'failed', deploymentId },
      '(service web) (deployment ecs-svc/1) deployment failed: tasks failed to start.',
    ],
  ],
  rollingBack: [[{ kind: 'rollingBack', deploymentId }, '(service web) rolling back to deployment ecs-svc/1.']],
  steady: [[{ kind: 'steady' }, '(service web) has reached a steady state.']],
  startImpaired: [[{ kind: 'startImpaired' }, '(service web) is unable to consistently start tasks successfully.']],
  unableToPlace: [
    [{ kind: 'unableToPlace', reason: 'Because' }, '(service web) was unable to place a task. Reason: Because.'],
    [{ kind: 'unableToPlace', reason: 'Because.' }, '(service web) was unable to place a task. Reason: Because.'],
  ],
  noContainerInstances: [
    [
      { kind: 'noContainerInstances' },
      '(service web) was unable to place a task because no container instance met all of its requirements. The reason for failure is No Container Instances were found in your cluster. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    ],
  ],
  deadlock: [
    [
      { kind: 'deadlock' },
      '(service web) was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.',
    ],
  ],
  protected: [
    [
      { kind: 'protected', deploymentId, count: 2 },
      '(service web) was unable to reach steady state because (taskSet ecs-svc/1) was unable to scale in due to (reason 2 tasks under protection)',
    ],
  ],
  throttled: [[{ kind: 'throttled' }, '(service web) operations are being throttled. Will try again later.']],
  zonesUnbalanced: [
    [
      { kind: 'zonesUnbalanced', zones: '2 tasks in a, 0 tasks in b' },
      '(service web) is not AZ balanced with 2 tasks in a, 0 tasks in b. AZ Rebalancing in progress.',
    ],
  ],
  zonesBalanced: [
    [
      { kind: 'zonesBalanced', zones: '1 tasks in a, 1 tasks in b' },
      '(service web) is AZ balanced with 1 tasks in a, 1 tasks in b.',
    ],
  ],
  zoneUnavailable: [[{ kind: 'zoneUnavailable', zone: 'a' }, '(service web) is unable to place a task in a.']],
  rebalancingBlocked: [
    [
      { kind: 'rebalancingBlocked', deploymentId: 'ecs-svc/1', count: 2 },
      '(service web) was unable to AZ Rebalance because (taskSet ecs-svc/1) was unable to scale in due to (reason 2 tasks under protection)',
    ],
  ],
  rebalancingStopped: [[{ kind: 'rebalancingStopped' }, '(service web) stopped AZ Rebalancing.']],
};

test('every text [event-texts] [event-draining-names-a-task-set]', () => {
  for (const rows of Object.values(texts)) {
    for (const [text, told] of rows as readonly (readonly [ServiceEventText, string])[]) {
      expect(renderServiceEvent('web', text, String)).toBe(told);
    }
  }
});
