import type {
  DescribeTasksRequest,
  ExecuteCommandRequest,
  GetTaskProtectionRequest,
  ListTasksRequest,
  RunTaskRequest,
  StartTaskRequest,
  StopTaskRequest,
  UpdateTaskProtectionRequest,
} from '../../../model/aws/ecs.generated.js';
import type { Unchecked } from '../parsed.js';
import type { Rule } from '../refusal.js';
import { atMostItems, between, firstOf, longest, matching, pageSize, refusedWhen, required } from '../rules.js';
import { type RuleTable, rulesOf } from '../rules-of.js';
import { strategyRules } from './capacity-provider-rules.js';
import { publicIpRule } from './network-rules.js';
import { knownLaunchType, placementRequestRules } from './placement-rules.js';

/** 8,192 characters of JSON for all overrides together (users' logs). */
const overridesLengthMax = 8_192;

/** What RunTask and StartTask share. */
const started = <Structure extends Unchecked<Omit<StartTaskRequest, 'containerInstances'>>>(): Rule<Structure> =>
  firstOf(
    required('taskDefinition', 'TaskDefinition can not be blank.'),
    longest('group', 255),
    longest('referenceId', 1_024),
    refusedWhen<Structure>(
      ({ overrides }) => overrides !== undefined && JSON.stringify(overrides).length > overridesLengthMax,
      `Container Overrides length must be at most ${overridesLengthMax}`,
      { member: 'overrides', help: 'Shorten the environment or the commands.' },
    ),
    refusedWhen<Structure>(
      ({ propagateTags }) => propagateTags === 'SERVICE',
      'propagateTags should be one of [TASK_DEFINITION,NONE]',
      {
        member: 'propagateTags',
        help: 'Only a service propagates its own tags (inferred text).',
      },
    ),
    refusedWhen<Structure>(({ group = '' }) => group.startsWith('service:'), "group can not start with 'service:'.", {
      member: 'group',
      help: "Groups of that kind are services' own (inferred).",
    }),
  );

/** Ids are 32 characters, 36 of old; an ARN must be a task's (users' logs). */
const taskIdentifiers = refusedWhen<Unchecked<DescribeTasksRequest>>(
  ({ tasks = [] }) => tasks.some((task) => wrongTaskIdentifier(task) !== undefined),
  ({ tasks = [] }) => tasks.map(wrongTaskIdentifier).find((text) => text !== undefined) ?? '',
  { member: 'tasks', help: 'Give ids of 32 characters or ARNs of tasks.' },
);

function wrongTaskIdentifier(task: string): string | undefined {
  if (!task.startsWith('arn:'))
    return /^(.{32}|.{36})$/.test(task) ? undefined : 'task length should be one of [32,36]';
  const type = task.split(':')[5]?.split('/')[0] ?? '';
  return type === 'task' ? undefined : `Unsupported resource type: ${type}`;
}

/** @rule run-task-rejections */
export const taskRules: RuleTable = {
  RunTaskRequest: rulesOf<RunTaskRequest>(
    longest('clientToken', 64, 'idempotency token longer than 64.'),
    started(),
    longest('startedBy', 128),
    between('count', 1, 10),
    knownLaunchType(),
    // Recorded: execution.json #25.
    strategyRules('You may choose a capacity provider or a launch type but not both.'),
    placementRequestRules(),
    publicIpRule(),
  ),
  StartTaskRequest: rulesOf<StartTaskRequest>(
    required('containerInstances', 'Container Instances cannot be empty.', 'ClientException'),
    atMostItems('containerInstances', 10, 'instanceIds can have at most 10 items.'),
    longest('startedBy', 36),
    started(),
  ),
  StopTaskRequest: rulesOf<StopTaskRequest>(
    matching(
      'task',
      /^(arn:[\w-]+:ecs:[\w-]*:\d*:task\/.+|[\w-]+)$/,
      () => 'Task Identifier is invalid',
      'Give the id or the ARN of a task.',
    ),
  ),
  DescribeTasksRequest: rulesOf<DescribeTasksRequest>(
    required('tasks', 'Tasks cannot be empty.'),
    atMostItems('tasks', 100, 'taskIds can have at most 100 items.'),
    taskIdentifiers,
  ),
  ListTasksRequest: rulesOf<ListTasksRequest>(
    pageSize(100),
    knownLaunchType(),
    matching(
      'family',
      /^[a-zA-Z0-9\-_]+$/,
      () => 'family must match ^[a-zA-Z0-9\\-_]+$',
      'Give the family without a revision.',
    ),
    longest('startedBy', 128),
    refusedWhen(
      ({ serviceName, containerInstance, family }) =>
        serviceName !== undefined && (containerInstance !== undefined || family !== undefined),
      'cannot specify serviceName with other arguments',
      { member: 'serviceName', help: 'Filter by serviceName, or by containerInstance and family.' },
    ),
    refusedWhen(
      ({ startedBy, serviceName, containerInstance, family }) =>
        startedBy !== undefined && (serviceName ?? containerInstance ?? family) !== undefined,
      'cannot specify startedBy with other arguments',
      { member: 'startedBy', help: 'startedBy is the only filter where it is used (inferred text).' },
    ),
  ),
  ExecuteCommandRequest: rulesOf<ExecuteCommandRequest>(
    refusedWhen(({ interactive }) => interactive === false, 'Interactive is the only mode supported currently.', {
      member: 'interactive',
      help: 'Set interactive to true (inferred text).',
    }),
  ),
  GetTaskProtectionRequest: rulesOf<GetTaskProtectionRequest>(
    atMostItems('tasks', 100, 'taskIds can have at most 100 items.'),
  ),
  UpdateTaskProtectionRequest: rulesOf<UpdateTaskProtectionRequest>(
    required('tasks', 'Tasks cannot be empty.'),
    atMostItems('tasks', 10, 'taskIds can have at most 10 items.'),
    between('expiresInMinutes', 1, 2_880),
  ),
};
