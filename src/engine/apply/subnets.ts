import type { Settings } from '../../model/settings.js';
import type { World } from '../world.js';

/** An id made by AWS: its last letter is a digit of a number, no zone. */
const generatedId = /^subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

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

/** Whether a subnet's zone was declared or stands in its id; otherwise it is only ours. */
export const isZoneKnown = (settings: Settings, id: string): boolean => namedZone(settings, id) !== undefined;

function namedZone({ zones, subnets }: Settings, id: string): number | undefined {
  const declared = subnets.find((subnet) => subnet.id === id);
  if (declared !== undefined) return zones.indexOf(declared.zone);
  const byLetter = generatedId.test(id) ? -1 : zones.findIndex((zone) => zone.at(-1) === id.at(-1));
  return byLetter < 0 ? undefined : byLetter;
}
