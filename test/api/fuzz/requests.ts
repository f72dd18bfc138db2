import * as fc from 'fast-check';
import {
  createShapeReader,
  type Shape,
  type ShapeReader,
  type ShapeType,
} from '../../../src/api/schemas/api-shapes.js';
import { ecsShapes } from '../../../src/api/schemas/ecs.generated.js';
import { elbV2Shapes } from '../../../src/api/schemas/elbv2.generated.js';
import type { AwsServiceName } from '../../../src/model/errors.js';

const readers: Readonly<Record<AwsServiceName, ShapeReader>> = {
  ecs: createShapeReader(ecsShapes),
  elbv2: createShapeReader(elbV2Shapes),
};

/** What members of these names are likely to hold, for requests that get beyond the first check. */
export type Likely = Readonly<Record<string, readonly unknown[]>>;

/**
 * Requests for an operation, by the generated shapes: most members right, some left out, some hostile.
 * @param likely - names and ARNs of what is there
 * @param taken - a request that is taken: half of the others differ from it in a few members only
 */
export function requestsFor(
  api: AwsServiceName,
  operation: string,
  { likely, taken }: { readonly likely: Likely; readonly taken?: object | undefined },
): fc.Arbitrary<unknown> {
  const reader = readers[api];
  const made = new Map<string, fc.Arbitrary<unknown>>();
  const input = reader.inputOf(operation);
  if (input === undefined) throw new Error(`There is no operation ${operation}.`);
  const whole = structure(input);
  return fc.oneof(
    { weight: 60, arbitrary: whole },
    { weight: 1, arbitrary: hostile },
    ...(taken === undefined ? [] : [{ weight: 60, arbitrary: nearly(taken, input) }]),
  );

  function nearly(request: object, { members }: Shape): fc.Arbitrary<unknown> {
    return fc.uniqueArray(fc.nat(Math.max(0, members.length - 1)), { maxLength: 2 }).chain((places) => {
      const chosen = members.length === 0 ? [] : places.map((place) => members[place] as Shape['members'][number]);
      return fc.tuple(...chosen.map(member)).map((values) => {
        const changed: Record<string, unknown> = { ...request };
        chosen.forEach(({ name }, index) => {
          if (values[index] === absent) delete changed[name];
          else changed[name] = values[index];
        });
        return changed;
      });
    });
  }

  function structure(shape: Shape): fc.Arbitrary<unknown> {
    const known = made.get(shape.name);
    if (known !== undefined) return known;
    const required = shape.members.filter((each) => each.required);
    const optional = shape.members.filter((each) => !each.required);
    // Few optional members at a time: with all of them, hardly any request would pass.
    const arbitrary = fc
      .tuple(
        fc.tuple(...required.map(member)),
        optional.length === 0 ? fc.constant([]) : fc.uniqueArray(fc.nat(optional.length - 1), { maxLength: 5 }),
      )
      .chain(([values, chosen]) =>
        fc
          .tuple(...chosen.map((place) => member(optional[place] as Shape['members'][number])))
          .map((others) =>
            Object.fromEntries(
              [
                ...required.map(({ name }, place) => [name, values[place]] as const),
                ...chosen.map((place, index) => [optional[place]?.name ?? '', others[index]] as const),
              ].filter(([, value]) => value !== absent),
            ),
          ),
      );
    made.set(shape.name, arbitrary);
    return arbitrary;
  }

  function member({ name, type }: Shape['members'][number]): fc.Arbitrary<unknown> {
    const values = likely[name];
    const right =
      values === undefined
        ? ofType(type)
        : type.kind === 'list'
          ? fc.array(fc.constantFrom(...values), { maxLength: 3 })
          : fc.constantFrom(...values);
    return fc.oneof(
      { weight: 80, arbitrary: right },
      ...(values === undefined ? [] : [{ weight: 8, arbitrary: ofType(type) }]),
      { weight: 2, arbitrary: fc.constant(absent) },
      { weight: 1, arbitrary: hostile },
    );
  }

  function ofType(type: ShapeType): fc.Arbitrary<unknown> {
    switch (type.kind) {
      case 'enum':
        return fc.oneof(
          { weight: 12, arbitrary: fc.constantFrom(...type.values) },
          { weight: 1, arbitrary: fc.constant('BOGUS') },
        );
      case 'list':
        return fc.array(ofType(type.of), { maxLength: 2 });
      case 'map':
        return fc.dictionary(texts, ofType(type.of), { maxKeys: 2 });
      case 'structure':
        return structure(reader.structure(type.name));
      case 'scalar':
        return scalars[type.scalar];
    }
  }
}

const absent = Symbol('absent');

const texts = fc.oneof(
  fc.constantFrom(
    'app',
    'web',
    'a',
    'a b',
    '',
    '80',
    '256',
    '512',
    '1',
    'arn:aws:ecs:us-east-1:123456789012:x/y',
    '__proto__',
  ),
  fc.string({ maxLength: 12 }),
);

const scalars = {
  s: texts,
  i: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 100 }) }, { weight: 1, arbitrary: fc.integer() }),
  l: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.maxSafeInteger()),
  d: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.double()),
  b: fc.boolean(),
  t: fc.date({ noInvalidDate: true }),
  j: fc.jsonValue({ maxDepth: 2 }),
} as const;

/** What no client should send. */
const hostile = fc.constantFrom<unknown>(
  null,
  undefined,
  true,
  -1,
  0.5,
  Number.NaN,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '\u0000\uD800',
  'x'.repeat(10_000),
  '../../etc/passwd',
  [],
  [null],
  [[]],
  {},
  { length: 3 },
  new Date(Number.NaN),
  JSON.parse('{"__proto__": {"polluted": true}}'),
);
