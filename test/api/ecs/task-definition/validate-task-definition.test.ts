import { expect, test } from 'vitest';
import { validateTaskDefinition } from '../../../../src/api/ecs/task-definition/validate-task-definition.js';
import { EcsApiError } from '../../../../src/model/errors.js';
import {
  aContainer,
  aDefinition,
  aFargateDefinition,
  answerTo,
  asRequest,
  awslogs,
  dependsOn,
  executionRole,
  onAwsvpc,
  type Rejection,
  refused,
  withContainer,
  withContainers,
} from './builders.js';

test.each<Rejection>([
  {
    wrong: 'too much of everything',
    definition: aDefinition(withContainer({ command: ['x'.repeat(65_536)] })),
    text: "Actual length: '65636'. Max allowed length is '65536' bytes.",
  },
])('$wrong [definition-order-of-checks]', refused);

test('names come first, then containers, network, volumes, logs, sizes, and what Fargate wants [definition-order-of-checks]', () => {
  const wrong = {
    name: 'a b',
    memory: undefined,
    essential: false,
    stopTimeout: 1,
    ...dependsOn('missing'),
    portMappings: [{ containerPort: 80, hostPort: 81 }],
    mountPoints: [{ sourceVolume: 'nope' }],
    logConfiguration: { logDriver: 'awslogs' },
    privileged: true,
  };
  const mends: readonly (readonly [text: string, mended: object, ofTheTask?: object])[] = [
    ['Container.name contains invalid characters.', { name: 'app' }],
    [
      "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
      { memory: 128 },
    ],
    ["Task definition doesn't have any essential container", { essential: true }],
    ["Granular stop timeout on container 'app' must be at least 2 seconds.", { stopTimeout: 2 }],
    ["Cannot depend on container + 'missing' because it does not exist", { dependsOn: [] }],
    ['When networkMode=awsvpc, the host ports and container ports in port mappings must match.', { portMappings: [] }],
    ["Unknown volume 'nope'.", { mountPoints: [] }],
    ['Log driver awslogs requires options: awslogs-region, awslogs-group', awslogs()],
    ["Invalid 'cpu' setting for task.", {}, { cpu: '256' }],
    ["Fargate requires that 'memory' be defined at the task level.", {}, { memory: '4096' }],
    [
      'No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.',
      {},
      { memory: '512' },
    ],
    ['Fargate requires task definition to have execution role ARN to support log driver awslogs.', {}, executionRole],
    ['Fargate requires that the ‘privileged’ setting be ‘false’ at the container level.', { privileged: false }],
  ];
  let container: object = wrong;
  let task: object = { cpu: '', memory: undefined };
  const texts = mends.map(([, mended, ofTheTask = {}]) => {
    const answer = answerTo(aFargateDefinition({ ...task, ...withContainer(container) }));
    container = { ...container, ...mended };
    task = { ...task, ...ofTheTask };
    return answer.replace(/^\w+Exception: /, '');
  });
  expect(texts).toEqual(mends.map(([text]) => text));
  expect(answerTo(aFargateDefinition({ ...task, ...withContainer(container) }))).toBe('taken');
});

/** What ECS takes although one might think otherwise. */
test.each([
  { what: 'the simplest definition', definition: aDefinition() },
  { what: 'the simplest Fargate definition', definition: aFargateDefinition() },
  {
    what: 'stopTimeout and startTimeout 2 and 120 on Fargate',
    definition: aFargateDefinition(
      withContainers(
        { name: 'a', stopTimeout: 2, startTimeout: 120 },
        { name: 'b', stopTimeout: 120, startTimeout: 2 },
      ),
    ),
  },
  { what: 'stopTimeout 121 on EC2', definition: aDefinition(withContainer({ stopTimeout: 121 })) },
  {
    what: 'Windows on ARM64',
    definition: aFargateDefinition({
      cpu: '1024',
      memory: '2048',
      runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
    }),
  },
  { what: '32 vCPUs with 244 GB', definition: aFargateDefinition({ cpu: '32 vCPU', memory: '244 GB' }) },
  {
    what: 'no container memory where the task has some',
    definition: aFargateDefinition(withContainer({ memory: undefined })),
  },
  {
    what: 'a host port on the bridge',
    definition: aDefinition(withContainer({ portMappings: [{ containerPort: 80, hostPort: 8080 }] })),
  },
  {
    what: 'host port 0 on awsvpc',
    definition: onAwsvpc(withContainer({ portMappings: [{ containerPort: 80, hostPort: 0 }] })),
  },
  {
    what: 'TCP and UDP on one port',
    definition: onAwsvpc(
      withContainer({ portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: 'udp' }] }),
    ),
  },
  {
    what: 'one port in two containers on the bridge',
    definition: aDefinition(
      withContainers(
        { name: 'a', portMappings: [{ containerPort: 80 }] },
        { name: 'b', portMappings: [{ containerPort: 80 }] },
      ),
    ),
  },
  { what: 'links on the bridge', definition: aDefinition(withContainers({ name: 'a', links: ['b'] }, { name: 'b' })) },
  {
    what: 'SUCCESS of a container that is not essential',
    definition: aDefinition(
      withContainers({ name: 'a', ...dependsOn('b', 'SUCCESS') }, { name: 'b', essential: false }),
    ),
  },
  {
    what: 'two that wait for a third',
    definition: aDefinition(
      withContainers({ name: 'a', ...dependsOn('c') }, { name: 'b', ...dependsOn('c') }, { name: 'c' }),
    ),
  },
  {
    what: 'awslogs on Fargate with all it needs',
    definition: aFargateDefinition({ ...executionRole, ...withContainer(awslogs()) }),
  },
  {
    what: 'a definition at the limits of its health check',
    definition: aDefinition(
      withContainer({
        healthCheck: { command: ['CMD', 'a'], interval: 300, timeout: 60, retries: 10, startPeriod: 0 },
      }),
    ),
  },
])('taken: $what', ({ definition }) => {
  expect(answerTo(definition)).toBe('taken');
});

test('an error names the definition and the way out', () => {
  const call = (): void => validateTaskDefinition(asRequest(aFargateDefinition({ memory: '4096' })));
  expect(call).toThrow(EcsApiError);
  expect(call).toThrow(
    expect.objectContaining({ resource: 'task definition web', help: 'With 256 CPU units: 512, 1024, 2048 MiB.' }),
  );
});

test('a chain of ten containers is followed to its end', () => {
  const names = Array.from({ length: 10 }, (_, index) => `c${index}`);
  const chain = names.map((name, index) => aContainer({ name, ...(index < 9 && dependsOn(names[index + 1]!)) }));
  expect(answerTo(aDefinition({ containerDefinitions: chain }))).toBe('taken');
});
