import { addWorkloadRule, clearWorkloadRules } from '../engine/apply/workloads.js';
import type { World } from '../engine/world.js';
import { SteadystateError } from '../model/errors.js';
import type { ContainerBehaviour, SourcedBehaviour } from '../workload/behaviour.js';
import { compileRule, concerns, type WorkloadSelector } from '../workload/rule.js';

/** A rule that was set: which containers, and what they do. */
export interface WorkloadSetting {
  readonly selector: WorkloadSelector;
  readonly behaviour: ContainerBehaviour | SourcedBehaviour;
}

/** What containers do: `sim.workloads`. */
export interface Workloads {
  /**
   * From now on, the containers that the selector means behave like this; of several rules, the last one that matches
   * decides. Running containers change at once, but for an exit that would lie in their past.
   *
   * @param selector - `'web:2'`, `'web'`, or members that must all match
   * @param options - with `ahead`, also for what is registered later: a script under test registers its own task definition
   * @throws SteadystateError `InvalidWorkload`, or `WorkloadForNothing` when no registered task definition is meant
   */
  set(
    selector: string | WorkloadSelector,
    behaviour: ContainerBehaviour | SourcedBehaviour,
    options?: { readonly ahead?: boolean },
  ): void;
  /** Every rule, in the order in which they were set: of those that match, the last one decides. */
  list(): WorkloadSetting[];
  /** Names of the functions that the simulator was given in the option `workloadSources`, for `{ source: name }`. */
  sources(): string[];
  /** Forgets every rule: all is fine again, but for what docker labels say. */
  clear(): void;
}

export function createWorkloads(world: World, changed: () => void): Workloads {
  return {
    set(selector, behaviour, { ahead = false } = {}) {
      const rule = compileRule(world.counters.workloadRule + 1, selector, behaviour);
      if (rule.source !== undefined && !world.workloadSources.has(rule.source)) {
        throw new SteadystateError('UnknownWorkloadSource', `No workload source is registered as '${rule.source}'.`, {
          value: rule.source,
          help: 'Give it in the option workloadSources.',
        });
      }
      if (!ahead) refuseForNothing(world, rule);
      addWorkloadRule(world, rule);
      changed();
    },
    list: () =>
      world.workloadRules.map(({ selector, behaviour, source }) =>
        structuredClone({ selector, behaviour: behaviour?.given ?? { source: source ?? '' } }),
      ),
    sources: () => [...world.workloadSources.keys()],
    clear() {
      clearWorkloadRules(world);
      changed();
    },
  };
}

/** A rule that no registered container could ever match is most likely a slip of the pen. */
function refuseForNothing(world: World, rule: ReturnType<typeof compileRule>): void {
  const containers = world.taskDefinitions.slice(1).flatMap((definition) =>
    definition.containers.map((plan) => ({
      image: plan.image,
      family: definition.family,
      revision: definition.revision,
      container: plan.name,
    })),
  );
  if (containers.some((container) => concerns(rule, container))) return;
  const known = containers.map(
    ({ family, revision, container, image }) => `${family}:${revision} (container ${container}, image ${image})`,
  );
  throw new SteadystateError(
    'WorkloadForNothing',
    'No registered task definition has a container that this workload is for.',
    {
      value: JSON.stringify(rule.selector),
      help: `Register the task definition first, or give { ahead: true }. Registered are ${known.join(', ') || 'none'}.`,
    },
  );
}
