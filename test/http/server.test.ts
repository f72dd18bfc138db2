import { once } from 'node:events';
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { createSimulator, fargateService } from 'steadystate';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect, startServer } from '../../src/http/index.js';
import { ecsRequest, rawConnection } from './raw.js';
import { callEcs, servers } from './with-server.js';

const start = servers();

describe('a server', () => {
  test('listens on loopback at a free port, and serves a new simulator', async () => {
    const server = await start({ simulator: { seed: 3, region: 'eu-west-1' } });
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect(server.warning).toBeUndefined();
    expect(await callEcs(server.url, 'CreateCluster', { clusterName: 'prod' })).toMatchObject({
      status: 200,
      body: { cluster: { clusterArn: 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod', status: 'ACTIVE' } },
    });
    expect(server.sim.ecs.listClusters().clusterArns).toHaveLength(1);
  });

  test('serves a simulator that is there already, at any path', async () => {
    const sim = createSimulator();
    sim.ecs.createCluster({ clusterName: 'mine' });
    const server = await start({ sim });
    expect(server.sim).toBe(sim);
    expect(await callEcs(`${server.url}/ecs/some/path?x=1`, 'ListClusters')).toEqual({
      status: 200,
      body: { clusterArns: ['arn:aws:ecs:us-east-1:123456789012:cluster/mine'] },
    });
  });

  test('gives both protocols of the two services', async () => {
    const { url } = await start();
    const reply = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: 'Action=DescribeTargetGroups&Version=2015-12-01&Names.member.1=web',
    });
    expect([reply.status, reply.headers.get('content-type'), await reply.text()]).toEqual([
      400,
      'text/xml',
      '<ErrorResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><Error><Type>Sender</Type><Code>TargetGroupNotFound</Code><Message>One or more target groups not found</Message></Error><RequestId>00000000-0000-4000-8000-000000000001</RequestId></ErrorResponse>',
    ]);
  });

  test('tells the real date, never the virtual one: clients set their clocks by it', async () => {
    const { url } = await start();
    const reply = await fetch(url, { method: 'POST' });
    expect(new Date(reply.headers.get('date') ?? '').getUTCFullYear()).toBe(new Date().getUTCFullYear());
  });

  test('leaves Request and Response of the program alone', async () => {
    const before = [globalThis.Request, globalThis.Response];
    await start();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });

  test('says so when others than this machine can reach it', async () => {
    const server = await start({ host: '0.0.0.0' });
    expect(server.warning).toBe(
      'Listening at 0.0.0.0: whoever can reach this machine can call the simulator, without credentials.',
    );
    expect((await connect(`http://127.0.0.1:${server.port}`).health()).status).toBe('ok');
  });

  test('is not there for other machines unless it was asked to be', async () => {
    const { port } = await start();
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
    // A machine without a network has nobody to hide from.
    if (outside === undefined) return;
    await expect(fetch(`http://${outside}:${port}/_steadystate/health`)).rejects.toThrow('fetch failed');
  });

  test('two in one process have nothing to do with each other', async () => {
    const [one, other] = [await start(), await start()];
    await callEcs(one.url, 'CreateCluster', { clusterName: 'prod' });
    expect((await callEcs(other.url, 'ListClusters')).body).toEqual({ clusterArns: [] });
  });
});

describe('what a server refuses to start with', () => {
  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    await expect(startServer({ port })).rejects.toMatchObject({
      code: 'PortTaken',
      message: `Port ${port} of 127.0.0.1 is taken. Stop the program that listens there, or take another port; port 0 is any that is free.`,
      value: String(port),
    });
    other.close();
  });

  test('an address that is not of this machine', async () => {
    await expect(startServer({ host: '192.0.2.1' })).rejects.toMatchObject({
      code: 'CannotListen',
      value: '192.0.2.1',
    });
  });

  test.each([
    { options: { port: 70_000 }, message: 'Option port is 70000: Too big: expected number to be <=65535.' },
    { options: { speed: 0 }, message: 'Option speed is 0: Too small: expected number to be >0.' },
    { options: { prot: 80 }, message: 'Option prot is 80: Unrecognized key: "prot".' },
    {
      options: { limits: { bodyBytesMax: 0 } },
      message: 'Option limits.bodyBytesMax is 0: Too small: expected number to be >=1.',
    },
    { options: { onPoll: 'often' }, message: 'onPoll "often" is not a way to poll.' },
    {
      options: { sim: createSimulator(), simulator: { seed: 2 } },
      message: 'Option simulator.seed is given beside a simulator.',
    },
  ])('$options', async ({ options, message }) => {
    await expect(startServer(options as object)).rejects.toThrow(message);
  });
});

describe('closing', () => {
  test('ends connections without a reply under way at once, and lets the others have theirs', async () => {
    const server = await start();
    const [idle, fresh, halfHead, halfBody] = [0, 1, 2, 3].map(() => rawConnection(server.port));
    idle?.send(ecsRequest('ListClusters', '{}'));
    await idle?.replies(1);
    halfHead?.send('POST / HTTP/1.1\r\nhost:');
    const whole = ecsRequest('CreateCluster', '{"clusterName": "late"}', 'expect: 100-continue\r\n');
    halfBody?.send(whole.slice(0, -3));
    // 100: the server has seen the head.
    await halfBody?.replies(1);
    const closing = server.close();
    expect(await idle?.closed()).toHaveLength(1);
    expect(await fresh?.closed()).toEqual([]);
    expect(await halfHead?.closed()).toEqual([]);
    halfBody?.send('e"}');
    expect(await halfBody?.closed()).toMatchObject([
      { status: 100 },
      { status: 200, headers: { connection: 'close' } },
    ]);
    await closing;
    expect(server.sim.ecs.listClusters().clusterArns).toEqual(['arn:aws:ecs:us-east-1:123456789012:cluster/late']);
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  });

  test('lets a large reply go out whole', async () => {
    const server = await start();
    const tags = Array.from({ length: 50 }, (_, index) => ({
      key: `${index}`.padEnd(128, 'k'),
      value: 'v'.repeat(256),
    }));
    for (let made = 0; made < 1_000; made += 1) server.sim.ecs.createCluster({ clusterName: `c${made}`, tags });
    const connection = rawConnection(server.port);
    connection.send('GET /_steadystate/snapshot HTTP/1.1\r\nhost: a\r\n\r\n');
    await once(connection.socket, 'data');
    const closing = server.close();
    const [reply] = await connection.closed();
    await closing;
    expect(reply?.body.length).toBe(JSON.stringify(server.sim.snapshot()).length);
  });

  test('cuts off what takes too long, and may be asked for twice', async () => {
    const server = await start({ limits: { closeTimeoutMs: 1 } });
    const halfBody = rawConnection(server.port);
    halfBody.send(ecsRequest('CreateCluster', '{}', 'expect: 100-continue\r\n').slice(0, -1));
    await halfBody.replies(1);
    await Promise.all([server.close(), server.close()]);
    expect(await halfBody.closed()).toMatchObject([{ status: 100 }]);
    expect(server.sim.ecs.listClusters().clusterArns).toEqual([]);
  });
});

describe('speed', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('moves virtual time as real time goes by, and stops with the server', async () => {
    const server = await startServer({ speed: 60 });
    vi.advanceTimersByTime(1_000);
    expect(server.sim.elapsedMs).toBe(60_000);
    await server.close();
    vi.advanceTimersByTime(1_000);
    expect(server.sim.elapsedMs).toBe(60_000);
  });

  test('less than a millisecond is not lost', async () => {
    const server = await startServer({ speed: 0.013 });
    vi.advanceTimersByTime(100_000);
    expect(server.sim.elapsedMs).toBe(1_300);
    await server.close();
  });

  test('after a sleep of the machine, time goes on where it was', async () => {
    const server = await startServer({ speed: 10 });
    vi.setSystemTime(Date.now() + 86_400_000);
    const { now } = performance;
    vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + 86_400_000);
    vi.advanceTimersByTime(50);
    expect(server.sim.elapsedMs).toBe(10_000);
    await server.close();
    vi.restoreAllMocks();
  });

  test('polls leave time alone then, and a reset starts it anew', async () => {
    const sim = createSimulator();
    fargateService(sim);
    const server = await startServer({ sim, speed: 1 });
    const asked = await callEcs(server.url, 'DescribeServices', { services: ['web'] });
    expect(asked.body).toMatchObject({ services: [{ runningCount: 0 }] });
    vi.advanceTimersByTime(60_000);
    expect(server.sim.elapsedMs).toBe(60_000);
    expect(await connect(server.url).reset()).toMatchObject({ elapsedMs: 0 });
    vi.advanceTimersByTime(1_000);
    expect(server.sim.elapsedMs).toBe(1_000);
    expect(await connect(server.url).health()).toMatchObject({ status: 'ok', speed: 1, onPoll: 'none' });
    await server.close();
  });

  test('an error stops the clock, not the server, and the health says so', async () => {
    const sim = createSimulator({ startAt: 8_640_000_000_000_000 - 500 });
    const server = await startServer({ sim, speed: 1_000 });
    vi.advanceTimersByTime(2_000);
    expect(await connect(server.url).health()).toMatchObject({
      status: 'failed',
      failure:
        'SteadystateError: 50000 ms from now lie beyond the end of virtual time. The last moment is +275760-09-13T00:00:00.000Z.',
    });
    await server.close();
  });
});

describe('pages in a browser', () => {
  const origin = 'http://localhost:3000';
  const preflight = (url: string, from = origin) =>
    fetch(url, {
      method: 'OPTIONS',
      headers: {
        origin: from,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-amz-target',
      },
    });

  test('are refused, whatever they send: other programs name no origin', async () => {
    const server = await start();
    expect(await callEcs(server.url, 'CreateCluster', {}, { origin })).toEqual({
      status: 403,
      body: { __type: 'AccessDeniedException', message: `Pages of ${origin} may not call this server.` },
    });
    expect((await preflight(server.url)).status).toBe(403);
    const reset = await fetch(`${server.url}/_steadystate/reset`, { method: 'POST', headers: { origin } });
    expect(reset.status).toBe(403);
    expect(server.sim.ecs.listClusters().clusterArns).toEqual([]);
  });

  test('of one origin are let in where the option says so', async () => {
    const server = await start({ allowOrigin: origin });
    const asked = await preflight(server.url);
    expect([asked.status, Object.fromEntries(asked.headers)]).toMatchObject([
      204,
      {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET, POST, PUT, DELETE',
        'access-control-allow-headers': 'x-amz-target',
      },
    ]);
    const reply = await fetch(`${server.url}/_steadystate/health`, { headers: { origin } });
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    expect((await preflight(server.url, 'http://evil.example')).status).toBe(403);
  });
});
