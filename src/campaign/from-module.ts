import { SteadystateError } from '../model/errors.js';
import { invalid } from './invalid.js';

/** A function by the module that exports it, so that a worker thread can load it: made by {@link fromModule}. */
export interface ModuleFunction<F> {
  /** Address of the module: `file:///…/measure.js`, or the name of a package. */
  readonly module: string;
  /** Name of the export. */
  readonly export: string;
  /** Never there: only carries the type. */
  readonly type?: F;
}

/**
 * Names a function that other threads can load:
 * `fromModule<typeof import('./measure.js').measure>(new URL('./measure.js', import.meta.url), 'measure')`.
 *
 * @throws SteadystateError `InvalidInput` for a relative path: there is nothing it could be relative to
 */
export function fromModule<F extends (...given: never[]) => unknown>(
  module: string | URL,
  exported: string,
): ModuleFunction<F> {
  const address = String(module);
  if (address.startsWith('.')) {
    throw new SteadystateError('InvalidInput', `'${address}' is a relative path: no thread knows relative to what.`, {
      value: address,
      help: `Write new URL('${address}', import.meta.url).`,
    });
  }
  return { module: address.startsWith('/') ? `file://${address}` : address, export: exported };
}

/**
 * Loads it.
 * @throws SteadystateError `UnknownResource` when the module has no such function; what the module itself throws
 */
export async function load<F>(named: ModuleFunction<F>): Promise<F> {
  const exported: Readonly<Record<string, unknown>> = await import(
    /* @vite-ignore */ /* webpackIgnore: true */ named.module
  );
  const found = exported[named.export];
  if (typeof found === 'function') return found as F;
  throw new SteadystateError('UnknownResource', `${named.module} exports no function ${named.export}.`, {
    resource: named.module,
    value: named.export,
    help: `It exports ${Object.keys(exported).join(', ') || 'nothing'}.`,
  });
}

/** @throws SteadystateError `InvalidCampaign` for what is neither a function nor the name of one */
function checkFunction(given: unknown, what: string): void {
  const named = given as Partial<ModuleFunction<unknown>> | null | undefined;
  if (typeof given === 'function' || (typeof named?.module === 'string' && typeof named.export === 'string')) return;
  throw invalid(what, given, 'Give a function, or one that a module exports: fromModule(…).');
}

/**
 * The function itself, loaded if need be.
 * @param what - names the option: `measure`
 * @throws SteadystateError `InvalidCampaign`, `UnknownResource`
 */
export async function functionOf<F extends (...given: never[]) => unknown>(
  given: F | ModuleFunction<F>,
  what: string,
): Promise<F> {
  checkFunction(given, what);
  return typeof given === 'function' ? given : load(given);
}

/** Workload sources by name, loaded if need be. @throws SteadystateError `InvalidCampaign`, `UnknownResource` */
export async function loadEach<F extends (...given: never[]) => unknown>(
  given: Readonly<Record<string, F | ModuleFunction<F>>>,
): Promise<Readonly<Record<string, F>>> {
  const loaded = Object.entries(given).map(
    async ([name, each]) => [name, await functionOf(each, `workloadSources.${name}`)] as const,
  );
  return Object.fromEntries(await Promise.all(loaded));
}

/**
 * The name of it.
 * @param why - a function isn't enough
 * @throws SteadystateError `InvalidCampaign`
 */
export function moduleOf<F>(given: F | ModuleFunction<F>, what: string, why: string): ModuleFunction<F> {
  checkFunction(given, what);
  if (typeof given !== 'function') return given as ModuleFunction<F>;
  throw new SteadystateError('InvalidCampaign', `${what} is a function: ${why}.`, {
    resource: what,
    help: "Export it from a module and write fromModule(new URL('./measure.js', import.meta.url), 'measure').",
  });
}

/** Names of workload sources by name. @throws SteadystateError `InvalidCampaign` */
export function moduleOfEach<F>(
  given: Readonly<Record<string, F | ModuleFunction<F>>> = {},
  why: string,
): Readonly<Record<string, ModuleFunction<F>>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, each]) => [name, moduleOf(each, `workloadSources.${name}`, why)]),
  );
}
