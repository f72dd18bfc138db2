import type { ProbeOutcome, TargetState } from '../../model/target.js';
import { type F64Column, type I32Column, Table, type U8Column } from './columns.js';
import type { Room } from './room.js';

/** The columns of a target: one registration of one address in one target group. */
export class TargetTable extends Table {
  readonly group: I32Column;
  /** 0 for an address that a user registered. */
  readonly task: I32Column;
  /** The container behind it, 0 for an address that a user registered. */
  readonly container: I32Column;
  readonly port: I32Column;
  readonly state: U8Column<TargetState>;
  /** What the check found that made it unhealthy. */
  readonly finding: U8Column<ProbeOutcome>;
  readonly findingCode: I32Column;
  readonly registeredAt: F64Column;
  readonly streak: I32Column;
  readonly nextCheck: I32Column;
  /** When an input of its checks last changed. */
  readonly settledAt: F64Column;
  /** Next change of health, or the end of draining, on the agenda. */
  readonly timer: I32Column;
  /** The next target of the same task. */
  readonly nextOfTask: I32Column;
  /** Neighbours in the group, in the order of registration. */
  readonly previous: I32Column;
  readonly next: I32Column;

  constructor(capacity: number) {
    super(capacity);
    this.group = this.i32();
    this.task = this.i32();
    this.container = this.i32();
    this.port = this.i32();
    this.state = this.u8();
    this.finding = this.u8();
    this.findingCode = this.i32();
    this.registeredAt = this.f64();
    this.streak = this.i32();
    this.nextCheck = this.i32();
    this.settledAt = this.f64();
    this.timer = this.i32();
    this.nextOfTask = this.i32();
    this.previous = this.i32();
    this.next = this.i32();
    this.layOut();
  }

  copy(room?: Room): TargetTable {
    const copy = new TargetTable(0);
    copy.takeRowsFrom(this, room);
    return copy;
  }
}
