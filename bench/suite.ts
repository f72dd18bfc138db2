/** One suite, in a process of its own: prints its rows as JSON. */
import type { Row } from './row.js';
import type { SuiteName } from './suite-names.js';
import { day } from './suites/day.js';
import { deployments } from './suites/deployments.js';
import { doors } from './suites/doors.js';
import { growth } from './suites/growth.js';
import { importCost } from './suites/import.js';
import { million } from './suites/million.js';
import { monteCarlo } from './suites/monte-carlo.js';
import { overHttp } from './suites/over-http.js';
import { peers } from './suites/peers.js';
import { smallWorlds } from './suites/small-worlds.js';
import { workers } from './suites/workers.js';

const suites: Readonly<Record<SuiteName, () => Row[] | Promise<Row[]>>> = {
  deployments,
  'small-worlds': smallWorlds,
  'monte-carlo': monteCarlo,
  workers,
  growth,
  day,
  million,
  peers,
  doors,
  'over-http': overHttp,
  import: importCost,
};
const rows = await suites[process.argv[2] as SuiteName]();
process.stdout.write(JSON.stringify(rows));
