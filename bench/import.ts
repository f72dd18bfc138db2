import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/**
 * What importing each entry point costs over a bare `node -e 0`, and what is packed. Of the built package:
 * `npm run build && npx tsx bench/import.ts`. Runs alternate, so that a busy machine slows all of them alike.
 */

const runs = 15;
const entries = ['index', 'planner', 'timeline', 'testing', 'sdk'];
const dist = new URL('../dist/', import.meta.url);

const programs: Record<string, string[]> = {
  'node -e 0': ['-e', '0'],
  // What loading any module costs is told apart from ours.
  'an empty module': ['--input-type=module', '-e', "import 'data:text/javascript,'"],
};
// The matchers need vitest, which costs more than they do.
for (const entry of entries.filter((name) => name !== 'testing')) {
  programs[`import ${entry}`] = ['--input-type=module', '-e', `import ${JSON.stringify(new URL(`${entry}.js`, dist))}`];
  programs[`require ${entry}`] = ['-e', `require(${JSON.stringify(new URL(`${entry}.cjs`, dist).pathname)})`];
}

const took = new Map(Object.keys(programs).map((name) => [name, [] as number[]]));
for (let run = 0; run < runs; run++) {
  for (const [name, program] of Object.entries(programs)) {
    const from = performance.now();
    const { status, stderr } = spawnSync(process.execPath, program, { encoding: 'utf8' });
    took.get(name)?.push(performance.now() - from);
    if (status !== 0) throw new Error(`${name}: ${stderr}`);
  }
}

const median = (name: string): number => took.get(name)?.sort((a, b) => a - b)[runs >> 1] ?? Number.NaN;
const bare = median('node -e 0');
console.log(`node ${process.version}, medians of ${runs}, over a bare node of ${bare.toFixed(0)} ms`);
for (const name of [...took.keys()].slice(1)) {
  const over = median(name) - bare;
  const share = ((100 * over) / bare).toFixed(0);
  console.log(`${name.padEnd(20)} ${over.toFixed(1).padStart(6)} ms ${`${share} %`.padStart(6)}`);
}

const [packed] = JSON.parse(
  execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
) as [{ size: number; unpackedSize: number; entryCount: number }];
const main = Buffer.concat(reached('index.js'));
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
console.log(`index.js and chunks  ${kB(main.length)}, ${kB(gzipSync(main).length)} in gzip`);
console.log(`packed               ${kB(packed.size)}, unpacked ${kB(packed.unpackedSize)}, ${packed.entryCount} files`);

/** A built file and those it imports, each once. */
function reached(name: string, seen = new Set<string>()): Buffer[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const file = readFileSync(new URL(name, dist));
  const imports = [...file.toString().matchAll(/(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g)];
  return [file, ...imports.flatMap(([, next = '']) => reached(next, seen))];
}
