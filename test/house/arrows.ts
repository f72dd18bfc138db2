import { type Finding, find, importsOf, type Rule, type Source } from './source.js';

/**
 * The picture of docs/architecture.md: what each folder of `src` may import besides itself. Nothing runs back.
 * `index.ts` lists names of everything, and nothing imports it.
 */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  model: [],
  workload: ['model'],
  faults: ['model'],
  lifecycle: ['workload', 'model'],
  planner: ['model'],
  timeline: ['model'],
  engine: ['planner', 'lifecycle', 'workload', 'faults', 'model'],
  api: ['engine', 'planner', 'lifecycle', 'workload', 'faults', 'model'],
  events: ['engine', 'model'],
  doors: ['api', 'model'],
  simulator: ['doors', 'events', 'api', 'engine', 'timeline', 'workload', 'faults', 'model'],
  testing: ['simulator', 'timeline', 'model'],
  campaign: ['scenario', 'simulator', 'timeline', 'workload', 'faults', 'model'],
  wire: ['api', 'model'],
  endpoint: ['wire', 'simulator', 'api', 'model'],
  sdk: ['endpoint', 'wire', 'simulator', 'model'],
  scenario: ['simulator', 'timeline', 'workload', 'faults', 'model'],
  http: ['endpoint', 'wire', 'scenario', 'simulator', 'timeline', 'workload', 'faults', 'model'],
  cli: ['http', 'endpoint', 'scenario', 'simulator', 'timeline', 'model'],
};

/** The rooms of `engine`, and which of them each may need: what is only read doesn't need its writer. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  store: [],
  chance: [],
  agenda: ['store'],
  views: ['store', 'chance', 'agenda'],
  apply: ['views', 'store', 'chance', 'agenda'],
  snapshot: ['apply', 'views', 'store', 'chance', 'agenda'],
};

/** Packages that may be imported, and where: each is bundled, and costs every user of the entry. */
const packages: readonly { readonly name: string; readonly folders: readonly string[]; readonly typeOnly?: true }[] = [
  {
    name: 'zod/mini',
    folders: ['model', 'workload', 'faults', 'api', 'engine', 'simulator', 'campaign', 'scenario', 'http', 'endpoint'],
  },
  { name: 'zod/v4/locales/en.js', folders: ['model'] },
  { name: 'pure-rand/generator/xoroshiro128plus', folders: ['engine', 'campaign'] },
  { name: 'eventemitter3', folders: ['simulator'] },
  { name: 'vitest', folders: ['testing'], typeOnly: true },
  // Optional, and loaded only when somebody asks for what needs them.
  { name: 'fast-check', folders: ['campaign'] },
  { name: 'piscina', folders: ['campaign'] },
  { name: '#campaign-workers', folders: ['campaign'] },
  { name: 'hono', folders: ['http'] },
  { name: '@hono/node-server', folders: ['http'] },
  { name: '@hono/node-server/utils/response', folders: ['http'] },
  { name: 'commander', folders: ['cli'] },
  { name: 'yaml', folders: ['scenario'] },
];

/** Folders and files that can't do without Node, and why. Everything else runs in a browser unchanged. */
const needsNode: Readonly<Record<string, string>> = {
  http: 'it listens on a socket',
  cli: 'it reads files and prints',
  'src/campaign/workers/pool.ts': 'threads have files to start from',
};

/** Imports run along the arrows only. */
export const arrowRule: Rule = (source) => {
  const folder = folderOf(source.path);
  const may = arrows[folder];
  if (folder !== 'index.ts' && may === undefined) {
    return [`${source.path}: ${folder}/ is not in the picture -> draw it in docs/architecture.md and in ${thisFile}`];
  }
  return importsOf(source).flatMap(({ node, name, path }): Finding[] => {
    if (path === undefined) return [];
    const to = folderOf(path);
    if (to === folder || folder === 'index.ts' || may?.includes(to)) return [];
    const allowed = may?.length === 0 ? 'nothing' : `only ${may?.join(', ')}`;
    const way =
      to === 'index.ts'
        ? 'import the file that has it'
        : `${folder}/ may import ${allowed}: hand it in as an argument, or move it down to where both can see it`;
    return [find(source, node, `${name} runs against the arrows -> ${way}`)];
  });
};

/** Inside of `engine` too. Its own files (`world.ts`, `tick.ts`, …) may be imported by whoever doesn't make a circle. */
export const roomRule: Rule = (source) => {
  const room = roomOf(source.path);
  const may = room === undefined ? undefined : rooms[room];
  if (room === undefined) return [];
  if (may === undefined)
    return [`${source.path}: engine/${room}/ is not among the rooms -> say in ${thisFile} what it may import`];
  return importsOf(source).flatMap(({ node, name, path }): Finding[] => {
    const to = path === undefined ? undefined : roomOf(path);
    if (to === undefined || to === room || may.includes(to)) return [];
    const allowed = may.length === 0 ? 'no other room' : `only ${may.join(', ')}`;
    return [find(source, node, `${name} -> engine/${room}/ may import ${allowed}: move what both need down`)];
  });
};

/** `views` of `src/engine/views/explain.ts`; nothing for a file that lies in no room. */
const roomOf = (path: string): string | undefined => /^src\/engine\/([^/]+)\//.exec(path)?.[1];

/** Packages only where they are allowed, Node nowhere. */
export const packageRule: Rule = (source) => {
  const folder = folderOf(source.path);
  return importsOf(source).flatMap(({ node, name, path, typeOnly }): Finding[] => {
    if (path !== undefined) return [];
    if (isNode(name)) {
      if (needsNode[source.path] !== undefined || needsNode[folder] !== undefined) return [];
      return [find(source, node, `${name} -> take it from the caller as data: src runs in a browser`)];
    }
    const known = packages.find((each) => each.name === name);
    if (known === undefined) return [find(source, node, `${name} -> write it here, or argue for it in ${thisFile}`)];
    if (!known.folders.includes(folder)) {
      return [find(source, node, `${name} -> only ${known.folders.join(', ')} may import it`)];
    }
    return known.typeOnly === true && !typeOnly ? [find(source, node, `${name} -> import type: users need it`)] : [];
  });
};

/** No file needs itself, by whatever way round. Types may. */
export function cycleRule(sources: readonly Source[]): Finding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const done = new Set<string>();
  const way: string[] = [];
  const found: Finding[] = [];
  const visit = (path: string): void => {
    const start = way.indexOf(path);
    if (start >= 0) {
      const circle = [...way.slice(start), path].join(' -> ');
      found.push(`${path}: imports itself (${circle}) -> move what both need into a file of its own`);
      return;
    }
    const source = byPath.get(path);
    if (source === undefined || done.has(path)) return;
    way.push(path);
    for (const each of importsOf(source)) if (each.path !== undefined && !each.typeOnly) visit(each.path);
    way.pop();
    done.add(path);
  };
  for (const { path } of sources) visit(path);
  return found;
}

const thisFile = 'test/house/arrows.ts';

/** `engine` of `src/engine/store/columns.ts`, `index.ts` of `src/index.ts`. */
export const folderOf = (path: string): string => path.split('/')[1] ?? '';

const isNode = (name: string): boolean => name.startsWith('node:') || nodeModules.has(name.split('/')[0] ?? '');
const nodeModules = new Set(
  'assert buffer child_process cluster crypto dns events fs http https module net os path perf_hooks process readline stream timers tls tty url util v8 vm worker_threads zlib'.split(
    ' ',
  ),
);
