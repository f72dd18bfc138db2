import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Runs every example. With `--write`, records what it prints beside it. */
const folder = 'examples';

export const exampleFiles = (): string[] =>
  readdirSync(folder)
    .filter((file) => /^\d\d-.*\.ts$/.test(file))
    .sort();

export const recordedPath = (file: string): string => join(folder, file.replace(/\.ts$/, '.out.txt'));

export const runExample = (file: string): string =>
  execFileSync(process.execPath, ['--import', 'tsx', join(folder, file)], { encoding: 'utf8' });

if (process.argv[1]?.endsWith('run-examples.ts') === true) {
  const write = process.argv.includes('--write');
  for (const file of exampleFiles()) {
    const output = runExample(file);
    if (write) writeFileSync(recordedPath(file), output);
    else console.log(`${file}: ${output === readFileSync(recordedPath(file), 'utf8') ? 'as recorded' : 'DIFFERS'}`);
  }
}
