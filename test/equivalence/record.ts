import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Simulator, SimulatorOptions } from '../../src/index.js';
import type { Story, StoryDeed } from './story.js';

/** Writes down what is done to a simulator from now on: it must be new. */
export function recordStory(sim: Simulator, options: SimulatorOptions): (name: string) => Story {
  const deeds: StoryDeed[] = [];
  const note = (deed: () => Record<string, unknown>) => {
    try {
      deeds.push(JSON.parse(JSON.stringify({ atMs: sim.now.getTime(), ...deed() })) as StoryDeed);
    } catch {
      // What is no JSON can't be a request of AWS either: it was refused, and told nothing.
    }
  };
  const recorded = <T extends object>(
    target: T,
    about: (name: string, given: unknown[]) => Record<string, unknown>,
  ): T =>
    // Not around the target itself: its members are frozen.
    new Proxy({} as T, {
      get(_empty, name) {
        const value = (target as Record<string | symbol, unknown>)[name];
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          note(() => about(String(name), given));
          return value.apply(target, given);
        };
      },
    });
  for (const api of ['ecs', 'elbv2'] as const) {
    const about = (operation: string, [input]: unknown[]) => ({ does: 'call', api, operation, input });
    Object.defineProperty(sim, api, { value: recorded(sim[api], about) });
  }
  for (const of of ['workloads', 'faults'] as const) {
    Object.defineProperty(sim, of, {
      value: recorded(sim[of], (name, given) => ({ does: 'method', of, name, given })),
    });
  }
  const schedule = sim.schedule.bind(sim);
  sim.schedule = (...given) => {
    note(() => ({ does: 'method', of: 'sim', name: 'schedule', given }));
    schedule(...given);
  };
  return (name) => ({ name, options, deeds, endMs: sim.now.getTime() });
}

/** Stories are left where `STEADYSTATE_STORIES` says, for other builds and programs to tell. */
export function leaveStory(story: Story): void {
  const folder = process.env['STEADYSTATE_STORIES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${story.name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`), JSON.stringify(story));
}
