/**
 * Whether this is a promise: it is refused where nobody would wait for it. If it is broken later, that is no surprise
 * any more, and must not end the process.
 */
export function isPromise(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('then' in value) || typeof value.then !== 'function')
    return false;
  if (value instanceof Promise) value.catch(() => {});
  return true;
}
