import { describe, expect, test } from 'vitest';
import type { WireRequest } from '../../src/wire/message.js';
import { routeOf } from '../../src/wire/route.js';

const requestOf = (headers: Record<string, string>, body: Uint8Array | string = '{}', path = '/'): WireRequest => ({
  method: 'POST',
  path,
  headers,
  body,
});
const signed = (name: string) =>
  `AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/${name}/aws4_request, SignedHeaders=host, Signature=0`;
const ecsTarget = 'AmazonEC2ContainerServiceV20141113.ListClusters';

describe('a request finds its service', () => {
  test.each([
    { name: 'by its target', request: requestOf({ 'x-amz-target': ecsTarget }), to: 'ecs ListClusters awsJson1_1' },
    {
      name: 'whatever its path',
      request: requestOf({ 'x-amz-target': ecsTarget }, '{}', '/some/ecs?x=1'),
      to: 'ecs ListClusters awsJson1_1',
    },
    {
      name: 'in the version of JSON it speaks',
      request: requestOf({ 'x-amz-target': ecsTarget, 'content-type': 'application/x-amz-json-1.0' }),
      to: 'ecs ListClusters awsJson1_0',
    },
    {
      name: 'by the version of a form',
      request: requestOf({}, 'Action=DescribeRules&Version=2015-12-01'),
      to: 'elbv2 DescribeRules awsQuery',
    },
    {
      name: 'in bytes',
      request: requestOf({}, new TextEncoder().encode('Action=DescribeRules&Version=2015-12-01')),
      to: 'elbv2 DescribeRules awsQuery',
    },
    {
      name: 'by the scope of its signature',
      request: requestOf({ authorization: signed('elasticloadbalancing') }, 'Action=DescribeRules'),
      to: 'elbv2 DescribeRules awsQuery',
    },
    {
      name: 'sent with GET',
      request: requestOf({}, '', '/?Action=DescribeRules&Version=2015-12-01'),
      to: 'elbv2 DescribeRules awsQuery',
    },
  ])('$name', ({ request, to }) => {
    const route = routeOf(request);
    expect('problem' in route ? route.problem : `${route.service.api} ${route.action} ${route.protocol}`).toBe(to);
  });
});

describe('a request that goes nowhere is told why', () => {
  const served = 'It serves Amazon ECS and Elastic Load Balancing v2.';

  test.each([
    {
      name: 'a target of a service that is not served',
      request: requestOf({ 'x-amz-target': 'AWSEvents.PutRule' }),
      code: 'UnknownOperationException',
      message: `steadystate does not serve AWSEvents. ${served}`,
    },
    {
      name: 'a target without a service',
      request: requestOf({ 'x-amz-target': 'ListClusters' }),
      code: 'UnknownOperationException',
      message: `steadystate does not serve this. ${served}`,
    },
    {
      name: 'JSON without a target',
      request: requestOf({ 'content-type': 'application/x-amz-json-1.1' }),
      code: 'UnknownOperationException',
      message: '',
    },
    {
      name: 'nothing at all',
      request: requestOf({}, ''),
      code: 'MissingAction',
      message: 'The request must contain the parameter Action.',
    },
    {
      name: 'something else',
      request: requestOf({ 'content-type': 'text/html' }, '<html>'),
      code: 'MissingAction',
      message: 'The request must contain the parameter Action.',
    },
    {
      name: 'a version that is not served',
      request: requestOf({}, 'Action=PutMetricAlarm&Version=2010-08-01'),
      code: 'InvalidAction',
      message: 'The action PutMetricAlarm is not valid for this web service.',
      help: `steadystate does not serve 2010-08-01. ${served}`,
    },
    {
      name: 'a form without a version',
      request: requestOf({}, 'Action=DescribeRules'),
      code: 'InvalidAction',
      message: 'The action DescribeRules is not valid for this web service.',
      help: `steadystate does not serve this. ${served}`,
    },
  ])('$name', ({ request, code, message, help }) => {
    expect(routeOf(request)).toMatchObject({ problem: { code, message, ...(help && { help }) } });
  });
});
