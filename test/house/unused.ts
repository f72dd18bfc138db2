import ts from 'typescript';
import { type Finding, find, isGenerated, nodesOf, type Source } from './source.js';

/** Exported names that nobody uses, not even their own file. @param sources - all that could use one */
export function unusedRule(sources: readonly Source[]): Finding[] {
  const uses = new Map<string, number>();
  for (const source of sources) {
    for (const node of nodesOf(source)) {
      // Threads are told by a text which function to run.
      if (ts.isIdentifier(node) || ts.isStringLiteral(node)) uses.set(node.text, (uses.get(node.text) ?? 0) + 1);
    }
  }
  return sources
    .filter((source) => source.path.startsWith('src/') && !isGenerated(source))
    .flatMap((source) =>
      exportsOf(source)
        .filter(({ text }) => uses.get(text) === 1)
        .map((name) => find(source, name, `${name.text}: nobody uses it -> take it out`)),
    );
}

function exportsOf({ tree }: Source): ts.Identifier[] {
  return tree.statements.flatMap((statement): ts.Identifier[] => {
    if (!ts.canHaveModifiers(statement)) return [];
    const isExported = ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
    if (!isExported) return [];
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name] : []));
    }
    const { name } = statement as ts.Statement & { readonly name?: ts.Node };
    return name !== undefined && ts.isIdentifier(name) ? [name] : [];
  });
}
