import { expect } from 'vitest';
import type { TaskDefinitionRequest } from '../../../../src/api/ecs/task-definition/task-definition-request.js';
import { validateTaskDefinition } from '../../../../src/api/ecs/task-definition/validate-task-definition.js';
import { parseRequest } from '../../../../src/api/validation/parse-request.js';
import { answerOf } from '../../validation/builders.js';

/** A container that ECS takes. */
export const aContainer = (about: object = {}): object => ({ name: 'app', image: 'nginx', memory: 128, ...about });

/** A definition for EC2 on the default bridge; a test names only what it is about. */
export const aDefinition = (about: object = {}): object => ({
  family: 'web',
  containerDefinitions: [aContainer()],
  ...about,
});

/** A definition that Fargate runs. */
export const aFargateDefinition = (about: object = {}): object =>
  aDefinition({ requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256', memory: '512', ...about });

/** With these members of its only container. */
export const withContainer = (about: object): object => ({ containerDefinitions: [aContainer(about)] });

/** With these containers, each a container of its own name but for what is given. */
export const withContainers = (...containers: object[]): object => ({
  containerDefinitions: containers.map(aContainer),
});

export const asRequest = (definition: object): TaskDefinitionRequest =>
  parseRequest('ecs', 'registerTaskDefinition', definition);

/** `Exception: text`, or `taken`. */
export const answerTo = (definition: object): string => answerOf(() => validateTaskDefinition(asRequest(definition)));

/** A definition that is refused. */
export interface Rejection {
  readonly wrong: string;
  readonly definition: object;
  /** A ClientException's, unless it says otherwise. */
  readonly text: string;
}

/** To be given to `test.each` with rejections. */
export const refused = ({ definition, text }: Rejection): void => {
  expect(answerTo(definition)).toBe(/^\w+Exception: /.test(text) ? text : `ClientException: ${text}`);
};

export const onAwsvpc = (about: object = {}): object => aDefinition({ networkMode: 'awsvpc', ...about });

export const dependsOn = (containerName: string, condition = 'START'): object => ({
  dependsOn: [{ containerName, condition }],
});

export const awslogs = (options: object = allAwslogsOptions): object => ({
  logConfiguration: { logDriver: 'awslogs', options },
});

const allAwslogsOptions = { 'awslogs-region': 'us-east-1', 'awslogs-group': 'web', 'awslogs-stream-prefix': 'app' };

export const executionRole = { executionRoleArn: 'arn:aws:iam::000000000000:role/execution' };
