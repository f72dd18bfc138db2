import type { LedgerArea } from './rule.js';
import { accounts } from './rules/accounts.js';
import { api } from './rules/api.js';
import { bounds } from './rules/bounds.js';
import { breaker } from './rules/breaker.js';
import { clusters } from './rules/clusters.js';
import { containers } from './rules/containers.js';
import { deployments } from './rules/deployments.js';
import { events } from './rules/events.js';
import { health } from './rules/health.js';
import { ids } from './rules/ids.js';
import { loadBalancers } from './rules/load-balancers.js';
import { passes } from './rules/passes.js';
import { scaleIn } from './rules/scale-in.js';
import { services } from './rules/services.js';
import { standaloneTasks } from './rules/standalone-tasks.js';
import { starts } from './rules/starts.js';
import { targets } from './rules/targets.js';
import { taskDefinitions } from './rules/task-definitions.js';
import { tasks } from './rules/tasks.js';
import { unhealthy } from './rules/unhealthy.js';
import { zones } from './rules/zones.js';

/** The ledger: every rule that the simulator follows, in the order in which the page shows them. */
export const areas: readonly LedgerArea[] = [
  passes,
  bounds,
  deployments,
  health,
  unhealthy,
  scaleIn,
  breaker,
  starts,
  zones,
  tasks,
  containers,
  targets,
  loadBalancers,
  events,
  services,
  clusters,
  accounts,
  taskDefinitions,
  standaloneTasks,
  api,
  ids,
];
