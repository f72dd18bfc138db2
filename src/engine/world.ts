import type { FaultRecord } from '../faults/fault.js';
import type { Settings } from '../model/settings.js';
import type { LaunchBucket } from '../planner/launch-rate.js';
import type { CompiledBehaviour } from '../workload/behaviour.js';
import type { WorkloadRule, WorkloadSource } from '../workload/rule.js';
import { isHousekeeping, phaseCount, phaseOfDue, servicesPhase } from './agenda/due.js';
import { type PhaseOrder, TimingWheel } from './agenda/timing-wheel.js';
import { Chance } from './chance/chance.js';
import { FactLog } from './fact-log.js';
import type { AccountSettingRecord, CapacityProviderRecord } from './store/account-records.js';
import { ContainerTable } from './store/container-table.js';
import type {
  ForeignTarget,
  ListenerRecord,
  ListenerRuleRecord,
  LoadBalancerRecord,
  TargetGroupRecord,
} from './store/elb-records.js';
import type {
  ClusterRecord,
  DeploymentRecord,
  FamilyRecord,
  ServiceRecord,
  TaskDefinitionRecord,
  TaskExtras,
} from './store/records.js';
import { sharedRoom } from './store/room.js';
import { TargetTable } from './store/target-table.js';
import { TaskIndex } from './store/task-index.js';
import type { ExternalServiceRecord } from './store/task-set-records.js';
import { TaskTable } from './store/task-table.js';

/** A subnet that was seen: its zone is settled at first sight. */
export interface SubnetRecord {
  readonly id: string;
  readonly zone: number;
}

/** A call that waits for its moment. */
export interface ScheduledCall {
  readonly key: number;
  readonly atMs: number;
  readonly api: string;
  readonly operation: string;
  readonly input: unknown;
}

/** A RunTask request that was made with a client token: what it was, and what it started. */
export interface IdempotentRun {
  /** When the request was made. */
  readonly atMs: number;
  readonly request: string;
  readonly tasks: readonly number[];
}

/**
 * How much was done so far: exact counts that say whether cost follows change. Not part of the state: a snapshot has none
 * of it, a fork starts from 0.
 */
export interface Effort {
  /** Entries of the agenda that were handled. */
  due: number;
  /** Passes over services, on a beat or extra. */
  passes: number;
  /** Changes of a task's, a target's or a deployment's status. */
  transitions: number;
  /** Checks whose result was handled. */
  probes: number;
  /** Changes of a health verdict. Without flaky checks no other check is handled. */
  flips: number;
}

/** What the next thing of each kind is numbered. */
export interface Counters {
  task: number;
  serviceEvent: number;
  workloadRule: number;
  fault: number;
  call: number;
  eventBridge: number;
  serviceDeployment: number;
  elb: number;
  request: number;
  taskSet: number;
}

/** Room for a small world from the start: growing costs more than the few kB. */
const firstCapacity = 64;

const phaseOrder: PhaseOrder = {
  count: phaseCount,
  of: phaseOfDue,
  sorted: servicesPhase,
  // Service passes in the order in which the services were created; of one service, by kind. The subject of every entry
  // of this phase is the key of the service.
  goesBefore: (kindA, serviceA, kindB, serviceB) => (serviceA === serviceB ? kindA < kindB : serviceA < serviceB),
};

/**
 * The whole state of a simulator. engine/apply writes it; everybody else reads. Records are numbered by keys from 1;
 * index 0 of each list is a hole, so that 0 means none.
 */
export class World {
  readonly settings: Settings;
  nowMs: number;
  readonly tasks: TaskTable;
  readonly containers: ContainerTable;
  readonly targets: TargetTable;
  readonly taskIndex: TaskIndex;
  readonly extras = new Map<number, TaskExtras>();
  readonly foreignTargets = new Map<number, ForeignTarget>();

  clusters: ClusterRecord[] = [undefined as never];
  readonly clusterByName = new Map<string, number>();
  taskDefinitions: TaskDefinitionRecord[] = [undefined as never];
  readonly families = new Map<string, FamilyRecord>();
  services: ServiceRecord[] = [undefined as never];
  deployments: DeploymentRecord[] = [undefined as never];
  readonly deploymentById = new Map<string, number>();
  readonly loadBalancers = new Map<number, LoadBalancerRecord>();
  readonly listeners = new Map<number, ListenerRecord>();
  readonly listenerRules = new Map<number, ListenerRuleRecord>();
  readonly targetGroups = new Map<number, TargetGroupRecord>();
  readonly elbByArn = new Map<string, number>();
  subnets: SubnetRecord[] = [];
  readonly subnetById = new Map<string, number>();
  /** In the order in which they were set. */
  accountSettings: AccountSettingRecord[] = [];
  /** By name: ACTIVE, and the last INACTIVE one of a name. */
  readonly capacityProviders = new Map<string, CapacityProviderRecord>();
  /** Services with the EXTERNAL controller, in the order of creation. */
  externalServices: ExternalServiceRecord[] = [];

  workloadRules: WorkloadRule[] = [];
  /** Behaviours of containers, by key; equal ones share a key. */
  behaviours: CompiledBehaviour[] = [undefined as never];
  readonly behaviourKeys = new Map<string, number>();
  readonly faults = new Map<number, FaultRecord>();
  readonly activeFaults = new Set<number>();
  readonly calls = new Map<number, ScheduledCall>();
  readonly idempotentRuns = new Map<string, IdempotentRun>();
  fargateLaunches: LaunchBucket;

  counters: Counters = {
    task: 0,
    serviceEvent: 0,
    workloadRule: 0,
    fault: 0,
    call: 0,
    eventBridge: 0,
    serviceDeployment: 0,
    elb: 0,
    request: 0,
    taskSet: 0,
  };

  readonly agenda: TimingWheel;
  /** Entries on the agenda that are not housekeeping: 0 means quiescent. */
  activeDueCount = 0;
  chance: Chance;
  facts: FactLog;

  readonly effort: Effort = { due: 0, passes: 0, transitions: 0, probes: 0, flips: 0 };

  /** Tasks whose version was raised in this millisecond, services whose counts changed, services that are not settled. */
  touchedTasks: number[] = [];
  readonly changedServices = new Set<number>();
  readonly unsettledServices = new Set<number>();

  /** A moment is being handled, and its service passes are still to come: what is called now is seen by them. */
  passesToCome = false;

  /** Functions that were registered as sources of behaviours. Not part of a snapshot. */
  readonly workloadSources: ReadonlyMap<string, WorkloadSource>;
  /** Behaviours that hold for every launch of a container, by task definition and place; emptied when a rule changes. */
  readonly behaviourCache = new Map<number, number>();

  /** @param original - whose tables, agenda, chance and facts are copied; by `forkWorld`, which copies the rest */
  constructor(
    settings: Settings,
    workloadSources: ReadonlyMap<string, WorkloadSource> = new Map(),
    original?: Pick<World, 'tasks' | 'containers' | 'targets' | 'taskIndex' | 'agenda' | 'chance' | 'facts'>,
  ) {
    this.settings = settings;
    this.nowMs = settings.startMs;
    this.workloadSources = workloadSources;
    const room =
      original &&
      sharedRoom(original.tasks, original.containers, original.targets, original.taskIndex, original.agenda);
    this.tasks = original?.tasks.copy(room) ?? new TaskTable(firstCapacity);
    this.containers = original?.containers.copy(room) ?? new ContainerTable(firstCapacity);
    this.targets = original?.targets.copy(room) ?? new TargetTable(firstCapacity);
    this.taskIndex = original?.taskIndex.copy(room) ?? new TaskIndex();
    this.agenda = original?.agenda.copy(room) ?? new TimingWheel(settings.startMs, phaseOrder);
    this.chance = original?.chance.copy() ?? new Chance(settings.seed);
    this.facts = original?.facts.copy() ?? new FactLog(settings.keepFacts);
    this.fargateLaunches = { tokens: settings.quotas.fargateLaunchBurst, atMs: settings.startMs };
  }

  /** @returns a handle for `cancelDue` */
  due(atMs: number, kind: number, subject: number): number {
    if (!isHousekeeping(kind)) this.activeDueCount += 1;
    return this.agenda.push(Math.max(atMs, this.nowMs), kind, subject);
  }

  cancelDue(handle: number): void {
    if (handle === 0) return;
    if (!isHousekeeping(this.agenda.kindOf(handle))) this.activeDueCount -= 1;
    this.agenda.cancel(handle);
  }

  /** @returns whether anything is left of this moment; then `agenda.takenKind` and `.takenSubject` say what */
  takeDue(): boolean {
    if (!this.agenda.take()) return false;
    if (!isHousekeeping(this.agenda.takenKind)) this.activeDueCount -= 1;
    return true;
  }

  cluster(key: number): ClusterRecord {
    return this.clusters[key] as ClusterRecord;
  }
  service(key: number): ServiceRecord {
    return this.services[key] as ServiceRecord;
  }
  deployment(key: number): DeploymentRecord {
    return this.deployments[key] as DeploymentRecord;
  }
  taskDefinition(key: number): TaskDefinitionRecord {
    return this.taskDefinitions[key] as TaskDefinitionRecord;
  }
  targetGroup(key: number): TargetGroupRecord {
    return this.targetGroups.get(key) as TargetGroupRecord;
  }
  behaviour(key: number): CompiledBehaviour {
    return this.behaviours[key] as CompiledBehaviour;
  }
  primaryOf(service: ServiceRecord): DeploymentRecord {
    return this.deployment(service.deployments[0] as number);
  }

  /** The service a task belongs to, or undefined for a standalone task. */
  serviceOfTask(task: number): ServiceRecord | undefined {
    const deployment = this.tasks.deployment.get(task);
    return deployment === 0 ? undefined : this.service(this.deployment(deployment).service);
  }
}
