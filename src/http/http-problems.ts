import { randomUUID } from 'node:crypto';
import type { WireReply, WireRequest } from '../wire/message.js';
import type { Problem } from '../wire/problem.js';
import { problemReplyOf } from '../wire/reply.js';
import { routeOf } from '../wire/route.js';

/** What HTTP has to refuse before a service is asked. */
export const httpProblems = {
  methodNotAllowed: (method: string): Problem => ({
    code: 'MethodNotAllowed',
    message: `The specified method ${method} is not allowed against this resource.`,
    status: 405,
    help: 'AWS is called with POST. The control routes are listed at GET /_steadystate/.',
  }),
  bodyTooLarge: (bytesMax: number): Problem => ({
    code: 'RequestEntityTooLarge',
    message: `The body of the request has more than ${bytesMax} bytes.`,
    status: 413,
  }),
  encodingUnknown: (encoding: string): Problem => ({
    code: 'UnsupportedMediaType',
    message: `The body of the request is encoded: ${encoding}.`,
    status: 415,
    help: 'Send it as it is, without content-encoding.',
  }),
  originRefused: (origin: string): Problem => ({
    code: 'AccessDeniedException',
    message: `Pages of ${origin} may not call this server.`,
    status: 403,
    help: 'The option allowOrigin lets pages of one origin in.',
  }),
  headersTooLarge: {
    code: 'RequestHeaderFieldsTooLarge',
    message: 'The request has more headers than the server takes.',
    status: 431,
  },
  timedOut: { code: 'RequestTimeout', message: 'The request took too long to arrive.', status: 408 },
  malformed: { code: 'BadRequest', message: 'The request is not valid HTTP.', status: 400 },
  internal: { code: 'InternalFailure', message: 'The server failed.', status: 500 },
} as const satisfies Readonly<Record<string, Problem | ((about: never) => Problem)>>;

/** The reply to a request that gets no further: in the protocol that it seems to speak, as far as its headers tell. */
export function httpRefusal(problem: Problem, headers: WireRequest['headers'] = {}): WireReply {
  const { protocol } = routeOf({ method: 'POST', path: '/', headers, body: '' });
  return problemReplyOf({ protocol, requestId: randomUUID() }, problem);
}
