import { expect, test } from 'vitest';
import { answerAfterLookup, answerTo, aService, ipe, many, type Rejection, refused } from '../builders.js';

const alb = { targetGroupArn: 'arn:tg', containerName: 'web', containerPort: 80 };

/** Recorded texts: they win over every other source. */
test.each<Rejection>([
  {
    wrong: 'token of 37 characters',
    call: 'createService',
    with: aService({ clientToken: 'x'.repeat(37) }),
    answer: ipe('idempotency token longer than 36.'),
  },
  {
    wrong: 'no desired count',
    call: 'createService',
    with: aService({ desiredCount: undefined }),
    answer: ipe('DesiredCount is missing'),
  },
  {
    wrong: 'desired count -1',
    call: 'createService',
    with: aService({ desiredCount: -1 }),
    answer: ipe('DesiredCount can not be lesser than 0'),
  },
  {
    wrong: 'desired count -1',
    call: 'updateService',
    with: { service: 'web', desiredCount: -1 },
    answer: ipe('Task count can not be lesser than 0'),
  },
  {
    wrong: 'unknown scheduling strategy',
    call: 'createService',
    with: aService({ schedulingStrategy: 'BOGUS' }),
    answer: ipe('Scheduling strategy should be one of [REPLICA,DAEMON]'),
  },
  {
    wrong: 'unknown include',
    call: 'describeServices',
    with: { services: ['web'], include: ['BOGUS'] },
    answer: ipe('include should be one of [TAGS]'),
  },
  {
    wrong: 'unknown launch type',
    call: 'listServices',
    with: { launchType: 'BOGUS' },
    answer: ipe('launch type should be one of [EC2,FARGATE,EXTERNAL,FMI,MANAGED_INSTANCES]'),
  },
])('recorded: $call, $wrong [service-rejections]', refused);

test.each<Rejection>([
  {
    wrong: 'name with a space',
    call: 'createService',
    with: aService({ serviceName: 'a b' }),
    answer: ipe('ServiceName must match ^[a-zA-Z0-9\\-_]{1,255}$, but was a b'),
  },
  {
    wrong: 'no name',
    call: 'createService',
    with: { taskDefinition: 'web', desiredCount: 1 },
    answer: ipe('serviceName can not be empty.'),
  },
  {
    wrong: 'no definition',
    call: 'createService',
    with: aService({ taskDefinition: undefined }),
    answer: ipe('TaskDefinition can not be blank.'),
  },
  {
    wrong: 'platform version on EC2',
    call: 'createService',
    with: aService({ launchType: 'EC2', platformVersion: '1.4.0' }),
    answer: ipe('The platform version must be null when specifying an EC2 launch type.'),
  },
  {
    wrong: 'six target groups',
    call: 'createService',
    with: aService({ loadBalancers: Array(6).fill(alb) }),
    answer: ipe('load balancers can have at most 5 items.'),
  },
  {
    wrong: 'two registries',
    call: 'createService',
    with: aService({ serviceRegistries: [{}, {}] }),
    answer: ipe('service registries can have at most 1 items.'),
  },
  {
    wrong: 'classic balancer on Fargate',
    call: 'createService',
    with: aService({
      launchType: 'FARGATE',
      loadBalancers: [{ loadBalancerName: 'classic', containerName: 'web', containerPort: 80 }],
    }),
    answer: ipe('Classic Load Balancers are not supported with Fargate.'),
  },
  {
    wrong: 'role without balancer',
    call: 'createService',
    with: aService({ role: 'ecsServiceRole' }),
    answer: ipe('IAM roles are only valid for services configured to use load balancers.'),
  },
  {
    wrong: 'definition with EXTERNAL',
    call: 'createService',
    with: aService({ deploymentController: { type: 'EXTERNAL' } }),
    answer: ipe('TaskDefinition must be blank.'),
  },
  {
    wrong: 'balancers with EXTERNAL',
    call: 'createService',
    with: aService({ taskDefinition: undefined, deploymentController: { type: 'EXTERNAL' }, loadBalancers: [alb] }),
    answer: ipe('LoadBalancers must be empty or null.'),
  },
  {
    wrong: 'CODE_DEPLOY without balancer',
    call: 'createService',
    with: aService({ deploymentController: { type: 'CODE_DEPLOY' } }),
    answer: ipe(
      'When specifying the CODE_DEPLOY deployment controller type, the service requires an Application Load Balancer or Network Load Balancer.',
    ),
  },
  {
    wrong: 'two aliases',
    call: 'createService',
    with: aService({
      serviceConnectConfiguration: {
        enabled: true,
        services: [{ portName: 'http', clientAliases: [{ port: 80 }, { port: 81 }] }],
      },
    }),
    answer: ipe('2 clientAliases exceeds the max limit of 1'),
  },
  { wrong: 'no services', call: 'describeServices', with: {}, answer: ipe('Services cannot be empty.') },
  {
    wrong: '11 services',
    call: 'describeServices',
    with: { services: many(11) },
    answer: ipe('service names can have at most 10 items.'),
  },
  {
    wrong: 'maxResults 0',
    call: 'listServices',
    with: { maxResults: 0 },
    answer: ipe('Max results can not be lesser than 1'),
  },
])('$call: $wrong [service-rejections]', refused);

const daemon = (about: object = {}): object =>
  aService({ schedulingStrategy: 'DAEMON', desiredCount: undefined, ...about });

/** The first two are recorded; each row leaves the earlier ones behind. */
test.each([
  {
    wrong: 'a desired count, on Fargate',
    with: daemon({ desiredCount: 0, launchType: 'FARGATE' }),
    answer: ipe(
      'The daemon scheduling strategy does not support a desired count for services. Remove the desired count value and try again',
    ),
  },
  {
    wrong: 'Fargate',
    with: daemon({ launchType: 'FARGATE' }),
    answer: ipe(
      'The daemon scheduling strategy does not support the FARGATE launch type. Change the launch type and try again',
    ),
  },
  {
    wrong: 'more than 100 percent',
    with: daemon({ deploymentConfiguration: { maximumPercent: 101 } }),
    answer: ipe(
      'The daemon scheduling strategy does not support values above 100 for maximumPercent on a deployment configuration. Change the maximumPercent value to 100, and try again',
    ),
  },
  {
    wrong: 'a strategy',
    with: daemon({ placementStrategy: [{ type: 'random' }] }),
    answer: ipe(
      'The daemon scheduling strategy does not support placement strategies. Remove the placement strategy and try again',
    ),
  },
  {
    wrong: 'zone rebalancing [zones-eligible]',
    with: daemon({ availabilityZoneRebalancing: 'ENABLED' }),
    answer: ipe(
      "The service couldn't be created because Availability Zone Rebalancing does not support DAEMON as scheduling strategy. Update scheduling strategy and try again.",
    ),
  },
  {
    wrong: 'nothing',
    with: daemon({ deploymentConfiguration: { maximumPercent: 100, minimumHealthyPercent: 0 } }),
    answer: 'taken',
  },
])('a DAEMON service is looked at after its network: $wrong [call-after-lookup]', ({ with: input, answer }) => {
  expect(answerTo('ecs', 'createService', input)).toBe('taken');
  expect(answerAfterLookup('createService', input)).toBe(answer);
});
