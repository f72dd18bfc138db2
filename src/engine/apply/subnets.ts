import { namedZone } from '../views/subnet-zone.js';
import type { World } from '../world.js';

/**
 * The place of a subnet in the simulator's table. Its zone is settled at first sight: as declared, else by a zone letter
 * at the end of the id (`subnet-private-1a`), else zones in turn (ruling 26).
 * @rule subnet-zone
 */
export function settleSubnet(world: World, id: string): number {
  const known = world.subnetById.get(id);
  if (known !== undefined) return known;
  const index = world.subnets.length;
  world.subnets.push({ id, zone: zoneOf(world, id) });
  world.subnetById.set(id, index);
  return index;
}

const zoneOf = (world: World, id: string): number =>
  namedZone(world.settings, id) ?? world.subnets.length % world.settings.zones.length;
