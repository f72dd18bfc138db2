import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';
import type { ScenarioProblem } from './scenario-error.js';

/** YAML, and so JSON too, with a way from what stands in it back to line and column. */
export interface YamlText {
  readonly data: unknown;
  /** What makes it unreadable; then there is no data. */
  readonly problems: readonly ScenarioProblem[];
  /** Line and column, from 1, of a value, or of a member's name; of what it would stand in where it is missing. */
  placeOf(path: readonly PropertyKey[], what?: 'value' | 'name'): { readonly line: number; readonly column: number };
}

export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const resolved = (node: unknown): unknown => (isAlias(node) ? node.resolve(document) : node);
  const offsetOf = (node: unknown, otherwise: number): number => (node as Node | null)?.range?.[0] ?? otherwise;

  const placeOf: YamlText['placeOf'] = (path, what = 'value') => {
    let node = resolved(document.contents);
    let offset = offsetOf(node, 0);
    for (const [place, name] of path.entries()) {
      const pair: Pair | undefined = isMap(node)
        ? node.items.find(({ key }) => keyOf(key) === String(name))
        : undefined;
      const value = pair?.value ?? (isSeq(node) ? node.items[Number(name)] : undefined);
      if (pair === undefined && value === undefined) break;
      const named = offsetOf(pair?.key, offset);
      offset = what === 'name' && place === path.length - 1 && pair !== undefined ? named : offsetOf(value, named);
      node = resolved(value);
    }
    return placeAt(offset);
  };

  const unreadable = (message: string, offset: number): YamlText => ({
    data: undefined,
    problems: [{ path: '', message, ...placeAt(offset) }],
    placeOf,
  });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({ path: '', message: error.message, ...placeAt(error.pos[0]) }));
    return { data: undefined, problems, placeOf };
  }
  try {
    return { data: document.toJS(), problems: [], placeOf };
  } catch (error) {
    // An alias without its anchor, or aliases of aliases of aliases.
    let offset = 0;
    visit(document, {
      Alias(_, alias) {
        if (alias.resolve(document) !== undefined) return undefined;
        offset = offsetOf(alias, 0);
        return visit.BREAK;
      },
    });
    return unreadable((error as Error).message, offset);
  }
}

const keyOf = (key: unknown): string => String(isScalar(key) ? key.value : key);
