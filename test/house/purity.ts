import ts from 'typescript';
import { folderOf } from './arrows.js';
import { type Finding, find, nodesOf, type Rule, type Source } from './source.js';

/**
 * What a simulation must not know of: the real clock, chance that has no seed, the machine it runs on. By name, with what
 * to do instead. Nowhere in `src`: the same seed and the same calls have to give the same facts everywhere.
 */
const banned: Readonly<Record<string, string>> = {
  'Date.now': 'take nowMs from the view, or world.nowMs',
  'performance.now': 'take nowMs from the view, or world.nowMs',
  performance: 'measure from outside: scripts and benches may',
  'Math.random': 'world.chance.draw for a sequence, world.chance.keyed for what may be looked ahead to',
  crypto: 'world.chance, or an id from model/scramble.ts',
  console: 'tell a fact; a logger that was passed in hears it',
  process: 'make it an option',
  global: 'make it an option',
  globalThis: 'make it an option',
  window: 'make it an option',
  navigator: 'make it an option',
  Buffer: 'a Uint8Array: src runs in a browser',
  __dirname: 'take what it is for from the caller',
  __filename: 'take what it is for from the caller',
  setTimeout: 'put it on the agenda: world.due',
  setInterval: 'put it on the agenda: world.due',
  setImmediate: 'put it on the agenda: world.due',
  queueMicrotask: 'put it on the agenda: world.due',
  requestAnimationFrame: 'put it on the agenda: world.due',
  fetch: 'take the data from the caller',
  Intl: 'format by hand: locales and their data differ from machine to machine',
  WeakRef: 'keep it or let it go: when memory is freed is chance',
  FinalizationRegistry: 'keep it or let it go: when memory is freed is chance',
};

/** Members whose answer depends on the machine's locale or time zone. */
const bannedMembers: Readonly<Record<string, string>> = {
  localeCompare: 'compare with <: order by locale differs from machine to machine',
  toLocaleString: 'format by hand: locales differ from machine to machine',
  toLocaleDateString: 'toISOString: locales differ from machine to machine',
  toLocaleTimeString: 'toISOString: locales differ from machine to machine',
  toLocaleLowerCase: 'toLowerCase: locales differ from machine to machine',
  toLocaleUpperCase: 'toUpperCase: locales differ from machine to machine',
  toDateString: 'toISOString: time zones differ from machine to machine',
  toTimeString: 'toISOString: time zones differ from machine to machine',
  getTimezoneOffset: 'the UTC methods: time zones differ from machine to machine',
  getFullYear: 'getUTCFullYear: time zones differ from machine to machine',
  getMonth: 'getUTCMonth: time zones differ from machine to machine',
  getDate: 'getUTCDate: time zones differ from machine to machine',
  getDay: 'getUTCDay: time zones differ from machine to machine',
  getHours: 'getUTCHours: time zones differ from machine to machine',
  getMinutes: 'getUTCMinutes: time zones differ from machine to machine',
};

const nowInstead = 'new Date(nowMs): the real date is no business of a simulation';

/** Names that a file can't do without, and why. */
const arguedNames: Readonly<Record<string, string>> = {
  'src/sdk/virtual-sleep.ts: globalThis': "callers' own timers are what it is about; it is opt-in, and gives them back",
  'src/campaign/turns.ts: globalThis': 'between runs the rest of the program has its turn; no run knows of it',
};

/** Folders whose business is the real world around a simulation: sockets, timers of callers, a terminal. */
const realWorld: Readonly<Record<string, string>> = {
  http: 'a server has sockets, limits in real time, and a clock that drives virtual time',
  cli: 'a program has arguments, files and a terminal',
};

/** No clock, no chance without a seed, no logging, nothing of the machine. */
export const purityRule: Rule = (source) => {
  if (Object.hasOwn(realWorld, folderOf(source.path))) return [];
  const found: Finding[] = [];
  const own = declaredIn(source);
  for (const node of nodesOf(source)) {
    if (ts.isIdentifier(node) && isFree(node) && !own.has(node.text)) {
      const whole = ts.isPropertyAccessExpression(node.parent) ? `${node.text}.${node.parent.name.text}` : node.text;
      const name = Object.hasOwn(banned, whole) ? whole : node.text;
      const isArgued = Object.hasOwn(arguedNames, `${source.path}: ${name}`);
      if (Object.hasOwn(banned, name) && !isArgued) found.push(find(source, node, `${name} -> ${banned[name]}`));
    } else if (ts.isPropertyAccessExpression(node) && Object.hasOwn(bannedMembers, node.name.text)) {
      found.push(find(source, node.name, `${node.name.text} -> ${bannedMembers[node.name.text]}`));
    }
    if (isDate(node) && (node.arguments ?? []).length === 0) found.push(find(source, node, `Date() -> ${nowInstead}`));
  }
  return found;
};

/** A file may call something of its own `window`. */
function declaredIn(source: Source): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodesOf(source)) {
    const declares = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node);
    if (declares && ts.isIdentifier(node.name)) names.add(node.name.text);
  }
  return names;
}

const isDate = (node: ts.Node): node is ts.NewExpression | ts.CallExpression =>
  (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
  ts.isIdentifier(node.expression) &&
  node.expression.text === 'Date';

/** Used as a value of its own: not the name of a member, of a declaration or of a type. */
function isFree(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isTypeNode(parent) || ts.isTypeElement(parent) || ts.isImportOrExportSpecifier(parent)) return false;
  if (ts.isQualifiedName(parent) || ts.isClassElement(parent))
    return ts.isPropertyDeclaration(parent) && parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) {
    return parent.initializer === node;
  }
  return !ts.isDeclarationStatement(parent);
}

/** No state, though they look like it: assigned once, and the same for every simulator. */
const assignedOnce: Readonly<Record<string, string>> = {
  'src/simulator/simulator.ts: simulatorOf': 'the constructor is private',
  'src/simulator/simulator.ts: worldOf': 'the state is private, but for tests',
  'src/campaign/workers/thread.ts: ready': 'a thread has one job: this is it',
  'src/campaign/workers/thread.ts: origin': 'where the runs of the present batch begin, restored once',
  'src/engine/apply/task-stop.ts: noDetails': 'a constant: nobody adds to it',
};

/** Two simulators in one process never affect each other: a module keeps no state. */
export const moduleStateRule: Rule = (source) =>
  source.tree.statements.flatMap((statement): Finding[] => {
    if (!ts.isVariableStatement(statement)) return [];
    const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
    return statement.declarationList.declarations.flatMap((declaration): Finding[] => {
      const name = declaration.name.getText(source.tree);
      if (isArgued(source, name) || (isConstant && !startsEmpty(declaration.initializer))) return [];
      return [
        find(source, declaration, `${name} is state of the module -> keep it in the world, or make it a constant`),
      ];
    });
  });

const isArgued = (source: Source, name: string): boolean => Object.hasOwn(assignedOnce, `${source.path}: ${name}`);

/** A collection that begins empty is there to be filled. A weak one only remembers what was worked out about an object. */
function startsEmpty(initializer: ts.Expression | undefined): boolean {
  if (initializer === undefined) return false;
  if (ts.isAsExpression(initializer)) return startsEmpty(initializer.expression);
  if (ts.isArrayLiteralExpression(initializer)) return initializer.elements.length === 0;
  if (ts.isObjectLiteralExpression(initializer)) return initializer.properties.length === 0;
  if (!ts.isNewExpression(initializer) || !ts.isIdentifier(initializer.expression)) return false;
  const isCollection = ['Map', 'Set'].includes(initializer.expression.text);
  return isCollection && (initializer.arguments ?? []).length === 0;
}
