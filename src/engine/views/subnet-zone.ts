import type { Settings } from '../../model/settings.js';

/** An id made by AWS: its last letter is a digit of a number, no zone. */
const generatedId = /^subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** Whether a subnet's zone was declared or stands in its id; otherwise it is only ours. */
export const isZoneKnown = (settings: Settings, id: string): boolean => namedZone(settings, id) !== undefined;

/** Place of the zone that was declared for a subnet, or that its id ends with; nothing where neither is. */
export function namedZone({ zones, subnets }: Settings, id: string): number | undefined {
  const declared = subnets.find((subnet) => subnet.id === id);
  if (declared !== undefined) return zones.indexOf(declared.zone);
  const byLetter = generatedId.test(id) ? -1 : zones.findIndex((zone) => zone.at(-1) === id.at(-1));
  return byLetter < 0 ? undefined : byLetter;
}
