import { describe, expect, test } from 'vitest';
import { clampTarget, rescaledTarget } from '../../src/planner/superseded-target.js';

describe('the target of a superseded deployment [deployment-old-target-follows]', () => {
  for (const { name, target, desired, healthy, is } of [
    { name: 'stays while no new task is healthy', target: 4, desired: 4, healthy: 0, is: 4 },
    { name: 'falls with each healthy new task', target: 4, desired: 4, healthy: 3, is: 1 },
    { name: 'never rises again', target: 1, desired: 4, healthy: 0, is: 1 },
    { name: 'is never below 0', target: 4, desired: 2, healthy: 3, is: 0 },
  ]) {
    test(name, () => {
      expect(clampTarget(target, desired, healthy)).toBe(is);
    });
  }

  for (const { name, target, from, to, healthy, is } of [
    {
      name: 'rises with a scale-out [deployment-scale-out-reaches-the-old]',
      target: 4,
      from: 4,
      to: 6,
      healthy: 0,
      is: 6,
    },
    { name: 'rises no further than the new ones leave room for', target: 2, from: 4, to: 6, healthy: 3, is: 3 },
    { name: 'rises by as many as the service does', target: 2, from: 4, to: 6, healthy: 0, is: 4 },
    { name: 'is brought down to the desired count', target: 6, from: 4, to: 4, healthy: 0, is: 4 },
    { name: 'never falls by a scale-out', target: 4, from: 4, to: 6, healthy: 5, is: 4 },
    {
      name: 'falls with a scale-in [deployment-scale-in-reaches-the-old]',
      target: 4,
      from: 4,
      to: 2,
      healthy: 0,
      is: 2,
    },
    { name: 'stays where a scale-in does not reach it', target: 1, from: 4, to: 2, healthy: 3, is: 1 },
    { name: 'stays at 0 where the new ones have replaced it', target: 0, from: 4, to: 8, healthy: 4, is: 0 },
    {
      name: 'rises from desired count 0 (services.json #46, #55 to #80)',
      target: 0,
      from: 0,
      to: 1,
      healthy: 0,
      is: 1,
    },
    { name: 'stays without a change', target: 3, from: 4, to: 4, healthy: 1, is: 3 },
    { name: 'is 0 at desired count 0', target: 3, from: 4, to: 0, healthy: 1, is: 0 },
  ]) {
    test(name, () => {
      expect(rescaledTarget(target, { from, to, primaryHealthyCount: healthy })).toBe(is);
    });
  }
});
