import { expect, test } from 'vitest';
import {
  aDefinition,
  aFargateDefinition,
  answerTo,
  type Rejection,
  refused,
  withContainer,
  withContainers,
} from './builders.js';

/** Recorded texts: they win over every other source. */
test.each<Rejection>([
  {
    wrong: 'Fargate, cpu ""',
    definition: aFargateDefinition({ cpu: '' }),
    text: "InvalidParameterException: Invalid 'cpu' setting for task.",
  },
])('recorded: $wrong [definition-sizes]', refused);

test.each<Rejection>([
  {
    wrong: 'container above task',
    definition: aFargateDefinition(withContainer({ memory: 1024 })),
    text: "The 'memory' setting for container 'app' is greater than for the task",
  },
  {
    wrong: 'more cpu than the task',
    definition: aFargateDefinition(withContainers({ name: 'a', cpu: 200 }, { name: 'b', cpu: 57 })),
    text: "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
  },
  {
    wrong: 'memory that is none',
    definition: aDefinition({ memory: 'much' }),
    text: "InvalidParameterException: Invalid 'memory' setting for task.",
  },
  {
    wrong: '64 units on EC2',
    definition: aDefinition({ cpu: '64' }),
    text: "InvalidParameterException: Invalid 'cpu' setting for task.",
  },
  {
    wrong: 'more units than EC2 has',
    definition: aDefinition({ cpu: '196609' }),
    text: "InvalidParameterException: Invalid 'cpu' setting for task.",
  },
  ...['256.5', '1.0001 vCPU', '-256', '256 MB', 'vCPU'].map((cpu) => ({
    wrong: `cpu ${cpu}`,
    definition: aFargateDefinition({ cpu }),
    text: "InvalidParameterException: Invalid 'cpu' setting for task.",
  })),
  ...['512.5', '0', '1 GiB', ''].map((memory) => ({
    wrong: `memory "${memory}"`,
    definition: aFargateDefinition({ memory }),
    text: "InvalidParameterException: Invalid 'memory' setting for task.",
  })),
  {
    wrong: '20 GiB',
    definition: aFargateDefinition({ ephemeralStorage: { sizeInGiB: 20 } }),
    text: 'EphemeralStorage size should be at least 21',
  },
  {
    wrong: '201 GiB',
    definition: aFargateDefinition({ ephemeralStorage: { sizeInGiB: 201 } }),
    text: 'EphemeralStorage size should be at most 200',
  },
  {
    wrong: 'storage on EC2',
    definition: aDefinition({ ephemeralStorage: { sizeInGiB: 21 } }),
    text: 'Tasks using the EC2 launch type do not support EphemeralStorage.',
  },
])('$wrong [definition-sizes]', refused);

test.each([
  ...['128', '196608'].map((cpu) => ({ what: `${cpu} units on EC2`, definition: aDefinition({ cpu }) })),
  ...[21, 200].map((sizeInGiB) => ({
    what: `${sizeInGiB} GiB`,
    definition: aFargateDefinition({ ephemeralStorage: { sizeInGiB } }),
  })),
  {
    what: 'containers that take all of the task',
    definition: aFargateDefinition(
      withContainers({ name: 'a', cpu: 200, memory: 512 }, { name: 'b', cpu: 56, memory: 512 }),
    ),
  },
])('taken: $what [definition-sizes]', ({ definition }) => {
  expect(answerTo(definition)).toBe('taken');
});
