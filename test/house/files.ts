import ts from 'typescript';
import { type Finding, find, importsOf, isGenerated, type Rule, type Source } from './source.js';

/** Lines of a file; longer ones have two concepts in them. */
const linesMax = 400;

/** Files that are longer, how long they may get, and why. */
const longer: Readonly<Record<string, { readonly linesMax: number; readonly why: string }>> = {
  'src/planner/rolling-update.ts': {
    linesMax: 520,
    why: 'one pass, its steps in order: they share one view of the room left',
  },
  'test/planner/rolling-update.test.ts': { linesMax: 900, why: 'the table of the pass: a row per rule' },
  'test/testing/matchers.test.ts': { linesMax: 520, why: 'a whole failure message per matcher' },
  'test/golden/log.ts': { linesMax: 460, why: 'one notation for all logs, read and compared' },
  'test/reference/reference-model.ts': {
    linesMax: 760,
    why: 'a second opinion that shares nothing with the engine, to be read from top to bottom',
  },
  'test/laws/recount.ts': { linesMax: 460, why: 'one account of everything the engine keeps' },
};

/** One concept in a file, and none that needs scrolling. */
export function lengthRule(source: Source): Finding[] {
  if (isGenerated(source)) return [];
  const lines = source.text.trimEnd().split('\n').length;
  const allowed = longer[source.path]?.linesMax ?? linesMax;
  if (lines <= allowed) return [];
  return [`${source.path}: ${lines} lines, at most ${allowed} -> find the second concept in it, and give it a file`];
}

/** Names that are exported, so that a reader and a tool find them: no default, no star. */
export const exportRule: Rule = (source) =>
  source.tree.statements.flatMap((statement): Finding[] => {
    const isDefault =
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true);
    if (isDefault) return [find(source, statement, 'export default -> export it by its name')];
    if (!ts.isExportDeclaration(statement)) return [];
    const { exportClause } = statement;
    if (exportClause === undefined) return [find(source, statement, 'export * -> list the names')];
    if (!ts.isNamedExports(exportClause)) return [];
    const hasDefault = exportClause.elements.some(({ name, propertyName }) =>
      [name.text, propertyName?.text].includes('default'),
    );
    return hasDefault ? [find(source, statement, 'export default -> export it by its name')] : [];
  });

/** Whatever users can import has a sentence that says what it is: it is what their editor shows them. */
export function docRule(entries: readonly Source[], sources: readonly Source[]): Finding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  return entries.flatMap((entry) =>
    importsOf(entry).flatMap(({ node, path }): Finding[] => {
      const source = byPath.get(path ?? '');
      if (source === undefined || !ts.isExportDeclaration(node)) return [];
      const { exportClause } = node;
      if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
      return exportClause.elements.flatMap(({ name, propertyName }) =>
        undocumented(source, (propertyName ?? name).text),
      );
    }),
  );
}

function undocumented(source: Source, name: string): Finding[] {
  const statement = source.tree.statements.find((each) => namesOf(each).includes(name));
  if (statement === undefined || ts.getJSDocCommentsAndTags(statement).length > 0) return [];
  return [find(source, statement, `${name} -> say in a sentence what it is, with units and errors`)];
}

function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed && statement.name !== undefined ? [statement.name.text] : [];
}

/** Tests of more than one part, or of what isn't code of `src`. All other folders of `test` are folders of `src`. */
const ownFolders: Readonly<Record<string, string>> = {
  contract: 'every operation, called in every way, against the call in process',
  equivalence: 'the same stories in steps, restored and forked, in every build',
  reference: 'a naive model of the scheduler, against the engine',
  docs: 'programs of the docs print what stands below them',
  examples: 'examples print what was recorded',
  golden: 'published event logs, replayed',
  house: 'the rules of this house',
  laws: 'properties of the whole',
  package: 'what is published',
  real: 'outside programs',
};

/** A test is found where its subject is. */
export function mirrorRule(srcPaths: readonly string[], testPaths: readonly string[]): Finding[] {
  const foldersOf = (paths: readonly string[]) =>
    new Set(
      paths.flatMap((path) =>
        path
          .split('/')
          .slice(1, -1)
          .map((_, place, parts) => parts.slice(0, place + 1).join('/')),
      ),
    );
  const src = foldersOf(srcPaths);
  const tests = foldersOf(testPaths.filter((path) => path.endsWith('.test.ts')));
  const strayed = [...tests].filter(
    (folder) => !src.has(folder) && !Object.hasOwn(ownFolders, folder.split('/')[0] ?? ''),
  );
  const untested = [...src].filter((folder) => !folder.includes('/') && !tests.has(folder));
  return [
    ...strayed.map((folder) => `test/${folder}: there is no src/${folder} -> move the tests to where their subject is`),
    ...untested.map((folder) => `src/${folder}: has no tests -> write test/${folder}`),
  ];
}
