/** A request as it comes over the wire, from a socket or from an SDK's request handler. */
export interface WireRequest {
  readonly method: string;
  /** Ignored: a caller's endpoint may have a path of its own. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}

/** A reply as it goes over the wire. It never has a `Date` header: a client would set its clock by it. */
export interface WireReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Text of a body. SDKs hand over bytes, of a class of their own; a byte that isn't UTF-8 becomes U+FFFD. */
export const textOf = (body: Uint8Array | string): string => (typeof body === 'string' ? body : decoder.decode(body));

const decoder = new TextDecoder();
