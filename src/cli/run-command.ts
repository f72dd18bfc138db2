import type { AddCommand } from './command.js';
import { seedOf } from './numbers.js';
import type { RunOptions } from './run.js';

/** `steadystate run scenario.yaml` */
export const addRun: AddCommand = (program, terminal, done) => {
  program
    .command('run')
    .description('run a scenario: print its timeline, and whether what it expects is so')
    .argument('<file>', 'a scenario in YAML, JSON, or a module in TypeScript or JavaScript that exports one')
    .option('--seed <n>', "seed to use instead of the scenario's", seedOf)
    .option('--export <name>', 'which export of a module is the scenario (default: default, or the only one)')
    .option('--json', 'print the result as JSON')
    .option('--quiet', 'print only what is not as expected')
    .addHelpText(
      'after',
      '\nExit codes: 0 all expectations hold, 1 one does not, 2 the file or the command line is wrong.',
    )
    .action(async (file: string, options: RunOptions) => {
      const { run } = await import('./run.js');
      done(await run(file, options, terminal));
    });
};
