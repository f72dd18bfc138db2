import type { Rule } from '../../validation/refusal.js';
import { eachContainer, refuse, type TaskDefinitionRequest } from './task-definition-request.js';

/** In the order in which the text lists the missing ones (users' logs; seen when deployed). */
const awslogsOptions = ['awslogs-region', 'awslogs-group'];

const options = eachContainer(({ logConfiguration }) => {
  if (logConfiguration?.logDriver !== 'awslogs') return undefined;
  const missing = awslogsOptions.filter((option) => logConfiguration.options?.[option] === undefined);
  return missing.length > 0 ? refuse(`Log driver awslogs requires options: ${missing.join(', ')}`) : undefined;
});

/** Seen when deployed. */
const router: Rule<TaskDefinitionRequest> = ({ containerDefinitions }) =>
  containerDefinitions.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awsfirelens') &&
  containerDefinitions.every(({ firelensConfiguration }) => firelensConfiguration === undefined)
    ? refuse(
        'When awsfirelens log driver is specified in log configuration, a firelens configuration object must be configured in one of the containers.',
      )
    : undefined;

/** Seen when deployed, in part; the text is in users' logs. */
const secrets: Rule<TaskDefinitionRequest> = ({ executionRoleArn, containerDefinitions }) =>
  executionRoleArn === undefined &&
  containerDefinitions.some(
    (container) => (container.secrets?.length ?? 0) + (container.logConfiguration?.secretOptions?.length ?? 0) > 0,
  )
    ? refuse("When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.")
    : undefined;

/** @rule definition-logging */
export const loggingRules: readonly Rule<TaskDefinitionRequest>[] = [options, router, secrets];
