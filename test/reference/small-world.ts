/**
 * A small world as plain data: one Fargate service, what its containers do, and what happens to it. Both the engine and
 * the reference model are made from it. Durations are ms and multiples of `tickMs`.
 */
export interface SmallWorld {
  readonly tickMs: number;
  readonly lastsMs: number;
  readonly latency: Latency;
  /** Stop old tasks at once as far as the minimum allows. */
  readonly eagerStop: boolean;
  readonly slotFreed: 'onContainersStopped' | 'onStopped';
  readonly supersededStopOrder: 'oldestFirst' | 'newestFirst';
  readonly digestGate: 'firstTask' | 'none';
  /** Since November 2025 tasks of an old revision are replaced by tasks of the same revision. */
  readonly repairsSuperseded: boolean;
  readonly service: ServiceSettings;
  /** What containers of revision 1, 2, … do. All are registered when the world begins; the service runs revision 1. */
  readonly revisions: readonly Behaviour[];
  /** In order of time. */
  readonly deeds: readonly Deed[];
}

/** Latencies as in the option of that name, as far as they matter here. */
export interface Latency {
  readonly provisioningMs: number;
  readonly networkInterfaceMs: number;
  readonly pullStartMs: number;
  readonly pullMs: number;
  readonly containerStartMs: number;
  readonly drainedMs: number;
  readonly sigtermMs: number;
  readonly exitReportMs: number;
  readonly killMs: number;
  readonly pendingStopMs: number;
  readonly deprovisioningMs: number;
  readonly provisioningStopMs: number;
  readonly firstTargetCheckMs: number;
}

export interface ServiceSettings {
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly breaker: 'off' | 'on' | 'withRollback';
  /** How many failures are too many; undefined: what AWS takes where nothing is said. */
  readonly threshold:
    | { readonly type: 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT' | 'COUNT'; readonly value: number }
    | undefined;
  /** Whether a task that turns healthy forgives what failed before. */
  readonly resetsOnHealthyTask: boolean;
  readonly graceMs: number;
  readonly stopTimeoutMs: number;
  /** Behind an Application Load Balancer. */
  readonly balancer:
    | {
        readonly intervalMs: number;
        readonly timeoutMs: number;
        readonly healthyThreshold: number;
        readonly unhealthyThreshold: number;
        readonly deregistrationDelayMs: number;
      }
    | undefined;
  /** The container's health check. */
  readonly check: { readonly intervalMs: number; readonly retries: number; readonly startPeriodMs: number } | undefined;
}

export interface Behaviour {
  readonly startsInMs: number;
  readonly exits: { readonly code: number; readonly afterMs: number } | undefined;
  /** Steps counted from the start of the container; the first is at 0. */
  readonly healthCheck: readonly { readonly afterMs: number; readonly is: 'passing' | 'failing' }[];
  readonly http: readonly { readonly afterMs: number; readonly is: 200 | 500 | 503 | 'silent' | 'refused' }[];
  readonly onSigterm: 'ignored' | { readonly exitsInMs: number };
}

export type Deed = { readonly atMs: number } & (
  | { readonly does: 'deploy'; readonly revision: number; readonly desiredCount?: number }
  | { readonly does: 'force' }
  | { readonly does: 'scale'; readonly desiredCount: number }
  | { readonly does: 'percents'; readonly minimumHealthyPercent: number; readonly maximumPercent: number }
  | { readonly does: 'grace'; readonly graceMs: number }
  /** StopTask on one of those that are asked to run, by age. */
  | { readonly does: 'stopTask'; readonly which: number }
  /** From now on containers of the revision do something else, running ones too. */
  | { readonly does: 'behave'; readonly revision: number; readonly behaviour: Behaviour }
  | { readonly does: 'pullFails'; readonly revision: number; readonly failsAfterMs: number; readonly forMs: number }
  /** Whatever targets answer, the balancer finds this. */
  | { readonly does: 'blind'; readonly how: 503 | 'silent' | 'refused'; readonly forMs: number }
);

/** What both sides show at the end of a tick. */
export interface View {
  /** Service, deployments (PRIMARY first), tasks that are not STOPPED (oldest first): a line each. */
  readonly state: readonly string[];
  /** Texts of the service events of this tick, in order. */
  readonly events: readonly string[];
}
