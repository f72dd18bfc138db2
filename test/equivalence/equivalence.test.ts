import { createSimulator, restoreSimulator } from '../../src/index.js';
import { law } from '../laws/law.js';
import { scenariosOf } from '../laws/scenarios.js';
import { storyOf } from './random-stories.js';
import { tellEveryWay } from './story.js';

law('equivalence: a random story happens the same in steps, restored and forked', {
  file: import.meta.url,
  runs: 30,
  of: scenariosOf({ maxLength: 15 }),
  holds: (scenario) => {
    tellEveryWay({ createSimulator, restoreSimulator }, storyOf('random', scenario));
  },
});
