import { expect, onTestFinished } from 'vitest';
import { type LatencyProfileName, latencyProfiles } from '../../src/simulator/defaults.js';
import type { FargateService, FargateServiceFacts } from '../../src/simulator/fargate-service.js';
import { fargateService } from '../../src/simulator/fargate-service.js';
import type { SimulatorOptions } from '../../src/simulator/options.js';
import { createSimulator, restoreSimulator, type Simulator } from '../../src/simulator/simulator.js';
import type { ContainerBehaviour } from '../../src/workload/behaviour.js';
import { leaveStory, recordStory } from '../equivalence/record.js';
import { tellEveryWay } from '../equivalence/story.js';

/** What a log says of its service, and what was set for it. */
export interface GoldenService {
  readonly options?: SimulatorOptions;
  readonly facts?: FargateServiceFacts;
  /** What the containers do; others by revision later. */
  readonly does?: ContainerBehaviour;
}

/** A service whose first deployment is complete: where most logs begin. */
export function settledService({ options = {}, facts = {}, does = {} }: GoldenService): {
  readonly sim: Simulator;
  readonly web: FargateService;
} {
  const created = createdService({ options, facts, does });
  created.sim.runUntilSteady();
  if (!created.sim.isSteady('web')) throw new Error(`The service is not steady: ${created.sim.explain('web')}`);
  // Away from the beat at which it completed.
  created.sim.run('63s');
  return created;
}

/** A service that was created at this moment. */
export function createdService({ options = {}, facts = {}, does = {} }: GoldenService): {
  readonly sim: Simulator;
  readonly web: FargateService;
} {
  const sim = goldenSimulator(options);
  const web = fargateService(sim, facts);
  sim.workloads.set('web', does);
  return { sim, web };
}

/**
 * A simulator whose test, once it has passed, is told again: in steps, restored, forked. What happened has to be the
 * same to the letter.
 */
export function goldenSimulator(options: SimulatorOptions = {}): Simulator {
  const sim = createSimulator(options);
  const end = recordStory(sim, options);
  onTestFinished(({ task }) => {
    if (task.result?.state === 'fail') return;
    goldenStories += 1;
    const story = end(`golden ${task.file.name.slice('test/golden/'.length)} ${task.name} ${goldenStories}`);
    const told = tellEveryWay({ createSimulator, restoreSimulator }, story);
    const happened = sim.facts().map((fact) => JSON.stringify(fact));
    expect(told.split('\n').slice(0, -1)).toEqual(happened);
    leaveStory(story);
  }, 120_000);
  return sim;
}
let goldenStories = 0;

/**
 * Latencies with which a task is RUNNING so long after its creation: the pull is made longer or shorter, and what comes
 * before it where that isn't enough. Ms.
 */
export function runningAfter(
  ms: number,
  profile: LatencyProfileName = 'fargate',
): Exclude<NonNullable<SimulatorOptions['latency']>, LatencyProfileName> {
  const { provisioningMs, pullStartMs, containerStartMs } = latencyProfiles[profile];
  const start = Math.min(pullStartMs, ms - containerStartMs);
  return {
    profile,
    provisioningMs: Math.min(provisioningMs, ms - containerStartMs),
    pullStartMs: start,
    pullMs: ms - containerStartMs - start,
  };
}

/** Registers the next revision and deploys it, now. @returns `family:revision` */
export function deployNext(sim: Simulator, web: FargateService, does?: ContainerBehaviour): string {
  const taskDefinition = web.register(`${web.service}:next`);
  if (does !== undefined) sim.workloads.set(taskDefinition, does);
  sim.ecs.updateService({ cluster: web.cluster, service: web.service, taskDefinition });
  return taskDefinition;
}
