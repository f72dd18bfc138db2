import { expect, test } from 'vitest';
import { createShapeReader } from '../../../src/api/schemas/api-shapes.js';
import { ecsShapes } from '../../../src/api/schemas/ecs.generated.js';
import { elbV2Shapes } from '../../../src/api/schemas/elbv2.generated.js';

const reader = createShapeReader({
  inputEnding: 'Request',
  operations: 'makeTea',
  unions: 'Vessel',
  enums: { Leaf: 'black green' },
  structures: {
    MakeTeaRequest: 'leaf:Leaf! cups:i notes:{s} vessel:Vessel times:[l] guests:[Guest]!',
    Vessel: 'pot cup',
    Guest: '',
  },
});

test('a structure is read from its text', () => {
  expect(reader.inputOf('makeTea')).toStrictEqual({
    name: 'MakeTeaRequest',
    union: false,
    members: [
      { name: 'leaf', required: true, type: { kind: 'enum', name: 'Leaf', values: ['black', 'green'] } },
      { name: 'cups', required: false, type: { kind: 'scalar', scalar: 'i' } },
      { name: 'notes', required: false, type: { kind: 'map', of: { kind: 'scalar', scalar: 's' } } },
      { name: 'vessel', required: false, type: { kind: 'structure', name: 'Vessel' } },
      { name: 'times', required: false, type: { kind: 'list', of: { kind: 'scalar', scalar: 'l' } } },
      { name: 'guests', required: true, type: { kind: 'list', of: { kind: 'structure', name: 'Guest' } } },
    ],
  });
});

test('a union is told from a structure, and one without members has none', () => {
  expect(reader.structure('Vessel')).toMatchObject({ union: true });
  expect(reader.structure('Guest')).toStrictEqual({ name: 'Guest', union: false, members: [] });
});

test('only operations of the API have an input', () => {
  expect(reader.inputOf('makeCoffee')).toBeUndefined();
  expect(reader.inputOf('toString')).toBeUndefined();
});

test.each([
  ['ECS', createShapeReader(ecsShapes)],
  ['ELBv2', createShapeReader(elbV2Shapes)],
])('every operation of %s has an input with members that are known', (_, api) => {
  for (const operation of api.operations()) {
    for (const member of api.inputOf(operation)?.members ?? []) expect(member.name).toMatch(/^\w+$/);
  }
});
