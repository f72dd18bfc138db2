import type { Finding } from './source.js';

/** `package.json`, as far as the rules look at it. */
export interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** `package-lock.json`: what stands at each place in `node_modules`. */
export interface LockFile {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>;
}

/** What is generated or compared to the letter must not change with a release of somebody else's. */
const pinned: Readonly<Record<string, string>> = {
  '@aws-sdk/client-ecs': 'requests, replies and enums are generated from it',
  '@aws-sdk/client-elastic-load-balancing-v2': 'requests, replies and enums are generated from it',
  '@biomejs/biome': 'another release formats otherwise',
  typescript: 'another release finds other errors',
};

/** Used without being imported or called by name, and by whom. */
const usedUnseen: Readonly<Record<string, string>> = {
  '@stryker-mutator/core': 'scripts/proof-mutation.ts, by its command',
  '@stryker-mutator/vitest-runner': 'stryker.config.mjs, as a plugin',
  '@types/node': 'types of Node for tests and scripts',
  '@vitest/coverage-v8': 'vitest run --coverage',
};

/** Commands of packages whose command isn't their name. */
const commandOf: Readonly<Record<string, string>> = {
  '@arethetypeswrong/cli': 'attw',
  '@biomejs/biome': 'biome',
  typescript: 'tsc',
};

/**
 * The package depends on nothing; what it takes to build it is used, and pinned where a release changes our output.
 * @param uses - names of packages that are imported anywhere
 */
export function dependencyRule(manifest: Manifest, uses: ReadonlySet<string>): Finding[] {
  const commands = Object.values(manifest.scripts ?? {}).flatMap((script) => script.split(/\s+/));
  const isUsed = (name: string) =>
    uses.has(name) || commands.includes(commandOf[name] ?? name) || Object.hasOwn(usedUnseen, name);
  const development = Object.entries(manifest.devDependencies ?? {});
  return [
    ...Object.keys(manifest.dependencies ?? {}).map(
      (name) => `${name} in dependencies -> devDependencies, bundled by tsup.config.ts: the package depends on nothing`,
    ),
    ...Object.keys(manifest.peerDependencies ?? {})
      .filter((name) => manifest.peerDependenciesMeta?.[name]?.optional !== true)
      .map((name) => `${name} in peerDependencies -> make it optional: the main entry needs nothing`),
    ...development
      .filter(([name]) => !isUsed(name))
      .map(([name]) => `${name} -> nobody uses it: npm uninstall ${name}`),
    ...development
      .filter(([name, version]) => Object.hasOwn(pinned, name) && !/^\d+\.\d+\.\d+$/.test(version))
      .map(([name, version]) => `${name} ${version} -> an exact version: ${pinned[name]}`),
    ...development
      .filter(([, version]) => !/^[\^~]?\d+\.\d+\.\d+$/.test(version))
      .map(([name, version]) => `${name} ${version} -> a version of the registry, so that npm ci finds it anywhere`),
  ];
}

/**
 * `npm ci` refuses a lock file that lacks a package of another platform, and `npm install` on one platform drops them when
 * `node_modules` is there already.
 */
export function lockRule({ packages }: LockFile): Finding[] {
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !placesFor(place, name).some((each) => Object.hasOwn(packages, each)))
      .map(
        (name) =>
          `package-lock.json: ${name}, optional for ${place}, is missing -> rm -rf node_modules package-lock.json && npm install`,
      ),
  );
}

/** Where Node looks for a package, from the innermost `node_modules` out. */
function placesFor(place: string, name: string): string[] {
  const places: string[] = [];
  for (let from = place; ; from = from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/')))) {
    places.push(from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`);
    if (from === '') return places;
    if (!from.includes('/node_modules/')) from = '';
  }
}

/** Scripts that people run; the others have to be reached from what continuous integration runs. */
const forPeople: Readonly<Record<string, string>> = {
  demo: 'the first thing a visitor runs',
  format: 'mends what lint finds',
  generate: 'mends what generate:check finds',
  golden: 'writes the golden files anew',
  examples: 'writes the outputs of the examples anew',
  docs: 'writes the outputs of the docs anew',
  'aws:news': 'compares what is generated with a newer SDK, when there is one',
  bench: 'measures speed and memory: too long for every change',
  'proof:laws': 'tens of thousands of random scenarios: too long for every change',
  'proof:planted': 'plants bugs and sees them caught: too long for every change',
  'proof:mutation': 'changes the code a thousand times over: too long for every change',
};

/** Lifecycle scripts are run by npm itself. */
const isRunByNpm = (name: string): boolean => /^(pre|post)|^prepare$/.test(name);

/** Every script is run by continuous integration, or said to be for people; none is named that isn't there. */
export function scriptRule({ scripts = {} }: Manifest, ci: string, pages: Readonly<Record<string, string>>): Finding[] {
  const reached = new Set<string>();
  const follow = (text: string): void => {
    for (const name of scriptsIn(text)) {
      if (reached.has(name)) continue;
      reached.add(name);
      follow(scripts[name] ?? '');
    }
  };
  follow(ci);
  const named = {
    ...pages,
    '.ci/run': ci,
    ...Object.fromEntries(Object.entries(scripts).map(([name, text]) => [`script ${name}`, text])),
  };
  return [
    ...Object.keys(scripts)
      .filter((name) => !reached.has(name) && !Object.hasOwn(forPeople, name) && !isRunByNpm(name))
      .map((name) => `script ${name} -> call it in .ci/run or check, or say in test/house/manifest.ts whom it is for`),
    ...Object.entries(named).flatMap(([where, text]) =>
      scriptsIn(text)
        .filter((name) => !Object.hasOwn(scripts, name))
        .map((name) => `${where}: npm run ${name} -> there is no such script: ${Object.keys(scripts).join(', ')}`),
    ),
  ];
}

/** `test` and `lint` of `npm test && npm run lint`. */
const scriptsIn = (text: string): string[] =>
  [...text.matchAll(/\bnpm (?:run (?!\w*…)([\w:-]+)|(test)\b)/g)].map(([, run, test]) => run ?? test ?? '');

/** What lies at the top, and what for: a visitor reads it first. */
const topLevel: Readonly<Record<string, string>> = {
  '.ci': 'what continuous integration runs',
  '.gitignore': '',
  'CHANGELOG.md': '',
  LICENSE: '',
  'README.md': '',
  bench: 'speed and memory',
  'biome.json': 'format and lint',
  docs: '',
  examples: 'a question in each header, the answer beside it',
  'package-lock.json': '',
  'package.json': '',
  scripts: 'generators, and what keeps docs and examples true',
  src: '',
  'stryker.config.mjs': 'mutation testing: Stryker looks for it here',
  test: '',
  'tsconfig.json': '',
  'tsup.config.ts': '',
  'vitest.config.ts': 'npm test',
  'vitest.mutation.config.ts': 'the tests that mutants have to pass',
  'vitest.package.config.ts': 'what is published',
  'vitest.real.config.ts': 'with outside programs',
};

/** @param entries - files and folders at the top that git knows of */
export const topLevelRule = (entries: readonly string[]): Finding[] =>
  entries
    .filter((entry) => !Object.hasOwn(topLevel, entry))
    .map(
      (entry) =>
        `${entry} at the top -> into the folder it belongs to, or say in test/house/manifest.ts what it is for`,
    );
