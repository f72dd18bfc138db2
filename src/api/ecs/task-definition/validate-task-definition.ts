import { EcsApiError } from '../../../model/errors.js';
import { firstRefusal, type Rule } from '../../validation/refusal.js';
import { containerRules, dependencyRules } from './containers.js';
import { fargateRules } from './fargate.js';
import { labelRules } from './labels.js';
import { loggingRules } from './logging.js';
import { networkRules } from './network.js';
import { refuse, type TaskDefinitionRequest } from './task-definition-request.js';
import { sizeRules } from './task-size.js';
import { volumeRules } from './volumes.js';

/**
 * Refuses a task definition that ECS would refuse, with ECS's text. Needs nothing but the request.
 *
 * The order is that of the structure first: names, containers, network, volumes and logs, sizes, then what Fargate wants. It is
 * inferred, but for one pair: a container without memory is found before Fargate's missing sizes (seen when deployed).
 *
 * @throws {@link EcsApiError} ClientException; InvalidParameterException for a size that isn't one
 * @rule definition-order-of-checks
 */
export function validateTaskDefinition(request: TaskDefinitionRequest): void {
  const refusal = firstRefusal(rules, request);
  if (refusal === undefined) return;
  throw new EcsApiError(refusal.code ?? 'ClientException', refusal.message, {
    resource: `task definition ${request.family}`,
    ...(refusal.help !== undefined && { help: refusal.help }),
  });
}

/** 64 KiB of JSON (quota; text: users' logs). */
const definitionBytesMax = 65_536;

const definitionSize: Rule<TaskDefinitionRequest> = (request) => {
  const bytes = new TextEncoder().encode(JSON.stringify(request)).length;
  if (bytes <= definitionBytesMax) return undefined;
  return refuse(`Actual length: '${bytes}'. Max allowed length is '${definitionBytesMax}' bytes.`);
};

const rules: readonly Rule<TaskDefinitionRequest>[] = [
  definitionSize,
  ...containerRules,
  ...dependencyRules,
  ...networkRules,
  ...volumeRules,
  ...loggingRules,
  ...sizeRules,
  ...fargateRules,
  ...labelRules,
];
