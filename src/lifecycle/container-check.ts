import type { CompiledBehaviour } from '../workload/behaviour.js';
import type { ProbeSpan } from './probes.js';

/** What the health checks of a running container find over time, from its start on. Equal calls give the same list. */
export function healthOverTime(behaviour: CompiledBehaviour): readonly ProbeSpan[] {
  let spans = remembered.get(behaviour);
  if (spans === undefined) {
    spans = behaviour.healthCheck.map((step) => ({ fromMs: step.atMs, outcome: step.is ? 0 : 1, resultAfterMs: 0 }));
    remembered.set(behaviour, spans);
  }
  return spans;
}

/** Thousands of containers share a behaviour: what it comes to is worked out once. */
const remembered = new WeakMap<CompiledBehaviour, readonly ProbeSpan[]>();
