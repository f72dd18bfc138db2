import type { FaultRecord } from '../../faults/fault.js';
import type { Fact } from '../../model/facts.js';
import type { Settings } from '../../model/settings.js';
import type { ContainerBehaviour } from '../../workload/behaviour.js';
import type { WorkloadSelector } from '../../workload/rule.js';
import type { ChanceState } from '../chance/chance.js';
import type { FactsBegin } from '../fact-log.js';
import type { AccountSettingRecord, CapacityProviderRecord } from '../store/account-records.js';
import type { ClusterRecord, DeploymentRecord, FamilyRecord, ServiceRecord } from '../store/records.js';
import type { ExternalServiceRecord } from '../store/task-set-records.js';
import type { Counters, IdempotentRun, ScheduledCall, SubnetRecord } from '../world.js';

/** Version of the format. A snapshot of another version is refused: it would be misread. */
export const snapshotVersion = 2;

/**
 * A snapshot: the whole state as plain JSON, the same for equal states however they lie in memory. Tasks are named by
 * their number, containers by task and place, targets by their place in `targets`.
 */
export interface Snapshot {
  readonly format: 'steadystate';
  readonly version: number;
  readonly settings: SnapshotSettings;
  readonly nowMs: number;
  readonly counters: Counters;
  readonly chance: ChanceState;
  readonly clusters: readonly SnapshotCluster[];
  readonly taskDefinitions: readonly unknown[];
  readonly families: readonly FamilyRecord[];
  readonly services: readonly SnapshotService[];
  readonly deployments: readonly SnapshotDeployment[];
  readonly loadBalancers: readonly unknown[];
  readonly listeners: readonly unknown[];
  readonly listenerRules: readonly unknown[];
  readonly targetGroups: readonly SnapshotTargetGroup[];
  readonly elbByArn: readonly (readonly [string, number])[];
  readonly subnets: readonly SubnetRecord[];
  readonly accountSettings: readonly AccountSettingRecord[];
  readonly capacityProviders: readonly CapacityProviderRecord[];
  readonly externalServices: readonly ExternalServiceRecord[];
  readonly tasks: readonly SnapshotTask[];
  readonly targets: readonly SnapshotTarget[];
  readonly agenda: readonly SnapshotDue[];
  readonly workloadRules: readonly SnapshotRule[];
  readonly behaviours: readonly ContainerBehaviour[];
  readonly faults: readonly SnapshotFault[];
  readonly activeFaults: readonly number[];
  readonly calls: readonly ScheduledCall[];
  readonly idempotentRuns: readonly (readonly [string, IdempotentRun])[];
  readonly fargateLaunches: { readonly tokens: number | null; readonly atMs: number };
  readonly unsettledServices: readonly number[];
  readonly factSeq: number;
  /** Only when they were asked for. */
  readonly facts?: readonly Fact[];
  /** With `facts` that don't go back to the beginning of the world. */
  readonly factsBegin?: FactsBegin;
}

/** JSON has no infinity: `null` stands for it. */
export type SnapshotSettings = Omit<Settings, 'quotas'> & { readonly quotas: Readonly<Record<string, number | null>> };

export type SnapshotCluster = Omit<ClusterRecord, 'services'> & {
  readonly services: readonly (readonly [string, number])[];
};

/** Handles on the agenda are left out: the agenda says whose they are. */
export type SnapshotService = Omit<
  ServiceRecord,
  | 'told'
  | 'beat'
  | 'extraPass'
  | 'completion'
  | 'steadyRepeat'
  | 'zoneCheck'
  | 'toCount'
  | 'toRegister'
  | 'toDeregister'
  | 'toTellStopped'
  | 'launches'
  | 'tally'
> & {
  readonly told: readonly (readonly [string, number])[];
  readonly launches: { readonly tokens: number | null; readonly atMs: number };
  readonly queues: readonly (readonly number[])[];
};

export type SnapshotDeployment = Omit<DeploymentRecord, 'heads' | 'tails' | 'sizes' | 'throttle'> & {
  readonly throttle: Omit<DeploymentRecord['throttle'], 'nextStartMs'> & { readonly nextStartMs: number | null };
  /** Numbers of its tasks by standing, in the order of the lists. */
  readonly tasks: readonly (readonly number[])[];
};

export type SnapshotTargetGroup = Readonly<Record<string, unknown>> & { readonly key: number };

/** Fields that are 0 are left out. */
export interface SnapshotTask {
  readonly number: number;
  readonly fields: Readonly<Record<string, number>>;
  readonly extras?: Readonly<Record<string, unknown>>;
  readonly containers: readonly Readonly<Record<string, number>>[];
  /** Places of its targets in `targets`, in the order of registration. */
  readonly targets: readonly number[];
}

export interface SnapshotTarget {
  readonly group: number;
  /** Number of the task and place of the container; absent for an address that a user registered. */
  readonly task?: number;
  readonly container?: number;
  readonly foreign?: { readonly id: string; readonly availabilityZone: string | undefined };
  readonly fields: Readonly<Record<string, number>>;
}

/** Moment, kind, and whom it is about: a key, or a task number, or task number and place, or a place in `targets`. */
export type SnapshotDue = readonly [atMs: number, kind: number, subject: number, place?: number];

export interface SnapshotRule {
  readonly key: number;
  readonly selector: WorkloadSelector;
  readonly behaviour?: ContainerBehaviour;
  readonly source?: string;
}

export type SnapshotFault = Omit<FaultRecord, 'untilMs'> & { readonly untilMs: number | null };
