import { SteadystateError } from '../model/errors.js';
import { play, type Scenario } from '../scenario/scenario.js';
import { restoreSimulator, type Simulator, type Snapshot } from '../simulator/simulator.js';
import type { WorkloadSource } from '../workload/rule.js';
import { plainCopy } from './plain-data.js';

/** Where every run begins: each gets a fork of it with a seed of its own. */
export type Base = Simulator | Snapshot | Scenario;

/** A base as data, for another thread. */
export type PortableBase = Snapshot | Scenario;

export type WorkloadSources = Readonly<Record<string, WorkloadSource>>;

/**
 * A simulator to fork from. Of a simulator that was given it is a fork: the user's may be moved on meanwhile.
 *
 * @param given - sources of behaviours; a simulator keeps its own where none are given, else these take their place
 * @throws SteadystateError `InvalidInput`, `InvalidSnapshot`, `UnknownWorkloadSource`; what a scenario's steps throw
 */
export function originOf(base: Base, given?: WorkloadSources): Simulator {
  if (isSimulator(base) && given === undefined) return base.fork();
  const workloadSources = given ?? {};
  // As in another thread.
  if (isSimulator(base)) return restoreSimulator(portable(base, workloadSources) as Snapshot, { workloadSources });
  if (isSnapshot(base)) return restoreSimulator(base, { workloadSources });
  if (isScenario(base)) return play(base, { workloadSources });
  throw new SteadystateError('InvalidInput', 'A campaign begins with a simulator, a snapshot or a scenario.', {
    value: base === null ? 'null' : typeof base,
    help: 'Give what createSimulator() returns, sim.snapshot(), or { options, steps }.',
  });
}

/**
 * The base as it is now: the user's may be moved on, or changed, while a campaign is under way and before a run is made
 * once more.
 * @throws SteadystateError `InvalidInput` for data that isn't plain
 */
export function hold(base: Base): Base {
  return isSimulator(base) ? base.fork() : copyOf(base);
}

/**
 * With the facts that were kept: what a run can see must not depend on where it is made.
 *
 * @param given - what there will be in the place of a simulator's workload sources, which are no data
 * @throws SteadystateError `InvalidInput` for data that isn't plain; `UnknownWorkloadSource` when a source is missing
 */
export function portable(base: Base, given: Readonly<Record<string, unknown>>): PortableBase {
  if (!isSimulator(base)) return copyOf(base);
  checkSources(base, given);
  return base.snapshot({ facts: true });
}

/** Also those that no rule uses yet: the measure may. */
function checkSources(base: Simulator, given: Readonly<Record<string, unknown>>): void {
  const names = base.workloads.sources();
  const missing = names.find((name) => !Object.hasOwn(given, name));
  if (missing === undefined) return;
  throw new SteadystateError(
    'UnknownWorkloadSource',
    `The base has a workload source '${missing}', which the option workloadSources does not give.`,
    {
      resource: 'workloadSources',
      value: missing,
      help: `Give all that it has (${names.join(', ')}); with workers as fromModule(…), for a function can't travel to a thread.`,
    },
  );
}

/** What is no base at all stays as it is: `originOf` refuses it. */
function copyOf(base: PortableBase): PortableBase {
  if (isSnapshot(base)) return plainCopy(base, 'snapshot');
  return isScenario(base) ? plainCopy(base, 'scenario') : base;
}

// By what they can do, not by their class: a program may have loaded the package both as ESM and as CommonJS.
const isSimulator = (base: Base): base is Simulator => typeof (base as Partial<Simulator> | null)?.fork === 'function';
const isSnapshot = (base: Base): base is Snapshot => (base as Partial<Snapshot> | null)?.format === 'steadystate';
export const isScenario = (base: Base): base is Scenario => Array.isArray((base as Partial<Scenario> | null)?.steps);
