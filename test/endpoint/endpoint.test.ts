import { describe, expect, test } from 'vitest';
import { createEndpoint } from '../../src/endpoint/endpoint.js';
import { createSimulator } from '../../src/index.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { ask, elbRequest, json, target } from './ask.js';

describe('a call', () => {
  test('is answered as AWS would, with a request id and no date', () => {
    const endpoint = createEndpoint(createSimulator());
    expect(endpoint.answer(json('CreateCluster', { clusterName: 'prod' }))).toEqual({
      status: 200,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': '00000000-0000-4000-8000-000000000001',
      },
      body: expect.stringContaining('"clusterArn":"arn:aws:ecs:us-east-1:123456789012:cluster/prod"'),
    });
    expect(endpoint.answer(json('ListClusters', {})).headers['x-amzn-requestid']).toBe(
      '00000000-0000-4000-8000-000000000002',
    );
  });

  test('reads bytes as text, and null as absent', () => {
    const sim = createSimulator();
    const body = new TextEncoder().encode('{"clusterName": "prod", "tags": null, "settings": [null]}');
    const reply = createEndpoint(sim).answer({ ...json('CreateCluster', {}), body });
    expect(reply.status).toBe(200);
    expect(sim.ecs.listClusters().clusterArns).toHaveLength(1);
  });

  test('of the query protocol is answered in XML', () => {
    const reply = createEndpoint(createSimulator()).answer(elbRequest('DescribeTargetGroups'));
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'text/xml' } });
    expect(reply.body).toContain(
      '<DescribeTargetGroupsResult><TargetGroups></TargetGroups></DescribeTargetGroupsResult>',
    );
  });

  test('goes to the simulator that is there when it comes', () => {
    let sim: Simulator = createSimulator();
    const endpoint = createEndpoint(() => sim);
    endpoint.answer(json('CreateCluster', { clusterName: 'old' }));
    sim = createSimulator();
    expect(ask(endpoint, 'ListClusters', {})).toEqual({ clusterArns: [] });
  });
});

describe('what cannot be answered is refused in the protocol it came in', () => {
  test.each([
    {
      name: 'an operation that is not there',
      request: json('LaunchRocket', {}),
      status: 400,
      body: '{"__type":"UnknownOperationException"}',
    },
    {
      name: 'an operation by its name in JavaScript',
      request: json('listClusters', {}),
      status: 400,
      body: '{"__type":"UnknownOperationException"}',
    },
    {
      name: 'an action that is not there',
      request: elbRequest('LaunchRocket'),
      status: 400,
      body: expect.stringContaining(
        '<Code>InvalidAction</Code><Message>The action LaunchRocket is not valid for this web service.</Message>',
      ),
    },
    {
      name: 'JSON that is none',
      request: { ...json('ListClusters', {}), body: '{"a":' },
      status: 400,
      body: '{"__type":"SerializationException","message":"The request could not be read."}',
    },
    {
      name: 'a list for a request',
      request: { ...json('ListClusters', {}), body: '[]' },
      status: 400,
      body: '{"__type":"SerializationException","message":"The request could not be read."}',
    },
    {
      name: 'a member of the wrong type',
      request: json('ListClusters', { maxResults: 'ten' }),
      status: 400,
      body: '{"__type":"SerializationException","message":"STRING_VALUE cannot be converted to Integer"}',
    },
    {
      name: 'a number in a form that is none',
      request: elbRequest('DescribeTargetGroups', { PageSize: 'ten' }),
      status: 400,
      body: expect.stringContaining(
        '<Code>SerializationException</Code><Message>STRING_VALUE cannot be converted to Integer</Message>',
      ),
    },
    {
      name: 'what ECS refuses',
      request: json('ListServices', { cluster: 'nowhere' }),
      status: 400,
      body: '{"__type":"ClusterNotFoundException","message":"Cluster not found."}',
    },
    {
      name: 'a service that is not served',
      request: target('AWSEvents.PutRule', {}),
      status: 400,
      body: '{"__type":"UnknownOperationException","message":"steadystate does not serve AWSEvents. It serves Amazon ECS and Elastic Load Balancing v2."}',
    },
  ])('$name', ({ request, status, body }) => {
    const reply = createEndpoint(createSimulator()).answer(request);
    expect({ status: reply.status, body: reply.body }).toEqual({ status, body });
  });

  test('a mistake that is not the caller’s is a 500 that names it', () => {
    const broken = () => {
      throw new TypeError('no simulator');
    };
    const endpoint = createEndpoint(broken);
    expect(endpoint.answer(json('ListClusters', {}))).toMatchObject({
      status: 500,
      body: '{"__type":"ServerException","message":"steadystate could not answer ListClusters: TypeError: no simulator"}',
    });
    expect(endpoint.answer(elbRequest('DescribeRules'))).toMatchObject({
      status: 500,
      body: expect.stringContaining('<Type>Receiver</Type><Code>InternalFailure</Code>'),
    });
  });
});
