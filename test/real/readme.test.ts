import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPage } from '../../scripts/executed-docs.js';
import { awsShell } from './aws-cli.js';

/** What README.md shows of the command and the AWS CLI is what they print. */

const readme = readPage('README.md');
const [service = '', rest = ''] = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
const [, script = '', shown = ''] =
  /```sh\n([^`]*aws ecs[\s\S]*?)```\n+<!-- output of the shell -->\n+```text\n([\s\S]*?)```/.exec(readme) ?? [];

const folder = mkdtempSync(join(tmpdir(), 'steadystate-readme-'));
const command = ['--import', import.meta.resolve('tsx'), join(process.cwd(), 'src/cli/main.ts')];

beforeAll(() => {
  writeFileSync(join(folder, 'shop.yaml'), service);
  writeFileSync(join(folder, 'whole.yaml'), service + rest);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a deploy script around the AWS CLI sees a rollback', async () => {
  const server = spawn(process.execPath, [...command, 'serve', '--scenario', 'shop.yaml'], { cwd: folder });
  const shell = awsShell('http://127.0.0.1:4566', 'us-east-1');
  try {
    const [ready] = (await once(server.stdout, 'data')) as [Buffer];
    expect(ready.toString().trim()).toBe('steadystate is ready at http://127.0.0.1:4566');
    const { error, out } = await shell.run(script);
    expect(error).toBe('');
    expect(out).toBe(shown);
  } finally {
    shell.remove();
    server.kill('SIGTERM');
    await once(server, 'exit');
  }
});

test('the scenario file holds what it expects', () => {
  const printed = execFileSync(process.execPath, [...command, 'run', 'whole.yaml'], { cwd: folder });
  expect(printed.toString()).toContain('All 2 expectations hold');
});
