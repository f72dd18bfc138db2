import { describe, expect, test } from 'vitest';
import type { BorderFault } from '../../src/endpoint/border-fault.js';
import { createEndpoint } from '../../src/endpoint/endpoint.js';
import { createSimulator } from '../../src/index.js';
import { elbRequest, json } from './ask.js';

const withFaults = (...faults: BorderFault[]) => {
  const sim = createSimulator();
  return { sim, endpoint: createEndpoint(sim, { faults }) };
};
const create = json('CreateCluster', { clusterName: 'prod' });
const summary = ({ status, body }: { status: number; body: string }) => `${status} ${body}`;

describe('a border fault', () => {
  test.each([
    { fault: { kind: 'throttling' }, reply: '400 {"__type":"ThrottlingException","message":"Rate exceeded"}' },
    {
      fault: { kind: 'serverError' },
      reply: '500 {"__type":"ServerException","message":"Service Unavailable. Please try again later."}',
    },
    {
      fault: { kind: 'serverError', status: 503 },
      reply: '503 {"__type":"ServerException","message":"Service Unavailable. Please try again later."}',
    },
    {
      fault: { kind: 'expiredCredentials' },
      reply: '400 {"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}',
    },
  ] satisfies { fault: BorderFault; reply: string }[])('$fault.kind: the call does not act', ({ fault, reply }) => {
    const { sim, endpoint } = withFaults(fault);
    expect(summary(endpoint.answer(create))).toBe(reply);
    expect(sim.ecs.listClusters().clusterArns).toEqual([]);
    expect(sim.facts()).toEqual([]);
  });

  test.each([
    { fault: { kind: 'throttling' }, reply: /^400 .*<Type>Sender<\/Type><Code>Throttling<\/Code>/ },
    { fault: { kind: 'serverError' }, reply: /^500 .*<Type>Receiver<\/Type><Code>InternalFailure<\/Code>/ },
    { fault: { kind: 'expiredCredentials' }, reply: /^403 .*<Type>Sender<\/Type><Code>ExpiredToken<\/Code>/ },
  ] satisfies { fault: BorderFault; reply: RegExp }[])('$fault.kind in the query protocol', ({ fault, reply }) => {
    expect(summary(withFaults(fault).endpoint.answer(elbRequest('DescribeRules')))).toMatch(reply);
  });

  test('serverError with acted: the call acts, and its reply is lost', () => {
    const { sim, endpoint } = withFaults({ kind: 'serverError', acted: true, calls: 1 });
    expect(endpoint.answer(create).status).toBe(500);
    expect(sim.ecs.listClusters().clusterArns).toHaveLength(1);
  });

  test('serverError with acted: of a call that is refused, the refusal is lost', () => {
    const { sim, endpoint } = withFaults({ kind: 'serverError', acted: true });
    expect(summary(endpoint.answer(json('DeleteCluster', { cluster: 'prod' })))).toBe(
      '500 {"__type":"ServerException","message":"Service Unavailable. Please try again later."}',
    );
    expect(sim.facts()).toEqual([]);
  });

  test('latency: the call takes virtual time before it acts', () => {
    const { sim, endpoint } = withFaults({ kind: 'latency', latency: '2s', operations: ['CreateCluster'] });
    expect(endpoint.answer(create).status).toBe(200);
    expect(sim.elapsedMs).toBe(2_000);
    endpoint.answer(json('ListClusters', {}));
    expect(sim.elapsedMs).toBe(2_000);
  });

  test('a call that fails after its latency has taken it', () => {
    const { sim, endpoint } = withFaults({ kind: 'latency', latency: '2s' }, { kind: 'throttling' });
    expect(endpoint.answer(create).status).toBe(400);
    expect(sim.elapsedMs).toBe(2_000);
  });
});

describe('a border fault hits', () => {
  const statuses = (calls: number, ...faults: BorderFault[]) => {
    const { endpoint } = withFaults(...faults);
    return Array.from({ length: calls }, () => endpoint.answer(json('ListClusters', {})).status).join(' ');
  };

  test('the next calls, as many as it says', () => {
    expect(statuses(4, { kind: 'throttling', calls: 2 })).toBe('400 400 200 200');
  });

  test('operations by name, of one service or of all that have it', () => {
    const { endpoint } = withFaults({ kind: 'throttling', operations: ['ecs.ListServices', 'DescribeRules'] });
    expect(endpoint.answer(json('ListServices', {})).body).toContain('ThrottlingException');
    expect(endpoint.answer(elbRequest('DescribeRules')).body).toContain('Throttling');
    expect(endpoint.answer(json('ListClusters', {})).status).toBe(200);
  });

  test('a fraction of the calls, the same ones with the same seed', () => {
    const half = { kind: 'throttling', fraction: 0.5 } as const;
    const hits = statuses(1_000, half);
    expect(hits).toBe(statuses(1_000, half));
    const count = hits.split('400').length - 1;
    expect(count).toBeGreaterThan(430);
    expect(count).toBeLessThan(570);
  });

  test('a fraction of the calls until it has hit as many as it says', () => {
    const hits = statuses(100, { kind: 'throttling', fraction: 0.2, calls: 3 });
    expect(hits.split('400')).toHaveLength(4);
    expect(hits.startsWith('400 400 400')).toBe(false);
  });

  test('nothing any more once it is removed', () => {
    const { endpoint } = withFaults({ kind: 'throttling' });
    const added = endpoint.faults.add({ kind: 'expiredCredentials', calls: 5 });
    expect(endpoint.faults.list()).toEqual([
      { id: 1, fault: { kind: 'throttling' }, hits: 0 },
      { id: 2, fault: { kind: 'expiredCredentials', calls: 5 }, hits: 0 },
    ]);
    endpoint.faults.remove(1);
    expect(endpoint.answer(create).body).toContain('ExpiredTokenException');
    expect(endpoint.faults.list()).toEqual([{ ...added, hits: 1 }]);
    endpoint.faults.clear();
    expect(endpoint.answer(create).status).toBe(200);
    expect(() => endpoint.faults.remove(2)).toThrow(expect.objectContaining({ code: 'UnknownResource' }));
  });
});

describe('a border fault that is none is refused', () => {
  test.each([
    [{ kind: 'flood' }, 'kind'],
    [{ kind: 'throttling', calls: 0 }, 'calls'],
    [{ kind: 'throttling', fraction: 2 }, 'fraction'],
    [{ kind: 'throttling', operations: [] }, 'operations'],
    [{ kind: 'throttling', operations: ['LaunchRocket'] }, 'operations'],
    [{ kind: 'throttling', operations: ['elbv2.ListClusters'] }, 'operations'],
    [{ kind: 'throttling', latency: '1s' }, 'latency'],
    [{ kind: 'serverError', status: 400 }, 'status'],
    [{ kind: 'latency' }, 'latency'],
  ])('%j', (fault, resource) => {
    expect(() => withFaults(fault as BorderFault)).toThrow(
      expect.objectContaining({ name: 'SteadystateError', code: 'InvalidFault', resource }),
    );
  });

  test('a latency that is no time', () => {
    expect(() => withFaults({ kind: 'latency', latency: 'soon' })).toThrow(
      expect.objectContaining({ code: 'InvalidDuration' }),
    );
  });
});
