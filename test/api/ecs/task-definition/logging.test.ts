import { test } from 'vitest';
import { aDefinition, awslogs, type Rejection, refused, withContainer } from './builders.js';

test.each<Rejection>([
  {
    wrong: 'secrets without role',
    definition: aDefinition(withContainer({ secrets: [{ name: 'A', valueFrom: 'arn' }] })),
    text: "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
  },
  {
    wrong: 'awslogs without options',
    definition: aDefinition(withContainer({ logConfiguration: { logDriver: 'awslogs' } })),
    text: 'Log driver awslogs requires options: awslogs-region, awslogs-group',
  },
  {
    wrong: 'awslogs without group',
    definition: aDefinition(withContainer(awslogs({ 'awslogs-region': 'us-east-1' }))),
    text: 'Log driver awslogs requires options: awslogs-group',
  },
  {
    wrong: 'firelens without router',
    definition: aDefinition(withContainer({ logConfiguration: { logDriver: 'awsfirelens' } })),
    text: 'When awsfirelens log driver is specified in log configuration, a firelens configuration object must be configured in one of the containers.',
  },
])('$wrong [definition-logging]', refused);
