import { expect, test } from 'vitest';
import {
  aFargateDefinition,
  answerTo,
  awslogs,
  executionRole,
  type Rejection,
  refused,
  withContainer,
} from './builders.js';

/** Recorded texts: they win over every other source. */
test.each<Rejection>([
  {
    wrong: 'Fargate 256 / 4096',
    definition: aFargateDefinition({ memory: '4096' }),
    text: 'No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.',
  },
  {
    wrong: 'Fargate + bridge',
    definition: aFargateDefinition({ networkMode: 'bridge' }),
    text: 'Fargate only supports network mode ‘awsvpc’.',
  },
  {
    wrong: 'Fargate without network mode',
    definition: aFargateDefinition({ networkMode: undefined }),
    text: 'Fargate only supports network mode ‘awsvpc’.',
  },
  {
    wrong: 'Fargate, json-file',
    definition: aFargateDefinition(withContainer({ logConfiguration: { logDriver: 'json-file' } })),
    text: 'json-file is not a valid log driver. Must be one of [awslogs,splunk,awsfirelens]',
  },
  {
    wrong: 'Fargate awslogs without role',
    definition: aFargateDefinition(withContainer(awslogs())),
    text: 'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
  },
])('recorded: $wrong [definition-fargate-needs]', refused);

test.each<Rejection>([
  {
    wrong: 'stopTimeout 121 on Fargate',
    definition: aFargateDefinition(withContainer({ stopTimeout: 121 })),
    text: "Granular stop timeout on container 'app' must be at most 120 seconds.",
  },
  {
    wrong: 'startTimeout 121 on Fargate',
    definition: aFargateDefinition(withContainer({ startTimeout: 121 })),
    text: "Granular start timeout on container 'app' must be at most 120 seconds.",
  },
  ...['dkr.ecr-fips.us-gov-west-1.amazonaws.com', 'dkr.ecr.cn-north-1.amazonaws.com.cn'].map((registry) => ({
    wrong: `Fargate, ${registry} without role`,
    definition: aFargateDefinition(withContainer({ image: `000000000000.${registry}/web:1` })),
    text: 'Fargate requires task definition to have execution role ARN to support ECR images.',
  })),
  {
    wrong: 'Fargate without cpu',
    definition: aFargateDefinition({ cpu: undefined }),
    text: "Fargate requires that 'cpu' be defined at the task level.",
  },
  {
    wrong: 'Fargate without memory',
    definition: aFargateDefinition({ memory: undefined }),
    text: "Fargate requires that 'memory' be defined at the task level.",
  },
  {
    wrong: 'Fargate 300 units',
    definition: aFargateDefinition({ cpu: '300' }),
    text: 'No Fargate configuration exists for given values: 300 CPU, 512 memory. See the Amazon ECS documentation for the valid values.',
  },
  {
    wrong: 'Fargate 32 vCPUs with 64 GB',
    definition: aFargateDefinition({ cpu: '32 vCPU', memory: '64 GB' }),
    text: 'No Fargate configuration exists for given values: 32768 CPU, 65536 memory. See the Amazon ECS documentation for the valid values.',
  },
  {
    wrong: 'Windows on half a vCPU',
    definition: aFargateDefinition({
      cpu: '512',
      memory: '2048',
      runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
    }),
    text: 'No Fargate configuration exists for given values: 512 CPU, 2048 memory. See the Amazon ECS documentation for the valid values.',
  },
  {
    wrong: 'Fargate, ECR without role',
    definition: aFargateDefinition(withContainer({ image: '000000000000.dkr.ecr.us-east-1.amazonaws.com/web:1' })),
    text: 'Fargate requires task definition to have execution role ARN to support ECR images.',
  },
  {
    wrong: 'Fargate awslogs without prefix',
    definition: aFargateDefinition({
      ...executionRole,
      ...withContainer(awslogs({ 'awslogs-region': 'a', 'awslogs-group': 'b' })),
    }),
    text: 'Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.',
  },
  {
    wrong: 'Fargate, pidMode host',
    definition: aFargateDefinition({ pidMode: 'host' }),
    text: "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value for pidMode is 'task'.",
  },
  {
    wrong: 'Fargate, ipcMode',
    definition: aFargateDefinition({ ipcMode: 'task' }),
    text: 'Fargate compatible task definitions do not support ipcMode',
  },
  {
    wrong: 'Fargate, constraints',
    definition: aFargateDefinition({ placementConstraints: [{ type: 'memberOf', expression: 'a' }] }),
    text: 'Fargate compatible task definitions do not support constraints',
  },
  {
    wrong: 'Fargate, host path',
    definition: aFargateDefinition({ volumes: [{ name: 'a', host: { sourcePath: '/a' } }] }),
    text: 'Fargate compatible task definitions do not support sourcePath',
  },
  {
    wrong: 'Fargate, Docker volume',
    definition: aFargateDefinition({ volumes: [{ name: 'a', dockerVolumeConfiguration: {} }] }),
    text: 'Fargate compatible task definitions do not support dockerVolumeConfiguration',
  },
  {
    wrong: 'Fargate, privileged',
    definition: aFargateDefinition(withContainer({ privileged: true })),
    text: 'Fargate requires that the ‘privileged’ setting be ‘false’ at the container level.',
  },
  {
    wrong: 'Fargate, devices',
    definition: aFargateDefinition(withContainer({ linuxParameters: { devices: [{ hostPath: '/dev/a' }] } })),
    text: 'Fargate compatible task definitions do not support devices',
  },
  {
    wrong: 'Fargate, shared memory',
    definition: aFargateDefinition(withContainer({ linuxParameters: { sharedMemorySize: 1 } })),
    text: 'Fargate compatible task definitions do not support sharedMemorySize',
  },
  {
    wrong: 'Fargate, swap',
    definition: aFargateDefinition(withContainer({ linuxParameters: { maxSwap: 1 } })),
    text: 'Fargate compatible task definitions do not support maxSwap',
  },
  {
    wrong: 'Fargate, security options',
    definition: aFargateDefinition(withContainer({ dockerSecurityOptions: ['a'] })),
    text: 'Fargate compatible task definitions do not support dockerSecurityOptions',
  },
  {
    wrong: 'Fargate, GPU',
    definition: aFargateDefinition(withContainer({ resourceRequirements: [{ type: 'GPU', value: '1' }] })),
    text: 'Tasks using the Fargate launch type do not support GPU resource requirements.',
  },
  {
    wrong: 'Fargate, capabilities',
    definition: aFargateDefinition(
      withContainer({ linuxParameters: { capabilities: { add: ['SYS_PTRACE', 'NET_ADMIN'] } } }),
    ),
    text: 'NET_ADMIN is not allowed on Fargate.',
  },
])('$wrong [definition-fargate-needs]', refused);

/** What Fargate has, in MiB by CPU units (documented). */
const sizes: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1_024, 2_048],
  512: [1_024, 2_048, 3_072, 4_096],
  1024: [2, 3, 4, 5, 6, 7, 8].map((gibibytes) => gibibytes * 1_024),
  2048: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16].map((gibibytes) => gibibytes * 1_024),
  4096: Array.from({ length: 23 }, (_, index) => (8 + index) * 1_024),
  8192: [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60].map((gibibytes) => gibibytes * 1_024),
  16384: [32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120].map((gibibytes) => gibibytes * 1_024),
  32768: [60, 120, 244].map((gibibytes) => gibibytes * 1_024),
};

test('Fargate has these sizes and no others [definition-fargate-needs]', () => {
  const taken = (about: object) => answerTo(aFargateDefinition(about)) === 'taken';
  const memories = [512, 1_000, ...Array.from({ length: 250 }, (_, index) => (index + 1) * 1_024)];
  const sized = (cpu: number, about: object = {}) =>
    memories.filter((memory) => taken({ cpu: String(cpu), memory: String(memory), ...about }));
  const cpus = [128, ...Object.keys(sizes).map(Number), 65_536];
  expect(cpus.map((cpu) => [cpu, sized(cpu)])).toEqual(cpus.map((cpu) => [cpu, sizes[cpu] ?? []]));
  const windows = { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };
  expect(cpus.filter((cpu) => sized(cpu, windows).length > 0)).toEqual([1_024, 2_048, 4_096]);
});

test.each([
  {
    what: 'ECR with a role, and logs to Splunk',
    about: {
      ...executionRole,
      ...withContainer({
        image: '000000000000.dkr.ecr.us-east-1.amazonaws.com/web:1',
        logConfiguration: { logDriver: 'splunk' },
      }),
    },
  },
  {
    what: 'logs to a router',
    about: withContainer({
      firelensConfiguration: { type: 'fluentbit' },
      logConfiguration: { logDriver: 'awsfirelens' },
    }),
  },
  { what: 'tracing', about: withContainer({ linuxParameters: { capabilities: { add: ['SYS_PTRACE'] } } }) },
  { what: 'no privileges, said so', about: withContainer({ privileged: false }) },
  { what: 'pidMode task', about: { pidMode: 'task' } },
])('Fargate takes $what [definition-fargate-needs]', ({ about }) => {
  expect(answerTo(aFargateDefinition(about))).toBe('taken');
});
