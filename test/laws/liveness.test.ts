import { expect } from 'vitest';
import type { DeploymentRecord, ServiceRecord } from '../../src/engine/store/records.js';
import { runsOnFargate } from '../../src/engine/views/runs-on-fargate.js';
import type { World } from '../../src/engine/world.js';
import type { Fact, Simulator } from '../../src/index.js';
import { Standing } from '../../src/model/task.js';
import { healthyCountMin, occupiedCountMax } from '../../src/planner/bounds.js';
import { worldOf } from '../../src/simulator/simulator.js';
import { perform } from './actions.js';
import { law } from './law.js';
import { scenariosOf } from './scenarios.js';
import { aStage, initEnds } from './stage.js';

/** Everything that goes wrong ends, and every container does what it should. */
function allIsWell(sim: Simulator): void {
  for (const { id } of sim.faults.list()) sim.faults.remove(id);
  sim.workloads.clear();
  perform(sim, initEnds);
}

/** Why a service can't become steady by itself, in the word that its explanation has to have; undefined when it can. */
function deadEndOf(world: World, service: ServiceRecord): RegExp | undefined {
  const primary = world.primaryOf(service);
  if (lacksInstances(world, service)) return /no container instances/;
  if (primary.rolloutState === 'FAILED') return /FAILED/;
  const { minimumHealthyPercent, maximumPercent } = service.configuration.deploymentConfiguration;
  const isCramped =
    occupiedCountMax(service.desiredCount, maximumPercent) <= service.desiredCount &&
    healthyCountMin(service.desiredCount, minimumHealthyPercent) >= service.desiredCount;
  const oldHealthy = service.deployments
    .slice(1)
    .some((key) => (world.deployment(key).sizes[Standing.HEALTHY] as number) > 0);
  if (isCramped && oldHealthy) return /Nothing can move/;
  // A superseded deployment's tasks that can't get healthy stand in the way of new ones as well.
  const groups = service.deployments.flatMap((key) =>
    world.deployment(key).revision.targetGroups.map(({ group }) => world.targetGroup(group)),
  );
  if (groups.some((group) => group.listenerCount === 0)) return /no listener/;
  if (service.deployments.some((key) => lacksTarget(world, world.deployment(key)))) return /deregistered by a user/;
  return undefined;
}

/** Its tasks need container instances, which nobody can register: it tries for ever. */
const lacksInstances = (world: World, service: ServiceRecord): boolean =>
  service.desiredCount > 0 && !runsOnFargate(world.primaryOf(service));

/** One of its tasks runs without a target that it was registered with. */
function lacksTarget(world: World, deployment: DeploymentRecord): boolean {
  const { tasks, targets } = world;
  for (let task = deployment.heads[Standing.STARTED] as number; task !== 0; task = tasks.next.get(task)) {
    let count = 0;
    for (let target = tasks.firstTarget.get(task); target !== 0; target = targets.nextOfTask.get(target)) count += 1;
    if (count < deployment.revision.targetGroups.length) return true;
  }
  return false;
}

/** Protection ends by itself, and standalone tasks are nobody's business. */
const isOurDoing = (fact: Fact): boolean =>
  fact.kind === 'deployment' || (fact.kind === 'task' && fact.service !== undefined && fact.change !== 'unprotected');

law('law 6: when faults end, what can become steady does, and what cannot says why', {
  file: import.meta.url,
  runs: 200,
  huntedTimes: 8,
  of: scenariosOf(),
  holds: ({ options, actions }) => {
    const sim = aStage(options);
    const world = worldOf(sim);
    for (const action of actions) perform(sim, action);
    allIsWell(sim);
    const { ended } = sim.runUntilSteady({ timeout: '10h' });
    const triesForEver = world.services.slice(1).some((service) => lacksInstances(world, service));
    if (!triesForEver) expect(ended, sim.timeline().slice(-3_000)).not.toBe('timedOut');
    // Zones are balanced after that, a batch at a time: each waits for the drain of the one before (counterexamples.test.ts).
    sim.run('1h');

    for (const service of world.services.slice(1)) {
      if (service.status === 'INACTIVE' || service.steady) continue;
      const explanation = sim.explain(service.name);
      const deadEnd = service.status === 'DRAINING' ? undefined : deadEndOf(world, service);
      expect(deadEnd, `${service.name} (${service.status}) is not steady: ${explanation}`).toBeDefined();
      expect(explanation).toMatch(deadEnd as RegExp);
    }
    // Nobody starts or stops anything any more.
    const told = sim.facts().length;
    sim.run('5h');
    expect(sim.facts().slice(told).filter(isOurDoing)).toEqual([]);
  },
});
