import type { World } from '../../src/engine/world.js';
import { Standing, StopCause, type TaskPhase, taskPhaseNames } from '../../src/model/task.js';

/**
 * Looks at the state in the very moment in which the engine writes it: whether a start of ours went over the maximum, a
 * stop of ours under the minimum (law 4: worked out here as the law says it, whatever the planner does), and whether a task ever goes back (law 5).
 * @returns what was seen, in words; it grows while the world goes on
 */
export function watch(world: World): string[] {
  const seen: string[] = [];
  const { phase, standing } = world.tasks;

  const setPhase = phase.set.bind(phase);
  phase.set = (task, to) => {
    const from = phase.get(task);
    if (to < from) seen.push(`task ${world.tasks.number.get(task)} goes from ${nameOf(from)} to ${nameOf(to)}`);
    setPhase(task, to);
  };

  const setStanding = standing.set.bind(standing);
  standing.set = (task, to) => {
    const from = standing.get(task);
    const isStopOfOurs = world.tasks.stopCause.get(task) === StopCause.SCALING;
    if (from === Standing.HEALTHY && to === Standing.LEAVING && isStopOfOurs) lookAtMinimum(task);
    if (from >= Standing.LEAVING && to < from) seen.push(`task ${world.tasks.number.get(task)} comes back`);
    setStanding(task, to);
  };

  const add = world.taskIndex.set.bind(world.taskIndex);
  world.taskIndex.set = (number, task) => {
    add(number, task);
    lookAtMaximum(task);
  };

  /** The task about to leave is still among the healthy ones. */
  function lookAtMinimum(task: number): void {
    const service = world.serviceOfTask(task);
    if (service === undefined) return;
    const left = service.deployments.reduce(
      (sum, key) => sum + (world.deployment(key).sizes[Standing.HEALTHY] ?? 0),
      -1,
    );
    const { minimumHealthyPercent } = service.configuration.deploymentConfiguration;
    const minimum = Math.ceil((service.desiredCount * minimumHealthyPercent) / 100);
    if (left < minimum) seen.push(`${at()}: ${service.name} stops a healthy task, ${left} stay, ${minimum} must`);
  }

  /** The new task is not among those that occupy a slot yet. */
  function lookAtMaximum(task: number): void {
    const service = world.serviceOfTask(task);
    if (service === undefined) return;
    const { maximumPercent } = service.configuration.deploymentConfiguration;
    const maximum = Math.floor((service.desiredCount * maximumPercent) / 100);
    const count = service.occupiedCount + 1;
    if (count > maximum) seen.push(`${at()}: ${service.name} starts a task, ${count} are there, ${maximum} may be`);
  }

  const at = (): string => new Date(world.nowMs).toISOString();
  return seen;
}

const nameOf = (phase: TaskPhase): string => taskPhaseNames[phase];
