import * as fc from 'fast-check';
import { createSimulator } from '../../src/index.js';
import { perform } from '../laws/actions.js';
import { type Scenario, scenariosOf } from '../laws/scenarios.js';
import { stageIn } from '../laws/stage.js';
import { recordStory } from './record.js';
import type { Story } from './story.js';

/** Plays a random scenario and writes it down: what it names by place has its names then. */
export function storyOf(name: string, { options, actions }: Scenario): Story {
  const sim = createSimulator(options);
  const end = recordStory(sim, options);
  stageIn(sim);
  for (const action of actions) perform(sim, action);
  return end(name);
}

/** Always the same ones for the same seed. */
export function randomStories({ count, seed }: { readonly count: number; readonly seed: number }): Story[] {
  const scenarios = fc.sample(scenariosOf({ maxLength: 15 }), { numRuns: count, seed });
  return scenarios.map((scenario, index) => storyOf(`random ${seed}/${index + 1}`, scenario));
}
