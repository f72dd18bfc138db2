import { createSimulator, restoreSimulator } from '../../src/index.js';
import { perform } from '../laws/actions.js';
import { law } from '../laws/law.js';
import { scenariosOf } from '../laws/scenarios.js';
import { stageIn } from '../laws/stage.js';
import { leaveStory, recordStory } from './record.js';
import { type Story, tellEveryWay } from './story.js';

let stories = 0;

law('equivalence: a random story happens the same in steps, restored and forked', {
  file: import.meta.url,
  runs: 30,
  of: scenariosOf({ maxLength: 15 }),
  holds: ({ options, actions }) => {
    const sim = createSimulator(options);
    const end = recordStory(sim, options);
    stageIn(sim);
    for (const action of actions) perform(sim, action);
    stories += 1;
    const story: Story = end(`random ${stories}`);
    tellEveryWay({ createSimulator, restoreSimulator }, story);
    leaveStory(story);
  },
});
