import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { startServer } from '../../src/http/index.js';
import type { Simulator } from '../../src/index.js';
import { aFleet, anEmptyFleet, forkOf } from '../fleet.js';
import { cpuNs, median, perUnit, type Slice } from '../measure.js';
import { bound, type Row, round } from '../row.js';

/** One operation, called again and again. */
interface Work {
  readonly name: string;
  /** Calls in one slice of time. */
  readonly calls: number;
  /** Where it is called: made anew for each slice. */
  readonly sim: () => Simulator;
  readonly action: string;
  readonly input: (call: number) => object;
  /** How many times the constant it may cost; absent where what the operation itself costs decides. */
  readonly atMost?: number;
}

/**
 * Calls a second over HTTP, on one connection, one after the other, against a bare handler of the same library that answers a
 * constant. The caller is of this process, too, and its time counts on both sides: it does next to nothing.
 */
export const overHttp = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const work of [describeSmallService(), describeServices(), createService(), listTasks()]) {
    rows.push(await against(work));
  }
  return rows;
};

function describeSmallService(): Work {
  const { sim, names } = aFleet(1, 3);
  const input = () => ({ services: names });
  return {
    name: 'describeServices of a small service',
    calls: 500,
    sim: () => sim,
    action: 'DescribeServices',
    input,
    atMost: 3,
  };
}

function describeServices(): Work {
  const { sim, names } = anEmptyFleet(10);
  const eventsOf = (service: string) =>
    sim.ecs.describeServices({ services: [service] }).services[0]?.events?.length ?? 0;
  // Scaling up and down tells of it each time.
  for (let desiredCount = 1; names.some((name) => eventsOf(name) < 100); desiredCount = 1 - desiredCount) {
    for (const service of names) sim.ecs.updateService({ service, desiredCount });
    sim.runUntilSteady();
  }
  const input = () => ({ services: names });
  return {
    name: 'describeServices of 10 with 100 events each',
    calls: 50,
    sim: () => sim,
    action: 'DescribeServices',
    input,
  };
}

function createService(): Work {
  const base = anEmptyFleet(1);
  const rest = {
    taskDefinition: 'web-0:1',
    desiredCount: 0,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
  };
  const input = (call: number) => ({ serviceName: `new-${call}`, ...rest });
  return { name: 'createService', calls: 200, sim: () => forkOf(base).sim, action: 'CreateService', input };
}

function listTasks(): Work {
  const { sim } = aFleet(10, 1_000);
  const input = () => ({ maxResults: 100 });
  return { name: 'listTasks over 10,000', calls: 10, sim: () => sim, action: 'ListTasks', input };
}

const pairs = 9;

async function against({ name, calls, sim, action, input, atMost }: Work): Promise<Row> {
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

const perSecond = (ns: number): string => `${round(1e9 / ns)} a second`;
