import { writeFileSync } from 'node:fs';
import { executedPages, outputOf, programsOf, readPage } from './executed-docs.js';

/** Runs the programs of the pages and writes their output below them. */
for (const path of executedPages) {
  let page = readPage(path);
  for (const program of programsOf(page).reverse()) {
    page = page.slice(0, program.from) + outputOf(program.code) + page.slice(program.to);
  }
  if (page === readPage(path)) continue;
  writeFileSync(path, page);
  console.log(`refreshed ${path}`);
}
