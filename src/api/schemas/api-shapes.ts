/**
 * The shapes of an API's requests, as data that costs nothing to import. A structure is its members in order, with spaces
 * between them, each `name`, `name:type`, and a `!` at the end when AWS requires it:
 *
 * `'subnets:[s]! securityGroups:[s] assignPublicIp:AssignPublicIp'`
 *
 * A type is `s` string (also when none is given), `i` 32-bit integer, `l` whole number, `d` number, `b` boolean, `t`
 * timestamp, `j` any JSON value, the name of an enum or structure, `[…]` a list or `{…}` a map from strings.
 */
export interface ApiShapes {
  /** An operation's input is its name in PascalCase and this: `CreateServiceRequest`. */
  readonly inputEnding: string;
  readonly operations: string;
  /** Structures with exactly one of their members. */
  readonly unions: string;
  /** Values with spaces between them. */
  readonly enums: Readonly<Record<string, string>>;
  readonly structures: Readonly<Record<string, string>>;
}

export interface Shape {
  readonly name: string;
  readonly union: boolean;
  readonly members: readonly ShapeMember[];
}

export interface ShapeMember {
  readonly name: string;
  readonly required: boolean;
  readonly type: ShapeType;
}

export type ShapeType =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  | { readonly kind: 'enum'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'structure'; readonly name: string }
  | { readonly kind: 'list'; readonly of: ShapeType }
  | { readonly kind: 'map'; readonly of: ShapeType };

export type Scalar = 's' | 'i' | 'l' | 'd' | 'b' | 't' | 'j';

/** Reads shapes when they are asked for, each once. */
export interface ShapeReader {
  /** camelCase names, sorted. */
  operations(): readonly string[];
  /** Nothing when the API has no such operation. */
  inputOf(operation: string): Shape | undefined;
  structure(name: string): Shape;
}

export function createShapeReader(shapes: ApiShapes): ShapeReader {
  const inputs = new Map<string, Shape>();
  const structures = new Map<string, Shape>();
  const enums = new Map<string, readonly string[]>();
  let operations: ReadonlySet<string> | undefined;
  const operationNames = (): ReadonlySet<string> => {
    operations ??= new Set(shapes.operations.split(' '));
    return operations;
  };

  const structure = (name: string): Shape => {
    let shape = structures.get(name);
    if (shape === undefined) {
      const text = Object.hasOwn(shapes.structures, name) ? shapes.structures[name]! : '';
      const members = text === '' ? [] : text.split(' ').map(readMember);
      shape = { name, union: ` ${shapes.unions} `.includes(` ${name} `), members };
      structures.set(name, shape);
    }
    return shape;
  };

  const readMember = (text: string): ShapeMember => {
    const required = text.endsWith('!');
    const [name, type = 's'] = (required ? text.slice(0, -1) : text).split(':');
    return { name: name!, required, type: readType(type) };
  };

  const readType = (text: string): ShapeType => {
    if (text.startsWith('[')) return { kind: 'list', of: readType(text.slice(1, -1)) };
    if (text.startsWith('{')) return { kind: 'map', of: readType(text.slice(1, -1)) };
    if (text.length === 1) return { kind: 'scalar', scalar: text as Scalar };
    const values = shapes.enums[text];
    if (values === undefined) return { kind: 'structure', name: text };
    if (!enums.has(text)) enums.set(text, values.split(' '));
    return { kind: 'enum', name: text, values: enums.get(text)! };
  };

  return {
    operations: () => [...operationNames()],
    inputOf: (operation) => {
      let input = inputs.get(operation);
      if (input === undefined && operationNames().has(operation)) {
        input = structure(`${operation.charAt(0).toUpperCase()}${operation.slice(1)}${shapes.inputEnding}`);
        inputs.set(operation, input);
      }
      return input;
    },
    structure,
  };
}
