import { law } from '../laws/law.js';
import { firstDifference } from './compare.js';
import { smallWorlds } from './small-worlds.js';

law('second opinion: the engine and the naive model agree, second by second', {
  file: import.meta.url,
  runs: 200,
  of: smallWorlds({ tickMs: 1_000 }),
  holds: (world) => {
    const difference = firstDifference(world);
    if (difference !== undefined) throw new Error(difference.report);
  },
});

law('second opinion: the engine and the naive model agree, by tenths of a second, with the latencies of Fargate', {
  file: import.meta.url,
  runs: 6,
  of: smallWorlds({ tickMs: 100 }),
  holds: (world) => {
    const difference = firstDifference(world);
    if (difference !== undefined) throw new Error(difference.report);
  },
});
