import { once } from 'node:events';
import { Agent, request } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connect, type SteadystateServer, startServer } from '../../src/http/index.js';
import { ecsRequest, type RawReply, rawConnection } from './raw.js';
import { servers } from './with-server.js';

/** Callers that don't know, or don't want to know, how it is done: a clear refusal, and the server goes on. */

const start = servers();

const isUp = async (url: string) => (await connect(url).health()).status === 'ok';

const refusal = (status: number, code: string) => ({
  status,
  headers: { connection: 'close' },
  body: expect.stringContaining(code),
});

describe('a request that is refused before it is read', () => {
  test.each([
    { name: 'of another method', head: 'GET / HTTP/1.1\r\nhost: a\r\n\r\n', status: 405, code: 'MethodNotAllowed' },
    { name: 'DELETE', head: 'DELETE /x HTTP/1.1\r\nhost: a\r\n\r\n', status: 405, code: 'MethodNotAllowed' },
    {
      name: 'with an encoded body',
      head: 'POST / HTTP/1.1\r\nhost: a\r\ncontent-encoding: gzip\r\ncontent-length: 0\r\n\r\n',
      status: 415,
      code: 'UnsupportedMediaType',
    },
    {
      name: 'without anything',
      head: 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n',
      status: 400,
      code: 'MissingAction',
    },
    {
      name: 'with a target of nobody',
      head: 'POST / HTTP/1.1\r\nhost: a\r\nx-amz-target: Nobody.DoIt\r\ncontent-length: 2\r\n\r\n{}',
      status: 400,
      code: 'UnknownOperationException',
    },
    {
      name: 'with a strange host',
      head: 'POST / HTTP/1.1\r\nhost: a b\r\ncontent-length: 0\r\n\r\n',
      status: 400,
      code: 'BadRequest',
    },
  ])('$name', async ({ head, status, code }) => {
    const { port, url } = await start();
    const connection = rawConnection(port);
    connection.send(head);
    expect(await connection.replies(1)).toMatchObject([{ status, body: expect.stringContaining(code) }]);
    expect(await isUp(url)).toBe(true);
  });

  test('without a host is none: the address we listen at will do', async () => {
    const { port } = await start();
    const connection = rawConnection(port);
    connection.send(ecsRequest('ListClusters', '{}').replace('host: a\r\n', ''));
    expect(await connection.replies(1)).toMatchObject([{ status: 200, body: '{"clusterArns":[]}' }]);
  });

  test('that wants another protocol stays with this one', async () => {
    const { port } = await start();
    const connection = rawConnection(port);
    connection.send('GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n');
    expect(await connection.replies(1)).toMatchObject([{ status: 405 }]);
    const tunnel = rawConnection(port);
    tunnel.send('CONNECT a:80 HTTP/1.1\r\nhost: a\r\n\r\n');
    expect(await tunnel.closed()).toEqual([]);
  });

  test('that is no HTTP', async () => {
    const { port, url } = await start();
    const connection = rawConnection(port);
    connection.send('\u0016\u0003\u0001 hello\r\n\r\n');
    expect(await connection.closed()).toMatchObject([refusal(400, 'BadRequest')]);
    expect(await isUp(url)).toBe(true);
  });

  test('whose headers are a flood', async () => {
    const { port, url } = await start({ limits: { headerBytesMax: 2_000 } });
    const connection = rawConnection(port);
    connection.send(`POST / HTTP/1.1\r\nhost: a\r\n${'x-more: and more\r\n'.repeat(1_000)}`);
    expect(await connection.closed()).toMatchObject([refusal(431, 'RequestHeaderFieldsTooLarge')]);
    expect(await isUp(url)).toBe(true);
  });
});

describe('a body', () => {
  test('that says it is too large is refused unread, in the protocol of the request', async () => {
    const { port, url } = await start({ limits: { bodyBytesMax: 100 } });
    const connection = rawConnection(port);
    connection.send(ecsRequest('CreateCluster', `{"clusterName": "${'x'.repeat(100)}"}`).slice(0, -100));
    expect(await connection.closed()).toMatchObject([
      {
        ...refusal(413, ''),
        body: '{"__type":"RequestEntityTooLarge","message":"The body of the request has more than 100 bytes."}',
      },
    ]);
    expect(await isUp(url)).toBe(true);
  });

  test('that turns out to be too large is refused there', async () => {
    const { port } = await start({ limits: { bodyBytesMax: 100 } });
    const connection = rawConnection(port);
    connection.send('POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n');
    for (let sent = 0; sent < 10; sent += 1) connection.send(`10\r\n${'x'.repeat(16)}\r\n`);
    expect(await connection.closed()).toMatchObject([refusal(413, 'RequestEntityTooLarge')]);
  });

  test('of a control route has the same limit, a snapshot has its own', async () => {
    const { url } = await start({ limits: { bodyBytesMax: 100, snapshotBytesMax: 2 ** 20 } });
    const control = connect(url);
    await expect(control.seedResources({ clusters: ['c'.repeat(100)] })).rejects.toMatchObject({
      statusCode: 413,
      code: 'RequestEntityTooLarge',
      value: '100',
    });
    expect(await control.restore(await control.snapshot())).toMatchObject({ elapsedMs: 0 });
  });

  test('in chunks is read like any other', async () => {
    const { port } = await start();
    const connection = rawConnection(port);
    connection.send(ecsRequest('ListClusters', '').replace('content-length: 0', 'transfer-encoding: chunked'));
    connection.send('1\r\n{\r\n1\r\n}\r\n0\r\n\r\n');
    expect(await connection.replies(1)).toMatchObject([{ status: 200, body: '{"clusterArns":[]}' }]);
  });

  test('whose chunks are nonsense', async () => {
    const { port, url } = await start();
    const connection = rawConnection(port);
    connection.send(ecsRequest('CreateCluster', '').replace('content-length: 0', 'transfer-encoding: chunked'));
    connection.send('zz\r\n');
    expect(await connection.closed()).toMatchObject([refusal(400, 'BadRequest')]);
    expect(await isUp(url)).toBe(true);
  });

  test.each([
    { name: 'half a JSON', body: '{"clusterName": "we' },
    { name: 'a list', body: '[]' },
    { name: 'a number', body: '7' },
    { name: 'XML', body: '<clusterName>web</clusterName>' },
    { name: 'nested a hundred thousand deep', body: `{"clusterName":${'['.repeat(100_000)}${']'.repeat(100_000)}}` },
  ])('that is $name changes nothing', async ({ body }) => {
    const server = await start();
    const connection = rawConnection(server.port);
    connection.send(ecsRequest('CreateCluster', body));
    expect(await connection.replies(1)).toMatchObject([
      { status: 400, body: expect.stringContaining('SerializationException') },
    ]);
    expect(server.sim.ecs.listClusters().clusterArns).toEqual([]);
  });

  test.each(['workloads', 'faults', 'border-faults', 'resources'])(
    'that is as deep is no better for %s',
    async (path) => {
      const { url } = await start();
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      const reply = await fetch(`${url}/_steadystate/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: path === 'workloads' ? `{"selector":"web","behaviour":${deep}}` : `{"clusters":${deep}}`,
      });
      expect([reply.status, ((await reply.json()) as { error: { code: string } }).error.code]).toEqual([
        400,
        expect.stringMatching(/^Invalid/),
      ]);
    },
  );

  test('of bytes that are no UTF-8 is a name that ECS refuses', async () => {
    const { port } = await start();
    const connection = rawConnection(port);
    const body = Buffer.concat([Buffer.from('{"clusterName":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    connection.send(ecsRequest('CreateCluster', '').replace('content-length: 0', `content-length: ${body.length}`));
    connection.send(body);
    expect(await connection.replies(1)).toMatchObject([
      { status: 400, body: expect.stringContaining('InvalidParameterException') },
    ]);
  });
});

describe('a caller that takes its time', () => {
  const limits = { headersTimeoutMs: 40, requestTimeoutMs: 80 };

  test.each([
    { name: 'over the first line', sent: 'POST / HT' },
    { name: 'over the headers', sent: 'POST / HTTP/1.1\r\nhost: a\r\nx-amz-target: ' },
    { name: 'over the body', sent: ecsRequest('CreateCluster', '{}').slice(0, -1) },
    { name: 'over a chunk', sent: 'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n10\r\nxx' },
  ])('$name is cut off, and nothing has changed', async ({ sent }) => {
    const server = await start({ limits });
    const connection = rawConnection(server.port);
    connection.send(sent);
    expect(await connection.closed()).toMatchObject([refusal(408, 'RequestTimeout')]);
    expect(server.sim.ecs.listClusters().clusterArns).toEqual([]);
    expect(await isUp(server.url)).toBe(true);
  });

  test('that never says a word is cut off', async () => {
    const { port } = await start({ limits });
    expect((await rawConnection(port).closed()).length).toBeLessThan(2);
  });

  test('that goes away in the middle of a request leaves nothing behind', async () => {
    const server = await start({ limits: { closeTimeoutMs: 600_000 } });
    const connection = rawConnection(server.port);
    connection.send(ecsRequest('CreateCluster', '{}', 'expect: 100-continue\r\n').slice(0, -1));
    await connection.replies(1);
    connection.socket.resetAndDestroy();
    await connection.closed();
    // It would wait ten minutes for a reply that is still under way.
    await server.close();
    expect(server.sim.ecs.listClusters().clusterArns).toEqual([]);
  });

  test('that does not read what it asked for is cut off in the end', async () => {
    const server = await start({ limits: { idleTimeoutMs: 50, closeTimeoutMs: 600_000 } });
    const tags = Array.from({ length: 50 }, (_, index) => ({
      key: `${index}`.padEnd(128, 'k'),
      value: 'v'.repeat(256),
    }));
    for (let made = 0; made < 1_000; made += 1) server.sim.ecs.createCluster({ clusterName: `c${made}`, tags });
    const connection = rawConnection(server.port);
    // Some 20 MB: more than the kernel keeps for a connection.
    connection.send('GET /_steadystate/snapshot HTTP/1.1\r\nhost: a\r\n\r\n');
    await once(connection.socket, 'data');
    connection.socket.pause();
    // It would wait ten minutes for the reply that is still under way.
    await server.close();
    connection.socket.destroy();
  });
});

describe('many', () => {
  test('requests on one connection, all sent at once, are answered in turn', async () => {
    const { port, sim } = await start();
    const connection = rawConnection(port);
    const names = Array.from({ length: 200 }, (_, index) => `c${index}`);
    connection.send(names.map((clusterName) => ecsRequest('CreateCluster', JSON.stringify({ clusterName }))).join(''));
    const replies = await connection.replies(names.length);
    expect(replies.map(({ body }) => JSON.parse(body).cluster.clusterName)).toEqual(names);
    expect(sim.ecs.describeClusters({ clusters: names.slice(0, 100) }).clusters).toHaveLength(100);
  });

  test('connections at one time are served', async () => {
    const { port, url } = await start();
    const connections = Array.from({ length: 2_000 }, () => rawConnection(port));
    for (const connection of connections) connection.send(ecsRequest('ListClusters', '{}'));
    const replies = await Promise.all(connections.map((connection) => connection.replies(1)));
    expect(new Set(replies.map(([reply]) => reply?.status))).toEqual(new Set([200]));
    expect(await isUp(url)).toBe(true);
    for (const { socket } of connections) socket.destroy();
  });

  test('more than the limit are closed, and there is room again when others leave', async () => {
    const { port } = await start({ limits: { connectionsMax: 3 } });
    const welcome = [1, 2, 3].map(() => rawConnection(port));
    for (const connection of welcome) {
      connection.send(ecsRequest('ListClusters', '{}'));
      await connection.replies(1);
    }
    expect(await rawConnection(port).closed()).toEqual([]);
    const [leaves] = welcome;
    leaves?.send(ecsRequest('ListClusters', '{}', 'connection: close\r\n'));
    await leaves?.closed();
    const next = rawConnection(port);
    next.send(ecsRequest('ListClusters', '{}'));
    expect(await next.replies(1)).toMatchObject([{ status: 200 }]);
  });
});

describe('random bytes', () => {
  let server: SteadystateServer;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  beforeAll(async () => {
    server = await startServer({ limits: { headersTimeoutMs: 500, requestTimeoutMs: 500 } });
  });
  afterAll(async () => {
    agent.destroy();
    await server.close();
  });

  const post = (headers: Readonly<Record<string, string>>, body: Uint8Array | string): Promise<RawReply> =>
    new Promise((resolve, reject) => {
      const sent = request({ port: server.port, method: 'POST', path: '/', headers, agent }, async (incoming) => {
        let text = '';
        for await (const chunk of incoming) text += chunk;
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers as Record<string, string>, body: text });
      });
      sent.on('error', reject).end(body);
    });

  /** Anything, or a request that is nearly right. */
  const bodies = (whole: string) =>
    fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json(),
      fc
        .tuple(fc.nat(whole.length), fc.uint8Array({ maxLength: 8 }), fc.nat(8))
        .map(([at, bytes, skipped]) =>
          Buffer.concat([Buffer.from(whole.slice(0, at)), bytes, Buffer.from(whole.slice(at + skipped))]),
        ),
    );
  const state = () => JSON.stringify(server.sim.snapshot());
  const checked = { numRuns: 1_000 };

  const jsonActions = fc.constantFrom(
    'CreateService',
    'RegisterTaskDefinition',
    'DescribeClusters',
    'TagResource',
    'No',
  );
  const service = '{"cluster":"c","serviceName":"web","taskDefinition":"web:1","desiredCount":3,"tags":[{"key":"a"}]}';

  test.each(['1.0', '1.1'])('as JSON %s: an error of AWS, or an answer; never more', async (version) => {
    await fc.assert(
      fc.asyncProperty(jsonActions, bodies(service), async (action, body) => {
        const before = state();
        const reply = await post(
          {
            'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}`,
            'content-type': `application/x-amz-json-${version}`,
          },
          body,
        );
        expect(reply.headers['content-type']).toBe(`application/x-amz-json-${version}`);
        const parsed = JSON.parse(reply.body) as { __type?: string };
        if (reply.status === 200) return;
        expect([reply.status, typeof parsed.__type]).toEqual([400, 'string']);
        expect(state()).toBe(before);
      }),
      checked,
    );
  });

  const form = 'Action=CreateTargetGroup&Version=2015-12-01&Name=web&Protocol=HTTP&Port=80&Tags.member.1.Key=a';

  test('as a form: an error of AWS, or an answer; never more', async () => {
    await fc.assert(
      fc.asyncProperty(bodies(form), async (body) => {
        const before = state();
        const reply = await post({ 'content-type': 'application/x-www-form-urlencoded' }, body);
        expect(reply.headers['content-type']).toBe('text/xml');
        if (reply.status === 200) return;
        expect([reply.status, /<Code>\w+<\/Code>/.test(reply.body)]).toEqual([400, true]);
        expect(state()).toBe(before);
      }),
      checked,
    );
  });

  const routes = fc.constantFrom('/time/run', '/workloads', '/faults', '/border-faults', '/resources', '/snapshot');

  test('at control routes: a refusal, or an answer; never more', async () => {
    await fc.assert(
      fc.asyncProperty(routes, bodies('{"duration":"1s","selector":"web","behaviour":{}}'), async (path, body) => {
        const reply = await fetch(`${server.url}/_steadystate${path}`, {
          method: path === '/snapshot' ? 'PUT' : 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        });
        const { error } = (await reply.json()) as { error?: { code: string; message: string } };
        if (reply.status === 200) return;
        expect([reply.status, typeof error?.code, typeof error?.message]).toEqual([400, 'string', 'string']);
      }),
      checked,
    );
  });

  test('instead of HTTP: a refusal, or nothing; and the server goes on', async () => {
    const lines = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 100 }),
      fc
        .tuple(fc.string(), fc.string(), fc.string())
        .map(([a, b, c]) => Buffer.from(`POST /${a} HTTP/1.1\r\n${b}: ${c}\r\n\r\n`)),
    );
    await fc.assert(
      fc.asyncProperty(lines, async (bytes) => {
        const connection = rawConnection(server.port);
        connection.socket.end(bytes);
        const replies = await connection.closed();
        for (const { status } of replies) expect(status).toBeGreaterThanOrEqual(400);
        for (const { status } of replies) expect(status).toBeLessThan(500);
      }),
      checked,
    );
    expect(await isUp(server.url)).toBe(true);
  });
});
