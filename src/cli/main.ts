#!/usr/bin/env node
import { runCommand } from './command.js';
import { exitCode } from './terminal.js';

/** The file behind `npx steadystate`. */

// Who reads may have read enough: `steadystate run … | head`.
process.stdout.on('error', () => process.exit());

runCommand(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  cwd: process.cwd(),
})
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCode.MISTAKE;
  })
  .then((code) => {
    process.exitCode = code;
  });
