import { Due } from '../agenda/due.js';
import type { ScheduledCall, World } from '../world.js';

/** Calls that wait for their moment. */

export function addScheduledCall(world: World, call: Omit<ScheduledCall, 'key'>): void {
  world.counters.call += 1;
  const key = world.counters.call;
  world.calls.set(key, { key, ...call });
  world.due(call.atMs, Due.SCHEDULED_CALL, key);
}

/** Its moment has come: it waits no more. */
export function takeScheduledCall(world: World, key: number): ScheduledCall | undefined {
  const call = world.calls.get(key);
  world.calls.delete(key);
  return call;
}
