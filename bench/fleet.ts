import type { World } from '../src/engine/world.js';
import { createSimulator, fargateService, type Simulator, type SimulatorOptions } from '../src/index.js';
import { worldOf } from '../src/simulator/simulator.js';

/** Services behind target groups, probes every 30 s, quotas off, no facts kept unless a row says otherwise. */
export interface Fleet {
  readonly sim: Simulator;
  readonly names: readonly string[];
}

export const fleetOptions: SimulatorOptions = { seed: 7, quotas: 'off', keepFacts: 'none' };

/** Services without tasks, steady. */
export function anEmptyFleet(services: number, options: SimulatorOptions = {}): Fleet {
  const sim = createSimulator({ ...fleetOptions, ...options });
  const names = Array.from({ length: services }, (_, index) => `web-${index}`);
  for (const name of names) {
    const web = fargateService(sim, {
      name,
      desiredCount: 0,
      circuitBreaker: true,
      loadBalancer: { healthCheckIntervalSeconds: 30 },
    });
    web.register(`${name}:2`);
  }
  sim.runUntilSteady();
  return { sim, names };
}

/** The same with tasks that run. */
export function aFleet(services: number, tasks: number, options: SimulatorOptions = {}): Fleet {
  const fleet = anEmptyFleet(services, options);
  scaleTo(fleet, tasks);
  settle(fleet);
  return fleet;
}

/**
 * Before a deployment of 10 tasks of which one in twenty crashes and one in ten is slow to start, while a random one is
 * killed on the way.
 */
export function aDeploymentUnderFire(): Fleet {
  const fleet = aFleet(1, 10);
  fleet.sim.workloads.set({ taskDefinition: 'web-0:2', fraction: 0.1 }, { startsIn: '40s' });
  fleet.sim.workloads.set({ taskDefinition: 'web-0:2', fraction: 0.05 }, { exits: { code: 1, after: '20s' } });
  fleet.sim.faults.add({ kind: 'killTask', service: 'web-0', pick: 'random', at: '+50s' });
  return fleet;
}

export function scaleTo({ sim, names }: Fleet, tasks: number): void {
  for (const service of names) sim.ecs.updateService({ service, desiredCount: tasks });
}

/** Every service gets its other revision, in turn. */
export function rollTo({ sim, names }: Fleet, revision: number): void {
  for (const service of names) sim.ecs.updateService({ service, taskDefinition: `${service}:${revision}` });
}

export function settle({ sim }: Fleet): void {
  const { outcome } = sim.runUntilSteady();
  if (outcome !== 'steady' && outcome !== 'completed')
    throw new Error(`the fleet is ${outcome}: ${sim.explain('web-0')}`);
}

export const forkOf = ({ sim, names }: Fleet, seed?: number): Fleet => ({
  sim: sim.fork(seed === undefined ? {} : { seed }),
  names,
});

export const transitionsOf = ({ sim }: Fleet): number => worldOf(sim).effort.transitions;

/** Bytes of the tables, the agenda and the index. */
export function bytesOf(world: World): number {
  return (
    world.tasks.byteLength +
    world.containers.byteLength +
    world.targets.byteLength +
    world.agenda.byteLength +
    world.taskIndex.byteLength
  );
}
