import { EventEmitter } from 'eventemitter3';
import { callOperation } from './api/call.js';
import { createApiClient, type EcsClient, type ElbV2Client } from './doors/in-process.js';
import { Due } from './engine/agenda/due.js';
import { addFault } from './engine/apply/faults.js';
import { addWorkloadRule } from './engine/apply/workloads.js';
import { settleMoment, stepTo } from './engine/tick.js';
import { World } from './engine/world.js';
import { compileFault, type Fault } from './faults/fault.js';
import type { EcsOperations } from './model/aws/ecs.generated.js';
import type { ElbV2Operations } from './model/aws/elbv2.generated.js';
import type { AwsServiceName } from './model/errors.js';
import { type Duration, parseDuration } from './model/time.js';
import { resolveOptions, type SimulatorOptions } from './options.js';
import type { ContainerBehaviour } from './workload/behaviour.js';
import { compileRule, type WorkloadSelector } from './workload/rule.js';

export class Simulator {
  readonly ecs: EcsClient;
  readonly elbv2: ElbV2Client;
  readonly world: World;
  readonly #emitter = new EventEmitter();

  constructor(options: SimulatorOptions = {}) {
    this.world = new World(resolveOptions(options));
    const call = (api: AwsServiceName, operation: string, input: unknown) => this.#call(api, operation, input);
    this.ecs = createApiClient<EcsOperations>('ecs', call);
    this.elbv2 = createApiClient<ElbV2Operations>('elbv2', call);
  }

  #call(api: AwsServiceName, operation: string, input: unknown): unknown {
    const reply = callOperation(this.world, api, operation, input);
    settleMoment(this.world);
    return reply;
  }

  run(duration: Duration): void {
    const until = this.world.nowMs + parseDuration(duration);
    const host = { call: () => {}, publish: () => {} };
    while (stepTo(this.world, host, until) && this.world.nowMs < until);
    this.world.nowMs = until;
  }

  runUntilSteady(timeout: Duration = '3h'): void {
    const until = this.world.nowMs + parseDuration(timeout);
    const host = { call: () => {}, publish: () => {} };
    while (this.world.unsettledServices.size > 0 && this.world.activeDueCount > 0 && this.world.nowMs < until)
      stepTo(this.world, host, until);
  }

  workloads(selector: string | WorkloadSelector, behaviour: ContainerBehaviour): void {
    addWorkloadRule(this.world, compileRule(++this.world.counters.workloadRule, selector, behaviour));
  }
  fault(fault: Fault): void {
    addFault(this.world, compileFault(++this.world.counters.fault, fault, this.world.nowMs));
  }
}
void Due;
