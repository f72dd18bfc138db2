import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { programsOf, readPage } from '../../scripts/executed-docs.js';
import { createSimulator, restoreSimulator } from '../../src/index.js';
import { randomStories } from '../equivalence/random-stories.js';
import { printStories } from '../equivalence/story.js';

/** The same program tells the same story in a browser, to the letter. */

const folder = mkdtempSync(join(tmpdir(), 'steadystate-chromium-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A page that runs a program and shows what it prints. */
async function pageOf(program: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, loader: 'ts', resolveDir: process.cwd() },
    alias: { steadystate: './src/index.ts', 'steadystate/sdk': './src/sdk/index.ts' },
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    logLevel: 'silent',
  });
  // `</script>` inside a text would end the script.
  const code = outputFiles[0]?.text.replaceAll('</script', '<\\/script') ?? '';
  return `<!doctype html><meta charset="utf-8"><pre id="printed"></pre><script type="module">
    const printed = document.getElementById('printed');
    console.log = (text) => { printed.textContent += text + '\\n'; };
    window.onerror = (message) => { printed.textContent += 'error: ' + message; };
    ${code}</script>`;
}

function printedBy(page: string): string {
  const file = join(folder, 'page.html');
  writeFileSync(file, page);
  const options = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--virtual-time-budget=60000',
    `--user-data-dir=${join(folder, 'profile')}`,
  ];
  const html = execFileSync('chromium', [...options, '--dump-dom', pathToFileURL(file).href], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    // The page is dumped whole, with the program in it.
    maxBuffer: 2 ** 28,
  });
  const shown = /<pre id="printed">([\s\S]*?)<\/pre>/.exec(html)?.[1] ?? '';
  return shown.replaceAll('&gt;', '>').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

const programs = ['README.md', 'docs/workloads-and-faults.md'].flatMap((page) =>
  programsOf(readPage(page)).map((program, index) => ({ ...program, name: `program ${index + 1} of ${page}` })),
);

test.each(programs)('$name prints in Chromium what it prints in Node', async ({ code, shown }) => {
  expect(printedBy(await pageOf(code))).toBe(shown);
});

test('random stories, told in steps, restored and forked, happen in Chromium as they do in Node', async () => {
  const stories = randomStories({ count: 25, seed: 11 });
  const printed: string[] = [];
  printStories({ createSimulator, restoreSimulator }, stories, (line) => printed.push(line));
  const program = `
    import { createSimulator, restoreSimulator } from 'steadystate';
    import { printStories } from './test/equivalence/story.ts';
    printStories({ createSimulator, restoreSimulator }, ${JSON.stringify(stories)}, (line) => console.log(line));`;
  expect(printedBy(await pageOf(program))).toBe(`${printed.join('\n')}\n`);
});
