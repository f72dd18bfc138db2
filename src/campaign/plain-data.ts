import { SteadystateError } from '../model/errors.js';

/**
 * A frozen copy of plain data: objects, lists, texts, numbers, booleans, dates, null and undefined. What crosses to a
 * worker thread, is drawn anew or is shown in an error is data, so that it means the same everywhere.
 *
 * @param what - names the data in the error: `parameters`
 * @throws SteadystateError `InvalidInput`, naming the member that isn't data
 */
export function plainCopy<T>(data: T, what: string): T {
  return copyOf(data, what, []) as T;
}

/** @param around - what the value is a part of, outermost first */
function copyOf(value: unknown, path: string, around: readonly object[]): unknown {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      if (value === null) return value;
      if (value instanceof Date) return new Date(value);
      if (around.includes(value)) throw refusal(path, 'a part of itself');
      if (Array.isArray(value)) {
        const inside = [...around, value];
        return Object.freeze(value.map((each, place) => copyOf(each, `${path}[${place}]`, inside)));
      }
      if (isPlainObject(value)) {
        const inside = [...around, value];
        return Object.freeze(
          Object.fromEntries(
            Object.entries(value).map(([name, each]) => [name, copyOf(each, `${path}.${name}`, inside)]),
          ),
        );
      }
      throw refusal(path, `an instance of ${value.constructor?.name ?? 'a class'}`);
    default:
      throw refusal(path, `a ${typeof value}`);
  }
}

function refusal(path: string, found: string): SteadystateError {
  return new SteadystateError('InvalidInput', `${path} is ${found}.`, {
    resource: path,
    value: found,
    help: 'Give plain data: objects, lists, texts, numbers, booleans, dates.',
  });
}

/** An object that is nothing but its members. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
