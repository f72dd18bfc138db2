import { serviceDeploymentArn, taskArn } from '../../src/engine/views/names.js';
import {
  AwsApiError,
  type AwsServiceName,
  type ContainerBehaviour,
  type Fault,
  type Simulator,
  SteadystateError,
  type WorkloadSelector,
} from '../../src/index.js';
import { worldOf } from '../../src/simulator/simulator.js';

/** What somebody does to a simulator, as data: the same list can be done to several of them. */
export type Action =
  | { readonly does: 'call'; readonly api: AwsServiceName; readonly operation: string; readonly input: unknown }
  | {
      readonly does: 'schedule';
      readonly afterMs: number;
      readonly api: AwsServiceName;
      readonly operation: string;
      readonly input: unknown;
    }
  | { readonly does: 'workload'; readonly selector: string | WorkloadSelector; readonly behaviour: ContainerBehaviour }
  | { readonly does: 'clearWorkloads' }
  | { readonly does: 'fault'; readonly fault: Fault }
  | { readonly does: 'removeFault'; readonly which: number }
  | { readonly does: 'run'; readonly ms: number };

export const call = (
  operation: string,
  input: unknown,
  api: AwsServiceName = 'ecs',
): Extract<Action, { does: 'call' }> => ({ does: 'call', api, operation, input });

/** How time is moved: laws differ in that. */
export type Move = (sim: Simulator, ms: number) => void;
export const inOneStep: Move = (sim, ms) => {
  sim.run(ms);
};

/**
 * Does it. A refusal by AWS, or by the simulator for a mistake in its use, is an outcome; any other error is a failure
 * of the test.
 * @returns `done`, or the name of the refusal
 */
export function perform(sim: Simulator, action: Action, move: Move = inOneStep): string {
  try {
    act(sim, action, move);
    return 'done';
  } catch (error) {
    if (error instanceof AwsApiError || error instanceof SteadystateError) return error.code;
    throw error;
  }
}

function act(sim: Simulator, action: Action, move: Move): void {
  switch (action.does) {
    case 'call': {
      const client = sim[action.api] as unknown as Record<string, ((input: unknown) => unknown) | undefined>;
      client[action.operation]?.(resolve(sim, action.input));
      return;
    }
    case 'schedule':
      sim.schedule(`+${action.afterMs}ms`, `${action.api}.${action.operation}`, resolve(sim, action.input));
      return;
    case 'workload':
      sim.workloads.set(action.selector, action.behaviour);
      return;
    case 'clearWorkloads':
      sim.workloads.clear();
      return;
    case 'fault':
      sim.faults.add(resolve(sim, action.fault) as Fault);
      return;
    case 'removeFault': {
      const known = sim.faults.list();
      sim.faults.remove(known[action.which % Math.max(1, known.length)]?.id ?? action.which);
      return;
    }
    case 'run':
      move(sim, action.ms);
      return;
    default:
      action satisfies never;
  }
}

/** Things that only get their names while a scenario runs are written `@task 3`: the fourth of those there are. */
export const reference = (what: Referable, place: number): string => `@${what} ${place}`;
export type Referable = 'task' | 'targetGroup' | 'loadBalancer' | 'listener' | 'rule' | 'serviceDeployment';

function resolve(sim: Simulator, value: unknown): unknown {
  if (typeof value === 'string') {
    const [, what, place] = /^@(\w+) (\d+)$/.exec(value) ?? [];
    return what === undefined ? value : pick(namesOf(sim, what as Referable), Number(place));
  }
  if (Array.isArray(value)) return value.map((each) => resolve(sim, each));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolve(sim, each)]));
}

const pick = (names: readonly string[], place: number): string => names[place % Math.max(1, names.length)] ?? 'none';

function namesOf(sim: Simulator, what: Referable): readonly string[] {
  const world = worldOf(sim);
  switch (what) {
    case 'task':
      return [...world.taskIndex.rows()].map((task) => taskArn(world, task));
    case 'targetGroup':
      return [...world.targetGroups.values()].map(({ arn }) => arn);
    case 'loadBalancer':
      return [...world.loadBalancers.values()].map(({ arn }) => arn);
    case 'listener':
      return [...world.listeners.values()].map(({ arn }) => arn);
    case 'rule':
      return [...world.listenerRules.values()].map(({ arn }) => arn);
    case 'serviceDeployment':
      return world.services
        .slice(1)
        .flatMap((service) => service.serviceDeployments.map(({ id }) => serviceDeploymentArn(world, service, id)));
    default:
      return what satisfies never;
  }
}
