import { EcsApiError } from '../../model/errors.js';
import { mixText } from '../../model/scramble.js';

interface PageRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent, not empty, on the last page. */
  readonly next: { readonly nextToken?: string };
}

/** A list that is shown page by page. */
export interface PagedList<Item> {
  /** The operation: a token of another one is foreign. */
  readonly name: string;
  /** Items of a page when the request doesn't say. */
  readonly size: number;
  /** Unique, and not changed as long as the item is listed. */
  readonly keyOf: (item: Item) => string;
  /** Whether an item comes after that key; by the order of their characters when not given. */
  readonly isAfter?: (item: Item, key: string) => boolean;
  /**
   * The first items, at most so many, after a key (undefined: from the start), in the order of the list. For a list that
   * comes in no order, of which sorting all would cost more than a page does.
   */
  readonly firstAfter?: (items: readonly Item[], key: string | undefined, count: number) => readonly Item[];
  /** How the key of the last item is written as a token, and read back; opaque when not given. */
  readonly tokens?: TokenForm;
}

export interface TokenForm {
  write(key: string): string;
  /** @returns undefined for what it did not write */
  read(token: string): string | undefined;
}

/**
 * A page of items that are in the order of the list, unless `firstAfter` puts them into it. A token says where the page before ended, so what comes or goes
 * between two pages is neither shown twice nor hides anything else; nothing is remembered for it.
 *
 * @throws EcsApiError InvalidParameterException `Invalid token.` for one that this list did not give (text inferred)
 * @rule pages-are-stateless
 */
export function pageOf<Item>(items: readonly Item[], request: PageRequest, list: PagedList<Item>): Page<Item> {
  const { keyOf, isAfter = (item, key) => keyOf(item) > key, firstAfter, tokens = opaqueTokens(list.name) } = list;
  const size = request.maxResults ?? list.size;
  const key = request.nextToken === undefined ? undefined : tokens.read(request.nextToken);
  if (request.nextToken !== undefined && key === undefined) throw foreignToken(request.nextToken, list.name);
  const rest =
    firstAfter?.(items, key, size + 1) ?? (key === undefined ? items : items.filter((item) => isAfter(item, key)));
  const shown = rest.slice(0, size);
  const last = shown.at(-1);
  return {
    items: shown,
    next: last === undefined || shown.length === rest.length ? {} : { nextToken: tokens.write(keyOf(last)) },
  };
}

/** Keys are made of printable ASCII characters, so base64 can hold them. */
function opaqueTokens(list: string): TokenForm {
  const checked = (key: string) => `${list}\n${key}\n${mixText(list.length, `${list}\n${key}`).toString(36)}`;
  return {
    write: (key) => btoa(checked(key)),
    read(token) {
      const key = decoded(token)?.split('\n')[1];
      return key !== undefined && btoa(checked(key)) === token ? key : undefined;
    },
  };
}

function decoded(token: string): string | undefined {
  try {
    return atob(token);
  } catch {
    return undefined;
  }
}

function foreignToken(token: string, list: string): EcsApiError {
  return new EcsApiError('InvalidParameterException', 'Invalid token.', {
    resource: `nextToken of ${list}`,
    value: token,
    help: 'Give the nextToken of the reply before, or none for the first page.',
  });
}
