import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { startServer } from '../../src/http/index.js';
import { cpuNs, median, perUnit, type Slice } from '../measure.js';
import { bound, type Row, round } from '../row.js';
import { operationsToCall, perSecond, type Work } from '../works.js';

/**
 * Calls a second over HTTP, on one connection, one after the other, against a bare handler of the same library that answers a
 * constant. The caller is of this process, too, and its time counts on both sides: it does next to nothing.
 */
export const overHttp = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const work of operationsToCall()) {
    rows.push(await against(work));
  }
  return rows;
};

const pairs = 9;

/** How many times the constant a call may cost; where there is no number, what the operation itself costs decides. */
const timesMax: Readonly<Record<string, number>> = { 'describeServices of a small service': 3 };

async function against({ name, calls, sim, operation, input }: Work): Promise<Row> {
  const action = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
  const atMost = timesMax[name];
  const request = (call: number) => requestOf(action, JSON.stringify(input(call)));
  const slice = async (port: number): Promise<Slice> => {
    const connection = connect(port, '127.0.0.1');
    await once(connection, 'connect');
    const startNs = cpuNs();
    for (let call = 0; call < calls; call += 1) await replyTo(connection, request(call));
    const ns = cpuNs() - startNs;
    connection.destroy();
    return { ns, units: calls };
  };
  const ours = async () => {
    const server = await startServer({ sim: sim(), onPoll: 'none' });
    const done = await slice(server.port);
    await server.close();
    return done;
  };
  const bare = await bareServer(await answerOf({ sim, request: request(0) }));
  const constant = () => slice((bare.address() as AddressInfo).port);
  const measured: number[] = [];
  const references: number[] = [];
  // The first half doesn't count: by its end everything is compiled.
  for (let pair = -pairs; pair < pairs; pair += 1) {
    const [a, b, c, d] = [await ours(), await constant(), await constant(), await ours()];
    if (pair < 0) continue;
    measured.push((perUnit(a) + perUnit(d)) / 2);
    references.push((perUnit(b) + perUnit(c)) / 2);
  }
  bare.close();
  const ratio = median(measured.map((ns, pair) => ns / (references[pair] as number)));
  const work = `${name}, over HTTP, against a bare handler that answers a constant`;
  const about = `${perSecond(median(measured))}; the constant: ${perSecond(median(references))}`;
  if (atMost !== undefined) return bound(work, ratio, { atMost, aim: 1.5, unit: '×', about });
  return { work, binds: '—', aim: '—', measured: `×${round(ratio)}`, holds: true, about };
}

async function answerOf({ sim, request }: Pick<Work, 'sim'> & { readonly request: string }): Promise<string> {
  const server = await startServer({ sim: sim(), onPoll: 'none' });
  const connection = connect(server.port, '127.0.0.1');
  const answer = await replyTo(connection, request);
  connection.destroy();
  await server.close();
  return answer.slice(answer.indexOf('\r\n\r\n') + 4);
}

async function bareServer(body: string): Promise<Server> {
  const app = new Hono();
  app.post('/', async (context) => {
    await context.req.text();
    return context.body(body, 200, { 'content-type': 'application/x-amz-json-1.1' });
  });
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

const requestOf = (action: string, body: string): string =>
  [
    'POST / HTTP/1.1',
    'host: 127.0.0.1',
    `x-amz-target: AmazonEC2ContainerServiceV20141113.${action}`,
    'content-type: application/x-amz-json-1.1',
    'user-agent: aws-sdk-js/3.1162.0 ua/2.1 os/linux lang/js md/nodejs api/ecs#3.1162.0 m/E,e',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');

/** Looks at nothing but how long the reply is. */
function replyTo(connection: Socket, request: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    let length = Number.POSITIVE_INFINITY;
    const listen = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (!Number.isFinite(length) && head >= 0) length = head + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1]);
      if (text.length < length) return;
      connection.off('data', listen);
      resolve(text);
    };
    connection.on('data', listen);
    connection.write(request);
  });
}
