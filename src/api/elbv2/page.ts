import { validationError } from './refusals.js';

/** The largest page, and the size of one that wasn't asked for (inferred: the largest). */
const pageSizeMax = 400;

interface PageRequest {
  readonly Marker?: string;
  readonly PageSize?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next: { readonly NextMarker?: string };
}

/**
 * A page of items that are sorted by a number that only grows. A marker is the number of the last item that was shown, so
 * what is created or deleted between two pages is neither shown twice nor hides anything else.
 * @throws ElbV2ApiError ValidationError for a marker that none of these replies gave (text inferred)
 * @rule elb-pages
 */
export function pageOf<T>(items: readonly T[], numberOf: (item: T) => number, request: PageRequest): Page<T> {
  const after = request.Marker === undefined ? Number.NEGATIVE_INFINITY : numberOfMarker(request.Marker);
  const rest = items.filter((item) => numberOf(item) > after);
  const shown = rest.slice(0, request.PageSize ?? pageSizeMax);
  const last = shown.at(-1);
  return {
    items: shown,
    next: last === undefined || shown.length === rest.length ? {} : { NextMarker: `after-${numberOf(last)}` },
  };
}

function numberOfMarker(marker: string): number {
  const number = /^after-(\d{1,15})$/.exec(marker)?.[1];
  if (number !== undefined) return Number(number);
  throw validationError(`'${marker}' is not a valid marker`, {
    resource: 'Marker',
    value: marker,
    help: 'Give the NextMarker of the reply before, or none for the first page.',
  });
}
