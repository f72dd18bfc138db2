import type { Fact, FactDraft } from '../model/facts.js';
import type { KeepFacts } from '../model/settings.js';

/**
 * Where facts go. A fact is made only when somebody wants it: a kept log, or a listener. What is kept never changes
 * what happens.
 */
export class FactLog {
  #kept: Fact[] = [];
  /** Facts of the present moment that listeners have not seen yet. */
  #unpublished: Fact[] = [];
  #seq = 0;
  #dropped = false;
  readonly #keep: KeepFacts;
  readonly #services: ReadonlySet<string> | undefined;
  /** Whether anybody listens; set by the simulator. */
  hasListeners = false;

  constructor(keep: KeepFacts) {
    this.#keep = keep;
    this.#services = typeof keep === 'object' && 'services' in keep ? new Set(keep.services) : undefined;
  }

  /** Whether a fact is worth making. Ask before building one. */
  get wanted(): boolean {
    return this.#keep !== 'none' || this.hasListeners;
  }

  add(draft: FactDraft, atMs: number): void {
    this.#seq += 1;
    const fact = { atMs, seq: this.#seq, ...draft } as Fact;
    if (this.hasListeners) this.#unpublished.push(fact);
    if (this.#keep === 'none') return;
    if (
      this.#services !== undefined &&
      !('service' in fact && fact.service !== undefined && this.#services.has(fact.service))
    ) {
      this.#dropped = true;
      return;
    }
    this.#kept.push(fact);
    if (typeof this.#keep === 'object' && 'last' in this.#keep && this.#kept.length > this.#keep.last * 2) {
      this.#kept = this.#kept.slice(-this.#keep.last);
      this.#dropped = true;
    }
  }

  /** Takes back the fact that was added last: the call it announced was refused. */
  retract(): void {
    const fact = { seq: this.#seq };
    this.#seq -= 1;
    if (this.#unpublished.at(-1)?.seq === fact.seq) this.#unpublished.pop();
    if (this.#kept.at(-1)?.seq === fact.seq) this.#kept.pop();
  }

  /** What was kept, oldest first. */
  get kept(): readonly Fact[] {
    if (typeof this.#keep === 'object' && 'last' in this.#keep) return this.#kept.slice(-this.#keep.last);
    return this.#kept;
  }

  /** Whether facts are missing from `kept`. */
  get incomplete(): boolean {
    return this.#dropped || this.#keep === 'none';
  }

  /** Facts to be told to listeners, oldest first; empties the list. */
  takeUnpublished(): readonly Fact[] {
    const facts = this.#unpublished;
    this.#unpublished = [];
    return facts;
  }

  get hasUnpublished(): boolean {
    return this.#unpublished.length > 0;
  }

  get seq(): number {
    return this.#seq;
  }

  /** A log that goes on where this one is: the history is shared up to here, not copied fact by fact. */
  copy(): FactLog {
    const copy = new FactLog(this.#keep);
    copy.#kept = this.#kept.slice();
    copy.#seq = this.#seq;
    copy.#dropped = this.#dropped;
    return copy;
  }

  restore(state: { readonly seq: number; readonly kept: readonly Fact[] | undefined }): void {
    this.#seq = state.seq;
    this.#kept = [...(state.kept ?? [])];
    this.#dropped = state.kept === undefined && state.seq > 0;
  }
}
