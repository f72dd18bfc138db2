import { keepPage } from './generated-page.js';
import { areas } from './ledger/areas.js';
import { problemsOf } from './ledger/problems.js';
import { readOptions } from './ledger/read-options.js';
import { readTags } from './ledger/read-tags.js';
import { rulings } from './ledger/rulings.js';
import { pageOf } from './ledger/write-page.js';

/**
 * Writes docs/fidelity.md from the rules of scripts/ledger and from the ids in code and tests. `--check` fails when the page
 * is stale; what the ledger lacks fails either way.
 */
const tags = readTags();
const problems = problemsOf(areas, { tags, options: readOptions(), rulings });
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
keepPage('docs/fidelity.md', pageOf(areas, tags, rulings));
