/**
 * A value as XML of the query protocol: members are elements, items of a list are `member`, entries of a map are `entry`, and
 * what is empty is an empty element.
 *
 * @param maps - names of members that are maps; every other object is a structure
 */
export function xmlOf(name: string, value: unknown, maps: readonly string[]): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${contentOf(name, value, maps)}</${name}>`;
}

function contentOf(name: string, value: unknown, maps: readonly string[]): string {
  if (typeof value !== 'object' || value === null) return escaped(String(value));
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => xmlOf('member', item, maps)).join('');
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null);
  return maps.includes(name)
    ? members
        .map(([key, member]) => `<entry>${xmlOf('key', key, maps)}${xmlOf('value', member, maps)}</entry>`)
        .join('')
    : members.map(([key, member]) => xmlOf(key, member, maps)).join('');
}

/** Characters that mean something in XML, or that a parser would change. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"'\u2028]|\p{Cc}/gu, (character) => {
    const named = names[character];
    return named ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`;
  });

const names: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
