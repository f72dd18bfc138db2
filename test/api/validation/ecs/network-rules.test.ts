import { expect, test } from 'vitest';
import { refusePublicIp } from '../../../../src/api/validation/ecs/network-rules.js';
import type { Parsed } from '../../../../src/api/validation/parsed.js';
import type { NetworkConfiguration } from '../../../../src/model/aws/ecs.generated.js';
import { anAwsvpcNetwork, aService, aTask, ipe, many, type Rejection, refused } from '../builders.js';

const alb = { targetGroupArn: 'arn:tg', containerName: 'web', containerPort: 80 };

/** Recorded texts: they win over every other source. */
test.each<Rejection>([
  {
    wrong: 'public address on EC2',
    call: 'runTask',
    with: aTask({ launchType: 'EC2', ...anAwsvpcNetwork({ assignPublicIp: 'ENABLED' }) }),
    answer: ipe('Assign public IP is not supported for this launch type.'),
  },
])('recorded: $call, $wrong [run-task-network]', refused);

test.each<Rejection>([
  {
    wrong: 'no subnets',
    call: 'createService',
    with: aService(anAwsvpcNetwork({ subnets: [] })),
    answer: ipe('subnets can not be empty.'),
  },
  {
    wrong: '17 subnets',
    call: 'createService',
    with: aService(anAwsvpcNetwork({ subnets: many(17) })),
    answer: ipe('subnets can have at most 16 items.'),
  },
  {
    wrong: '6 security groups',
    call: 'updateService',
    with: { service: 'web', ...anAwsvpcNetwork({ securityGroups: many(6) }) },
    answer: ipe('security groups can have at most 5 items.'),
  },
  {
    wrong: 'unknown assignPublicIp',
    call: 'runTask',
    with: aTask(anAwsvpcNetwork({ assignPublicIp: 'YES' })),
    answer: ipe('assignPublicIp should be one of [DISABLED,ENABLED]'),
  },
  {
    wrong: 'both balancers in one entry',
    call: 'createService',
    with: aService({ loadBalancers: [{ ...alb, loadBalancerName: 'classic' }] }),
    answer: ipe(
      'loadBalancerName and targetGroupArn cannot both be specified. You must specify either a loadBalancerName or a targetGroupArn in all loadBalancer entries',
    ),
  },
])('$call: $wrong', refused);

test.each([
  { launchType: 'EC2', refusedThere: true },
  { launchType: 'EXTERNAL', refusedThere: true },
  { launchType: 'FARGATE', refusedThere: false },
  { launchType: undefined, refusedThere: false },
] as const)('a public address on $launchType [run-task-network]', ({ launchType, refusedThere }) => {
  const network: Parsed<NetworkConfiguration> = {
    awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'ENABLED' },
  };
  expect(refusePublicIp(network, launchType) !== undefined).toBe(refusedThere);
});
