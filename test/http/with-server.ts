import { afterEach } from 'vitest';
import { type ServerOptions, type SteadystateServer, startServer } from '../../src/http/index.js';

/** Starts servers that end with the test that started them. */
export function servers(): (options?: ServerOptions) => Promise<SteadystateServer> {
  const running: SteadystateServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.close()));
  });
  return async (options) => {
    const server = await startServer(options);
    running.push(server);
    return server;
  };
}

/** Calls ECS at a server: status and parsed body. */
export async function callEcs(url: string, action: string, input: unknown = {}, headers: Record<string, string> = {}) {
  const reply = await fetch(url, {
    method: 'POST',
    headers: {
      'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}`,
      'content-type': 'application/x-amz-json-1.1',
      ...headers,
    },
    body: JSON.stringify(input),
  });
  return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
}
