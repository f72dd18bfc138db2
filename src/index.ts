export type { ApiClient, EcsClient, ElbV2Client } from './doors/in-process.js';
export type { Snapshot } from './engine/snapshot/format.js';
export type { EventBridgeEvent } from './events/event-bridge.js';
export type { Fault, FaultKind, FaultWindow } from './faults/fault.js';
export type * as ecs from './model/aws/ecs.generated.js';
export type * as elbv2 from './model/aws/elbv2.generated.js';
export {
  AwsApiError,
  type AwsServiceName,
  EcsApiError,
  ElbV2ApiError,
  type ErrorHelp,
  InvariantError,
  SteadystateError,
  type SteadystateErrorCode,
} from './model/errors.js';
export type { Fact, FactKind } from './model/facts.js';
export type { KeepFacts, LatencyProfile, Quotas, SchedulerTiming, StopPick } from './model/settings.js';
export type { Duration, Moment } from './model/time.js';
export { formatVerdict, type Lowest, type Verdict, type VerdictOutcome } from './model/verdict.js';
export { type BehaviourDate, type LatencyProfileName, latencyProfiles } from './simulator/defaults.js';
export { type FargateService, type FargateServiceFacts, fargateService } from './simulator/fargate-service.js';
export type { AddedFault, Faults } from './simulator/faults.js';
export type { SimulatorEvents, SimulatorLogger } from './simulator/listeners.js';
export type { ForkOptions, SimulatorOptions } from './simulator/options.js';
export type { RunOutcome, RunReport, ServiceSummary } from './simulator/report.js';
export type {
  ClusterSeed,
  ListenerSeed,
  LoadBalancerSeed,
  ResourceSeeds,
  SeededArns,
  TargetGroupSeed,
  TaskDefinitionSeed,
} from './simulator/seeding/seeds.js';
export type { ServiceReference } from './simulator/service-reference.js';
export {
  createSimulator,
  type RunUntilOptions,
  restoreSimulator,
  type Simulator,
  type SimulatorAttachments,
  type TimelineOptions,
} from './simulator/simulator.js';
export type { WorkloadSetting, Workloads } from './simulator/workloads.js';
export type { CountsEntry, ServiceAt, StateAt, TaskAt } from './timeline/at.js';
export type { TimelineEntry } from './timeline/timeline.js';
export type { ContainerBehaviour, HttpAnswer, OverTime, SourcedBehaviour } from './workload/behaviour.js';
export type { LaunchFacts, WorkloadSelector, WorkloadSource } from './workload/rule.js';
