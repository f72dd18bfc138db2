import { requestStop } from '../../../engine/apply/task-stop.js';
import { describeTask, describeTaskStripped } from '../../../engine/views/task-description.js';
import { StopCause, TaskPhase } from '../../../model/task.js';
import { ecsOperation } from '../../operation.js';
import { activeCluster, findTask, lastPart, placeOfTasks, refuseOtherCluster, taskNotFound } from '../lookup.js';

/**
 * Asks a task to stop. The first reason stays; a task that is STOPPED is shown with less (recorded: task_tokens.json #11 to
 * #17; the text for an unknown one: users' logs).
 * @rule stop-task
 */
export const stopTask = ecsOperation('stopTask', {
  members: {
    cluster: 'simulated',
    task: 'simulated',
    reason: 'simulated',
  },
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    refuseOtherCluster(request.task, cluster);
    const task = findTask(world, cluster, request.task);
    if (task === 0) throw taskNotFound(cluster, request.task);
    if (world.tasks.phase.get(task) === TaskPhase.STOPPED) return { task: describeTaskStripped(world, task) };
    requestStop(world, task, StopCause.USER, request.reason === undefined ? {} : { reason: request.reason });
    return { task: describeTask(world, task, { described: false, tags: false }) };
  },
  tells: ({ cluster, task, reason }, world) => ({
    ...placeOfTasks(world, cluster, [task]),
    about: `task ${lastPart(task)}${reason === undefined ? '' : `, ${reason}`}`,
  }),
});
