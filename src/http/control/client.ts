import type { AsJson } from './as-json.js';
import type { ControlApi, ControlName } from './control-api.js';
import { ControlError, type ControlRefusal } from './control-error.js';
import { type ControlRoute, controlPath, controlRoutes } from './routes.js';

/** The control routes of a server as methods. @throws ControlError when the server refuses */
export type ControlClient = {
  readonly [Name in ControlName]: (
    ...given: Parameters<ControlApi[Name]>
  ) => Promise<AsJson<ReturnType<ControlApi[Name]>>>;
};

/**
 * A client of the control routes of a running server.
 * @param url - of the server, as it prints it when it is ready: `http://127.0.0.1:4566`
 */
export function connect(url: string): ControlClient {
  const base = `${url.replace(/\/+$/, '')}${controlPath}`;
  return Object.fromEntries(
    Object.entries(controlRoutes).map(([name, route]) => [name, (given: unknown) => call(base, route, given)]),
  ) as unknown as ControlClient;
}

async function call(base: string, route: ControlRoute, given: unknown): Promise<unknown> {
  const { method, path } = route;
  const isQuery = method === 'GET' || method === 'DELETE';
  const reply = await fetch(
    `${base}${path}${isQuery ? queryOf(given) : ''}`,
    isQuery
      ? { method }
      : { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(given ?? {}) },
  );
  const text = await reply.text();
  if (!reply.ok) throw new ControlError(reply.status, refusalIn(text, reply.status));
  return route.givesText === true ? text.replace(/\n$/, '') : JSON.parse(text);
}

function queryOf(given: unknown): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((given ?? {}) as Record<string, unknown>)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.size === 0 ? '' : `?${query}`;
}

/** Something else may have answered: another server, a proxy. */
function refusalIn(text: string, status: number): ControlRefusal {
  try {
    const { error } = JSON.parse(text) as { readonly error?: ControlRefusal };
    if (typeof error?.code === 'string') return error;
  } catch {}
  return {
    code: 'UnknownReply',
    message: `The answer, ${status}, is none of a steadystate server's.`,
    value: text.slice(0, 200),
    help: 'Give the URL that the server printed when it was ready.',
  };
}
