import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bound, type Row, round } from '../row.js';

/** The main entry's limit and aim, ms over a bare node. */
const mainMsMax = 40;
const mainMsAim = 15;
const runs = 25;

/**
 * What importing each entry point costs over a bare `node -e 0`, and what is packed. Of the built package. Runs alternate, and
 * the quickest of each counts: a busy machine only ever makes one slower. Wall time.
 */
export function importCost(): Row[] {
  const dist = join(process.cwd(), 'dist');
  if (!existsSync(join(dist, 'index.js'))) throw new Error('There is no dist: npm run build first.');
  const bare = ['-e', '0'];
  const programs: { readonly name: string; readonly isMain: boolean; readonly words: string[] }[] = entries().flatMap(
    (entry) => {
      const name = entry === 'index' ? 'steadystate' : `steadystate/${entry}`;
      const esm = ['--input-type=module', '-e', `import ${JSON.stringify(`file://${join(dist, `${entry}.js`)}`)}`];
      const cjs = ['-e', `require(${JSON.stringify(join(dist, `${entry}.cjs`))})`];
      return [
        { name: `import '${name}'`, isMain: entry === 'index', words: esm },
        { name: `require('${name}')`, isMain: entry === 'index', words: cjs },
      ];
    },
  );
  const quickest = new Map<readonly string[], number>();
  for (let run = 0; run < runs; run += 1) {
    for (const words of [bare, ...programs.map((program) => program.words)]) {
      const tookMs = wallMs(words);
      quickest.set(words, Math.min(quickest.get(words) ?? Number.POSITIVE_INFINITY, tookMs));
    }
  }
  const bareMs = quickest.get(bare) as number;
  const rows = programs.map(({ name, isMain, words }): Row => {
    const overMs = (quickest.get(words) as number) - bareMs;
    const about = `over a bare node of ${round(bareMs)} ms`;
    const row = bound(name, overMs, { atMost: mainMsMax, aim: mainMsAim, unit: 'ms', about });
    return isMain ? row : { ...row, binds: '—', aim: '—', holds: true, missesAim: false };
  });
  return [...rows, size(dist)];
}

/** All but the matchers, which need vitest: it costs more than they do. */
function entries(): string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as { exports: Record<string, unknown> };
  return Object.entries(exports)
    .filter(([, target]) => typeof target === 'object')
    .map(([name]) => name.replace(/^\.\/?/, '') || 'index')
    .filter((name) => name !== 'testing');
}

function wallMs(words: readonly string[]): number {
  const from = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  const tookMs = performance.now() - from;
  if (status !== 0) throw new Error(`node ${words.join(' ')}: ${stderr}`);
  return tookMs;
}

function size(dist: string): Row {
  const words = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const [packed] = JSON.parse(execFileSync('npm', words, { encoding: 'utf8' })) as [
    { size: number; unpackedSize: number; entryCount: number },
  ];
  const main = Buffer.concat(reached(dist, 'index.js'));
  return {
    work: 'size of the package',
    binds: '—',
    aim: '—',
    measured: kB(packed.size),
    holds: true,
    about: `unpacked ${kB(packed.unpackedSize)}, ${packed.entryCount} files; the main entry ${kB(main.length)}, ${kB(gzipSync(main).length)} in gzip`,
  };
}

const kB = (bytes: number): string => `${Math.round(bytes / 1_000).toLocaleString('en-US')} kB`;

/** A built file and those it imports, each once. */
function reached(dist: string, name: string, seen = new Set<string>()): Buffer[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const file = readFileSync(join(dist, name));
  const imports = [...file.toString().matchAll(/(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g)];
  return [file, ...imports.flatMap(([, next = '']) => reached(dist, next, seen))];
}
