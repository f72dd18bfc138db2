import { test } from 'vitest';
import {
  aDefinition,
  aFargateDefinition,
  dependsOn,
  type Rejection,
  refused,
  withContainer,
  withContainers,
} from './builders.js';

/** Recorded texts: they win over every other source. */
test.each<Rejection>([
  {
    wrong: 'dependency that is no container',
    definition: aDefinition(withContainer(dependsOn('missing'))),
    text: "Cannot depend on container + 'missing' because it does not exist",
  },
  {
    wrong: 'A and B depend on each other',
    definition: aDefinition(withContainers({ name: 'a', ...dependsOn('b') }, { name: 'b', ...dependsOn('a') })),
    text: 'Container dependsOn contains a cycle',
  },
  {
    wrong: 'HEALTHY without health check',
    definition: aDefinition(withContainers({ name: 'a', ...dependsOn('b', 'HEALTHY') }, { name: 'b' })),
    text: 'A dependency container with HEALTHY condition must have health check configured',
  },
  ...[-1, 0, 1].map((stopTimeout) => ({
    wrong: `stopTimeout ${stopTimeout}`,
    definition: aDefinition(withContainer({ stopTimeout })),
    text: "Granular stop timeout on container 'app' must be at least 2 seconds.",
  })),
])('recorded: $wrong [definition-containers]', refused);

test.each<Rejection>([
  {
    wrong: 'no name',
    definition: aDefinition(withContainer({ name: undefined })),
    text: 'Container.name should not be null or empty.',
  },
  {
    wrong: 'name with a space',
    definition: aDefinition(withContainer({ name: 'a b' })),
    text: 'Container.name contains invalid characters.',
  },
  {
    wrong: 'no image',
    definition: aDefinition(withContainer({ image: '' })),
    text: 'Container.image should not be null or empty.',
  },
  {
    wrong: 'no memory at all',
    definition: aDefinition(withContainer({ memory: undefined })),
    text: "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
  },
  {
    wrong: 'no memory at all, before Fargate asks',
    definition: aFargateDefinition({ cpu: undefined, memory: undefined, ...withContainer({ memory: undefined }) }),
    text: "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.",
  },
  {
    wrong: '5 MiB',
    definition: aDefinition(withContainer({ memory: 5 })),
    text: "Invalid 'memory' setting for container 'app'.",
  },
  {
    wrong: 'a name of 256 characters',
    definition: aDefinition(withContainer({ name: 'x'.repeat(256) })),
    text: 'Container.name contains invalid characters.',
  },
  {
    wrong: 'a reservation of 5 MiB',
    definition: aDefinition(withContainer({ memoryReservation: 5 })),
    text: "Invalid 'memoryReservation' setting for container 'app'.",
  },
  {
    wrong: 'negative cpu',
    definition: aDefinition(withContainer({ cpu: -1 })),
    text: "Invalid 'cpu' setting for container 'app'.",
  },
  {
    wrong: 'COMPLETE of an essential container',
    definition: aDefinition(withContainers({ name: 'a', ...dependsOn('b', 'COMPLETE') }, { name: 'b' })),
    text: 'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
  },
  {
    wrong: 'a cycle of three, behind one that is in none',
    definition: aDefinition(
      withContainers(
        { name: 'a', ...dependsOn('b') },
        { name: 'b', ...dependsOn('c') },
        { name: 'c', ...dependsOn('d') },
        { name: 'd', ...dependsOn('b') },
      ),
    ),
    text: 'Container dependsOn contains a cycle',
  },
  {
    wrong: 'reservation above limit',
    definition: aDefinition(withContainer({ memory: 256, memoryReservation: 512 })),
    text: "'memory' must be greater than or equal to 'memoryReservation'",
  },
  {
    wrong: 'eleven containers',
    definition: aDefinition(withContainers(...Array.from({ length: 11 }, (_, index) => ({ name: `c${index}` })))),
    text: 'containers can have at most 10 items.',
  },
  {
    wrong: 'one name twice',
    definition: aDefinition(withContainers({}, {})),
    text: 'Container names must be unique within a task definition',
  },
  {
    wrong: 'nothing essential',
    definition: aDefinition(withContainer({ essential: false })),
    text: "Task definition doesn't have any essential container",
  },
  {
    wrong: 'SUCCESS of an essential container',
    definition: aDefinition(withContainers({ name: 'a', ...dependsOn('b', 'SUCCESS') }, { name: 'b' })),
    text: 'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
  },
  {
    wrong: 'a container that waits for itself',
    definition: aDefinition(withContainer(dependsOn('app'))),
    text: 'Container dependsOn contains a cycle',
  },
  ...(
    [
      ['interval', 4, 301],
      ['timeout', 1, 61],
      ['retries', 0, 11],
      ['startPeriod', -1, 301],
    ] as const
  ).flatMap(([member, low, high]) => [
    {
      wrong: `health check ${member} ${low}`,
      definition: aDefinition(withContainer({ healthCheck: { command: ['CMD', 'a'], [member]: low } })),
      text: `Health check ${member} must be greater than or equal to the minimum allowed value ${low + 1} for container 'app'`,
    },
    {
      wrong: `health check ${member} ${high}`,
      definition: aDefinition(withContainer({ healthCheck: { command: ['CMD', 'a'], [member]: high } })),
      text: `Health check ${member} must be less than or equal to the maximum allowed value ${high - 1} for container 'app'`,
    },
  ]),
  {
    wrong: 'health check of nothing',
    definition: aDefinition(withContainer({ healthCheck: { command: [] } })),
    text: "Health check command must not be empty for container 'app'",
  },
  {
    wrong: 'restart after 59 s',
    definition: aDefinition(withContainer({ restartPolicy: { enabled: true, restartAttemptPeriod: 59 } })),
    text: "The 'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800.",
  },
  {
    wrong: 'restart after 1801 s',
    definition: aDefinition(withContainer({ restartPolicy: { enabled: true, restartAttemptPeriod: 1_801 } })),
    text: "The 'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800.",
  },
  {
    wrong: '51 ignored exit codes',
    definition: aDefinition(withContainer({ restartPolicy: { enabled: true, ignoredExitCodes: Array(51).fill(1) } })),
    text: 'ignoredExitCodes can have at most 50 items.',
  },
  {
    wrong: 'startTimeout 1',
    definition: aDefinition(withContainer({ startTimeout: 1 })),
    text: "Granular start timeout on container 'app' must be at least 2 seconds.",
  },
  {
    wrong: 'soft above hard',
    definition: aDefinition(withContainer({ ulimits: [{ name: 'nofile', softLimit: 2, hardLimit: 1 }] })),
    text: 'Soft limit exceeds hard limit for ulimit nofile',
  },
  {
    wrong: '11 environment files',
    definition: aDefinition(
      withContainer({ environmentFiles: Array(11).fill({ type: 's3', value: 'arn:aws:s3:::b/a.env' }) }),
    ),
    text: 'The maximum number of environment files was exceeded. Specify ten or less and try again.',
  },
  {
    wrong: 'environment file by URL',
    definition: aDefinition(withContainer({ environmentFiles: [{ type: 's3', value: 's3://b/a.env' }] })),
    text: 'Invalid arn syntax.',
  },
])('$wrong [definition-containers]', refused);
