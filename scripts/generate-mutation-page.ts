import { readFileSync } from 'node:fs';
import { keepPage } from './generated-page.js';
import { mutationAreas } from './mutation/areas.js';
import { arguedSurvivors } from './mutation/argued/index.js';
import type { MeasuredFile } from './mutation/measured.js';
import { mutationPage } from './mutation/report.js';

/** docs/mutation.md, which says what has changed since it was measured: measuring itself takes `npm run proof:mutation`. */
const measured = JSON.parse(readFileSync('docs/mutation.json', 'utf8')) as readonly MeasuredFile[];
keepPage('docs/mutation.md', mutationPage(mutationAreas, measured, arguedSurvivors));
