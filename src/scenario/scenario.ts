import type { Fault } from '../faults/fault.js';
import { type AwsServiceName, SteadystateError } from '../model/errors.js';
import type { Duration, Moment } from '../model/time.js';
import { type FargateService, type FargateServiceFacts, fargateService } from '../simulator/fargate-service.js';
import type { SimulatorOptions } from '../simulator/options.js';
import { knownOperation } from '../simulator/scheduled-calls.js';
import type { ResourceSeeds } from '../simulator/seeding/seeds.js';
import { createSimulator, type Simulator, type SimulatorAttachments } from '../simulator/simulator.js';
import type { ContainerBehaviour, SourcedBehaviour } from '../workload/behaviour.js';
import type { WorkloadSelector } from '../workload/rule.js';
import type { Expectation } from './expectation.js';

/**
 * A simulator and what is done to it, as plain data: it can be sent to another thread, kept as JSON, drawn by chance,
 * shrunk, and printed as a program.
 */
export interface Scenario {
  /** What it is about, in a few words. */
  readonly name?: string;
  readonly options?: SimulatorOptions;
  /** In this order. Moments such as `'+20s'` count from the step before. */
  readonly steps: readonly Step[];
  /** What has to be so at the end. */
  readonly expect?: readonly Expectation[];
}

/** One thing that is done. */
export type Step =
  /** `sim.seedResources(resources)` */
  | { readonly do: 'seed'; readonly resources: ResourceSeeds }
  /** `fargateService(sim, facts)` */
  | { readonly do: 'fargateService'; readonly facts?: FargateServiceFacts }
  /** The next revision of a service that `fargateService` made: the same but for the image. */
  | { readonly do: 'register'; readonly service: string; readonly image: string }
  /** A call to AWS: `'ecs.updateService'` */
  | { readonly do: 'call'; readonly operation: CalledOperation; readonly input?: object }
  /** The same at a later moment. */
  | {
      readonly do: 'schedule';
      readonly moment: Moment;
      readonly operation: CalledOperation;
      readonly input?: object;
    }
  | {
      readonly do: 'workload';
      readonly selector: string | WorkloadSelector;
      readonly behaviour: ContainerBehaviour | SourcedBehaviour;
    }
  | { readonly do: 'fault'; readonly fault: Fault }
  | { readonly do: 'run'; readonly duration: Duration }
  | { readonly do: 'runUntilSteady'; readonly timeout?: Duration }
  /** What has to be so at this moment. Only `runScenario` looks at it. */
  | { readonly do: 'expect'; readonly that: Expectation };

/** An operation with its API: `ecs.updateService`, `elbv2.modifyTargetGroup`. */
export type CalledOperation = `${AwsServiceName}.${string}`;

/**
 * Makes the simulator and does it all; expectations are passed over.
 * @throws what a step throws: AwsApiError where AWS refuses, SteadystateError for a mistake
 */
export function play(scenario: Scenario, attachments: Pick<SimulatorAttachments, 'workloadSources'> = {}): Simulator {
  const stage = openStage(scenario, attachments);
  for (const step of scenario.steps) perform(stage, step);
  return stage.sim;
}

/** A scenario under way. */
export interface Stage {
  readonly sim: Simulator;
  /** Services that `fargateService` made, by name. */
  readonly services: Map<string, FargateService>;
}

/** The simulator of a scenario, before the first step. */
export function openStage(
  { options }: Scenario,
  { workloadSources }: Pick<SimulatorAttachments, 'workloadSources'>,
): Stage {
  const sim = createSimulator({ ...options, ...(workloadSources === undefined ? {} : { workloadSources }) });
  return { sim, services: new Map() };
}

/** Does one step. @throws AwsApiError, SteadystateError */
export function perform({ sim, services }: Stage, step: Step): void {
  switch (step.do) {
    case 'seed':
      sim.seedResources(step.resources);
      return;
    case 'fargateService': {
      const made = fargateService(sim, step.facts);
      services.set(made.service, made);
      return;
    }
    case 'register': {
      const service = services.get(step.service);
      if (service === undefined) {
        throw new SteadystateError('UnknownResource', `No step before has made a service ${step.service}.`, {
          resource: `service ${step.service}`,
          help: `Services made by fargateService are ${[...services.keys()].join(', ') || 'none'}.`,
        });
      }
      service.register(step.image);
      return;
    }
    case 'call':
      call(sim, step.operation, step.input);
      return;
    case 'schedule':
      sim.schedule(step.moment, step.operation, step.input);
      return;
    case 'workload':
      sim.workloads.set(step.selector, step.behaviour);
      return;
    case 'fault':
      sim.faults.add(step.fault);
      return;
    case 'run':
      sim.run(step.duration);
      return;
    case 'runUntilSteady':
      sim.runUntilSteady(step.timeout === undefined ? {} : { timeout: step.timeout });
      return;
    case 'expect':
      return;
    default:
      step satisfies never;
      throw unknownStep(step);
  }
}

function call(sim: Simulator, operation: string, input: object = {}): void {
  const { api, name } = knownOperation(operation);
  (sim[api] as unknown as Readonly<Record<string, (input: object) => unknown>>)[name]?.(input);
}

/** Scenarios may come from JSON, which no compiler has seen. */
function unknownStep(step: { readonly do?: unknown }): SteadystateError {
  return new SteadystateError('InvalidInput', `A scenario has no step '${String(step.do)}'.`, {
    value: String(step.do),
    help: 'Steps are seed, fargateService, register, call, schedule, workload, fault, run, runUntilSteady and expect.',
  });
}
