import { describeTask } from '../../../engine/views/task-description.js';
import type { World } from '../../../engine/world.js';
import type { ExecuteCommandRequest, Task } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { type UnsimulatedMember, unsimulatedError } from '../../unsimulated.js';
import type { Parsed } from '../../validation/parsed.js';
import { activeCluster, findTask, refuseOtherCluster, taskNotFound } from '../lookup.js';

type Request = Parsed<ExecuteCommandRequest>;

const unsimulatedSession: UnsimulatedMember = {
  member: 'command',
  what: 'the session of a command',
  help: 'Nothing runs in containers here: say what they do with sim.workloads.',
};

/**
 * AWS's refusals; a session would lead nowhere, so what AWS would open is refused by name.
 * @rule execute-command-rejections
 */
export const executeCommand = ecsOperation('executeCommand', {
  members: {
    cluster: 'simulated',
    container: 'simulated',
    command: 'simulated',
    interactive: 'simulated',
    task: 'simulated',
  },
  answers: 'refused',
  handle(world, request) {
    const task = knownTask(world, request);
    refuseUnreachable(task, request);
    refuseUnknownContainer(task, request);
    throw unsimulatedError('ecs', unsimulatedSession, request.command);
  },
});

function knownTask(world: World, request: Request): Task {
  const cluster = activeCluster(world, request.cluster);
  refuseOtherCluster(request.task, cluster);
  const task = findTask(world, cluster, request.task);
  if (task === 0) throw taskNotFound(cluster, request.task);
  return describeTask(world, task, { described: true, tags: false });
}

/** The agent runs as long as the task does (text: users' logs). */
function refuseUnreachable({ enableExecuteCommand, lastStatus, desiredStatus, taskArn }: Task, request: Request): void {
  if (enableExecuteCommand && lastStatus === 'RUNNING' && desiredStatus === 'RUNNING') return;
  throw new EcsApiError(
    'InvalidParameterException',
    'The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running. Wait and try again or run a new task with execute command enabled and try again.',
    {
      resource: `task ${taskArn}`,
      value: enableExecuteCommand ? lastStatus : 'enableExecuteCommand false',
      help: enableExecuteCommand ? `Wait until ${request.task} is RUNNING.` : 'Run it with enableExecuteCommand.',
    },
  );
}

/** A container must be named where there are several (documented; texts inferred). */
function refuseUnknownContainer({ containers }: Task, { container }: Request): void {
  const names = containers.map(({ name }) => name);
  if (container === undefined ? names.length === 1 : names.includes(container)) return;
  throw new EcsApiError(
    'InvalidParameterException',
    container === undefined
      ? 'Container name is required for tasks with multiple containers.'
      : `The container ${container} does not exist in the task.`,
    { resource: 'container', ...(container && { value: container }), help: `Its containers are ${names.join(', ')}.` },
  );
}
