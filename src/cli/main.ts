#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { runCommand } from './command.js';
import { exitCode } from './terminal.js';

/** The file behind `npx steadystate`. */

// Who reads may have read enough: `steadystate run … | head`.
process.stdout.on('error', () => process.exit());

/** Beside dist/, or, of the sources, above src/. */
const manifest = ['../package.json', '../../package.json']
  .map((path) => new URL(path, import.meta.url))
  .find(existsSync);
const version = manifest && (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;

runCommand(process.argv.slice(2), {
  ...(version !== undefined && { version }),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  cwd: process.cwd(),
  // Once each: who asks again, while replies under way go out, is obeyed by Node at once.
  interrupted: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => resolve());
    }),
})
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCode.MISTAKE;
  })
  .then((code) => {
    process.exitCode = code;
  });
