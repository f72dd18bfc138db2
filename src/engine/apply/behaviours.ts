import { type CompiledBehaviour, compileBehaviour, healthyBehaviour } from '../../workload/behaviour.js';
import {
  concerns,
  holdsForLaunch,
  type LaunchFacts,
  sameForEveryLaunch,
  type WorkloadRule,
  type WorkloadSource,
} from '../../workload/rule.js';
import { Draw } from '../chance/chance.js';
import type { ContainerPlan } from '../store/records.js';
import { zoneNameOf } from '../views/names.js';
import type { World } from '../world.js';

/**
 * What a container of a new task does: the last rule that matches decides, then its own label. The result is kept with the container as a
 * key; where no rule looks at the launch, all launches share it.
 */
export function resolveBehaviour(world: World, task: number, index: number): number {
  const definition = world.taskDefinition(world.tasks.taskDefinition.get(task));
  const plan = definition.containers[index] as ContainerPlan;
  const cacheKey = definition.key * 16 + index;
  const cached = world.behaviourCache.get(cacheKey);
  if (cached !== undefined) return cached;

  const about = { image: plan.image, family: definition.family, revision: definition.revision, container: plan.name };
  const number = world.tasks.number.get(task);
  const launch = world.tasks.launch.get(task);
  const drawFraction = (ruleKey: number) => world.chance.keyed(Draw.WORKLOAD_FRACTION, number, ruleKey, index);
  let rule: WorkloadRule | undefined;
  let servesAllLaunches = true;
  for (let last = world.workloadRules.length - 1; last >= 0; last -= 1) {
    const each = world.workloadRules[last] as WorkloadRule;
    if (!concerns(each, about)) continue;
    servesAllLaunches &&= sameForEveryLaunch(each);
    if (rule === undefined && holdsForLaunch(each, launch, drawFraction)) rule = each;
  }

  const key =
    rule?.source !== undefined
      ? keyOf(world, fromSource(world, rule.source, task, index, { ...about, launch }))
      : keyOf(
          world,
          rule?.behaviour ?? (plan.labelled === undefined ? healthyBehaviour() : compileBehaviour(plan.labelled)),
        );
  if (servesAllLaunches) world.behaviourCache.set(cacheKey, key);
  return key;
}

function fromSource(
  world: World,
  name: string,
  task: number,
  index: number,
  about: Omit<LaunchFacts, 'service' | 'zone'>,
): CompiledBehaviour {
  // Rules that name none are refused, and so are snapshots that are restored without theirs.
  const source = world.workloadSources.get(name) as WorkloadSource;
  let drawn = 0;
  const number = world.tasks.number.get(task);
  const draw = () => world.chance.keyed(Draw.WORKLOAD_SOURCE, number, index, drawn++);
  return compileBehaviour(
    source(
      { ...about, service: world.serviceOfTask(task)?.name, zone: zoneNameOf(world, world.tasks.zone.get(task)) },
      draw,
    ),
  );
}

/** The key of a behaviour; equal ones share it. */
export function keyOf(world: World, behaviour: CompiledBehaviour): number {
  const known = world.behaviourKeys.get(behaviour.content);
  if (known !== undefined) return known;
  world.behaviours.push(behaviour);
  const key = world.behaviours.length - 1;
  world.behaviourKeys.set(behaviour.content, key);
  return key;
}
