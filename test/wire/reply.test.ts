import { describe, expect, test } from 'vitest';
import { services } from '../../src/api/services.js';
import { EcsApiError, ElbV2ApiError } from '../../src/model/errors.js';
import { commonErrors } from '../../src/wire/problem.js';
import { errorReplyOf, problemReplyOf, replyOf } from '../../src/wire/reply.js';

const json = { protocol: 'awsJson1_1', requestId: 'r-1', service: services.ecs } as const;
const query = { protocol: 'awsQuery', requestId: 'r-1', service: services.elbv2 } as const;
const jsonHeaders = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'r-1' };
const xmlHeaders = { 'content-type': 'text/xml', 'x-amzn-requestid': 'r-1' };
const namespace = 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/';

describe('JSON', () => {
  test('timestamps are seconds with a fraction, undefined members are left out', () => {
    const reply = {
      at: new Date(1_700_000_000_123),
      list: [{ at: new Date(0) }, new Date(1)],
      none: undefined,
      text: 'é',
    };
    expect(replyOf(json, 'CreateService', reply)).toEqual({
      status: 200,
      headers: jsonHeaders,
      body: '{"at":1700000000.123,"list":[{"at":0},0.001],"text":"é"}',
    });
  });

  test('numbers that JSON has not are text, and no reply is an empty object', () => {
    expect(replyOf(json, 'A', { a: Number.NaN, b: Number.POSITIVE_INFINITY }).body).toBe('{"a":"NaN","b":"Infinity"}');
    expect(replyOf(json, 'A', undefined).body).toBe('{}');
  });

  test('version 1.0 says so', () => {
    expect(replyOf({ ...json, protocol: 'awsJson1_0' }, 'A', {}).headers['content-type']).toBe(
      'application/x-amz-json-1.0',
    );
  });

  test('a refusal has its name twice, the text to the letter, and its help in a header', () => {
    const error = new EcsApiError('ConflictException', 'Taken.', {
      resourceIds: ['a'],
      help: 'Täke another,\nplease.',
    });
    expect(errorReplyOf(json, error)).toEqual({
      status: 400,
      headers: {
        ...jsonHeaders,
        'x-amzn-errortype': 'ConflictException',
        'x-steadystate-help': 'T ke another, please.',
      },
      body: '{"__type":"ConflictException","message":"Taken.","resourceIds":["a"]}',
    });
  });

  test.each([
    ['ServerException', 500],
    ['AccessDeniedException', 403],
    ['ClusterNotFoundException', 400],
  ])('%s is answered with %i', (code, status) => {
    expect(errorReplyOf(json, new EcsApiError(code, 'No.')).status).toBe(status);
  });
});

describe('query', () => {
  test('members are elements, items are member, dates are ISO 8601, what is empty is an empty element', () => {
    const reply = {
      Groups: [
        { Name: 'a', On: true, Port: 80, At: new Date(0), None: undefined, Null: null, Empty: {} },
        { Name: 'b' },
      ],
      Marker: undefined,
      Tags: [],
    };
    expect(replyOf(query, 'DescribeThings', reply)).toEqual({
      status: 200,
      headers: xmlHeaders,
      body:
        `<DescribeThingsResponse xmlns="${namespace}"><DescribeThingsResult>` +
        '<Groups><member><Name>a</Name><On>true</On><Port>80</Port><At>1970-01-01T00:00:00.000Z</At><Empty></Empty></member><member><Name>b</Name></member></Groups>' +
        '<Tags></Tags>' +
        '</DescribeThingsResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></DescribeThingsResponse>',
    });
  });

  test('maps have entries', () => {
    const reply = { AuthenticationRequestExtraParams: { a: 'b', c: '' } };
    expect(replyOf(query, 'A', reply).body).toContain(
      '<AuthenticationRequestExtraParams><entry><key>a</key><value>b</value></entry><entry><key>c</key><value></value></entry></AuthenticationRequestExtraParams>',
    );
  });

  test('what means something in XML is escaped, in keys of maps and messages, too', () => {
    expect(replyOf(query, 'A', { Text: '<&>"\'\r\n\u0001\u0085é' }).body).toContain(
      '<Text>&lt;&amp;&gt;&quot;&apos;&#xD;&#xA;&#x1;&#x85;é</Text>',
    );
    expect(errorReplyOf(query, new ElbV2ApiError('ValidationError', 'a < b')).body).toContain(
      '<Message>a &lt; b</Message>',
    );
  });

  test('a refusal has its query code', () => {
    const error = new ElbV2ApiError('TargetGroupNotFoundException', 'One or more target groups not found');
    expect(errorReplyOf(query, error)).toEqual({
      status: 400,
      headers: xmlHeaders,
      body: `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>TargetGroupNotFound</Code><Message>One or more target groups not found</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`,
    });
  });

  test.each([
    ['TrustStoreAssociationNotFoundException', 'AssociationNotFound', 400, 'Sender'],
    ['PriorRequestNotCompleteException', 'PriorRequestNotComplete', 429, 'Sender'],
    ['HealthUnavailableException', 'HealthUnavailable', 500, 'Receiver'],
    ['UnsupportedFeatureException', 'UnsupportedFeatureException', 400, 'Sender'],
    ['ValidationError', 'ValidationError', 400, 'Sender'],
  ])('%s goes as %s with %i', (code, queryCode, status, type) => {
    const reply = errorReplyOf(query, new ElbV2ApiError(code, 'No.'));
    expect(reply.status).toBe(status);
    expect(reply.body).toContain(`<Type>${type}</Type><Code>${queryCode}</Code>`);
  });

  test('a common error has the code and the status that the query protocol has for it', () => {
    expect(problemReplyOf(query, commonErrors.expiredCredentials)).toMatchObject({
      status: 403,
      body: expect.stringContaining('<Code>ExpiredToken</Code>'),
    });
    expect(problemReplyOf(json, commonErrors.expiredCredentials)).toMatchObject({
      status: 400,
      body: '{"__type":"ExpiredTokenException","message":"The security token included in the request is expired"}',
    });
  });
});
