import type { World } from '../world.js';
import { zoneNameOf } from './names.js';

/** @rule launch-not-where-capacity-lacks */
export function zoneHasCapacity(world: World, zone: number): boolean {
  if (world.activeFaults.size === 0) return true;
  const name = zoneNameOf(world, zone);
  for (const key of world.activeFaults) {
    const fault = world.faults.get(key)?.fault;
    if (fault?.kind === 'zoneLost' && fault.zone === name) return false;
    if (fault?.kind === 'capacityUnavailable' && (fault.zone === undefined || fault.zone === name)) return false;
  }
  return true;
}
