import type { Failure } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';

/**
 * Daemons, gateways and Express gateway services: none can be made here, so whatever names one names none. The exceptions are
 * the declared ones of each operation; their texts are inferred.
 * @rule unpublished-families-none
 */
export const daemonNotFound = (daemonArn: string): EcsApiError =>
  new EcsApiError('DaemonNotFoundException', 'Daemon not found.', {
    resource: 'daemonArn',
    value: daemonArn,
    help: 'steadystate has no daemons.',
  });

export const daemonTaskDefinitionNotFound = (reference: string): EcsApiError =>
  new EcsApiError('ClientException', 'Unable to describe daemon task definition.', {
    resource: 'daemonTaskDefinition',
    value: reference,
    help: 'steadystate has no daemons.',
  });

export const gatewayNotFound = (gateway: string): EcsApiError =>
  new EcsApiError('GatewayNotFoundException', 'Gateway not found.', {
    resource: 'gateway',
    value: gateway,
    help: 'steadystate has no gateways.',
  });

export const gatewayRouteNotFound = (arn: string): EcsApiError =>
  new EcsApiError('ResourceNotFoundException', 'Gateway route not found.', {
    resource: 'gatewayRouteArn',
    value: arn,
    help: 'steadystate has no gateways.',
  });

/** @param code - DescribeExpressGatewayService has an exception of its own */
export const expressServiceNotFound = (code: string, serviceArn: string): EcsApiError =>
  new EcsApiError(code, 'Service not found.', {
    resource: 'serviceArn',
    value: serviceArn,
    help: 'steadystate has no Express gateway services.',
  });

export const missingEach = (arns: readonly string[]): Failure[] =>
  [...new Set(arns)].map((arn) => ({ arn, reason: 'MISSING' }));
