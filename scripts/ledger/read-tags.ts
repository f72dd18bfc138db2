import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** Where ids of rules stand: files of the code by id, and titles of tests by id. Paths begin at the root of the repository. */
export interface Tags {
  readonly code: ReadonlyMap<string, readonly string[]>;
  readonly tests: ReadonlyMap<string, readonly TestTitle[]>;
}

export interface TestTitle {
  readonly file: string;
  /** Without ids. */
  readonly title: string;
}

const idPattern = '[a-z0-9]+(?:-[a-z0-9]+)+';

/** An id in the name of a test. */
const tagPattern = new RegExp(`\\[${idPattern}\\]`);

export function readTags(): Tags {
  return { code: readCodeTags(), tests: readTestTags() };
}

function readCodeTags(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of filesOf('src')) {
    for (const id of codeTagsOf(readFileSync(file, 'utf8'))) {
      const files = found.get(id) ?? [];
      if (!files.includes(file)) files.push(file);
      found.set(id, files);
    }
  }
  return found;
}

function readTestTags(): ReadonlyMap<string, readonly TestTitle[]> {
  const found = new Map<string, TestTitle[]>();
  for (const file of filesOf('test')) {
    const text = readFileSync(file, 'utf8');
    if (!tagPattern.test(text)) continue;
    for (const { ids, title } of testTagsOf(file, text)) {
      for (const id of ids) found.set(id, [...(found.get(id) ?? []), { file, title }]);
    }
  }
  return found;
}

/** Ids in comments of the form `@rule <id>`, at the beginning of a line of a comment or right after its beginning. */
export const codeTagsOf = (text: string): string[] =>
  [...text.matchAll(new RegExp(`^\\s*(?:/\\*\\*|\\*|//) @rule (${idPattern})`, 'gm'))].map(
    (match) => match[1] as string,
  );

/** Titles of tests, suites and rows of tables with ids in them: `a rollout [deployment-starts-all-at-once]`. */
export function testTagsOf(file: string, text: string): { readonly ids: readonly string[]; readonly title: string }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const tagged: { ids: string[]; title: string }[] = [];
  const visit = (node: ts.Node): void => {
    const title = titleOf(node);
    if (title !== undefined) {
      const ids = [...title.matchAll(new RegExp(`\\[(${idPattern})\\]`, 'g'))].map((match) => match[1] as string);
      if (ids.length > 0) tagged.push({ ids, title: title.replace(new RegExp(`\\s*\\[${idPattern}\\]`, 'g'), '') });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return tagged;
}

const titled = new Set(['test', 'it', 'describe', 'law']);
/** Members of the rows of tables that tests are named by. */
const rowNames = new Set(['name', 'wrong', 'what', 'answers', 'rollout']);

/** The title that a node gives to a test, a suite or a row. */
function titleOf(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node) && titled.has(calledName(node.expression))) return textOf(node.arguments[0]);
  if (ts.isPropertyAssignment(node) && rowNames.has(node.name.getText())) return textOf(node.initializer);
  // A row of a table that is a list begins with its name.
  if (ts.isArrayLiteralExpression(node) && ts.isArrayLiteralExpression(node.parent)) return textOf(node.elements[0]);
  return undefined;
}

/** `test` of `test(…)`, `test.each(…)(…)` and `test.each<Row>(…)(…)`. */
function calledName(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isCallExpression(expression) || ts.isPropertyAccessExpression(expression))
    return calledName(expression.expression);
  if (ts.isExpressionWithTypeArguments(expression)) return calledName(expression.expression);
  return '';
}

function textOf(node: ts.Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.getText().slice(1, -1) : undefined;
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.generated.ts'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();
