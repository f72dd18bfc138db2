import * as z from 'zod/mini';
import type { Scalar, Shape, ShapeReader, ShapeType } from './api-shapes.js';

/**
 * Builds zod schemas of requests, each structure's once and only when a request has that structure.
 *
 * They say what JSON can carry, as AWS's front end does before a service looks at a request: types, nothing else. Members that
 * AWS doesn't know are left out, null and undefined are absent (in lists too, as the SDK has it), enums are strings, and
 * what comes out shares nothing with what went in.
 *
 * zod's mini entry is the same engine at less than half the bytes, and its schemas are built in half the time. Structures
 * are not its objects: these look at every member they know, and are compiled by `eval` unless each parse is told otherwise.
 */
export interface RequestSchemas {
  schemaOf(input: Shape): RequestSchema;
  /** To be called before each parse: how much a request may hold. */
  startRequest(): void;
}

export type RequestSchema = z.ZodMiniType<Record<string, unknown>>;

/** List elements, map entries and parts of free JSON in one request; AWS bounds the bytes of its body instead. */
const requestEntriesMax = 200_000;

/** Levels of free JSON within each other. */
const documentDepthMax = 100;

export function createRequestSchemas(reader: ShapeReader): RequestSchemas {
  const structures = new Map<string, RequestSchema>();
  const values = new Map<string, z.ZodMiniType>();
  let entriesLeft = 0;

  /** A list of lists that share their parts can be exponentially larger than it looks, so entries are counted as they are read. */
  const charge = (entries: number): void => {
    entriesLeft -= entries;
    if (entriesLeft < 0) throw new RequestTooLargeError();
  };

  /** Most requests have few of the members that their structure may have: only those are looked at any closer. */
  const structureSchema = (shape: Shape): RequestSchema =>
    once(structures, shape.name, () => {
      const members = shape.members.map(({ name, type }) => ({
        name,
        type,
        schema: undefined as z.ZodMiniType | undefined,
      }));
      return z.transform((value, ctx) => {
        const structure: Record<string, unknown> = {};
        if (!isObject(value)) {
          ctx.issues.push({ code: 'custom', input: value, message: 'not an object' });
          return structure;
        }
        for (const member of members) {
          const { name } = member;
          const given = value[name];
          if (given === null || given === undefined) continue;
          member.schema ??= valueSchema(member.type);
          const result = member.schema.safeParse(given);
          if (!result.success) {
            // The first thing that is wrong is what a refusal tells.
            const { path, message } = result.error.issues[0]!;
            ctx.issues.push({ code: 'custom', path: [name, ...path], input: given, message });
            break;
          }
          structure[name] = result.data;
        }
        return structure;
      });
    });

  const valueSchema = (type: ShapeType): z.ZodMiniType =>
    once(values, keyOf(type), (): z.ZodMiniType => {
      switch (type.kind) {
        case 'scalar':
          return scalarSchema(type.scalar, charge);
        case 'enum':
          return z.string();
        case 'structure':
          return structureSchema(reader.structure(type.name));
        case 'list':
          return z.pipe(
            z.transform((value) => {
              if (Array.isArray(value)) charge(value.length);
              return value;
            }),
            z.pipe(z.array(z.nullish(valueSchema(type.of))), z.transform(withoutAbsentItems)),
          );
        case 'map':
          return z.pipe(
            z.transform((value) => {
              if (typeof value === 'object' && value !== null) charge(Object.keys(value).length);
              return value;
            }),
            z.pipe(z.record(z.string(), z.nullish(valueSchema(type.of))), z.transform(withoutAbsent)),
          );
      }
    });

  return {
    schemaOf: structureSchema,
    startRequest: () => {
      entriesLeft = requestEntriesMax;
    },
  };
}

function once<T>(made: Map<string, T>, key: string, make: () => T): T {
  let value = made.get(key);
  if (value === undefined) {
    value = make();
    made.set(key, value);
  }
  return value;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Thrown out of a parse. */
export class RequestTooLargeError extends Error {}

const keyOf = (type: ShapeType): string => {
  switch (type.kind) {
    case 'scalar':
      return type.scalar;
    case 'enum':
      return 's';
    case 'structure':
      return type.name;
    default:
      return `${type.kind} of ${keyOf(type.of)}`;
  }
};

function scalarSchema(scalar: Scalar, charge: (entries: number) => void): z.ZodMiniType {
  switch (scalar) {
    case 's':
      return z.string();
    case 'i':
      return z.int32().check(z.overwrite(withoutNegativeZero));
    case 'l':
      return z.int().check(z.overwrite(withoutNegativeZero));
    case 'd':
      return z.number().check(z.overwrite(withoutNegativeZero));
    case 'b':
      return z.boolean();
    case 't':
      return z.transform(timestampOf);
    case 'j':
      return z.transform((value, ctx) => {
        const copy = copyOfDocument(value, charge, 0);
        if (copy === undefined) ctx.issues.push({ code: 'custom', input: value, message: 'not JSON' });
        return copy;
      });
  }
}

const withoutNegativeZero = (value: number): number => value + 0;

/** Dates as the SDK takes them, or epoch seconds as they come over the wire. */
function timestampOf(value: unknown, ctx: z.core.ParsePayload): Date | undefined {
  const date = value instanceof Date ? new Date(value) : typeof value === 'number' ? new Date(value * 1000) : undefined;
  if (date !== undefined && !Number.isNaN(date.getTime())) return date;
  ctx.issues.push({ code: 'custom', input: value, message: 'not a timestamp' });
  return undefined;
}

/** JSON's own copy of it; nothing when it isn't JSON. */
function copyOfDocument(value: unknown, charge: (entries: number) => void, depth: number): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? withoutNegativeZero(value) : undefined;
  if (typeof value !== 'object' || depth >= documentDepthMax) return undefined;
  if (Array.isArray(value)) {
    charge(value.length);
    const items = Array.from(value, (item) => copyOfDocument(item, charge, depth + 1));
    return items.includes(undefined) ? undefined : items;
  }
  const members: Record<string, unknown> = {};
  const keys = Object.keys(value).filter((key) => key !== '__proto__');
  charge(keys.length);
  for (const key of keys) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    const copy = copyOfDocument(member, charge, depth + 1);
    if (copy === undefined) return undefined;
    members[key] = copy;
  }
  return members;
}

function withoutAbsent(value: Record<string, unknown>): Record<string, unknown> {
  for (const key in value) {
    if (value[key] === null || value[key] === undefined) {
      return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null && member !== undefined));
    }
  }
  return value;
}

const withoutAbsentItems = (items: unknown[]): unknown[] =>
  items.includes(null) || items.includes(undefined)
    ? items.filter((item) => item !== null && item !== undefined)
    : items;
