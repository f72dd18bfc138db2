import ts from 'typescript';
import { byName, reachableFrom, type SdkModel, structureOf } from './sdk-model.js';

/** What is generated of an API, as its own declarations tell it. */
export interface Generated {
  /** `@aws-sdk/client-ecs@3.1162.0` */
  readonly source: string;
  readonly operations: ReadonlySet<string>;
  /** Names of members by structure; the request's form and the reply's together. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>;
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
}

/** @param text - of `src/model/aws/<service>.generated.ts` */
export function readGenerated(text: string): Generated {
  const source = /from the declarations of (\S+),/.exec(text)?.[1];
  if (source === undefined) throw new Error('The generated declarations do not say what they are generated from.');
  const members = new Map<string, Set<string>>();
  const values = new Map<string, ReadonlySet<string>>();
  let operations = new Set<string>();
  for (const statement of ts.createSourceFile('generated.ts', text, ts.ScriptTarget.Latest, true).statements) {
    if (ts.isInterfaceDeclaration(statement)) {
      const names = namesOf(statement.members);
      if (statement.name.text.endsWith('Operations')) operations = new Set(names);
      else add(members, statement.name.text, names);
    } else if (ts.isTypeAliasDeclaration(statement)) {
      const variants = ts.isUnionTypeNode(statement.type) ? [...statement.type.types] : [statement.type];
      const texts = variants.flatMap((each) =>
        ts.isLiteralTypeNode(each) && ts.isStringLiteral(each.literal) ? [each.literal.text] : [],
      );
      if (texts.length > 0) values.set(statement.name.text, new Set(texts));
      else
        add(
          members,
          statement.name.text,
          variants.filter(ts.isTypeLiteralNode).flatMap((each) => namesOf(each.members)),
        );
    }
  }
  return { source, operations, members, values };
}

const namesOf = (members: ts.NodeArray<ts.TypeElement>): string[] =>
  members.filter(ts.isPropertySignature).map((member) => member.name.getText());

/** `ContainerDefinitionReply` is another form of `ContainerDefinition`. */
function add(members: Map<string, Set<string>>, name: string, names: readonly string[]): void {
  const structure = name.replace(/Reply$/, '');
  members.set(structure, new Set([...(members.get(structure) ?? []), ...names]));
}

/**
 * What an SDK has that isn't generated yet, a line each: operations first, then members and enum values. Of a structure that
 * is new, its name says enough.
 */
export function newsOf(model: SdkModel, generated: Generated): string[] {
  const { structures, enums } = reachableFrom(
    model,
    model.operations.flatMap(({ input, output }) => [input, output]),
  );
  const operations = model.operations.filter(({ name }) => !generated.operations.has(name));
  const own = new Set(operations.flatMap(({ input, output }) => [input, output]));
  return [
    ...operations.map(({ name }) => `operation ${name}`),
    ...[...structures].sort(byName).flatMap((name) => {
      const known = generated.members.get(name);
      if (known === undefined) return own.has(name) ? [] : [`structure ${name}`];
      return structureOf(model, name).members.flatMap((member) =>
        known.has(member.name) ? [] : [`member    ${name}.${member.name}`],
      );
    }),
    ...[...enums].sort(byName).flatMap((name) => {
      const known = generated.values.get(name);
      const values = model.enums.get(name) ?? [];
      if (known === undefined) return [`enum      ${name}: ${values.join(', ')}`];
      const added = values.filter((value) => !known.has(value));
      return added.length === 0 ? [] : [`value     ${name}: ${added.join(', ')}`];
    }),
  ];
}
