import { expect, test } from 'vitest';
import {
  aDefinition,
  answerTo,
  awslogs,
  executionRole,
  type Rejection,
  refused,
  withContainer,
  withContainers,
} from './builders.js';

test.each<Rejection>([
  {
    wrong: 'secrets without role',
    definition: aDefinition(withContainer({ secrets: [{ name: 'A', valueFrom: 'arn' }] })),
    text: "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
  },
  {
    wrong: 'secrets of a log driver without role',
    definition: aDefinition(
      withContainer({
        logConfiguration: { logDriver: 'splunk', secretOptions: [{ name: 'splunk-token', valueFrom: 'arn' }] },
      }),
    ),
    text: "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
  },
  {
    wrong: 'awslogs without region',
    definition: aDefinition(withContainer(awslogs({ 'awslogs-group': 'web' }))),
    text: 'Log driver awslogs requires options: awslogs-region',
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

test.each([
  { what: 'awslogs with both options', about: withContainer(awslogs({ 'awslogs-region': 'a', 'awslogs-group': 'b' })) },
  { what: 'another driver without options', about: withContainer({ logConfiguration: { logDriver: 'json-file' } }) },
  {
    what: 'firelens with a router beside it',
    about: withContainers(
      { name: 'a', logConfiguration: { logDriver: 'awsfirelens' } },
      { name: 'b', firelensConfiguration: { type: 'fluentbit' } },
    ),
  },
  {
    what: 'secrets with a role',
    about: { ...executionRole, ...withContainer({ secrets: [{ name: 'A', valueFrom: 'arn' }] }) },
  },
])('taken: $what [definition-logging]', ({ about }) => {
  expect(answerTo(aDefinition(about))).toBe('taken');
});
