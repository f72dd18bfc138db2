import { describe, expect, test } from 'vitest';
import { pickZone } from '../../src/planner/zone-spread.js';

/** Zones in the order of the request's subnets, by the tasks in them; `full` has no capacity. */
const zones = (...counts: readonly (number | 'full')[]) =>
  counts.map((count, index) => ({
    zone: 10 + index,
    taskCount: count === 'full' ? 0 : count,
    firstSubnet: index,
    available: count !== 'full',
  }));

describe('the zone of the next Fargate task (ruling 28) [launch-zone-with-fewest]', () => {
  for (const { name, choices, zone } of [
    { name: 'the one with the fewest tasks', choices: zones(2, 1, 3), zone: 11 },
    { name: 'of those the first in the order of the subnets', choices: zones(2, 1, 1), zone: 11 },
    { name: 'in the order of the subnets, not of the list', choices: zones(1, 1, 1).toReversed(), zone: 10 },
    {
      name: 'zones without capacity are passed over [launch-not-where-capacity-lacks]',
      choices: zones('full', 5, 4),
      zone: 12,
    },
    { name: 'the emptier one, though it is later in that order', choices: zones(1, 0).toReversed(), zone: 11 },
    { name: 'none without capacity anywhere', choices: zones('full', 'full'), zone: undefined },
    { name: 'none without subnets', choices: [], zone: undefined },
  ]) {
    test(name, () => {
      expect(pickZone(choices)?.zone).toBe(zone);
    });
  }

  test('tasks spread one after the other', () => {
    const counts = [0, 0, 0];
    const picked = Array.from({ length: 7 }, () => {
      const zone = (pickZone(zones(...counts))?.zone ?? 0) - 10;
      counts[zone] = (counts[zone] as number) + 1;
      return zone;
    });
    expect(picked).toEqual([0, 1, 2, 0, 1, 2, 0]);
  });
});
