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
