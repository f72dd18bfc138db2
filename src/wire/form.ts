import type { Shape, ShapeReader, ShapeType } from '../api/schemas/api-shapes.js';

/**
 * Fields of an `application/x-www-form-urlencoded` body. A plus is a space, a field given twice is what it was given last,
 * and what isn't percent-encoded as it should be is taken as it stands.
 */
export function parseForm(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    fields.set(decoded(name), equals < 0 ? '' : decoded(pair.slice(equals + 1)));
  }
  return fields;
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** What is below a name: `Tags.member.1.Key=a` is a field within a field within a field. */
interface Field {
  value?: string;
  readonly parts: Map<string, Field>;
}

/**
 * The request in a form, by the shape of the operation's input. Every value comes as text: numbers, booleans and timestamps
 * are made of it where they can be, and text that is none of them stays, to be refused like any other value of a wrong type.
 */
export function requestOfForm(
  reader: ShapeReader,
  shape: Shape,
  form: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const root: Field = { parts: new Map() };
  for (const [name, value] of form) place(root, name, value);
  return structureOf(reader, shape, root);
}

/** Deeper than any request is. */
const partsMax = 40;

function place(root: Field, name: string, value: string): void {
  const parts = name.split('.', partsMax + 1);
  if (parts.length > partsMax) return;
  let field = root;
  for (const part of parts) {
    let next = field.parts.get(part);
    if (next === undefined) {
      next = { parts: new Map() };
      field.parts.set(part, next);
    }
    field = next;
  }
  field.value = value;
}

function structureOf(reader: ShapeReader, shape: Shape, { parts }: Field): Record<string, unknown> {
  const structure: Record<string, unknown> = {};
  for (const { name, type } of shape.members) {
    const field = parts.get(name);
    if (field !== undefined) structure[name] = readField(reader, type, field);
  }
  return structure;
}

function readField(reader: ShapeReader, type: ShapeType, field: Field): unknown {
  const { value, parts } = field;
  const isOneValue = type.kind === 'scalar' || type.kind === 'enum';
  // Text where parts belong, or the other way round: as it stands, to be refused.
  if (isOneValue && value === undefined) return {};
  if (!isOneValue && value !== undefined && value !== '' && parts.size === 0) return value;
  switch (type.kind) {
    case 'structure':
      return structureOf(reader, reader.structure(type.name), field);
    case 'list':
      return itemsOf(parts.get('member') ?? field).map((item) => readField(reader, type.of, item));
    case 'map':
      return mapOf(reader, type.of, parts.get('entry') ?? field);
    case 'enum':
      return value;
    case 'scalar':
      return scalarOf(type.scalar, value ?? '');
  }
}

/** Numbered from 1; gaps are closed. An empty list is sent as `Name=`. */
const itemsOf = ({ parts }: Field): readonly Field[] =>
  [...parts]
    .filter(([number]) => /^[1-9]\d{0,8}$/.test(number))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, item]) => item);

function mapOf(reader: ShapeReader, of: ShapeType, entries: Field): Record<string, unknown> {
  const pairs = itemsOf(entries).flatMap(({ parts }): [string, unknown][] => {
    const key = parts.get('key')?.value;
    return key === undefined || key === '__proto__'
      ? []
      : [[key, readField(reader, of, parts.get('value') ?? { parts: new Map() })]];
  });
  return Object.fromEntries(pairs);
}

function scalarOf(scalar: string, text: string): unknown {
  switch (scalar) {
    case 'i':
    case 'l':
      return /^[+-]?\d+$/.test(text) ? Number(text) : text;
    case 'd':
      return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : text;
    case 'b':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 't': {
      const date = new Date(text);
      return Number.isNaN(date.getTime()) ? text : date;
    }
    default:
      return text;
  }
}
