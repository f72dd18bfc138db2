import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { byName, type Member, type MemberType, type Operation, type SdkModel, type Structure } from './sdk-model.js';

/**
 * Reads an SDK client's type declarations. The names, members, optionality and enum values come from its interfaces; whether
 * a number is an integer stands only in the sample that each command's comment begins with (`Number("int")`).
 */
export function readSdk(service: SdkModel['service'], packageName: string): SdkModel {
  return readSdkFolder(service, dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`)));
}

/** @param folder - of the package, wherever it lies */
export function readSdkFolder(service: SdkModel['service'], folder: string): SdkModel {
  const { name: packageName, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const declarations = join(folder, 'dist-types');
  const modelFiles = filesOf(join(declarations, 'models'), /^(models_\d+|enums)\.d\.ts$/);
  const commandFiles = filesOf(join(declarations, 'commands'), /Command\.d\.ts$/);

  const enums = new Map(modelFiles.flatMap(enumsOf));
  const numbers = new Map<string, NumberKind>();
  const drafts = new Map(modelFiles.flatMap((file) => structuresOf(file, enums)).map((each) => [each.name, each]));
  const operations = commandFiles.map((file) => operationOf(file, drafts));
  commandFiles.forEach((file, index) => {
    readNumbers(file, operations[index]!, drafts, numbers);
  });

  const structures = new Map<string, Structure>();
  for (const draft of drafts.values()) {
    structures.set(draft.name, {
      ...draft,
      members: draft.members.map((member) => ({
        ...member,
        type: withNumberKind(member.type, numbers.get(`${draft.name}.${member.name}`)),
      })),
    });
  }
  return {
    service,
    source: `${packageName}@${version}`,
    operations: operations.toSorted((a, b) => byName(a.name, b.name)),
    structures,
    enums,
  };
}

type NumberKind = 'int' | 'long' | 'double';

const filesOf = (folder: string, pattern: RegExp): ts.SourceFile[] =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .sort(byName)
    .map((name) => {
      const path = join(folder, name);
      return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    });

/** `export declare const LaunchType: { readonly EC2: "EC2"; … }` */
function enumsOf(file: ts.SourceFile): [string, string[]][] {
  return file.statements.filter(ts.isVariableStatement).flatMap((statement) => {
    const declaration = statement.declarationList.declarations[0];
    if (declaration?.type === undefined || !ts.isTypeLiteralNode(declaration.type)) return [];
    const values = declaration.type.members.filter(ts.isPropertySignature).map((each) => literalOf(each.type));
    return [[declaration.name.getText(), values] as [string, string[]]];
  });
}

function literalOf(type: ts.TypeNode | undefined): string {
  if (type !== undefined && ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal)) return type.literal.text;
  throw new Error(`Expected a string literal: ${type?.getText() ?? 'nothing'}`);
}

function structuresOf(file: ts.SourceFile, enums: ReadonlyMap<string, unknown>): Structure[] {
  return file.statements.flatMap((statement): Structure[] => {
    if (ts.isInterfaceDeclaration(statement)) {
      return [{ name: statement.name.text, union: false, members: membersOf(statement, enums) }];
    }
    if (ts.isModuleDeclaration(statement) && statement.body !== undefined && ts.isModuleBlock(statement.body)) {
      return [{ name: statement.name.text, union: true, members: variantsOf(statement.body, enums) }];
    }
    return [];
  });
}

/** A union is a namespace with one interface per variant: `interface S3Member { s3: …; $unknown?: never }`. */
function variantsOf(block: ts.ModuleBlock, enums: ReadonlyMap<string, unknown>): Member[] {
  return block.statements
    .filter(ts.isInterfaceDeclaration)
    .filter((each) => each.name.text.endsWith('Member') && !each.name.text.startsWith('$'))
    .flatMap((variant) =>
      membersOf(variant, enums)
        .filter((member) => member.required && member.name !== '$unknown')
        .map((member) => ({ ...member, required: false })),
    );
}

function membersOf(declaration: ts.InterfaceDeclaration, enums: ReadonlyMap<string, unknown>): Member[] {
  return declaration.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(),
    required: member.questionToken === undefined,
    type: typeOf(member.type!, enums),
  }));
}

function typeOf(node: ts.TypeNode, enums: ReadonlyMap<string, unknown>): MemberType {
  if (ts.isUnionTypeNode(node)) {
    const [only, ...more] = node.types.filter((each) => each.kind !== ts.SyntaxKind.UndefinedKeyword);
    if (only !== undefined && more.length === 0) return typeOf(only, enums);
  }
  if (ts.isArrayTypeNode(node)) return { kind: 'list', of: typeOf(node.elementType, enums) };
  if (node.kind === ts.SyntaxKind.StringKeyword) return { kind: 'string' };
  if (node.kind === ts.SyntaxKind.BooleanKeyword) return { kind: 'boolean' };
  if (node.kind === ts.SyntaxKind.NumberKeyword) return { kind: 'double' };
  if (node.kind === ts.SyntaxKind.NeverKeyword) return { kind: 'string' };
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText();
    if (name === 'Date') return { kind: 'timestamp' };
    if (name === '__DocumentType') return { kind: 'document' };
    if (name === 'Record') return { kind: 'map', of: typeOf(node.typeArguments![1]!, enums) };
    if (node.typeArguments === undefined) return { kind: enums.has(name) ? 'enum' : 'structure', name };
  }
  throw new Error(`A type this generator doesn't know: ${node.getText()}`);
}

/** Each command class names its shapes: `static __types: { api: { input: …; output: … } }`; `{}` stands for nothing. */
function operationOf(file: ts.SourceFile, structures: Map<string, Structure>): Operation {
  const command = basename(file.fileName, 'Command.d.ts');
  const api = /api: \{\s*input: (\w+|\{\});\s*output: (\w+|\{\});/.exec(file.text);
  if (api === null) throw new Error(`${file.fileName} doesn't name its input and output.`);
  const shape = (found: string, ending: string): string => {
    if (found !== '{}') return found;
    const name = `${command}${ending}`;
    if (!structures.has(name)) structures.set(name, { name, union: false, members: [] });
    return name;
  };
  const suffixes = ['Input', 'Output', 'Request', 'Response'];
  const [asInput, asOutput] =
    structures.has(`${command}Input`) || structures.has(`${command}Output`) ? suffixes.slice(0, 2) : suffixes.slice(2);
  return {
    name: command.charAt(0).toLowerCase() + command.slice(1),
    input: shape(api[1]!, asInput!),
    output: shape(api[2]!, asOutput!),
  };
}

/** Fills in `Structure.member` → number kind from the two samples of a command's comment. */
function readNumbers(
  file: ts.SourceFile,
  operation: Operation,
  structures: ReadonlyMap<string, Structure>,
  numbers: Map<string, NumberKind>,
): void {
  const lines = file.text.split('\n').map((line) => line.replace(/^ \* ?/, ''));
  const asked = lines.findIndex((line) => line.startsWith('const input = {'));
  const answered = lines.findIndex((line) => line.startsWith('// {'));
  for (const [start, prefix, shape] of [
    [asked, 'const input = ', operation.input],
    [answered, '// ', operation.output],
  ] as const) {
    const sample: string[] = [];
    for (const line of lines.slice(start)) {
      const code = line.startsWith(prefix) ? line.slice(prefix.length) : line;
      sample.push(code);
      if (/^\{?\};/.test(code)) break;
    }
    const source = ts.createSourceFile(
      'sample.ts',
      `(${sample.join('\n').replace(/;\s*$/, '')})`,
      ts.ScriptTarget.Latest,
    );
    const statement = source.statements[0];
    if (statement === undefined || !ts.isExpressionStatement(statement))
      throw new Error(`No sample in ${file.fileName}.`);
    visit(statement.expression, { kind: 'structure', name: shape });
  }

  function visit(value: ts.Expression, type: MemberType): void {
    if (ts.isParenthesizedExpression(value)) visit(value.expression, type);
    else if (ts.isArrayLiteralExpression(value) && type.kind === 'list') visit(value.elements[0]!, type.of);
    else if (ts.isObjectLiteralExpression(value) && type.kind === 'structure') {
      for (const property of value.properties.filter(ts.isPropertyAssignment)) {
        const name = (property.name as ts.Identifier | ts.StringLiteral).text;
        const member = structures.get(type.name)?.members.find((each) => each.name === name);
        if (member === undefined) continue;
        const kind = numberKindOf(property.initializer);
        if (kind !== undefined) numbers.set(`${type.name}.${name}`, kind);
        else visit(property.initializer, member.type);
      }
    }
  }
}

/** `Number("int")`, or a list of them. */
function numberKindOf(value: ts.Expression): NumberKind | undefined {
  if (ts.isArrayLiteralExpression(value)) return value.elements[0] && numberKindOf(value.elements[0]);
  if (!ts.isCallExpression(value) || (value.expression as ts.Identifier).text !== 'Number') return undefined;
  const kind = (value.arguments[0] as ts.StringLiteral).text;
  return kind === 'int' || kind === 'long' ? kind : 'double';
}

function withNumberKind(type: MemberType, kind: NumberKind | undefined): MemberType {
  if (type.kind === 'list') return { kind: 'list', of: withNumberKind(type.of, kind) };
  return type.kind === 'double' && kind !== undefined ? { kind } : type;
}
