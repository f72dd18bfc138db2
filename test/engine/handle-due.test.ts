import { expect, test } from 'vitest';
import { handleDue } from '../../src/engine/handle-due.js';
import { World } from '../../src/engine/world.js';
import { resolveOptions } from '../../src/simulator/options.js';

test('what nothing handles is a bug, and is told with its seed and its moment', () => {
  const world = new World(resolveOptions({ seed: 7 }));
  expect(() => handleDue(world, 99 as 0, 1)).toThrow(
    'Broken invariant: nothing handles what is due as kind 99 (seed 7, virtual time 1767225600000 ms). This is a bug in steadystate; please report it with the snapshot.',
  );
});
