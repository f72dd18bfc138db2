import type { AwsServiceName } from '../../model/errors.js';
import type { Shape, ShapeReader, ShapeType } from '../schemas/api-shapes.js';
import { services } from '../services.js';

/** A member of a request that AWS doesn't know, and would pass over in silence. */
export interface UnknownMember {
  /** Members and places on the way to it, itself the last. */
  readonly path: readonly (string | number)[];
  /** What is known there. */
  readonly known: readonly string[];
}

/** All members of a request that AWS doesn't know: slips of the pen, most likely. */
export function unknownMembers(api: AwsServiceName, operation: string, input: unknown): UnknownMember[] {
  const { reader } = services[api];
  const shape = reader.inputOf(operation);
  return shape === undefined ? [] : [...inStructure(reader, shape, input, [])];
}

type Path = UnknownMember['path'];

function* inStructure(reader: ShapeReader, { members }: Shape, value: unknown, path: Path): Iterable<UnknownMember> {
  for (const [name, member] of entriesOf(value)) {
    const known = members.find((each) => each.name === name);
    if (known === undefined) yield { path: [...path, name], known: members.map((each) => each.name) };
    else yield* inValue(reader, known.type, member, [...path, name]);
  }
}

function* inValue(reader: ShapeReader, type: ShapeType, value: unknown, path: Path): Iterable<UnknownMember> {
  if (type.kind === 'structure') yield* inStructure(reader, reader.structure(type.name), value, path);
  else if (type.kind === 'map') {
    for (const [name, each] of entriesOf(value)) yield* inValue(reader, type.of, each, [...path, name]);
  } else if (type.kind === 'list' && Array.isArray(value)) {
    for (const [place, each] of value.entries()) yield* inValue(reader, type.of, each, [...path, place]);
  }
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
