import type { BorderFaults } from '../endpoint/border-faults.js';
import type { Endpoint } from '../endpoint/endpoint.js';
import { waitingCaller } from './waiting-caller.js';

/** A request as an AWS SDK hands it to its request handler, as far as it is looked at. */
export interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Query bodies are strings, JSON bodies bytes of a class of the SDK's own. */
  readonly body?: unknown;
}

/** A response as an AWS SDK wants it. */
export interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** What an AWS SDK gives a request handler beside the request, as far as it is looked at. */
export interface SdkHandlerOptions {
  readonly abortSignal?: { readonly aborted: boolean };
}

/** A request handler of AWS SDK clients that answers in process: no socket, no port. */
export interface SimulatorRequestHandler {
  /** What goes wrong between these clients and the simulator. */
  readonly faults: BorderFaults;
  handle(request: SdkRequest, options?: SdkHandlerOptions): Promise<{ response: SdkResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

/** @param answered - is told of each response and of how many attempts the client makes, which its requests say */
export function createRequestHandler(
  endpoint: Endpoint,
  answered: (response: SdkResponse, attemptsMax: number) => void,
): SimulatorRequestHandler {
  return {
    faults: endpoint.faults,
    async handle({ method, path, headers: given, body }, { abortSignal } = {}) {
      if (abortSignal?.aborted === true) throw abortError();
      const headers = inLowerCase(given);
      const reply = endpoint.answer({ method, path, headers, body: bodyOf(body) }, waitingCaller(headers));
      const response = {
        statusCode: reply.status,
        headers: { ...reply.headers },
        body: encoder.encode(reply.body),
      };
      const attemptsMax = /max=(\d+)/.exec(headers['amz-sdk-request'] ?? '')?.[1];
      if (attemptsMax !== undefined) answered(response, Number(attemptsMax));
      return { response };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

const encoder = new TextEncoder();

const bodyOf = (body: unknown): Uint8Array | string =>
  body instanceof Uint8Array ? body : body === undefined || body === null ? '' : String(body);

const inLowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** As the SDK's own handlers throw it: callers look at the name. */
const abortError = (): Error => Object.assign(new Error('Request aborted'), { name: 'AbortError' });
