import * as ecsSdk from '@aws-sdk/client-ecs';
import * as elbSdk from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from 'vitest';
import { allServices, type Service, services } from '../../src/api/services.js';
import { EcsApiError, ElbV2ApiError } from '../../src/model/errors.js';
import type { WireRequest } from '../../src/wire/message.js';
import { errorReplyOf } from '../../src/wire/reply.js';
import { routeOf } from '../../src/wire/route.js';

/** Schemas of the SDK are tuples: kind, namespace, name, traits, member names, members. */
type Schema = readonly [
  number,
  string,
  string,
  Readonly<Record<string, unknown>>,
  readonly string[],
  readonly unknown[],
];
const schemasOf = (sdk: object) => Object.values(sdk).filter((each): each is Schema => Array.isArray(each));
const errorsOf = (sdk: object) =>
  schemasOf(sdk).flatMap(([kind, , name, traits]) =>
    kind === -3 && typeof traits === 'object' ? [{ name, traits }] : [],
  );

describe('the table of services agrees with the SDK', () => {
  test.each(errorsOf(elbSdk))('$name', ({ name, traits }) => {
    const [code, status] = traits['awsQueryError'] as [string, number];
    const reply = errorReplyOf(
      { protocol: 'awsQuery', requestId: 'r', service: services.elbv2 },
      new ElbV2ApiError(name, 'No.'),
    );
    expect(reply.status).toBe(status);
    expect(reply.body).toContain(
      `<Type>${traits['error'] === 'client' ? 'Sender' : 'Receiver'}</Type><Code>${code}</Code>`,
    );
  });

  test.each(errorsOf(ecsSdk))('$name', ({ name, traits }) => {
    const reply = errorReplyOf(
      { protocol: 'awsJson1_1', requestId: 'r', service: services.ecs },
      new EcsApiError(name, 'No.'),
    );
    expect(reply.status).toBe(traits['httpError'] ?? (traits['error'] === 'client' ? 400 : 500));
  });

  test.each([
    { sdk: ecsSdk as object, service: services.ecs },
    { sdk: elbSdk as object, service: services.elbv2 },
  ])('maps of $service.title, where replies are XML', ({ sdk, service }) => {
    if (!service.protocols.includes('awsQuery')) return;
    const structures = schemasOf(sdk).filter(([kind]) => kind === 3);
    const maps = structures.flatMap(([, , , , names, members]) =>
      // 128 is a map of strings; a map of anything else is a schema of kind 2.
      names.filter(
        (_, place) =>
          members[place] === 128 || (Array.isArray(members[place]) && (members[place] as unknown[])[0] === 2),
      ),
    );
    expect([...new Set(maps)]).toEqual(service.xmlMaps);
  });

  test('and with what its clients send', async () => {
    const seen: Record<string, string>[] = [];
    const requestHandler = {
      handle: async ({ headers, body }: WireRequest) => {
        seen.push({ target: headers['x-amz-target'] ?? '', body: typeof body === 'string' ? body : 'bytes' });
        throw new Error('seen');
      },
    };
    const config = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' }, requestHandler };
    await new ecsSdk.ECSClient(config).send(new ecsSdk.ListClustersCommand({})).catch(() => undefined);
    await new elbSdk.ElasticLoadBalancingV2Client(config)
      .send(new elbSdk.DescribeRulesCommand({}))
      .catch(() => undefined);
    expect(seen).toEqual([
      { target: `${services.ecs.targetPrefix}.ListClusters`, body: 'bytes' },
      { target: '', body: `Action=DescribeRules&Version=${services.elbv2.version}` },
    ]);
  });
});

describe('a service that speaks JSON 1.0 and query side by side, as CloudWatch does', () => {
  const both: Service = {
    ...services.elbv2,
    targetPrefix: 'GraniteServiceVersion20100801',
    version: '2010-08-01',
    protocols: ['awsJson1_0', 'awsQuery'],
  };
  const table = [...allServices, both];

  test('is found by either', () => {
    const json = {
      method: 'POST',
      path: '/',
      headers: {
        'x-amz-target': 'GraniteServiceVersion20100801.PutMetricAlarm',
        'content-type': 'application/x-amz-json-1.0',
      },
      body: '{}',
    };
    const form = { method: 'POST', path: '/', headers: {}, body: 'Action=PutMetricAlarm&Version=2010-08-01' };
    expect(routeOf(json, table)).toMatchObject({ service: both, protocol: 'awsJson1_0', action: 'PutMetricAlarm' });
    expect(routeOf(form, table)).toMatchObject({ service: both, protocol: 'awsQuery', action: 'PutMetricAlarm' });
  });

  test('says the query code of an error in JSON, too', () => {
    const error = new ElbV2ApiError('HealthUnavailableException', 'No.');
    expect(errorReplyOf({ protocol: 'awsJson1_0', requestId: 'r', service: both }, error)).toMatchObject({
      status: 500,
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-query-error': 'HealthUnavailable;Receiver' },
      body: '{"__type":"HealthUnavailableException","message":"No."}',
    });
  });
});
