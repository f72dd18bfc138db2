import type { CountsFact, Fact, TaskFact } from '../model/facts.js';

/** A task as it was at a moment. */
export interface TaskAt {
  readonly taskId: string;
  readonly taskDefinition: string;
  readonly zone: string;
  readonly lastStatus: TaskFact['lastStatus'];
  readonly desiredStatus: TaskFact['desiredStatus'];
}

/** A service as it was at a moment. */
export interface ServiceAt {
  readonly cluster: string;
  readonly service: string;
  readonly desiredCount: number;
  /** PRIMARY first. */
  readonly deployments: CountsFact['deployments'];
  /** Sums over all deployments. */
  readonly pending: number;
  readonly running: number;
  readonly healthy: number;
  readonly stopping: number;
  /** Tasks that hold a slot under maximumPercent: from PROVISIONING until their containers have stopped. */
  readonly occupied: number;
  /** Targets in state healthy; absent without a target group. */
  readonly healthyTargets?: number;
  /** Tasks that were not STOPPED, oldest first. */
  readonly tasks: readonly TaskAt[];
}

/** Everything as it was right after what happened at a moment. */
export interface StateAt {
  readonly at: Date;
  readonly services: readonly ServiceAt[];
}

/** Folds the facts up to and including a moment. */
export function stateAt(facts: readonly Fact[], atMs: number): StateAt {
  const counts = new Map<string, CountsFact>();
  const tasks = new Map<string, TaskFact>();
  const gone = new Set<string>();
  for (const fact of facts) {
    if (fact.atMs > atMs) break;
    if (fact.kind === 'counts') {
      const key = `${fact.cluster}/${fact.service}`;
      // One that was made again is another one: the last in order.
      if (counts.get(key)?.inactive === true) counts.delete(key);
      counts.set(key, fact);
    } else if (fact.kind === 'task') {
      if (fact.lastStatus === 'STOPPED') tasks.delete(fact.taskId);
      else tasks.set(fact.taskId, fact);
    } else if (fact.kind === 'service' && fact.change === 'inactive') gone.add(`${fact.cluster}/${fact.service}`);
    else if (fact.kind === 'service' && fact.change === 'created') gone.delete(`${fact.cluster}/${fact.service}`);
  }
  const services = [...counts]
    .filter(([key, fact]) => fact.inactive !== true && !gone.has(key))
    .map(([, fact]) =>
      serviceAt(
        fact,
        [...tasks.values()].filter((task) => task.service === fact.service && task.cluster === fact.cluster),
      ),
    );
  return { at: new Date(atMs), services };
}

function serviceAt(fact: CountsFact, tasks: readonly TaskFact[]): ServiceAt {
  const sum = (of: 'pending' | 'running' | 'healthy' | 'stopping') =>
    fact.deployments.reduce((total, deployment) => total + deployment[of], 0);
  return {
    cluster: fact.cluster,
    service: fact.service,
    desiredCount: fact.desiredCount,
    deployments: fact.deployments,
    pending: sum('pending'),
    running: sum('running'),
    healthy: sum('healthy'),
    stopping: sum('stopping'),
    occupied: fact.occupied,
    ...(fact.healthyTargets === undefined ? {} : { healthyTargets: fact.healthyTargets }),
    tasks: tasks.map(({ taskId, taskDefinition, zone, lastStatus, desiredStatus }) => ({
      taskId,
      taskDefinition,
      zone,
      lastStatus,
      desiredStatus,
    })),
  };
}

/** How the counts of a service went: one entry per moment at which they changed. */
export interface CountsEntry extends Omit<ServiceAt, 'tasks'> {
  readonly at: Date;
}

/** The counts of a service as they went, oldest first: one entry per moment at which they changed. */
export function countsSeries(
  facts: readonly Fact[],
  about: { readonly service: string; readonly cluster?: string },
): CountsEntry[] {
  const series: CountsEntry[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'counts' || fact.service !== about.service) continue;
    if (about.cluster !== undefined && fact.cluster !== about.cluster) continue;
    const { tasks: _tasks, ...entry } = serviceAt(fact, []);
    const next = { at: new Date(fact.atMs), ...entry };
    // Calls between two moments may tell counts twice: the last one holds.
    const last = series.at(-1);
    if (last?.at.getTime() === fact.atMs && last.cluster === fact.cluster) series.pop();
    series.push(next);
  }
  return series;
}
