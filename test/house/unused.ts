import ts from 'typescript';
import { type Finding, find, isGenerated, nodesOf, type Source } from './source.js';

/**
 * Exported values that no other file uses, and types that nobody does: a type may be exported with what has it in its
 * signature.
 * @param sources - all that could use one
 */
export function unusedRule(sources: readonly Source[]): Finding[] {
  const uses = new Map<string, number>();
  const usedIn = new Map<string, Set<Source>>();
  for (const source of sources) {
    for (const node of nodesOf(source)) {
      // Threads are told by a text which function to run.
      if (!ts.isIdentifier(node) && !ts.isStringLiteral(node)) continue;
      uses.set(node.text, (uses.get(node.text) ?? 0) + 1);
      usedIn.set(node.text, (usedIn.get(node.text) ?? new Set()).add(source));
    }
  }
  return sources
    .filter((source) => source.path.startsWith('src/') && !isGenerated(source))
    .flatMap((source) =>
      exportsOf(source)
        .filter((name) => (isType(name) ? uses.get(name.text) === 1 : usedIn.get(name.text)?.size === 1))
        .map((name) => find(source, name, `${name.text}: no other file uses it -> take it out, or the export`)),
    );
}

const isType = ({ parent }: ts.Identifier): boolean =>
  ts.isInterfaceDeclaration(parent) || ts.isTypeAliasDeclaration(parent);

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
