import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import type { WireReply } from '../wire/message.js';
import type { Problem } from '../wire/problem.js';
import { BodyAbortedError, BodyTooLargeError, readBody } from './body.js';
import { type Controlled, controlAnswers } from './control/answers.js';
import type { ControlApi } from './control/control-api.js';
import { ControlError, refusalOf } from './control/control-error.js';
import { readInput } from './control/read-input.js';
import { type ControlRoute, controlPath, controlRoutes } from './control/routes.js';
import { httpProblems, httpRefusal } from './http-problems.js';
import type { ServerLimits } from './limits.js';
import { allowOrigin, answerPreflight, isOriginAllowed } from './origin.js';

/** How the application treats its callers. */
export interface ApplicationOptions extends Controlled {
  readonly limits: ServerLimits;
  /** Origin whose pages may call; `*` for all. */
  readonly allowOrigin: string | undefined;
}

type Environment = { readonly Bindings: HttpBindings };

/** Everything that is answered over HTTP: the control routes at their paths, AWS's protocols at all others. */
export function createApplication(options: ApplicationOptions): Hono<Environment> {
  const { served, limits } = options;
  const app = new Hono<Environment>();
  const answers = controlAnswers(options);

  app.use(async ({ env: { incoming, outgoing } }, next) => {
    const { origin, 'access-control-request-method': asked } = incoming.headers;
    if (!isOriginAllowed(origin, options.allowOrigin)) {
      return refuse(incoming, outgoing, httpProblems.originRefused(origin ?? ''));
    }
    if (origin === undefined) return next();
    allowOrigin(outgoing, origin);
    if (incoming.method !== 'OPTIONS' || asked === undefined) return next();
    answerPreflight(outgoing, incoming.headers['access-control-request-headers']);
    return RESPONSE_ALREADY_SENT;
  });

  for (const [name, route] of Object.entries(controlRoutes)) {
    const answer = answers[name as keyof ControlApi] as (given: unknown) => unknown;
    app.on(route.method, `${controlPath}${route.path}`, (context) => control(context, route, answer));
  }
  app.get(controlPath, (context) => context.redirect(`${controlPath}/`));
  app.all(`${controlPath}/*`, (context) =>
    refuseControl(context.env.outgoing, unknownRoute(context.req.method, context.req.path)),
  );
  // Suites written for another emulator reset it like this.
  app.post('/moto-api/reset', ({ env }) => {
    answers.reset();
    return sendJson(env.outgoing, 200, { status: 'ok' });
  });

  app.all('*', async ({ env: { incoming, outgoing } }) => {
    const { method = '', url = '/', headers } = incoming;
    if (method !== 'POST') {
      outgoing.setHeader('allow', 'POST');
      return refuse(incoming, outgoing, httpProblems.methodNotAllowed(method));
    }
    const encoding = headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') {
      return refuse(incoming, outgoing, httpProblems.encodingUnknown(encoding));
    }
    const body = await readBody(incoming, limits.bodyBytesMax);
    return send(outgoing, served.endpoint.answer({ method, path: url, headers: textsOf(incoming), body }));
  });

  app.onError((error, { env: { incoming, outgoing } }) => {
    if (error instanceof BodyTooLargeError) {
      return refuse(incoming, outgoing, httpProblems.bodyTooLarge(error.bytesMax));
    }
    // Nobody is there to read an answer.
    if (error instanceof BodyAbortedError) {
      outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return refuse(incoming, outgoing, { ...httpProblems.internal, help: what });
  });
  return app;

  async function control(
    context: Context<Environment>,
    route: ControlRoute,
    answer: (given: unknown) => unknown,
  ): Promise<Response> {
    const { incoming, outgoing } = context.env;
    const bytesMax = route.takesSnapshot === true ? limits.snapshotBytesMax : limits.bodyBytesMax;
    try {
      const body = await readBody(incoming, bytesMax);
      const query = new URL(context.req.url).searchParams;
      const type = incoming.headers['content-type'] ?? '';
      const reply = answer(readInput(route, query, type, new TextDecoder().decode(body)));
      return route.givesText === true
        ? sendText(outgoing, 200, 'text/plain; charset=utf-8', `${String(reply)}\n`)
        : sendJson(outgoing, 200, reply);
    } catch (error) {
      if (error instanceof BodyAbortedError) throw error;
      return refuseControl(outgoing, error instanceof BodyTooLargeError ? tooLarge(error) : error);
    }
  }
}

/** A request that gets no further. What is left of its body isn't read: the connection ends. */
function refuse(incoming: IncomingMessage, outgoing: ServerResponse, problem: Problem): Response {
  if (!incoming.complete) outgoing.shouldKeepAlive = false;
  return send(outgoing, httpRefusal(problem, textsOf(incoming)));
}

function refuseControl(outgoing: ServerResponse, error: unknown): Response {
  if (!outgoing.req.complete) outgoing.shouldKeepAlive = false;
  const { status, refusal } = refusalOf(error);
  return sendJson(outgoing, status, { error: refusal });
}

const tooLarge = ({ bytesMax, message }: BodyTooLargeError): ControlError =>
  new ControlError(413, { code: 'RequestEntityTooLarge', message, value: String(bytesMax) });

/** Another method of a path that is there is told which methods it has. */
function unknownRoute(method: string, path: string): ControlError {
  const methods = Object.values(controlRoutes)
    .filter((route) => `${controlPath}${route.path}` === path)
    .map((route) => route.method);
  return methods.length > 0
    ? new ControlError(405, {
        code: 'MethodNotAllowed',
        message: `${path} is not called with ${method}.`,
        help: `Its methods are ${methods.join(', ')}.`,
      })
    : new ControlError(404, {
        code: 'UnknownRoute',
        message: `There is no control route ${path}.`,
        help: `GET ${controlPath}/ lists them.`,
      });
}

const sendJson = (outgoing: ServerResponse, status: number, value: unknown): Response =>
  sendText(outgoing, status, 'application/json', JSON.stringify(value));

const sendText = (outgoing: ServerResponse, status: number, type: string, body: string): Response =>
  send(outgoing, { status, headers: { 'content-type': type }, body });

/** Written by hand, past the web's `Response`: a stream is more than a text needs. */
function send(outgoing: ServerResponse, { status, headers, body }: WireReply): Response {
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  outgoing.end(body);
  return RESPONSE_ALREADY_SENT;
}

/** Node's headers are texts, but for one that no request has. */
const textsOf = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  headers as Readonly<Record<string, string>>;
