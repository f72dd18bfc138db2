import type { ServerResponse } from 'node:http';

/** What a page in a browser may know of a reply, besides its body. */
const exposed = 'x-amzn-requestid, x-amzn-errortype, x-amz-id-2, x-amzn-query-error, x-steadystate-help';

/**
 * Whether a request may come in, by the page that makes it. Browsers name the page's origin in whatever a page sends to
 * another one, and in every POST; other programs name none.
 * @param allowed - the option `allowOrigin`
 */
export const isOriginAllowed = (origin: string | undefined, allowed: string | undefined): boolean =>
  origin === undefined || allowed === '*' || origin === allowed;

/** Tells the browser that the page may read the reply. */
export function allowOrigin(outgoing: ServerResponse, origin: string): void {
  outgoing.setHeader('access-control-allow-origin', origin);
  outgoing.setHeader('access-control-expose-headers', exposed);
  outgoing.setHeader('vary', 'origin');
}

/** The answer to a browser that asks whether a page may send a request. */
export function answerPreflight(outgoing: ServerResponse, askedHeaders: string | undefined): void {
  outgoing.writeHead(204, {
    'access-control-allow-methods': 'GET, POST, PUT, DELETE',
    ...(askedHeaders === undefined ? {} : { 'access-control-allow-headers': askedHeaders }),
    'access-control-max-age': '600',
  });
  outgoing.end();
}
