/** Plain data as TypeScript that makes it anew, on one line: `{ kind: 'killTask', at: '+20s' }`. */
export function literalOf(value: unknown): string {
  if (typeof value === 'string') return textLiteral(value);
  if (value instanceof Date) return `new Date(${textLiteral(value.toISOString())})`;
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = memberLiterals(value);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  // -0 is written as 0 by String.
  return Object.is(value, -0) ? '-0' : String(value);
}

/** The members of an object, those that are there: `kind: 'killTask'`. */
export const memberLiterals = (value: object): string[] =>
  Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `${nameLiteral(name)}: ${literalOf(each)}`);

function textLiteral(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** `__proto__` as a name would set the prototype; as a computed one it is a member like any other. */
export const nameLiteral = (name: string): string =>
  name === '__proto__' ? `['__proto__']` : /^[A-Za-z_$][\w$]*$/.test(name) ? name : textLiteral(name);
