import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SteadystateError } from '../model/errors.js';
import { type LoadedScenario, loadScenario, readScenario } from '../scenario/load-scenario.js';

const texts = ['.yaml', '.yml', '.json'];
const modules = ['.ts', '.mts', '.js', '.mjs'];

/** How a scenario file is read. */
export interface ScenarioFileOptions {
  /** Folder that the file's path is relative to. */
  readonly cwd: string;
  /** Which export of a module is the scenario. */
  readonly exported: string | undefined;
  /** Takes the place of the scenario's own. */
  readonly seed: number | undefined;
}

/**
 * The scenario of a file, whatever it is written in.
 * @param file - as somebody typed it: mistakes call it so
 * @throws ScenarioError; SteadystateError `UnknownResource` without such a file or export, `PackageMissing` for TypeScript
 * that nothing here can load; what a module itself throws
 */
export async function readScenarioFile(file: string, options: ScenarioFileOptions): Promise<LoadedScenario> {
  const loaded = await read(file, options);
  const { scenario } = loaded;
  const { seed } = options;
  return seed === undefined ? loaded : { ...loaded, scenario: { ...scenario, options: { ...scenario.options, seed } } };
}

async function read(file: string, { cwd, exported }: ScenarioFileOptions): Promise<LoadedScenario> {
  const path = resolve(cwd, file);
  const ending = extname(path);
  if (!texts.includes(ending) && !modules.includes(ending)) {
    throw new SteadystateError('InvalidInput', `${file} is no scenario file.`, {
      resource: file,
      help: `Its name ends with ${[...texts, ...modules].join(', ')}.`,
    });
  }
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new SteadystateError('UnknownResource', `${file} can't be read (${error.code}).`, {
      resource: file,
      help: `Paths are relative to ${cwd}.`,
    });
  });
  if (texts.includes(ending)) return loadScenario(text, file);
  return readScenario(chosenOf(unwrapped(await importModule(path, file)), file, exported), file);
}

type Module = Readonly<Record<string, unknown>>;

/** A module that was compiled to CommonJS, for a project whose modules are that, is the default of another one. */
function unwrapped(module: Module): Module {
  const inner = module['default'];
  return typeof inner === 'object' && inner !== null && '__esModule' in inner ? (inner as Module) : module;
}

function chosenOf(module: Module, file: string, exported: string | undefined): unknown {
  const names = Object.keys(module);
  const name = exported ?? (names.includes('default') ? 'default' : names.length === 1 ? names[0] : undefined);
  if (name !== undefined && names.includes(name)) return module[name];
  const message =
    name === undefined ? `${file} exports several things, none of them as default.` : `${file} has no export ${name}.`;
  throw new SteadystateError('UnknownResource', message, {
    resource: file,
    ...(name === undefined ? {} : { value: name }),
    help: `Name one with --export: it exports ${names.join(', ') || 'nothing'}.`,
  });
}

/** Node by itself, where it can; else with tsx or jiti, if the project has one. */
async function importModule(path: string, file: string): Promise<Module> {
  const address = pathToFileURL(path).href;
  try {
    return await import(/* @vite-ignore */ address);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_UNKNOWN_FILE_EXTENSION') throw error;
  }
  const tsx = await loaderOf<{ tsImport(address: string, from: string): Promise<Module> }>('tsx', './esm/api', path);
  if (tsx !== undefined) return tsx.tsImport(address, address);
  const jiti = await loaderOf<{ createJiti(from: string): { import(path: string): Promise<Module> } }>(
    'jiti',
    '.',
    path,
  );
  if (jiti !== undefined) return jiti.createJiti(address).import(path);
  throw new SteadystateError('PackageMissing', `${file} is TypeScript, which this Node can't load by itself.`, {
    resource: file,
    help: 'Run npm install --save-dev tsx (or jiti), use Node 22.18 or newer, or write the scenario as YAML.',
  });
}

/** What `import` finds behind an entry of a package, which only its own manifest can tell. */
interface Manifest {
  readonly exports?: Readonly<Record<string, { readonly import?: string | { readonly default?: string } }>>;
}

/** A package of the project that the scenario is in, as an ES module. */
async function loaderOf<Loader>(name: string, entry: string, path: string): Promise<Loader | undefined> {
  const require = createRequire(path);
  let place: string;
  try {
    place = require.resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
  const { exports } = require(place) as Manifest;
  const found = exports?.[entry]?.import;
  const file = typeof found === 'object' ? found.default : found;
  return file === undefined
    ? undefined
    : ((await import(/* @vite-ignore */ pathToFileURL(resolve(dirname(place), file)).href)) as Loader);
}
