import type { Shape, ShapeType } from '../../src/api/schemas/api-shapes.js';
import { services } from '../../src/api/services.js';
import type { AwsServiceName } from '../../src/index.js';

/** A request with everything that is required, and nothing that is there: most operations refuse it. */
export function fillerOf(api: AwsServiceName, operation: string): object {
  const { reader } = services[api];
  const shape = reader.inputOf(operation);
  if (shape === undefined) throw new Error(`${api} has no ${operation}.`);
  const membersOf = ({ members }: Shape, isInner: boolean) => {
    const required = members.filter((member) => member.required);
    // A structure without members can't be said in a form.
    return isInner && required.length === 0 ? members.slice(0, 1) : required;
  };
  const structure = (of: Shape, isInner: boolean): object =>
    Object.fromEntries(membersOf(of, isInner).map(({ name, type }) => [name, value(type)]));
  const value = (type: ShapeType): unknown => {
    switch (type.kind) {
      case 'enum':
        return type.values[0];
      case 'structure':
        return structure(reader.structure(type.name), true);
      case 'list':
        return [value(type.of)];
      case 'map':
        return { filler: value(type.of) };
      case 'scalar':
        return scalars[type.scalar];
    }
  };
  return structure(shape, false);
}

const scalars = { s: 'filler', i: 1, l: 1, d: 1, b: true, t: new Date(0), j: {} } as const;
