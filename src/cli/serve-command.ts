import type { AddCommand } from './command.js';
import { positiveOf, seedOf, wholeNumberOf } from './numbers.js';
import type { ServeOptions } from './serve.js';

/** `steadystate serve` */
export const addServe: AddCommand = (program, terminal, done) => {
  program
    .command('serve')
    .description("serve a simulator over HTTP, to the AWS CLI, SDKs, and whatever else speaks AWS's protocols")
    .option('--port <n>', 'port to listen at; 0 is any that is free', wholeNumberOf(0, 65_535), 4_566)
    .option('--host <address>', 'address to listen at; 0.0.0.0 lets other machines in', '127.0.0.1')
    .option('--seed <n>', 'seed of the simulator', seedOf)
    .option('--scenario <file>', 'a scenario whose steps have been done when the server starts')
    .option('--export <name>', 'which export of a module is the scenario')
    .option('--on-poll <policy>', 'what a polling read does to virtual time: a step such as 15s, settle or none')
    .option(
      '--speed <n>',
      'virtual seconds per real second; default: time moves by polls and by control routes',
      positiveOf,
    )
    .option('--allow-origin <origin>', 'pages that a browser lets call: http://localhost:3000, or *')
    .addHelpText(
      'after',
      `
aws --endpoint-url http://127.0.0.1:4566 ecs list-clusters
curl http://127.0.0.1:4566/_steadystate/ lists the control routes.
--on-poll is 15s where it isn't given, with --speed none. Waiters of the AWS CLI and boto3 settle unless it is none.`,
    )
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./serve.js');
      done(await serve(options, terminal));
    });
};
