import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../src/cli/command.js';

/** Runs every example. With `--write`, records what it prints beside it. */
const folder = 'examples';

export const exampleFiles = (): string[] =>
  readdirSync(folder)
    .filter((file) => /^\d\d-.*\.ts$/.test(file))
    .sort();

export const recordedPath = (file: string): string => join(folder, file.replace(/\.ts$/, '.out.txt'));

export const runExample = (file: string): string =>
  execFileSync(process.execPath, ['--import', 'tsx', join(folder, file)], { encoding: 'utf8' });

/** Scenarios, run by the command. */
export const scenarioFiles = (): string[] =>
  readdirSync(join(folder, 'scenarios'))
    .filter((file) => file.endsWith('.yaml'))
    .sort();

export const recordedScenarioPath = (file: string): string =>
  join(folder, 'scenarios', file.replace(/\.yaml$/, '.out.txt'));

/** What `steadystate run` prints, and its exit code. */
export async function runScenarioFile(file: string): Promise<{ readonly code: number; readonly output: string }> {
  let output = '';
  const print = (text: string) => {
    output += text;
  };
  const code = await runCommand(['run', file], { stdout: print, stderr: print, cwd: join(folder, 'scenarios') });
  return { code, output };
}

if (process.argv[1]?.endsWith('run-examples.ts') === true) {
  const write = process.argv.includes('--write');
  const keep = (file: string, path: string, output: string) => {
    if (write) writeFileSync(path, output);
    else console.log(`${file}: ${output === readFileSync(path, 'utf8') ? 'as recorded' : 'DIFFERS'}`);
  };
  for (const file of exampleFiles()) keep(file, recordedPath(file), runExample(file));
  for (const file of scenarioFiles()) keep(file, recordedScenarioPath(file), (await runScenarioFile(file)).output);
}
