import { createSimulator, fargateService } from 'steadystate';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { controlRoutes } from '../../../src/http/control/routes.js';
import { type ControlClient, connect } from '../../../src/http/index.js';
import { callEcs, servers } from '../with-server.js';

const start = servers();

/** A service `web` of one task, just created, behind a server. */
async function withService(): Promise<{ url: string; control: ControlClient }> {
  const sim = createSimulator();
  fargateService(sim);
  const { url } = await start({ sim });
  return { url, control: connect(url) };
}

const asked = async (url: string, path: string, init?: RequestInit) => {
  const reply = await fetch(`${url}${path}`, init);
  const text = await reply.text();
  return { status: reply.status, type: reply.headers.get('content-type'), text };
};
const json = { 'content-type': 'application/json' };

describe('time', () => {
  test('is told, moved by a duration, to a moment, and until everything is steady', async () => {
    const { control } = await withService();
    expect(await control.time()).toEqual({ now: '2026-01-01T00:00:00.000Z', elapsedMs: 0, isSteady: false });
    expect(await control.run({ duration: '5s' })).toMatchObject({
      ended: 'reached',
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: '2026-01-01T00:00:05.000Z',
      tookMs: 5_000,
      outcome: 'unfinished',
    });
    expect((await control.runTo({ moment: '2026-01-01T00:00:10Z' })).endedAt).toBe('2026-01-01T00:00:10.000Z');
    expect((await control.runTo({ moment: '+1s' })).endedAt).toBe('2026-01-01T00:00:11.000Z');
    const report = await control.runUntilSteady({ timeout: '30m' });
    expect(report).toMatchObject({ ended: 'reached', outcome: 'completed' });
    expect(report.text).toMatch(/^completed: /);
    expect((await control.time()).isSteady).toBe(true);
  });

  test('does not run backwards', async () => {
    const { control } = await withService();
    await control.run({ duration: 1_000 });
    await expect(control.runTo({ moment: '2026-01-01T00:00:00Z' })).rejects.toMatchObject({
      name: 'ControlError',
      statusCode: 400,
      code: 'TimeRunsBackwards',
      value: '2026-01-01T00:00:00Z',
      help: 'Take a snapshot or a fork before a moment you want to return to.',
    });
  });
});

describe('seeing', () => {
  test('a timeline as text and as data, whole or in part', async () => {
    const { url, control } = await withService();
    await control.runUntilSteady();
    const text = await control.timeline({ service: 'web', detail: 'events' });
    expect(text.split('\n')[0]).toBe('       time  desired/pending/running/healthy     what happened');
    expect(text).toContain('has reached a steady state.');
    expect(await asked(url, '/_steadystate/timeline?service=web&detail=events')).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
      text: `${text}\n`,
    });
    const entries = await control.timelineEntries({ service: 'web', from: '+20s', until: '+1m' });
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.every(({ atMs }) => atMs >= Date.UTC(2026, 0, 1, 0, 0, 20))).toBe(true);
    await expect(control.timeline({ service: 'wbe' })).rejects.toMatchObject({
      code: 'UnknownResource',
      help: 'Services are web (cluster default).',
    });
  });

  test('why a service is not steady, what became of its deployments, and its counts', async () => {
    const { control } = await withService();
    await control.run({ duration: '20s' });
    expect(await control.explain({ service: 'web' })).toMatch(/^\S.+\.$/m);
    await control.runUntilSteady();
    expect(await control.verdicts({ service: 'web', cluster: 'default' })).toMatchObject([
      { service: 'web', taskDefinition: 'web:1', outcome: 'completed', startedAt: '2026-01-01T00:00:00.000Z' },
    ]);
    expect((await control.series({ service: 'web' })).at(-1)).toMatchObject({ running: 1, pending: 0 });
    expect((await control.at({ moment: '+1s' })).services).toMatchObject([{ service: 'web', running: 0 }]);
  });
});

describe('moments in a query', () => {
  test.each(['+20s', '%2B20s', '2026-01-01T01:00:20+01:00', '1767225620000'])('%s', async (moment) => {
    const { url, control } = await withService();
    await control.run({ duration: '1m' });
    const { status, text } = await asked(url, `/_steadystate/at?moment=${moment}`);
    expect([status, JSON.parse(text)]).toMatchObject([200, { at: '2026-01-01T00:00:20.000Z' }]);
    const named = await asked(url, `/_steadystate/timeline/entries?from=${moment}`);
    expect(JSON.parse(named.text)).toEqual(await control.timelineEntries({ from: '+20s' }));
  });

  test('by the client, in every form it takes', async () => {
    const { control } = await withService();
    await control.run({ duration: '1m' });
    const wanted = await control.at({ moment: '+20s' });
    expect(await control.at({ moment: 1_767_225_620_000 })).toEqual(wanted);
    expect(await control.at({ moment: '2026-01-01T01:00:20+01:00' })).toEqual(wanted);
  });
});

describe('what containers do, and what goes wrong', () => {
  test('workloads are set, listed and forgotten', async () => {
    const { control } = await withService();
    const setting = { selector: { taskDefinition: 'web:1' }, behaviour: { exits: { code: 1, after: '4s' } } };
    expect(await control.setWorkload({ selector: 'web:1', behaviour: setting.behaviour })).toEqual([setting]);
    expect(await control.workloads()).toEqual([setting]);
    expect(await control.clearWorkloads()).toEqual([]);
    expect(await control.workloads()).toEqual([]);
    await expect(
      control.setWorkload({ selector: 'web:1', behaviour: { exits: { code: 256, after: '4s' } } }),
    ).rejects.toMatchObject({ code: 'InvalidWorkload', resource: 'exits.code', value: '256' });
    await expect(control.setWorkload({ selector: 'web:9', behaviour: {} })).rejects.toMatchObject({
      code: 'WorkloadForNothing',
    });
    const later = { selector: { taskDefinition: 'web:9' }, behaviour: {} };
    expect(await control.setWorkload({ selector: 'web:9', behaviour: {}, ahead: true })).toEqual([later]);
  });

  test('faults are added, listed and ended', async () => {
    const { control } = await withService();
    const fault = { kind: 'zoneLost', zone: 'us-east-1a', from: '+2m', until: '+10m' } as const;
    const added = { id: 1, from: '2026-01-01T00:02:00.000Z', until: '2026-01-01T00:10:00.000Z', fault };
    expect(await control.addFault(fault)).toEqual(added);
    expect(await control.faults()).toEqual([added]);
    expect(await control.removeFault({ id: 1 })).toEqual([]);
    await expect(control.removeFault({ id: 1 })).rejects.toMatchObject({ code: 'UnknownResource' });
    await expect(control.addFault({ kind: 'flood' } as never)).rejects.toMatchObject({ code: 'InvalidFault' });
  });

  test('faults at the border hit calls, and a reset ends them', async () => {
    const { url, control } = await withService();
    const fault = { kind: 'throttling', operations: ['ListClusters'] } as const;
    expect(await control.addBorderFault(fault)).toEqual({ id: 1, fault, hits: 0 });
    expect(await callEcs(url, 'ListClusters')).toEqual({
      status: 400,
      body: { __type: 'ThrottlingException', message: 'Rate exceeded' },
    });
    expect(await control.borderFaults()).toEqual([{ id: 1, fault, hits: 1 }]);
    expect(await control.removeBorderFault({ id: 1 })).toEqual([]);
    await control.addBorderFault(fault);
    expect(await control.removeBorderFault()).toEqual([]);
    await control.addBorderFault(fault);
    await control.reset();
    expect((await callEcs(url, 'ListClusters')).status).toBe(200);
  });
});

describe('state', () => {
  test('resources are made under the names and ARNs that a script knows', async () => {
    const { url, control } = await withService();
    const targetGroup = 'arn:aws:elasticloadbalancing:us-east-1:123456789:targetgroup/web-tg/abc123';
    const made = await control.seedResources({ clusters: ['prod'], targetGroups: [targetGroup] });
    expect(made).toMatchObject({
      clusters: ['arn:aws:ecs:us-east-1:123456789012:cluster/prod'],
      targetGroups: [targetGroup],
    });
    expect((await callEcs(url, 'DescribeClusters', { clusters: ['prod'] })).body).toMatchObject({
      clusters: [{ clusterName: 'prod', status: 'ACTIVE' }],
      failures: [],
    });
    await expect(control.seedResources({ clusters: [7] } as never)).rejects.toMatchObject({ statusCode: 400 });
  });

  test('a snapshot goes on from where it was taken, also at another server', async () => {
    const { control } = await withService();
    await control.run({ duration: '20s' });
    const snapshot = await control.snapshot({ facts: true });
    const { text } = await control.runUntilSteady();
    const other = connect((await start()).url);
    expect(await other.restore(snapshot)).toEqual({
      now: '2026-01-01T00:00:20.000Z',
      elapsedMs: 20_000,
      isSteady: false,
    });
    expect((await other.runUntilSteady()).text).toBe(text);
    expect(await other.timeline()).toBe(await control.timeline());
    await expect(other.restore({ version: 0 } as never)).rejects.toMatchObject({ code: 'InvalidSnapshot' });
  });

  test.each(['/_steadystate/reset', '/moto-api/reset'])('POST %s takes everything back to the start', async (path) => {
    const { url, control } = await withService();
    const first = await control.runUntilSteady();
    await callEcs(url, 'CreateCluster', { clusterName: 'more' });
    expect(await asked(url, path, { method: 'POST' })).toEqual({
      status: 200,
      type: 'application/json',
      text:
        path === '/moto-api/reset'
          ? '{"status":"ok"}'
          : '{"now":"2026-01-01T00:00:00.000Z","elapsedMs":0,"isSteady":false}',
    });
    expect((await callEcs(url, 'ListClusters')).body).toEqual({
      clusterArns: ['arn:aws:ecs:us-east-1:123456789012:cluster/default'],
    });
    expect((await control.runUntilSteady()).text).toBe(first.text);
  });

  test('a reset brings back the border as it was: its faults, their ids, and which calls they hit', async () => {
    const fault = { kind: 'throttling', operations: ['ListClusters'], fraction: 0.5 } as const;
    const { url } = await start({ faults: [{ ...fault, operations: ['ListServices'], calls: 1 }] });
    const control = connect(url);
    const story = async () => {
      const added = await control.addBorderFault(fault);
      const statuses: number[] = [];
      for (let call = 0; call < 12; call += 1) statuses.push((await callEcs(url, 'ListClusters')).status);
      return { added, statuses, first: await callEcs(url, 'ListServices'), faults: await control.borderFaults() };
    };
    const before = await story();
    expect(before.first.body).toEqual({ __type: 'ThrottlingException', message: 'Rate exceeded' });
    await control.reset();
    expect(await story()).toEqual(before);
  });

  test('a reset keeps the logger', async () => {
    const lines: unknown[] = [];
    const log = (...line: unknown[]) => void lines.push(line);
    const { url } = await start({ simulator: { logger: { debug: log, info: log, warn: log } } });
    await connect(url).reset();
    await callEcs(url, 'CreateCluster');
    expect(lines.length).toBeGreaterThan(0);
  });
});

describe('the routes themselves', () => {
  test('are listed, each with what it does', async () => {
    const { url, control } = await withService();
    const routes = await control.routes();
    expect(routes.map(({ name }) => name)).toEqual(Object.keys(controlRoutes));
    expect(routes[0]).toEqual({ name: 'routes', method: 'GET', path: '/_steadystate/', about: 'Lists these routes.' });
    const listed = await asked(url, '/_steadystate');
    expect(JSON.parse(listed.text)).toEqual(routes);
    for (const { about } of routes) expect(about).toMatch(/^[A-Z].+\.$/);
  });

  test('the health says how the server is set', async () => {
    const control = connect((await start({ onPoll: 'settle' })).url);
    expect(await control.health()).toEqual({
      status: 'ok',
      now: '2026-01-01T00:00:00.000Z',
      elapsedMs: 0,
      isSteady: true,
      onPoll: 'settle',
    });
  });

  test.each([
    {
      name: 'a member that is missing',
      path: '/time/run',
      init: { method: 'POST', headers: json, body: '{}' },
      status: 400,
      error: {
        code: 'InvalidRequest',
        message: 'duration is not valid: Invalid input: expected string or number.',
        resource: 'duration',
        help: 'POST /_steadystate/time/run: Moves virtual time by a duration: {"duration": "5m"}.',
      },
    },
    {
      name: 'a member too many',
      path: '/time/run',
      init: { method: 'POST', headers: json, body: '{"duration": "1s", "fast": true}' },
      status: 400,
      error: {
        code: 'InvalidRequest',
        message: 'fast is not valid: Unrecognized key: "fast".',
        resource: 'fast',
        value: 'true',
        help: 'POST /_steadystate/time/run: Moves virtual time by a duration: {"duration": "5m"}.',
      },
    },
    {
      name: 'a body that is no JSON',
      path: '/time/run',
      init: { method: 'POST', headers: json, body: '{duration}' },
      status: 400,
      error: {
        code: 'InvalidRequest',
        message: 'The body of the request is not JSON.',
        help: 'POST /_steadystate/time/run: Moves virtual time by a duration: {"duration": "5m"}.',
      },
    },
    {
      name: 'another content-type',
      path: '/time/run',
      init: { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"duration": "1s"}' },
      status: 415,
      error: {
        code: 'UnsupportedMediaType',
        message: "The request's content-type is text/plain.",
        help: 'Send content-type: application/json.',
      },
    },
    {
      name: 'a query that says what it should not',
      path: '/timeline?detail=all',
      init: {},
      status: 400,
      error: {
        code: 'InvalidRequest',
        message: 'detail is not valid: Invalid option: expected one of "events"|"normal"|"full".',
        resource: 'detail',
        value: '"all"',
        help: 'GET /_steadystate/timeline: Tells what happened, as text in columns: ?service, cluster, from, until, origin, detail=events|normal|full.',
      },
    },
    {
      name: 'another method',
      path: '/faults',
      init: { method: 'PUT', headers: json, body: '{}' },
      status: 405,
      error: {
        code: 'MethodNotAllowed',
        message: '/_steadystate/faults is not called with PUT.',
        help: 'Its methods are GET, POST, DELETE.',
      },
    },
    {
      name: 'a route that is not there',
      path: '/timelines',
      init: {},
      status: 404,
      error: {
        code: 'UnknownRoute',
        message: 'There is no control route /_steadystate/timelines.',
        help: 'GET /_steadystate/ lists them.',
      },
    },
  ])('$name is refused', async ({ path, init, status, error }) => {
    const { url } = await start();
    const reply = await asked(url, `/_steadystate${path}`, init as RequestInit);
    expect([reply.status, JSON.parse(reply.text)]).toEqual([status, { error }]);
  });
});

describe('the client', () => {
  test('has the types of what the server gives, as JSON leaves them', () => {
    type Reply<Name extends keyof ControlClient> = Awaited<ReturnType<ControlClient[Name]>>;
    expectTypeOf<Reply<'time'>['now']>().toEqualTypeOf<string>();
    expectTypeOf<Reply<'verdicts'>[number]['lowestHealthy']['at']>().toEqualTypeOf<string>();
    expectTypeOf<Reply<'timeline'>>().toEqualTypeOf<string>();
    expectTypeOf<Parameters<ControlClient['run']>>().toEqualTypeOf<[given: { readonly duration: string | number }]>();
  });

  test('says so when something else answers', async () => {
    const { url } = await start();
    await expect(connect(`${url}/elsewhere`).health()).rejects.toMatchObject({
      code: 'UnknownReply',
      statusCode: 405,
      help: 'Give the URL that the server printed when it was ready.',
    });
  });

  test('takes a URL with a slash at its end', async () => {
    const { url } = await start();
    expect((await connect(`${url}/`).health()).status).toBe('ok');
  });
});
