import { readFileSync, writeFileSync } from 'node:fs';

/** Writes a generated page; with `--check` it only says that the page is stale, and ends the process so. */
export function keepPage(path: string, page: string): void {
  if (currentOf(path) === page) return;
  if (process.argv.includes('--check')) {
    console.error(`${path} is stale: run npm run generate`);
    process.exit(1);
  }
  writeFileSync(path, page);
  console.log(`wrote ${path}`);
}

function currentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** A page with the text between `<!-- name -->` and `<!-- /name -->` replaced. */
export function withSection(page: string, name: string, text: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [page.indexOf(open), page.indexOf(close)];
  if (from < 0 || to < from) throw new Error(`There is no section between ${open} and ${close}.`);
  return `${page.slice(0, from + open.length)}\n\n${text.trim()}\n\n${page.slice(to)}`;
}
