import type { Fact, FactDraft } from '../model/facts.js';
import type { KeepFacts } from '../model/settings.js';

/** Facts that were kept before a fork: the first `length` of a list that only ever grows. */
interface SharedHistory {
  readonly facts: readonly Fact[];
  readonly length: number;
}

/**
 * How things stood when a log began that doesn't go back to the beginning of the world: facts that nobody was told, with the
 * number of the last fact before them.
 */
export interface FactsBegin {
  readonly atMs: number;
  readonly seq: number;
  readonly state: readonly Fact[];
}

/**
 * Where facts go. A fact is made only when somebody wants it: a kept log, or a listener. What is kept never changes
 * what happens.
 */
export class FactLog {
  readonly #keep: KeepFacts;
  readonly #services: ReadonlySet<string> | undefined;
  #history: SharedHistory = { facts: [], length: 0 };
  #kept: Fact[] = [];
  /** Facts of the present moment that listeners have not seen yet. */
  #unpublished: Fact[] = [];
  #seq = 0;
  #begin: FactsBegin | undefined;
  #hasListeners = false;

  constructor(keep: KeepFacts) {
    this.#keep = keep;
    this.#services = typeof keep === 'object' && 'services' in keep ? new Set(keep.services) : undefined;
  }

  /** Somebody listens from now on, or nobody does any more. */
  setHasListeners(anybody: boolean): void {
    this.#hasListeners = anybody;
  }

  /** Whether a fact is worth making. Ask before building one. */
  get wanted(): boolean {
    return (this.#keep !== 'none' && this.#keep !== 'counts') || this.#hasListeners;
  }

  /** The same for a fact about counts. */
  get countsWanted(): boolean {
    return this.#keep !== 'none' || this.#hasListeners;
  }

  add(draft: FactDraft, atMs: number): void {
    this.#seq += 1;
    const fact = { atMs, seq: this.#seq, ...draft } as Fact;
    if (this.#hasListeners) this.#unpublished.push(fact);
    if (this.#keep === 'none' || (this.#keep === 'counts' && fact.kind !== 'counts')) return;
    if (this.#services !== undefined && !this.#isAboutKeptService(fact)) return;
    this.#kept.push(fact);
    if (typeof this.#keep === 'object' && 'last' in this.#keep && this.#kept.length > this.#keep.last * 2) {
      // One more than is shown: the newest may be taken back.
      this.#kept = this.#kept.slice(-this.#keep.last - 1);
      this.#history = { facts: [], length: 0 };
    }
  }

  #isAboutKeptService(fact: Fact): boolean {
    return 'service' in fact && fact.service !== undefined && this.#services?.has(fact.service) === true;
  }

  /** Takes back the fact that was added last: the call it announced was refused. */
  retract(): void {
    if (this.#unpublished.at(-1)?.seq === this.#seq) this.#unpublished.pop();
    if (this.#kept.at(-1)?.seq === this.#seq) this.#kept.pop();
    this.#seq -= 1;
  }

  /** What was kept, oldest first. */
  get kept(): readonly Fact[] {
    const all =
      this.#history.length === 0 ? this.#kept : [...this.#history.facts.slice(0, this.#history.length), ...this.#kept];
    return typeof this.#keep === 'object' && 'last' in this.#keep ? all.slice(-this.#keep.last) : all;
  }

  /** Where the log begins, if that isn't the beginning of the world. */
  get begin(): FactsBegin | undefined {
    return this.#begin;
  }

  /** Whether older ones than the newest were dropped. */
  get hasDropped(): boolean {
    if (typeof this.#keep !== 'object' || !('last' in this.#keep)) return false;
    return this.#seq - (this.#begin?.seq ?? 0) > this.#keep.last;
  }

  /** Whether facts about a service are kept. */
  covers(service: string): boolean {
    return this.#keep !== 'none' && this.#services?.has(service) !== false;
  }

  /** What was kept, after how things stood when that began: what the state of a moment is made of. */
  get history(): readonly Fact[] {
    const begin = this.#begin;
    return begin === undefined ? this.kept : [...begin.state, ...this.kept.filter(({ seq }) => seq > begin.seq)];
  }

  /** The oldest fact that listeners have not seen yet, taken off the list. */
  nextUnpublished(): Fact | undefined {
    return this.#unpublished.shift();
  }

  get seq(): number {
    return this.#seq;
  }

  /** A log that goes on where this one is. The history is shared, not copied. */
  copy(): FactLog {
    const copy = new FactLog(this.#keep);
    copy.#history =
      this.#history.length === 0
        ? { facts: this.#kept, length: this.#kept.length }
        : { facts: this.kept, length: this.#history.length + this.#kept.length };
    copy.#seq = this.#seq;
    copy.#begin = this.#begin;
    return copy;
  }

  /** Facts up to here were kept elsewhere, or come with the snapshot. */
  restore(state: {
    readonly seq: number;
    readonly kept?: readonly Fact[] | undefined;
    readonly begin?: FactsBegin | undefined;
  }): void {
    this.#seq = state.seq;
    this.#begin = state.begin;
    this.#history = { facts: state.kept ?? [], length: state.kept?.length ?? 0 };
    this.#kept = [];
  }
}
