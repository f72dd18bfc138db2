/**
 * A reply's body in JSON. Timestamps are seconds since 1970 with a fraction, undefined members are left out.
 * @param reply - the caller's own: its dates are replaced in place, which is cheaper than a copy
 */
export function jsonOf(reply: unknown): string {
  return JSON.stringify(inSeconds(reply) ?? {});
}

function inSeconds(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return value.getTime() / 1_000;
  const members = value as Record<string, unknown>;
  // Lists have keys, too.
  for (const name in members) {
    const member = members[name];
    if (typeof member === 'object' || typeof member === 'number') {
      const written = inSeconds(member);
      if (written !== member) members[name] = written;
    }
  }
  return value;
}

/** @returns undefined for what isn't a JSON object */
export function requestOfJson(text: string): Record<string, unknown> | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
