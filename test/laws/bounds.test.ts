import { expect } from 'vitest';
import type { Fact } from '../../src/index.js';
import { worldOf } from '../../src/simulator/simulator.js';
import { perform } from './actions.js';
import { law } from './law.js';
import { scenariosOf } from './scenarios.js';
import { aStage } from './stage.js';
import { watch } from './watch.js';

law('laws 4 and 5: no start of ours goes over the maximum, no stop under the minimum, no task goes back', {
  file: import.meta.url,
  runs: 200,
  huntedTimes: 8,
  of: scenariosOf(),
  holds: ({ options, actions }) => {
    const sim = aStage(options);
    const seen = watch(worldOf(sim));
    for (const action of actions) {
      perform(sim, action);
      expect(seen, JSON.stringify(action)).toEqual([]);
    }
    expect(comebacks(sim.facts())).toEqual([]);
  },
});

const order = ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING', 'DEACTIVATING', 'DEPROVISIONING', 'STOPPED'];

/** What is shown of a task never goes back either, and nothing is told of one that is STOPPED. */
function comebacks(facts: readonly Fact[]): string[] {
  const found: string[] = [];
  const last = new Map<string, Extract<Fact, { kind: 'task' }>>();
  for (const fact of facts) {
    if (fact.kind !== 'task') continue;
    const before = last.get(fact.taskId);
    last.set(fact.taskId, fact);
    if (before === undefined) continue;
    const step = `${before.lastStatus}/${before.desiredStatus} to ${fact.lastStatus}/${fact.desiredStatus}`;
    if (before.lastStatus === 'STOPPED') found.push(`${fact.taskId} is STOPPED, then ${fact.change}`);
    if (order.indexOf(fact.lastStatus) < order.indexOf(before.lastStatus)) found.push(`${fact.taskId}: ${step}`);
    if (before.desiredStatus === 'STOPPED' && fact.desiredStatus === 'RUNNING') found.push(`${fact.taskId}: ${step}`);
  }
  return found;
}
