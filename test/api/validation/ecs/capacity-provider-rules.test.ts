import { expect, test } from 'vitest';
import { answerTo, aService, aTask, client, ipe, type Rejection, refused } from '../builders.js';

test.each<Rejection>([
  {
    wrong: 'launch type and strategy',
    call: 'createService',
    with: aService({ launchType: 'FARGATE', ...strategy({ capacityProvider: 'FARGATE', weight: 1 }) }),
    answer: ipe(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    ),
  },
  {
    wrong: 'launch type and strategy',
    call: 'runTask',
    with: aTask({ launchType: 'FARGATE', ...strategy({ capacityProvider: 'FARGATE', weight: 1 }) }),
    answer: ipe('You may choose a capacity provider or a launch type but not both.'),
  },
  {
    wrong: 'no weight',
    call: 'runTask',
    with: aTask(strategy({ capacityProvider: 'FARGATE' })),
    answer: ipe(
      'There are no capacity providers in the capacity provider strategy with a weight value greater than zero. Specify a weight value greater than zero for at least one capacity provider and try again.',
    ),
  },
  {
    wrong: 'two bases',
    call: 'createService',
    with: aService(
      strategy(
        { capacityProvider: 'FARGATE', weight: 1, base: 1 },
        { capacityProvider: 'FARGATE_SPOT', weight: 1, base: 1 },
      ),
    ),
    answer: ipe(
      'There are multiple capacity providers in the specified capacity provider strategy with a base value greater than zero. Only one capacity provider can have a base value greater than zero. Specify a valid capacity provider strategy and try again.',
    ),
  },
  {
    wrong: 'mixed kinds of providers',
    call: 'createService',
    with: aService(strategy({ capacityProvider: 'FARGATE', weight: 1 }, { capacityProvider: 'mine', weight: 1 })),
    answer: ipe(
      'A capacity provider strategy cannot contain a mix of capacity providers using Auto Scaling groups and Fargate providers. Specify one or the other and try again.',
    ),
  },
  {
    wrong: 'weight 1001',
    call: 'createService',
    with: aService(strategy({ capacityProvider: 'FARGATE', weight: 1001 })),
    answer: ipe('weight must be at most 1000'),
  },
  {
    wrong: 'reserved provider name',
    call: 'createCapacityProvider',
    with: { name: 'ecs-mine' },
    answer: client(
      'The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.',
    ),
  },
  {
    wrong: 'steps the wrong way round',
    call: 'createCapacityProvider',
    with: {
      name: 'mine',
      autoScalingGroupProvider: {
        autoScalingGroupArn: 'a',
        managedScaling: { minimumScalingStepSize: 9, maximumScalingStepSize: 8 },
      },
    },
    answer: client(
      'The minimum or maximum scaling step size value is invalid. Specify a minimum scaling step size value that is less than or equal to the maximum scaling step size value and try again.',
    ),
  },
])('$call: $wrong [call-texts-without-a-source]', refused);

const wrongName = client(
  'The specified capacity provider name is invalid. Up to 255 characters are allowed, including letters (upper and lowercase), numbers, underscores, and hyphens. The name cannot be prefixed with "aws", "ecs", or "fargate". Specify a valid name and try again.',
);

test.each([
  ...['aws-mine', 'ecs', 'Fargate2', 'a'.repeat(256), 'a b', ''].map((name) => ({
    what: `the name ${name}`,
    with: { name },
    answer: wrongName,
  })),
  { what: 'a name of 255', with: { name: 'a'.repeat(255) }, answer: 'taken' },
  { what: "AWS's prefix inside", with: { name: 'my-aws' }, answer: 'taken' },
  { what: 'a target of 0', with: scaled({ targetCapacity: 0 }), answer: client('targetCapacity must be at least 1') },
  {
    what: 'a target of 101',
    with: scaled({ targetCapacity: 101 }),
    answer: client('targetCapacity must be at most 100'),
  },
  ...(['minimumScalingStepSize', 'maximumScalingStepSize'] as const).flatMap((member) => [
    { what: `${member} 0`, with: scaled({ [member]: 0 }), answer: client(`${member} must be at least 1`) },
    { what: `${member} 10001`, with: scaled({ [member]: 10_001 }), answer: client(`${member} must be at most 10000`) },
  ]),
  {
    what: 'a warm-up of 10001 s',
    with: scaled({ instanceWarmupPeriod: 10_001 }),
    answer: client('instanceWarmupPeriod must be at most 10000'),
  },
  {
    what: 'no other step',
    with: scaled({
      minimumScalingStepSize: 5,
      maximumScalingStepSize: 5,
      targetCapacity: 100,
      instanceWarmupPeriod: 0,
    }),
    answer: 'taken',
  },
])('createCapacityProvider with $what [capacity-provider-rejections]', ({ with: about, answer }) => {
  const autoScalingGroupProvider = { autoScalingGroupArn: 'a' };
  expect(answerTo('ecs', 'createCapacityProvider', { name: 'mine', autoScalingGroupProvider, ...about })).toBe(answer);
});

function scaled(managedScaling: object): object {
  return { autoScalingGroupProvider: { autoScalingGroupArn: 'a', managedScaling } };
}

function strategy(...capacityProviderStrategy: object[]): object {
  return { capacityProviderStrategy };
}
