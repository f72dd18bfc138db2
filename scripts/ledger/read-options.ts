import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { resolveOptions } from '../../src/simulator/options.js';

/** Groups of options: each of their members is an option of its own. */
const groups = ['latency', 'scheduler', 'quotas', 'startThrottle', 'placementThrottle'] as const;

/** Every option of a simulator by its path: `seed`, `scheduler.beatMs`. */
export function readOptions(): ReadonlySet<string> {
  const settings = resolveOptions({});
  const paths = topLevel().flatMap((name): string[] => {
    if (name === 'breakerEvaluation') return Object.keys(settings.breaker).map((member) => `${name}.${member}`);
    const group = groups.find((each) => each === name);
    return group === undefined ? [name] : Object.keys(settings[group]).map((member) => `${group}.${member}`);
  });
  return new Set(paths);
}

function topLevel(): string[] {
  const file = 'src/simulator/options.ts';
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const declaration = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === 'SimulatorOptions',
  );
  return (declaration?.members ?? []).flatMap((member) => (member.name === undefined ? [] : [member.name.getText()]));
}
