import type { Readiness, Standing, StopCause, TaskPhase } from '../../model/task.js';
import { type F64Column, type I32Column, Table, type U8Column } from './columns.js';
import type { Room } from './room.js';

/** Flags of a task, one bit each. */
export const TaskFlag = {
  /** `desiredStatus` is STOPPED. */
  STOP_REQUESTED: 1,
  /** It was RUNNING once. */
  STARTED: 2,
  /** Scale-in protection is on. */
  PROTECTED: 4,
  /** Waits in its service's list of tasks whose health is to be counted on the next beat. */
  TO_COUNT: 8,
  /** Was counted healthy at least once. */
  WAS_HEALTHY: 16,
  /** Repairs a superseded deployment. */
  REPAIR: 32,
  /** Was PENDING when its deployment was superseded: stopped in the first pass of the newer one. */
  SUPERSEDED_PENDING: 64,
  /** Stopped before it was RUNNING. */
  STOPPED_WHILE_PENDING: 128,
} as const;

/** The columns of a task. Times are ms since the epoch, 0 where it did not happen; `…Ms` offsets count from creation. */
export class TaskTable extends Table {
  /** Order of creation, from 1; what ids are derived from. */
  readonly number: I32Column;
  /** 0 for a standalone task. */
  readonly deployment: I32Column;
  readonly taskDefinition: I32Column;
  /** Index of the zone and subnet in the simulator's tables. */
  readonly zone: U8Column;
  readonly subnet: I32Column;
  readonly phase: U8Column<TaskPhase>;
  readonly standing: U8Column<Standing>;
  readonly flags: U8Column;
  readonly stopCause: U8Column<StopCause>;
  /** Deployment that caused the stop, where the reason names it; 0 for its own. */
  readonly stoppedFor: I32Column;
  /** What its checks say right now, not what was counted: see Readiness. */
  readonly readiness: U8Column<Readiness>;
  /** Times it was changed in a way that EventBridge is told of. */
  readonly version: I32Column;
  /** 1 when its version was raised in this millisecond already. */
  readonly touched: U8Column;
  /** Number of the launch among the tasks of its revision, from 1. */
  readonly launch: I32Column;
  /** First of its containers' rows; they are neighbours, in the order of the definition. */
  readonly firstContainer: I32Column;
  /** First of its targets, 0 when it has none; the others follow by the targets' own links. */
  readonly firstTarget: I32Column;
  readonly createdAt: F64Column;
  readonly startedAt: F64Column;
  readonly stoppingAt: F64Column;
  readonly executionStoppedAt: F64Column;
  readonly stoppedAt: F64Column;
  /** Offsets from creation, ms. 0 while unknown. */
  readonly pullStartedMs: I32Column;
  readonly pullStoppedMs: I32Column;
  /** The next step of its lifecycle on the agenda. */
  readonly step: I32Column;
  /** Settling, or the end of the grace period, on the agenda. */
  readonly judgement: I32Column;
  /** Neighbours in the list of its deployment's tasks of the same standing. */
  readonly previous: I32Column;
  readonly next: I32Column;

  constructor(capacity: number) {
    super(capacity);
    this.number = this.i32();
    this.deployment = this.i32();
    this.taskDefinition = this.i32();
    this.zone = this.u8();
    this.subnet = this.i32();
    this.phase = this.u8();
    this.standing = this.u8();
    this.flags = this.u8();
    this.stopCause = this.u8();
    this.stoppedFor = this.i32();
    this.readiness = this.u8();
    this.version = this.i32();
    this.touched = this.u8();
    this.launch = this.i32();
    this.firstContainer = this.i32();
    this.firstTarget = this.i32();
    this.createdAt = this.f64();
    this.startedAt = this.f64();
    this.stoppingAt = this.f64();
    this.executionStoppedAt = this.f64();
    this.stoppedAt = this.f64();
    this.pullStartedMs = this.i32();
    this.pullStoppedMs = this.i32();
    this.step = this.i32();
    this.judgement = this.i32();
    this.previous = this.i32();
    this.next = this.i32();
    this.layOut();
  }

  has(task: number, flag: number): boolean {
    return (this.flags.get(task) & flag) !== 0;
  }
  raise(task: number, flag: number): void {
    this.flags.set(task, this.flags.get(task) | flag);
  }
  lower(task: number, flag: number): void {
    this.flags.set(task, this.flags.get(task) & ~flag);
  }

  copy(room?: Room): TaskTable {
    const copy = new TaskTable(0);
    copy.takeRowsFrom(this, room);
    return copy;
  }
}
