import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  exampleFiles,
  recordedPath,
  recordedScenarioPath,
  runScenarioFile,
  scenarioFiles,
} from '../../scripts/run-examples.js';

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

describe.each(exampleFiles())('%s', (file) => {
  test('says in its header which question it answers', () => {
    expect(readFileSync(join('examples', file), 'utf8')).toMatch(/^\/\*\*\n(?: \*.*\n)*? \* Question: .+\n/);
  });

  test('prints what is recorded beside it (npm run examples records it anew)', async () => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => {
      lines.push(values.map(String).join(' '));
    });
    await import(/* @vite-ignore */ join(process.cwd(), 'examples', file));
    expect(existsSync(recordedPath(file)), `${recordedPath(file)} is missing: npm run examples`).toBe(true);
    expect(`${lines.join('\n')}\n`).toBe(readFileSync(recordedPath(file), 'utf8'));
  });
});

describe.each(scenarioFiles())('scenarios/%s', (file) => {
  test('says in its header which question it answers', () => {
    expect(readFileSync(join('examples/scenarios', file), 'utf8')).toMatch(/^# Question: .+\n/);
  });

  test('is as expected, and prints what is recorded beside it', async () => {
    const { code, output } = await runScenarioFile(file);
    expect(output).toBe(readFileSync(recordedScenarioPath(file), 'utf8'));
    expect(code).toBe(0);
  });
});
