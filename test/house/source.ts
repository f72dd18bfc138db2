import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** A file of TypeScript, read once and looked at by every rule. */
export interface Source {
  /** From the root of the repository: `src/planner/beat.ts`. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** What a rule found, in one line that says what to do instead: `src/planner/beat.ts:12: Date.now -> take nowMs …`. */
export type Finding = string;

/** A rule looks at one file; rules that need all of them take a list. */
export type Rule = (source: Source) => Finding[];

export const parseSource = (path: string, text: string): Source => ({
  path,
  text,
  tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true),
});

/** Every TypeScript file below these folders, in the order of their paths. */
export function sourcesUnder(...folders: readonly string[]): Source[] {
  return folders
    .flatMap((folder) => filesUnder(folder))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => parseSource(path, readFileSync(path, 'utf8')));
}

/** Every file below a folder, in the order of their paths. */
export function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
}

/** Written by a program: taste is the generator's business. */
export const isGenerated = ({ path }: Source): boolean => path.endsWith('.generated.ts');

export function find(source: Source, node: ts.Node, instead: string): Finding {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  return `${source.path}:${line + 1}: ${instead}`;
}

/** Every node of a file, outermost first. */
export function* nodesOf(source: Source): Iterable<ts.Node> {
  const waiting: ts.Node[] = [source.tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    const children: ts.Node[] = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    waiting.push(...children.reverse());
  }
}

export interface Import {
  readonly node: ts.Node;
  /** As written: `../model/time.js`, `zod/mini`. */
  readonly name: string;
  /** The file it means, `src/model/time.ts`; absent for a package. */
  readonly path?: string;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

const known = new WeakMap<Source, readonly Import[]>();

/** Whatever a file takes from elsewhere: `import`, `export … from`, `import()`, `import('…').Type`, `require`. */
export function importsOf(source: Source): readonly Import[] {
  const before = known.get(source);
  if (before !== undefined) return before;
  const found: Import[] = [];
  known.set(source, found);
  // Statements come first in a file; deeper ones are rare, and looking for them costs more than all the rest.
  const isDeep = /\b(import|require)\s*\(/.test(source.text);
  for (const node of isDeep ? nodesOf(source) : source.tree.statements) {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node, node.argument.literal, true);
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node, node.moduleReference.expression, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && isLoading(node.expression)) add(node, node.arguments[0], false);
  }
  return found;

  function add(node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean): void {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const name = specifier.text;
    const path = name.startsWith('.') ? resolve(source.path, name) : undefined;
    found.push({ node, name, typeOnly, ...(path === undefined ? {} : { path }) });
  }
}

const isLoading = (called: ts.Expression): boolean =>
  called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require');

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const { namedBindings, name } = clause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((each) => each.isTypeOnly);
}

/** `src/engine/tick.ts` and `../model/time.js` make `src/model/time.ts`. */
function resolve(from: string, name: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of name.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/').replace(/\.js$/, '.ts');
}
