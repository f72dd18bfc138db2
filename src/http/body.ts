import type { IncomingMessage } from 'node:http';

/** A request whose body is larger than the server takes. */
export class BodyTooLargeError extends Error {
  /** Bytes. */
  readonly bytesMax: number;

  constructor(bytesMax: number) {
    super(`The request's body has more than ${bytesMax} bytes.`);
    this.name = 'BodyTooLargeError';
    this.bytesMax = bytesMax;
  }
}

/** A caller that went away, or was cut off, before its request was complete: there is nobody to answer. */
export class BodyAbortedError extends Error {
  constructor() {
    super('The request ended before its body did.');
    this.name = 'BodyAbortedError';
  }
}

/**
 * Reads a whole body.
 * @throws BodyTooLargeError as soon as that is known, BodyAbortedError
 */
export function readBody(incoming: IncomingMessage, bytesMax: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    if (Number(incoming.headers['content-length'] ?? 0) > bytesMax) {
      reject(new BodyTooLargeError(bytesMax));
      return;
    }
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    const leave = () => {
      incoming.off('data', onData).off('end', onEnd).off('error', onAborted).off('close', onAborted);
    };
    const onData = (chunk: Uint8Array) => {
      bytes += chunk.byteLength;
      if (bytes <= bytesMax) {
        chunks.push(chunk);
        return;
      }
      leave();
      incoming.pause();
      reject(new BodyTooLargeError(bytesMax));
    };
    const onEnd = () => {
      leave();
      resolve(joined(chunks, bytes));
    };
    const onAborted = () => {
      leave();
      reject(new BodyAbortedError());
    };
    incoming.on('data', onData).on('end', onEnd).on('error', onAborted).on('close', onAborted);
    // It was over before anybody listened.
    if (incoming.destroyed) onAborted();
  });
}

function joined(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}
