import type { ClusterRecord } from '../../engine/store/records.js';
import { taskArn } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import type { RunTaskRequest } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';
import { requestText } from './request-text.js';

/** A token means something in its cluster alone (recorded: task_tokens.json). */
export const runKey = (cluster: ClusterRecord, token: string): string => `${cluster.key} ${token}`;

/** However long its tasks run (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html). */
const tokenLivesAtMostMs = 24 * 3_600_000;

/**
 * The tasks that the same request with the same token has started, as long as the token means something: until the last of
 * them has been STOPPED for an hour, and for a day at most.
 * @returns their rows, or undefined when the token is new
 * @throws EcsApiError ConflictException for another request (recorded: task_tokens.json #19 to #25)
 * @rule run-task-token
 * @rule run-task-token-is-forgotten
 */
export function findReplay(
  world: World,
  cluster: ClusterRecord,
  request: Parsed<RunTaskRequest>,
): readonly number[] | undefined {
  if (request.clientToken === undefined) return undefined;
  const run = world.idempotentRuns.get(runKey(cluster, request.clientToken));
  if (run === undefined || world.nowMs >= run.atMs + tokenLivesAtMostMs) return undefined;
  const tasks = run.tasks.map((number) => world.taskIndex.get(number)).filter((task) => task !== 0);
  if (run.request === requestText(request)) return tasks;
  throw new EcsApiError(
    'ConflictException',
    'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different request.',
    {
      resource: `cluster ${cluster.name}`,
      value: request.clientToken,
      help: 'Every literal difference counts, also a member that says the default: use another token for another request.',
      resourceIds: tasks.map((task) => taskArn(world, task)),
    },
  );
}
