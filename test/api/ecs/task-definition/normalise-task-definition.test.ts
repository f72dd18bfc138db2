import { expect, test } from 'vitest';
import { normaliseTaskDefinition } from '../../../../src/api/ecs/task-definition/normalise-task-definition.js';
import { aDefinition, aFargateDefinition, asRequest, withContainer, withContainers } from './builders.js';

const normalised = (definition: object) => normaliseTaskDefinition(asRequest(definition));

const filled = {
  cpu: 0,
  essential: true,
  portMappings: [],
  environment: [],
  mountPoints: [],
  volumesFrom: [],
  systemControls: [],
};

test('little is filled in, and nothing is invented [definition-fills-in]', () => {
  expect(normalised(aDefinition())).toStrictEqual({
    family: 'web',
    containerDefinitions: [{ name: 'app', image: 'nginx', memory: 128, ...filled }],
    volumes: [],
    placementConstraints: [],
    compatibilities: ['EXTERNAL', 'EC2'],
  });
});

test('tags stand beside a definition, not in it', () => {
  expect(normalised(aDefinition({ tags: [{ key: 'a', value: 'b' }] }))).not.toHaveProperty('tags');
});

test('what is given stays', () => {
  const given = {
    cpu: 7,
    essential: false,
    environment: [{ name: 'A', value: 'b' }],
    workingDirectory: '/',
    stopTimeout: 10,
  };
  const [first] = normalised(aDefinition(withContainers(given, { name: 'other' }))).containerDefinitions;
  expect(first).toStrictEqual({ name: 'app', image: 'nginx', memory: 128, ...filled, ...given });
});

test.each([
  {
    networkMode: undefined,
    given: { containerPort: 80 },
    filledIn: { containerPort: 80, hostPort: 0, protocol: 'tcp' },
  },
  {
    networkMode: 'bridge',
    given: { containerPort: 80, hostPort: 8080, protocol: 'udp' },
    filledIn: { containerPort: 80, hostPort: 8080, protocol: 'udp' },
  },
  {
    networkMode: 'awsvpc',
    given: { containerPort: 80 },
    filledIn: { containerPort: 80, hostPort: 80, protocol: 'tcp' },
  },
  {
    networkMode: 'awsvpc',
    given: { containerPort: 80, hostPort: 0 },
    filledIn: { containerPort: 80, hostPort: 80, protocol: 'tcp' },
  },
  { networkMode: 'host', given: { containerPort: 80 }, filledIn: { containerPort: 80, hostPort: 80, protocol: 'tcp' } },
  {
    networkMode: 'awsvpc',
    given: { containerPortRange: '80-90' },
    filledIn: { containerPortRange: '80-90', protocol: 'tcp' },
  },
])('a port mapping on $networkMode: $given', ({ networkMode, given, filledIn }) => {
  const definition = normalised(aDefinition({ networkMode, ...withContainer({ portMappings: [given] }) }));
  expect(definition.containerDefinitions[0]?.portMappings).toStrictEqual([filledIn]);
  expect(definition.networkMode).toBe(networkMode);
});

test.each([
  { cpu: '256', memory: '512', becomes: ['256', '512'] },
  { cpu: '.25 vCPU', memory: '0.5GB', becomes: ['256', '512'] },
  { cpu: '1 vcpu', memory: '2 GB', becomes: ['1024', '2048'] },
  { cpu: '1vCPU', memory: '8gb', becomes: ['1024', '8192'] },
  { cpu: '0256', memory: ' 512 ', becomes: ['256', '512'] },
])('sizes are kept as integers: $cpu, $memory', ({ cpu, memory, becomes }) => {
  const definition = normalised(aFargateDefinition({ cpu, memory }));
  expect([definition.cpu, definition.memory]).toStrictEqual(becomes);
});

test.each([
  { given: { command: ['CMD', 'a'] }, filledIn: { command: ['CMD', 'a'], interval: 30, timeout: 5, retries: 3 } },
  {
    given: { command: ['CMD', 'a'], interval: 5, timeout: 2, retries: 2, startPeriod: 35 },
    filledIn: { command: ['CMD', 'a'], interval: 5, timeout: 2, retries: 2, startPeriod: 35 },
  },
])('a health check: $given', ({ given, filledIn }) => {
  const definition = normalised(aDefinition(withContainer({ healthCheck: given })));
  expect(definition.containerDefinitions[0]?.healthCheck).toStrictEqual(filledIn);
});

/** The order differs between identical calls of AWS; the sets are recorded. */
test.each([
  { what: 'no network mode', definition: aDefinition(), on: ['EXTERNAL', 'EC2'] },
  { what: 'bridge', definition: aDefinition({ networkMode: 'bridge' }), on: ['EXTERNAL', 'EC2'] },
  { what: 'awsvpc and FARGATE', definition: aFargateDefinition(), on: ['EC2', 'FARGATE', 'MANAGED_INSTANCES'] },
  {
    what: 'awsvpc, sized for Fargate',
    definition: aFargateDefinition({ requiresCompatibilities: undefined }),
    on: ['EC2', 'FARGATE', 'MANAGED_INSTANCES'],
  },
  { what: 'host', definition: aDefinition({ networkMode: 'host' }), on: ['EXTERNAL', 'EC2'] },
  {
    what: 'what Fargate refuses',
    definition: aFargateDefinition({ requiresCompatibilities: undefined, ...withContainer({ privileged: true }) }),
    on: ['EC2'],
  },
  { what: 'awsvpc without sizes', definition: aDefinition({ networkMode: 'awsvpc' }), on: ['EC2'] },
  {
    what: 'Windows on ARM64',
    definition: aFargateDefinition({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
    }),
    on: ['EC2', 'FARGATE'],
  },
])('compatible with: $what [definition-compatibilities]', ({ definition, on }) => {
  expect(normalised(definition).compatibilities).toStrictEqual(on);
});

const attributesOf = (definition: object): string[] | undefined =>
  normalised(definition).requiresAttributes?.map((attribute) => attribute.name);

const digest = 'public.ecr.aws/lambda/python@sha256:7ff4d0d3415ebe892b2b021a75b8750b8321969b1858cba37966fbdf2b12012f';
const awslogs = {
  logConfiguration: {
    logDriver: 'awslogs',
    options: { 'awslogs-group': 'a', 'awslogs-region': 'b', 'awslogs-stream-prefix': 'c' },
  },
};
const roles = { executionRoleArn: 'arn:aws:iam::000000000000:role/a', taskRoleArn: 'arn:aws:iam::000000000000:role/b' };

test('what a definition asks of an instance, in the recorded order [definition-requires-attributes]', () => {
  const init = { name: 'init', image: digest, stopTimeout: 10, ...awslogs };
  const withoutCheck = aFargateDefinition({ ...roles, ...withContainers(init) });
  expect(attributesOf(withoutCheck)).toStrictEqual([
    'com.amazonaws.ecs.capability.logging-driver.awslogs',
    'ecs.capability.execution-role-awslogs',
    'com.amazonaws.ecs.capability.docker-remote-api.1.19',
    'com.amazonaws.ecs.capability.docker-remote-api.1.21',
    'com.amazonaws.ecs.capability.task-iam-role',
    'ecs.capability.container-ordering',
    'com.amazonaws.ecs.capability.docker-remote-api.1.18',
    'ecs.capability.task-eni',
  ]);
  const withCheck = aFargateDefinition({
    ...roles,
    ...withContainers({ ...init, healthCheck: { command: ['CMD', 'a'] } }),
  });
  expect(attributesOf(withCheck)).toStrictEqual([
    'com.amazonaws.ecs.capability.logging-driver.awslogs',
    'ecs.capability.execution-role-awslogs',
    'com.amazonaws.ecs.capability.docker-remote-api.1.19',
    'com.amazonaws.ecs.capability.docker-remote-api.1.21',
    'com.amazonaws.ecs.capability.task-iam-role',
    'ecs.capability.container-health-check',
    'ecs.capability.container-ordering',
    'com.amazonaws.ecs.capability.docker-remote-api.1.18',
    'ecs.capability.task-eni',
    'com.amazonaws.ecs.capability.docker-remote-api.1.29',
  ]);
});

test.each([
  {
    what: 'ECR',
    definition: aDefinition(withContainer({ image: '000000000000.dkr.ecr.us-east-1.amazonaws.com/web:1' })),
    attributes: ['com.amazonaws.ecs.capability.ecr-auth'],
  },
  {
    what: 'ECR and logs with an execution role',
    definition: aDefinition({
      executionRoleArn: roles.executionRoleArn,
      ...withContainer({ image: '000000000000.dkr.ecr.us-east-1.amazonaws.com/web:1', ...awslogs }),
    }),
    attributes: [
      'com.amazonaws.ecs.capability.logging-driver.awslogs',
      'ecs.capability.execution-role-awslogs',
      'com.amazonaws.ecs.capability.ecr-auth',
      'com.amazonaws.ecs.capability.docker-remote-api.1.19',
      'ecs.capability.execution-role-ecr-pull',
    ],
  },
  {
    what: 'logs without one',
    definition: aDefinition(withContainer(awslogs)),
    attributes: [
      'com.amazonaws.ecs.capability.logging-driver.awslogs',
      'com.amazonaws.ecs.capability.docker-remote-api.1.19',
    ],
  },
  {
    what: 'a start timeout',
    definition: aDefinition(withContainer({ startTimeout: 10 })),
    attributes: ['ecs.capability.container-ordering'],
  },
  {
    what: 'a dependency',
    definition: aDefinition(
      withContainers({ name: 'a', dependsOn: [{ containerName: 'b', condition: 'START' }] }, { name: 'b' }),
    ),
    attributes: ['ecs.capability.container-ordering'],
  },
])('asked of an instance by $what [definition-requires-attributes]', ({ definition, attributes }) => {
  expect(attributesOf(definition)).toStrictEqual(attributes);
});

test('nothing asked is absent, not empty', () => {
  expect(attributesOf(aDefinition())).toBeUndefined();
});
