import { SteadystateError } from '../model/errors.js';

/**
 * What isn't data can only be looked at: whether it can be called.
 * @throws SteadystateError `InvalidOption`
 */
export function checkAttachments(logger: unknown, workloadSources: Readonly<Record<string, unknown>> = {}): void {
  const log = logger as Record<string, unknown> | null | undefined;
  for (const level of logger === undefined ? [] : ['debug', 'info', 'warn']) {
    if (typeof log?.[level] === 'function') continue;
    throw new SteadystateError('InvalidOption', `Option logger has no ${level}.`, {
      resource: 'logger',
      value: typeof logger,
      help: 'Give a pino logger, or anything with its debug, info and warn.',
    });
  }
  for (const [name, source] of Object.entries(workloadSources)) {
    if (typeof source === 'function') continue;
    throw new SteadystateError('InvalidOption', `Option workloadSources.${name} is no function.`, {
      resource: `workloadSources.${name}`,
      value: typeof source,
      help: 'Give a function from facts about a launch and a draw to what its containers do.',
    });
  }
}
