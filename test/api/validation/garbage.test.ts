import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normaliseTaskDefinition } from '../../../src/api/ecs/task-definition/normalise-task-definition.js';
import type { TaskDefinitionRequest } from '../../../src/api/ecs/task-definition/task-definition-request.js';
import { validateTaskDefinition } from '../../../src/api/ecs/task-definition/validate-task-definition.js';
import {
  createShapeReader,
  type Shape,
  type ShapeReader,
  type ShapeType,
} from '../../../src/api/schemas/api-shapes.js';
import { ecsShapes } from '../../../src/api/schemas/ecs.generated.js';
import { elbV2Shapes } from '../../../src/api/schemas/elbv2.generated.js';
import { checkAfterLookup, operationNames, parseRequest } from '../../../src/api/validation/parse-request.js';
import { AwsApiError, type AwsServiceName, awsServiceNames } from '../../../src/model/errors.js';

const readers: Readonly<Record<AwsServiceName, ShapeReader>> = {
  ecs: createShapeReader(ecsShapes),
  elbv2: createShapeReader(elbV2Shapes),
};

/** A place for a value that hurts when it is looked at, so that the generator needn't. */
class Trap {
  readonly make: () => unknown;
  constructor(make: () => unknown) {
    this.make = make;
  }
}

const hostile: readonly (() => unknown)[] = [
  () => () => 7,
  () => Symbol('a'),
  () => 10n ** 30n,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => new Date(Number.NaN),
  () => new Map([['a', 1]]),
  () => new Array(2 ** 32 - 1),
  () => Object.freeze(Object.create({ cluster: 'inherited', serviceName: 'inherited' })),
  () => JSON.parse('{"__proto__": {"cluster": "polluted"}, "constructor": 1, "a": "b"}'),
  () =>
    Object.defineProperty({}, 'cluster', {
      enumerable: true,
      get: () => {
        throw new Error('trap');
      },
    }),
  () => {
    const loop: Record<string, unknown> = {};
    loop['a'] = loop;
    loop['tags'] = [loop];
    return loop;
  },
  () => {
    const loop: unknown[] = [];
    loop.push(loop);
    return loop;
  },
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  () => new Proxy({}, { get: () => 'everything', has: () => true, ownKeys: () => ['a', 'b'] }),
  () => new Proxy([], { get: (_, key) => (key === 'length' ? 1e9 : 'x') }),
  () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 20_000; level++) deep = { a: deep };
    return deep;
  },
  () => '\u0000\uD800'.repeat(50),
  () => 'x'.repeat(100_000),
];

/** Puts the values into their places. */
function withTraps(value: unknown): unknown {
  if (value instanceof Trap) return value.make();
  if (Array.isArray(value)) return value.length > 1_000 ? value : value.map(withTraps);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withTraps(member)]));
}

const anything = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
      maxDepth: 3,
    }),
  },
  { weight: 2, arbitrary: fc.constantFrom(...hostile.map((make) => new Trap(make))) },
);

/** Mostly of the right shape, so that garbage gets past the doorstep. */
function nearlyRight(reader: ShapeReader, shape: Shape, garbage = 1, depth = 0): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(
    shape.members.map(({ name, type }) => [name, ofType(reader, type, garbage, depth)]),
  );
  const required = shape.members.filter((member) => member.required).map((member) => member.name);
  return orGarbage(garbage, fc.record(members, { requiredKeys: required }));
}

function ofType(reader: ShapeReader, type: ShapeType, garbage: number, depth: number): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'enum':
      return orGarbage(garbage, fc.constantFrom(...type.values));
    case 'list':
      return orGarbage(garbage, fc.array(ofType(reader, type.of, garbage, depth), { maxLength: 2 }));
    case 'map':
      return orGarbage(garbage, fc.dictionary(fc.string(), ofType(reader, type.of, garbage, depth), { maxKeys: 2 }));
    case 'structure':
      return nearlyRight(reader, reader.structure(type.name), garbage, depth + 1);
    case 'scalar':
      return orGarbage(garbage, scalars[type.scalar]);
  }
}

const scalars = {
  s: fc.oneof(
    fc.string(),
    fc.constantFrom('web', 'web:1', '256', '512', 'arn:aws:ecs:us-east-1:000000000000:cluster/prod', '8000-8010'),
  ),
  i: fc.oneof(fc.integer(), fc.integer({ min: -1, max: 200 })),
  l: fc.maxSafeInteger(),
  d: fc.double(),
  b: fc.boolean(),
  t: fc.date(),
  j: fc.jsonValue(),
} as const;

function orGarbage(weight: number, arbitrary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary }, { weight, arbitrary: anything });
}

const operations = awsServiceNames.flatMap((service) =>
  operationNames(service).map((operation) => ({ service, operation: operation as string })),
);

/** The objects within a value, as far as they let themselves be looked at. */
function objectsOf(value: unknown): Set<object> {
  const found = new Set<object>();
  const left = [value];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null || found.has(next)) continue;
    found.add(next);
    try {
      if (!Array.isArray(next) || next.length < 1_000) left.push(...Object.values(next));
    } catch {}
  }
  return found;
}

test.each(operations)(
  '$service $operation: whatever goes in, a request comes out or one AWS error',
  ({ service, operation }) => {
    const reader = readers[service];
    const input = fc.oneof(
      { weight: 1, arbitrary: anything },
      { weight: 3, arbitrary: nearlyRight(reader, reader.inputOf(operation)!) },
    );
    fc.assert(
      fc.property(input, (planned) => {
        const given = withTraps(planned);
        let request: unknown;
        try {
          request = parseRequest(service, operation as never, given);
        } catch (error) {
          expect(error).toBeInstanceOf(AwsApiError);
          expect((error as AwsApiError).code).toMatch(/^\w+$/);
          return;
        }
        expect(parseRequest(service, operation as never, request)).toEqual(request);
        for (const object of objectsOf(request)) {
          expect(
            object instanceof Date || Array.isArray(object) || Object.getPrototypeOf(object) === Object.prototype,
          ).toBe(true);
        }
        JSON.stringify(request);
        refusedOrTaken(() => checkAfterLookup(service, operation as never, request as never));
      }),
      { numRuns: 40 },
    );
  },
);

test('requests that are plain data never share an object with what comes out', () => {
  const shape = readers.ecs.inputOf('registerTaskDefinition')!;
  fc.assert(
    fc.property(nearlyRight(readers.ecs, shape), (planned) => {
      const given = withTraps(planned);
      let request: unknown;
      try {
        request = parseRequest('ecs', 'registerTaskDefinition', given);
      } catch {
        return;
      }
      const theirs = objectsOf(given);
      for (const object of objectsOf(request)) expect(theirs.has(object)).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test('a definition of the right types is refused or taken, and what is taken can be written down', () => {
  const shape = readers.ecs.inputOf('registerTaskDefinition')!;
  fc.assert(
    fc.property(nearlyRight(readers.ecs, shape, 0), (planned) => {
      let request: TaskDefinitionRequest;
      try {
        request = parseRequest('ecs', 'registerTaskDefinition', planned);
      } catch {
        return;
      }
      refusedOrTaken(() => validateTaskDefinition(request));
      const definition = normaliseTaskDefinition(request);
      expect(definition.containerDefinitions).toHaveLength(request.containerDefinitions.length);
      expect(definition.compatibilities).toContain('EC2');
      JSON.stringify(definition);
    }),
    { numRuns: 300 },
  );
});

function refusedOrTaken(call: () => unknown): void {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(AwsApiError);
  }
}
