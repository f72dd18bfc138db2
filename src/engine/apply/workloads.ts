import { ContainerStatus, TaskPhase } from '../../model/task.js';
import { concerns, type WorkloadRule } from '../../workload/rule.js';
import { ContainerFlag } from '../store/container-table.js';
import type { World } from '../world.js';
import { resolveBehaviour } from './behaviours.js';
import { scheduleOwnEnd } from './containers.js';
import { scheduleContainerChecks, scheduleTargetChecks, settleContainerChecks, settleTargetChecks } from './probing.js';

/**
 * Adds a rule, and applies it to the containers that are there: their health and their answers change at once; an exit
 * only if it still lies ahead of them.
 */
export function addWorkloadRule(world: World, rule: WorkloadRule): void {
  world.counters.workloadRule = rule.key;
  world.workloadRules.push(rule);
  world.behaviourCache.clear();
  applyToContainers(world, rule);
}

export function clearWorkloadRules(world: World): void {
  const rules = world.workloadRules.splice(0);
  world.behaviourCache.clear();
  for (const rule of rules) applyToContainers(world, rule);
}

function applyToContainers(world: World, rule: WorkloadRule): void {
  for (const task of world.taskIndex.rows()) {
    if (world.tasks.phase.get(task) === TaskPhase.STOPPED) continue;
    const definition = world.taskDefinition(world.tasks.taskDefinition.get(task));
    for (const [index, plan] of definition.containers.entries()) {
      const about = {
        image: plan.image,
        family: definition.family,
        revision: definition.revision,
        container: plan.name,
      };
      if (concerns(rule, about)) reviewContainer(world, task, index);
    }
  }
}

function reviewContainer(world: World, task: number, index: number): void {
  const { containers } = world;
  const container = world.tasks.firstContainer.get(task) + index;
  const key = resolveBehaviour(world, task, index);
  if (key === containers.behaviour.get(container)) return;
  const targets: number[] = [];
  for (let target = world.tasks.firstTarget.get(task); target !== 0; target = world.targets.nextOfTask.get(target)) {
    if (world.targets.container.get(target) === container) targets.push(target);
  }
  settleContainerChecks(world, container);
  for (const target of targets) settleTargetChecks(world, target);
  containers.behaviour.set(container, key);
  // A process that is only about to start will find it when it does.
  if (containers.status.get(container) !== ContainerStatus.RUNNING) return;
  if (containers.has(container, ContainerFlag.RESTARTING)) return;
  // After SIGTERM another end is due.
  if (!containers.has(container, ContainerFlag.SIGTERM)) scheduleOwnEnd(world, container);
  scheduleContainerChecks(world, container);
  for (const target of targets) scheduleTargetChecks(world, target);
}
