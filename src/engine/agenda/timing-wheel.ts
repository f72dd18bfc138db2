import { InvariantError } from '../../model/errors.js';
import { type F64Column, type I32Column, Table, type U8Column } from '../store/columns.js';
import type { Room } from '../store/room.js';

/**
 * A hierarchical timing wheel: four wheels of 256 slots over the low 32 bits of the time in ms, doubly linked lists in
 * typed columns. Push and cancel are O(1); finding the next due moment skips empty slots by bitmap.
 *
 * Order is first in, first out by construction: entries for one moment always lie in one list, because a slot is
 * cascaded into finer slots before anything can be pushed there directly.
 */

const slotBits = 8;
const slotCount = 1 << slotBits;
const slotMask = slotCount - 1;
const levelCount = 4;
/** Lists beyond the slots: later than the wheels reach; then one list per phase of the moment being handled. */
const overflowList = levelCount * slotCount;
const firstPhaseList = overflowList + 1;
const wheelSpanMs = 2 ** 32;
const occupiedWords = (levelCount * slotCount) / 32;

/** The 32 bits of a whole number of ms that the wheels reach: what `| 0` leaves of it, without a division. */
const lowBits = (ms: number): number => ms | 0;

const firstCapacity = 64;

/** Columns of the entries. Everything about an entry but its place in a list. */
class EntryTable extends Table {
  readonly atMs: F64Column;
  readonly kind: U8Column;
  readonly subject: I32Column;
  readonly previous: I32Column;
  readonly next: I32Column;
  /** List it is in, plus 1; 0 when the row is free. */
  readonly list: I32Column;

  constructor(capacity: number) {
    super(capacity);
    this.atMs = this.f64();
    this.kind = this.u8();
    this.subject = this.i32();
    this.previous = this.i32();
    this.next = this.i32();
    this.list = this.i32();
    this.layOut();
  }

  /** Released without being cleared: whoever gets the row next writes all of it. */
  free(entry: number): void {
    this.list.set(entry, 0);
    this.releaseUncleared(entry);
  }

  copy(room: Room | undefined): EntryTable {
    const copy = new EntryTable(0);
    copy.takeRowsFrom(this, room);
    return copy;
  }
}

export interface DueEntry {
  readonly kind: number;
  readonly subject: number;
  readonly atMs: number;
}

/** How entries of one moment are ordered: by phase; within the sorted phase by `goesBefore`; else first in, first out. */
export interface PhaseOrder {
  readonly count: number;
  readonly of: (kind: number) => number;
  readonly sorted: number;
  readonly goesBefore: (kindA: number, subjectA: number, kindB: number, subjectB: number) => boolean;
}

export class TimingWheel {
  readonly #entries: EntryTable;
  /** First and last entry of every list, and one bit per slot, 8 words per level: parts of one array. */
  readonly #lists: Int32Array;
  readonly #heads: Int32Array;
  readonly #tails: Int32Array;
  readonly #occupied: Int32Array;
  /** Moments before this have been handled. Offset from the origin, whole ms. */
  #elapsed = 0;

  /** Kind and subject of the entry that was taken last. */
  takenKind = 0;
  takenSubject = 0;

  readonly #originMs: number;
  readonly #phases: PhaseOrder;
  readonly #phaseCount: number;
  readonly #phaseOf: (kind: number) => number;
  readonly #goesBefore: PhaseOrder['goesBefore'];
  readonly #sortedPhase: number;

  /** @param originMs - no entry may lie before it; ms since the epoch */
  constructor(originMs: number, phases: PhaseOrder, entries = new EntryTable(firstCapacity), lists?: Int32Array) {
    this.#phases = phases;
    this.#originMs = originMs;
    this.#phaseCount = phases.count;
    this.#phaseOf = phases.of;
    this.#sortedPhase = phases.sorted;
    this.#goesBefore = phases.goesBefore;
    this.#entries = entries;
    this.#lists = lists ?? new Int32Array(2 * (firstPhaseList + phases.count) + occupiedWords);
    const listCount = firstPhaseList + phases.count;
    this.#heads = this.#lists.subarray(0, listCount);
    this.#tails = this.#lists.subarray(listCount, 2 * listCount);
    this.#occupied = this.#lists.subarray(2 * listCount);
  }

  /** @returns a handle, never 0, good until the entry is taken or cancelled */
  push(atMs: number, kind: number, subject: number): number {
    const entry = this.#entries.allocate();
    this.#entries.atMs.set(entry, atMs - this.#originMs);
    this.#entries.kind.set(entry, kind);
    this.#entries.subject.set(entry, subject);
    this.#place(entry);
    return entry;
  }

  /** @throws InvariantError when nothing is due under that handle */
  cancel(handle: number): void {
    if (this.#entries.list.get(handle) === 0) throw new InvariantError(`nothing is due under handle ${handle}`);
    this.#unlink(handle);
    this.#entries.free(handle);
  }

  atMsOf(handle: number): number {
    return this.#entries.atMs.get(handle) + this.#originMs;
  }

  kindOf(handle: number): number {
    return this.#entries.kind.get(handle);
  }

  /**
   * Moves to the first moment with an entry, but never beyond `limitMs`.
   * @returns that moment, or undefined when nothing is due up to and including `limitMs`
   */
  advance(limitMs: number): number | undefined {
    // The present moment isn't over: what is due in it has been put in order already.
    if (this.#firstPresent() !== 0) return this.#elapsed + this.#originMs;
    const limit = limitMs - this.#originMs;
    for (;;) {
      const nowLow = lowBits(this.#elapsed);
      const base = this.#elapsed - (nowLow >>> 0);
      const slot0 = this.#nextSlot(0, nowLow & slotMask);
      if (slot0 >= 0) {
        const at = base + (((nowLow & ~slotMask) | slot0) >>> 0);
        if (at > limit) return this.#stopAt(limit);
        this.#elapsed = at;
        return at + this.#originMs;
      }
      let cascaded = false;
      for (let level = 1; level < levelCount; level += 1) {
        const shift = level * slotBits;
        const slot = this.#nextSlot(level, ((nowLow >>> shift) & slotMask) + 1);
        if (slot < 0) continue;
        const above = shift + slotBits >= 32 ? 0 : (nowLow >>> (shift + slotBits)) << (shift + slotBits);
        const blockStart = base + ((above | (slot << shift)) >>> 0);
        if (blockStart > limit) return this.#stopAt(limit);
        this.#elapsed = blockStart;
        this.#cascade(level * slotCount + slot);
        cascaded = true;
        break;
      }
      if (cascaded) continue;
      if (this.#heads[overflowList] === 0) return this.#stopAt(limit);
      const nextSpan = base + wheelSpanMs;
      if (nextSpan > limit) return this.#stopAt(limit);
      const earliest = this.#earliestOverflow();
      this.#elapsed = Math.max(nextSpan, Math.floor(Math.min(earliest, limit) / wheelSpanMs) * wheelSpanMs);
      this.#cascade(overflowList);
    }
  }

  /** Nothing is due up to `limit`, and no entry lies in the finer slots on the way there. */
  #stopAt(limit: number): undefined {
    this.#elapsed = Math.max(this.#elapsed, limit);
    return undefined;
  }

  /**
   * Takes the next entry of the present moment in the order of phases; `takenKind` and `takenSubject` say what it was.
   * @returns whether there was one: otherwise the moment is done
   */
  take(): boolean {
    this.#drainPresentSlot();
    const entry = this.#firstPresent();
    if (entry === 0) return false;
    this.takenKind = this.#entries.kind.get(entry);
    this.takenSubject = this.#entries.subject.get(entry);
    this.#unlink(entry);
    this.#entries.free(entry);
    return true;
  }

  /** Whether anything is due at the present moment, the one that was moved to last. */
  get isPresentDue(): boolean {
    return this.#heads[this.#elapsed & slotMask] !== 0 || this.#firstPresent() !== 0;
  }

  /** First of the entries of the present moment that have been put in order; 0 when there is none. */
  #firstPresent(): number {
    for (let phase = 0; phase < this.#phaseCount; phase += 1) {
      const entry = this.#heads[firstPhaseList + phase] as number;
      if (entry !== 0) return entry;
    }
    return 0;
  }

  get size(): number {
    return this.#entries.liveCount;
  }

  get byteLength(): number {
    return this.#entries.byteLength + this.#lists.byteLength;
  }

  /** All entries in the order in which they would be taken. For snapshots. */
  entriesInOrder(): DueEntry[] {
    this.#drainPresentSlot();
    const all: DueEntry[] = [];
    const collect = (list: number) => {
      for (let entry = this.#heads[list] as number; entry !== 0; entry = this.#entries.next.get(entry)) {
        all.push({
          kind: this.#entries.kind.get(entry),
          subject: this.#entries.subject.get(entry),
          atMs: this.#entries.atMs.get(entry) + this.#originMs,
        });
      }
    };
    for (let phase = 0; phase < this.#phaseCount; phase += 1) collect(firstPhaseList + phase);
    const presentCount = all.length;
    for (let list = 0; list <= overflowList; list += 1) collect(list);
    // Entries of one moment lie in one list, in order; a stable sort by time keeps that order.
    const later = all.splice(presentCount).sort((a, b) => a.atMs - b.atMs);
    return [...all, ...later];
  }

  copy(room?: Room): TimingWheel {
    const lists = room?.takeCopy(this.#lists) ?? this.#lists.slice();
    const copy = new TimingWheel(this.#originMs, this.#phases, this.#entries.copy(room), lists);
    copy.#elapsed = this.#elapsed;
    return copy;
  }

  #place(entry: number): void {
    const at = this.#entries.atMs.get(entry);
    const low = lowBits(at);
    const nowLow = lowBits(this.#elapsed);
    if (at - (low >>> 0) !== this.#elapsed - (nowLow >>> 0)) {
      this.#append(entry, overflowList);
      return;
    }
    const differing = (low ^ nowLow) >>> 0;
    const level = differing < 0x100 ? 0 : differing < 0x1_0000 ? 1 : differing < 0x100_0000 ? 2 : 3;
    const slot = (low >>> (level * slotBits)) & slotMask;
    const list = level * slotCount + slot;
    this.#append(entry, list);
    this.#occupied[list >>> 5] = (this.#occupied[list >>> 5] as number) | (1 << (list & 31));
  }

  #append(entry: number, list: number): void {
    const tail = this.#tails[list] as number;
    this.#entries.previous.set(entry, tail);
    this.#entries.next.set(entry, 0);
    this.#entries.list.set(entry, list + 1);
    if (tail === 0) this.#heads[list] = entry;
    else this.#entries.next.set(tail, entry);
    this.#tails[list] = entry;
  }

  #unlink(entry: number): void {
    const list = this.#entries.list.get(entry) - 1;
    const previous = this.#entries.previous.get(entry);
    const next = this.#entries.next.get(entry);
    if (previous === 0) this.#heads[list] = next;
    else this.#entries.next.set(previous, next);
    if (next === 0) this.#tails[list] = previous;
    else this.#entries.previous.set(next, previous);
    if (list < overflowList && this.#heads[list] === 0) {
      this.#occupied[list >>> 5] = (this.#occupied[list >>> 5] as number) & ~(1 << (list & 31));
    }
  }

  #cascade(list: number): void {
    let entry = this.#heads[list] as number;
    this.#heads[list] = 0;
    this.#tails[list] = 0;
    if (list < overflowList) this.#occupied[list >>> 5] = (this.#occupied[list >>> 5] as number) & ~(1 << (list & 31));
    while (entry !== 0) {
      const next = this.#entries.next.get(entry);
      this.#place(entry);
      entry = next;
    }
  }

  /** Moves what is due right now into the lists of the phases. */
  #drainPresentSlot(): void {
    const list = this.#elapsed & slotMask;
    let entry = this.#heads[list] as number;
    while (entry !== 0) {
      // A slot of the lowest level holds only entries of this very moment: see #place.
      const next = this.#entries.next.get(entry);
      this.#unlink(entry);
      const phase = this.#phaseOf(this.#entries.kind.get(entry));
      if (phase === this.#sortedPhase) this.#insertSorted(entry, firstPhaseList + phase);
      else this.#append(entry, firstPhaseList + phase);
      entry = next;
    }
  }

  /** From the back: entries mostly come in order already. */
  #insertSorted(entry: number, list: number): void {
    const kind = this.#entries.kind.get(entry);
    const subject = this.#entries.subject.get(entry);
    let after = this.#tails[list] as number;
    while (
      after !== 0 &&
      this.#goesBefore(kind, subject, this.#entries.kind.get(after), this.#entries.subject.get(after))
    ) {
      after = this.#entries.previous.get(after);
    }
    const before = after === 0 ? (this.#heads[list] as number) : this.#entries.next.get(after);
    this.#entries.list.set(entry, list + 1);
    this.#entries.previous.set(entry, after);
    this.#entries.next.set(entry, before);
    if (after === 0) this.#heads[list] = entry;
    else this.#entries.next.set(after, entry);
    if (before === 0) this.#tails[list] = entry;
    else this.#entries.previous.set(before, entry);
  }

  #earliestOverflow(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (let entry = this.#heads[overflowList] as number; entry !== 0; entry = this.#entries.next.get(entry)) {
      earliest = Math.min(earliest, this.#entries.atMs.get(entry));
    }
    return earliest;
  }

  /** First occupied slot of a level from `from` on, or -1. */
  #nextSlot(level: number, from: number): number {
    if (from >= slotCount) return -1;
    const firstWord = level * (slotCount / 32);
    let word = from >>> 5;
    let bits = (this.#occupied[firstWord + word] as number) & (-1 << (from & 31));
    for (;;) {
      if (bits !== 0) return (word << 5) + (31 - Math.clz32(bits & -bits));
      word += 1;
      if (word === slotCount / 32) return -1;
      bits = this.#occupied[firstWord + word] as number;
    }
  }
}
