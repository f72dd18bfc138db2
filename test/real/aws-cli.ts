import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian's `awscli`, past whatever else is called `aws`. */
const executable = '/usr/bin/aws';

/** What a command printed, and its exit status. */
export interface Ended {
  readonly status: number;
  /** Parsed where it is JSON. */
  readonly out: unknown;
  readonly error: string;
}

/** A shell in which `aws` is the AWS CLI against a server, and nothing else is changed. */
export interface Shell {
  /** A folder with what scripts find in theirs. */
  readonly folder: string;
  run(script: string): Promise<Ended>;
  remove(): void;
}

export function awsShell(url: string, region: string, files: readonly string[] = []): Shell {
  const folder = mkdtempSync(join(tmpdir(), 'steadystate-aws-'));
  for (const file of files) copyFileSync(file, join(folder, file.slice(file.lastIndexOf('/') + 1)));
  mkdirSync(join(folder, 'bin'));
  const aws = `#!/bin/sh\nexec ${executable} --endpoint-url '${url}' "$@"\n`;
  writeFileSync(join(folder, 'bin/aws'), aws, { mode: 0o755 });
  const env = {
    PATH: `${folder}/bin:/usr/bin:/bin`,
    HOME: folder,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_DEFAULT_REGION: region,
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  return {
    folder,
    run: (script) =>
      new Promise((resolve) => {
        execFile('sh', ['-c', script], { cwd: folder, env }, (error, out, said) => {
          const status = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
          resolve({ status, out: parsed(out), error: said.trim() });
        });
      }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The commands of a file, each with its lines as they stand there; comments and blank lines between them left out. */
export function commandsOf(path: string): string[] {
  const commands: string[] = [];
  let command = '';
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (command === '' && (line.trim() === '' || line.startsWith('#'))) continue;
    command += line;
    const isOpen = line.endsWith('\\') || (command.match(/'/g) ?? []).length % 2 === 1;
    if (!isOpen) {
      commands.push(command);
      command = '';
    } else command += '\n';
  }
  return commands;
}
