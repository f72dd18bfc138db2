import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import * as z from 'zod/mini';
import type { BorderFault } from '../endpoint/border-fault.js';
import type { OnPoll } from '../endpoint/on-poll.js';
import { SteadystateError } from '../model/errors.js';
import { lazily, parseData } from '../model/parse-data.js';
import type { SimulatorOptions } from '../simulator/options.js';
import { createSimulator, type Simulator, type SimulatorAttachments } from '../simulator/simulator.js';
import type { WireReply } from '../wire/message.js';
import { createApplication } from './application.js';
import { type Clock, startClock } from './clock.js';
import { type Connections, watchConnections } from './connections.js';
import { httpProblems, httpRefusal } from './http-problems.js';
import { resolveLimits, type ServerLimits } from './limits.js';
import { serve } from './served.js';

/** How a server is started. Everything may be left out. */
export interface ServerOptions {
  /** The simulator to serve. Default: a new one. A logger or listeners of its own stay behind at a reset. */
  readonly sim?: Simulator;
  /** Options of the new simulator; with `sim` only `logger` and `workloadSources` may be given, for a reset or a snapshot. */
  readonly simulator?: SimulatorOptions & SimulatorAttachments;
  /** Default 0: any that is free. */
  readonly port?: number;
  /** Address to listen at. Default `127.0.0.1`: nobody else can reach it. `0.0.0.0` lets everybody in, unasked. */
  readonly host?: string;
  /**
   * What a polling read does to virtual time: `settle`, `none`, or a step. Default `15s`, the rhythm of AWS's own waiters;
   * `none` where `speed` is given. Waiters that say what they are (AWS CLI, boto3) settle unless it is `none`.
   */
  readonly onPoll?: OnPoll;
  /** Virtual seconds per real second. Default: time moves only by `onPoll` and by the control routes. */
  readonly speed?: number;
  /** What goes wrong between clients and the server from the start; the control routes add more. */
  readonly faults?: readonly BorderFault[];
  /** Origin whose pages a browser lets call: `http://localhost:3000`, or `*`. Default: none, and such calls are refused. */
  readonly allowOrigin?: string;
  readonly limits?: Partial<ServerLimits>;
}

/** A server that listens. */
export interface SteadystateServer {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  readonly port: number;
  /** The simulator that is served now: another one after a reset, or after a snapshot was restored. */
  readonly sim: Simulator;
  /** A sentence where others than this machine can reach it. */
  readonly warning?: string;
  /** Stops listening and the clock; replies under way go out first. Calling it again waits for the same end. */
  close(): Promise<void>;
}

const optionsSchema = lazily(() => {
  const shapes = {
    sim: z.optional(z.unknown()),
    simulator: z.optional(z.unknown()),
    port: z.optional(z.int().check(z.gte(0), z.lte(65_535))),
    host: z.optional(z.string().check(z.minLength(1))),
    onPoll: z.optional(z.union([z.string(), z.number()])),
    speed: z.optional(z.number().check(z.gt(0), z.lte(1_000_000))),
    faults: z.optional(z.unknown()),
    allowOrigin: z.optional(z.string().check(z.minLength(1))),
    limits: z.optional(z.unknown()),
  } as const satisfies Readonly<Record<keyof ServerOptions, z.ZodMiniType>>;
  return z.strictObject(shapes);
});

/**
 * Starts a server that speaks AWS's protocols for a simulator, and has control routes under `/_steadystate/`.
 * @throws SteadystateError `InvalidOption`, `PortTaken`, `CannotListen`
 */
export async function startServer(options: ServerOptions = {}): Promise<SteadystateServer> {
  checkOptions(options);
  const { host = '127.0.0.1', speed, sim: given, faults = [], simulator = {} } = options;
  const onPoll = options.onPoll ?? (speed === undefined ? '15s' : 'none');
  const limits = resolveLimits(options.limits);
  const { logger, workloadSources } = simulator;
  const attachments = { ...(logger && { logger }), ...(workloadSources && { workloadSources }) };
  const served = serve(
    given ?? createSimulator(simulator),
    { onPoll, pollers: 'recognised', faults: [...faults] },
    attachments,
  );
  let clock: Clock | undefined;
  const app = createApplication({
    served,
    onPoll,
    speed,
    clock: () => clock,
    limits,
    allowOrigin: options.allowOrigin,
  });
  const listener = getRequestListener(app.fetch, {
    // Requests and responses of the rest of the program are its own.
    overrideGlobalObjects: false,
    hostname: host,
    errorHandler: () => refusalResponse(httpRefusal(httpProblems.malformed)),
  });
  const server = createServer(serverLimits(limits), listener);
  server.maxConnections = limits.connectionsMax;
  server.timeout = limits.idleTimeoutMs;
  const connections = watchConnections(server);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => refuseRaw(connections, error, socket));
  await listening(server, options.port ?? 0, host);
  if (speed !== undefined) clock = startClock(() => served.sim, speed);
  const { port } = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    get sim() {
      return served.sim;
    },
    ...(isLoopback(host) ? {} : { warning: beyondLoopback(host) }),
    close() {
      clock?.stop();
      closed ??= connections.close(limits.closeTimeoutMs);
      return closed;
    },
  };
}

const serverLimits = (limits: ServerLimits) => ({
  maxHeaderSize: limits.headerBytesMax,
  // Node would refuse without a word; the address we listen at will do.
  requireHostHeader: false,
  headersTimeout: Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs),
  requestTimeout: limits.requestTimeoutMs,
  keepAliveTimeout: limits.keepAliveTimeoutMs,
  // Node looks only so often whether a request is late.
  connectionsCheckingInterval: Math.ceil(Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs, 4_000) / 4),
});

function checkOptions(options: ServerOptions): void {
  const { problem } = parseData(optionsSchema(), options);
  if (problem !== undefined) {
    const { path, message, value = 'missing' } = problem;
    throw new SteadystateError('InvalidOption', `Option ${path || 'object'} is ${value}: ${message}.`, {
      resource: path,
      value,
      help: 'ServerOptions has all options and their ranges.',
    });
  }
  const { logger: _logger, workloadSources: _sources, ...settings } = options.simulator ?? {};
  const [name] = Object.keys(settings);
  if (options.sim === undefined || name === undefined) return;
  throw new SteadystateError('InvalidOption', `Option simulator.${name} is given beside a simulator.`, {
    resource: `simulator.${name}`,
    help: 'Give it to createSimulator.',
  });
}

/** @throws SteadystateError `PortTaken`, `CannotListen` */
function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, port, host)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      // A connection that can't be accepted, for want of files say, is its caller's loss: the server goes on.
      server.on('error', () => {});
      resolve();
    });
  });
}

function cannotListen(error: NodeJS.ErrnoException, port: number, host: string): SteadystateError {
  if (error.code === 'EADDRINUSE') {
    return new SteadystateError('PortTaken', `Port ${port} of ${host} is taken.`, {
      resource: 'port',
      value: String(port),
      help: 'Stop the program that listens there, or take another port; port 0 is any that is free.',
    });
  }
  return new SteadystateError('CannotListen', `Can't listen at port ${port} of ${host}: ${error.message}.`, {
    resource: 'host',
    value: host,
    help: 'Give an address of this machine, such as 127.0.0.1, and a port that you may open.',
  });
}

const isLoopback = (host: string): boolean => /^(127(\.\d+){3}|::1|localhost)$/i.test(host);

const beyondLoopback = (host: string): string =>
  `Listening at ${host}: whoever can reach this machine can call the simulator, without credentials.`;

/** What isn't even HTTP, or came too slowly, has no request object: the refusal is written by hand. */
function refuseRaw(connections: Connections, error: NodeJS.ErrnoException, socket: Socket): void {
  const underWay = [...connections.underWay(socket)];
  // A refusal in the middle of a reply, or in the place of another one, would be taken for it.
  if (!socket.writable || underWay.length > 1 || underWay.some(({ headersSent }) => headersSent)) {
    socket.destroy();
    return;
  }
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? httpProblems.headersTooLarge
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? httpProblems.timedOut
        : httpProblems.malformed;
  const { status, headers, body } = httpRefusal(problem);
  const all = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${status} ${problem.code}\r\n${lines.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}

const refusalResponse = ({ status, headers, body }: WireReply): Response => new Response(body, { status, headers });
