import type { Scalar, Shape, ShapeReader, ShapeType } from '../schemas/api-shapes.js';
import type { Refusal } from './refusal.js';

/**
 * What AWS answers when JSON of one type stands where another belongs, before any service has looked at the request.
 *
 * `STRING_VALUE cannot be converted to Integer` is in users' logs of RegisterTaskDefinition (2024); the other texts follow it
 * or AWS's other JSON services (inferred).
 * @rule call-types
 */
export function wrongTypeRefusal(
  reader: ShapeReader,
  input: Shape,
  path: readonly PropertyKey[],
  given: unknown,
): Refusal {
  const expected = typeAt(reader, { kind: 'structure', name: input.name }, path);
  return {
    code: 'SerializationException',
    message: messageFor(expected, given),
    help: `Give ${describedType(expected)}.`,
  };
}

/** For what can't be read at all: it throws when looked at, or never ends. */
export const unreadableRefusal: Refusal = {
  code: 'SerializationException',
  message: 'The request could not be read.',
  help: 'Give plain data: strings, numbers, booleans, dates, lists and objects.',
};

export const tooLargeRefusal: Refusal = {
  code: 'SerializationException',
  message: 'The request is too large.',
  help: 'Give fewer than 200,000 list items and map entries.',
};

function typeAt(reader: ShapeReader, root: ShapeType, path: readonly PropertyKey[]): ShapeType {
  let type = root;
  for (const step of path) {
    if (type.kind === 'structure') {
      const member = reader.structure(type.name).members.find((each) => each.name === step);
      if (member === undefined) return type;
      type = member.type;
    } else if (type.kind === 'list' || type.kind === 'map') {
      type = type.of;
    }
  }
  return type;
}

function messageFor(expected: ShapeType, given: unknown): string {
  if (expected.kind === 'list') return 'Expected list or null';
  if (expected.kind === 'structure' || expected.kind === 'map') return 'Expected map or null';
  const word = expected.kind === 'enum' ? 'String' : words[expected.scalar];
  switch (typeof given) {
    case 'string':
      return `STRING_VALUE cannot be converted to ${word}`;
    case 'number':
    case 'bigint':
      return `NUMBER_VALUE cannot be converted to ${word}`;
    case 'boolean':
      return `${given ? 'TRUE' : 'FALSE'}_VALUE cannot be converted to ${word}`;
    case 'object':
      return isList(given)
        ? 'Start of list found where not expected'
        : 'Start of structure or map found where not expected.';
    default:
      return `Unrecognized value cannot be converted to ${word}`;
  }
}

const words: Readonly<Record<Scalar, string>> = {
  s: 'String',
  i: 'Integer',
  l: 'Long',
  d: 'Double',
  b: 'Boolean',
  t: 'Date',
  j: 'Document',
};

function describedType(type: ShapeType): string {
  if (type.kind === 'list') return 'a list';
  if (type.kind === 'map') return 'an object with strings as values';
  if (type.kind === 'structure') return 'an object';
  if (type.kind === 'enum') return `a string, one of ${type.values.join(', ')}`;
  return descriptions[type.scalar];
}

const descriptions: Readonly<Record<Scalar, string>> = {
  s: 'a string',
  i: 'a whole number of at most 32 bits',
  l: 'a whole number',
  d: 'a number',
  b: 'true or false',
  t: 'a Date, or seconds since 1970 as a number',
  j: 'JSON',
};

/** `Array.isArray` throws on a revoked proxy. */
function isList(value: unknown): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}
