import type { ContainerStatus, HealthStatus } from '../../model/task.js';
import { type F64Column, type I32Column, Table, type U8Column } from './columns.js';
import type { Room } from './room.js';

export const ContainerFlag = {
  /** It ran at least once. */
  RAN: 1,
  /** The kernel killed it for memory. */
  OUT_OF_MEMORY: 2,
  /** A dependency failed: it will never start. */
  NEVER_STARTS: 4,
  /** It has been sent SIGTERM. */
  SIGTERM: 8,
  /** It did not, or will not, end within its stop timeout: SIGKILL ends it. */
  SIGKILLED: 16,
  /** A fault kills it: its exit code is that of the kill. */
  KILLED_BY_FAULT: 32,
  /** It has exited and is about to be started again, in place: `status` stays RUNNING, no process runs. */
  RESTARTING: 64,
} as const;

/** The columns of a container. The containers of a task are neighbours, in the order of the task definition. */
export class ContainerTable extends Table {
  readonly task: I32Column;
  /** Place in the task definition. */
  readonly index: U8Column;
  readonly status: U8Column<ContainerStatus>;
  readonly flags: U8Column;
  readonly health: U8Column<HealthStatus>;
  /** Exit code plus 1; 0 while there is none. */
  readonly exit: I32Column;
  /** Latest start and stop, ms since the epoch, 0 for none. */
  readonly startedAt: F64Column;
  readonly stoppedAt: F64Column;
  /** Key of its compiled behaviour. */
  readonly behaviour: I32Column;
  /** Its next start or end on the agenda. */
  readonly step: I32Column;
  /** Its next change of health on the agenda. */
  readonly probe: I32Column;
  /** Times out the containers that wait for it. */
  readonly startTimeout: I32Column;
  /** What is remembered of its health checks: see ProbeMemory. */
  readonly streak: I32Column;
  readonly nextCheck: I32Column;

  constructor(capacity: number) {
    super(capacity);
    this.task = this.i32();
    this.index = this.u8();
    this.status = this.u8();
    this.flags = this.u8();
    this.health = this.u8();
    this.exit = this.i32();
    this.startedAt = this.f64();
    this.stoppedAt = this.f64();
    this.behaviour = this.i32();
    this.step = this.i32();
    this.probe = this.i32();
    this.startTimeout = this.i32();
    this.streak = this.i32();
    this.nextCheck = this.i32();
    this.layOut();
  }

  has(container: number, flag: number): boolean {
    return (this.flags.get(container) & flag) !== 0;
  }
  raise(container: number, flag: number): void {
    this.flags.set(container, this.flags.get(container) | flag);
  }
  lower(container: number, flag: number): void {
    this.flags.set(container, this.flags.get(container) & ~flag);
  }

  copy(room?: Room): ContainerTable {
    const copy = new ContainerTable(0);
    copy.takeRowsFrom(this, room);
    return copy;
  }
}
