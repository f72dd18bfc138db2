import { Command, CommanderError } from 'commander';
import { addRun } from './run-command.js';
import { addServe } from './serve-command.js';
import { exitCode, type Terminal } from './terminal.js';

/** Adds a subcommand. What it does is loaded when it is called: help is there at once. */
export type AddCommand = (program: Command, terminal: Terminal, done: (code: number) => void) => void;

/** All subcommands, in the order of the help. */
const commands: readonly AddCommand[] = [addRun, addServe];

/**
 * The command `steadystate`.
 * @param words - what stands behind its name
 * @returns the exit code: 0 all went well, 1 an expectation doesn't hold, 2 a file or the command line is wrong
 */
export async function runCommand(words: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exitCode.DONE;
  const program = new Command('steadystate')
    .description('Amazon ECS service orchestration, simulated: deterministic, in memory, in virtual time.')
    .version(terminal.version ?? 'unknown')
    .configureOutput({ writeOut: terminal.stdout, writeErr: terminal.stderr })
    .showHelpAfterError('(steadystate --help says more)')
    .exitOverride();
  for (const add of commands) {
    add(program, terminal, (ended) => {
      code = ended;
    });
  }
  if (words.length === 0) {
    terminal.stderr(program.helpInformation());
    return exitCode.MISTAKE;
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
    return code;
  } catch (error) {
    // Help is asked for, or the command line is wrong: commander has said so already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.DONE : exitCode.MISTAKE;
    throw error;
  }
}
