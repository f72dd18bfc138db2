import { expect, test } from 'vitest';
import type { RegisterTaskDefinitionRequest } from '../../../src/model/aws/ecs.generated.js';
import {
  described,
  describedTask,
  fargateDefinition,
  fargateService,
  fargateTask,
  prodCluster,
  type Simulator,
  tasksOf,
} from '../../api/ecs/setup.js';

/** Details of the events about the next task, by version. */
function detailsOf(sim: Simulator): Readonly<Record<string, unknown>>[] {
  const details: Readonly<Record<string, unknown>>[] = [];
  sim.on('eventBridge', (event) => {
    if (event['detail-type'] === 'ECS Task State Change') details.push(event.detail);
  });
  return details;
}

/** A definition of one container that has all sizes. */
const sized = (about: Partial<RegisterTaskDefinitionRequest> = {}) =>
  fargateDefinition('sized', {
    containerDefinitions: [{ name: 'app', image: 'busybox:2', cpu: 64, memory: 256, memoryReservation: 128 }],
    ...about,
  });

test('an event about a task tells what there is, and no member more [event-bridge-task]', () => {
  const sim = prodCluster();
  sim.ecs.registerTaskDefinition(sized());
  const details = detailsOf(sim);
  sim.ecs.runTask(fargateTask({ taskDefinition: 'sized' }));
  sim.faults.add({ kind: 'imagePullFails', image: 'busybox:2', failsAfter: '20s' });
  sim.run('2m');
  expect([details.at(0), details.at(-1)]).toMatchInlineSnapshot(`
    [
      {
        "attachments": [
          {
            "details": [
              {
                "name": "subnetId",
                "value": "subnet-1a",
              },
            ],
            "id": "6c1658d6-e267-485a-aece-c1391bc3529d",
            "status": "PRECREATED",
            "type": "eni",
          },
        ],
        "attributes": [
          {
            "name": "ecs.cpu-architecture",
            "value": "x86_64",
          },
        ],
        "availabilityZone": "us-east-1a",
        "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/prod",
        "containers": [
          {
            "containerArn": "arn:aws:ecs:us-east-1:123456789012:container/prod/a7a466fd27e70edd33c32949708f835d/ea0000fa-d5b7-479f-87fc-ad5bc65e192d",
            "cpu": "64",
            "image": "busybox:2",
            "lastStatus": "PENDING",
            "memory": "256",
            "memoryReservation": "128",
            "name": "app",
            "networkInterfaces": [],
            "taskArn": "arn:aws:ecs:us-east-1:123456789012:task/prod/a7a466fd27e70edd33c32949708f835d",
          },
        ],
        "cpu": "256",
        "createdAt": "2026-01-01T00:00:00Z",
        "desiredStatus": "RUNNING",
        "enableExecuteCommand": false,
        "ephemeralStorage": {
          "sizeInGiB": 20,
        },
        "group": "family:sized",
        "lastStatus": "PROVISIONING",
        "launchType": "FARGATE",
        "memory": "512",
        "overrides": {
          "containerOverrides": [
            {
              "name": "app",
            },
          ],
        },
        "platformVersion": "1.4.0",
        "taskArn": "arn:aws:ecs:us-east-1:123456789012:task/prod/a7a466fd27e70edd33c32949708f835d",
        "taskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/sized:1",
        "updatedAt": "2026-01-01T00:00:00Z",
        "version": 1,
      },
      {
        "attachments": [
          {
            "details": [
              {
                "name": "subnetId",
                "value": "subnet-1a",
              },
              {
                "name": "networkInterfaceId",
                "value": "eni-0010355f9e49d78b7",
              },
              {
                "name": "macAddress",
                "value": "0e:ff:fe:92:bd:46",
              },
              {
                "name": "privateIPv4Address",
                "value": "10.0.0.4",
              },
            ],
            "id": "6c1658d6-e267-485a-aece-c1391bc3529d",
            "status": "DELETED",
            "type": "eni",
          },
        ],
        "attributes": [
          {
            "name": "ecs.cpu-architecture",
            "value": "x86_64",
          },
        ],
        "availabilityZone": "us-east-1a",
        "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/prod",
        "connectivity": "CONNECTED",
        "connectivityAt": "2026-01-01T00:00:04.5Z",
        "containers": [
          {
            "containerArn": "arn:aws:ecs:us-east-1:123456789012:container/prod/a7a466fd27e70edd33c32949708f835d/ea0000fa-d5b7-479f-87fc-ad5bc65e192d",
            "cpu": "64",
            "image": "busybox:2",
            "lastStatus": "STOPPED",
            "memory": "256",
            "memoryReservation": "128",
            "name": "app",
            "networkInterfaces": [
              {
                "attachmentId": "6c1658d6-e267-485a-aece-c1391bc3529d",
                "privateIpv4Address": "10.0.0.4",
              },
            ],
            "reason": "CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference busybox:2",
            "runtimeId": "a7a466fd27e70edd33c32949708f835d-0527074092",
            "taskArn": "arn:aws:ecs:us-east-1:123456789012:task/prod/a7a466fd27e70edd33c32949708f835d",
          },
        ],
        "cpu": "256",
        "createdAt": "2026-01-01T00:00:00Z",
        "desiredStatus": "STOPPED",
        "enableExecuteCommand": false,
        "ephemeralStorage": {
          "sizeInGiB": 20,
        },
        "executionStoppedAt": "2026-01-01T00:00:34.3Z",
        "group": "family:sized",
        "lastStatus": "STOPPED",
        "launchType": "FARGATE",
        "memory": "512",
        "overrides": {
          "containerOverrides": [
            {
              "name": "app",
            },
          ],
        },
        "platformVersion": "1.4.0",
        "pullStartedAt": "2026-01-01T00:00:11.4Z",
        "pullStoppedAt": "2026-01-01T00:00:31.4Z",
        "stopCode": "TaskFailedToStart",
        "stoppedAt": "2026-01-01T00:00:57.3Z",
        "stoppedReason": "CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference busybox:2",
        "stoppingAt": "2026-01-01T00:00:31.4Z",
        "taskArn": "arn:aws:ecs:us-east-1:123456789012:task/prod/a7a466fd27e70edd33c32949708f835d",
        "taskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/sized:1",
        "updatedAt": "2026-01-01T00:00:57.3Z",
        "version": 4,
      },
    ]
  `);
});

test('an event about a task that ran tells when it was stopped, stopped running, and was gone [event-bridge-task]', () => {
  const sim = prodCluster();
  const details = detailsOf(sim);
  const task = sim.ecs.runTask(fargateTask()).tasks[0]?.taskArn ?? '';
  sim.run('30s');
  sim.ecs.stopTask({ cluster: 'prod', task });
  sim.run('2m');
  const moments = details.map((detail) =>
    Object.entries(detail).flatMap(([name, value]) => (/At$/.test(name) ? [`${name} ${String(value).slice(17)}`] : [])),
  );
  expect(moments).toMatchInlineSnapshot(`
    [
      [
        "createdAt 00Z",
        "updatedAt 00Z",
      ],
      [
        "createdAt 00Z",
        "updatedAt 16.4Z",
      ],
      [
        "connectivityAt 04.5Z",
        "createdAt 00Z",
        "pullStartedAt 11.4Z",
        "pullStoppedAt 20.4Z",
        "startedAt 21Z",
        "updatedAt 21Z",
      ],
      [
        "connectivityAt 04.5Z",
        "createdAt 00Z",
        "pullStartedAt 11.4Z",
        "pullStoppedAt 20.4Z",
        "startedAt 21Z",
        "stoppingAt 30Z",
        "updatedAt 30Z",
      ],
      [
        "connectivityAt 04.5Z",
        "createdAt 00Z",
        "executionStoppedAt 32Z",
        "pullStartedAt 11.4Z",
        "pullStoppedAt 20.4Z",
        "startedAt 21Z",
        "stoppingAt 30Z",
        "updatedAt 32Z",
      ],
      [
        "connectivityAt 04.5Z",
        "createdAt 00Z",
        "executionStoppedAt 32Z",
        "pullStartedAt 11.4Z",
        "pullStoppedAt 20.4Z",
        "startedAt 21Z",
        "stoppingAt 30Z",
        "stoppedAt 55Z",
        "updatedAt 55Z",
      ],
    ]
  `);
});

test.each([
  [{}, 'Linux', '1.4.0', 'x86_64'],
  [{ cpuArchitecture: 'ARM64' as const }, 'Linux', '1.4.0', 'arm64'],
  [{ cpuArchitecture: 'X86_64' as const, operatingSystemFamily: 'LINUX' as const }, 'Linux', '1.4.0', 'x86_64'],
  [{ operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' as const }, 'WINDOWS_SERVER_2022_CORE', '1.0.0', 'x86_64'],
])(
  'the platform of a task that runs on %j [service-platform-latest]',
  (runtimePlatform, platformFamily, platformVersion, architecture) => {
    const sim = prodCluster();
    sim.ecs.registerTaskDefinition(sized({ runtimePlatform, cpu: '1024', memory: '2048' }));
    const task = sim.ecs.runTask(fargateTask({ taskDefinition: 'sized' })).tasks[0]?.taskArn ?? '';
    expect(describedTask(sim, task)).toMatchObject({
      platformVersion,
      platformFamily,
      attributes: [{ name: 'ecs.cpu-architecture', value: architecture }],
    });
  },
);

test('a task that a capacity provider placed has its launch type as well, and is found by it', () => {
  const sim = prodCluster();
  sim.ecs.putClusterCapacityProviders({
    cluster: 'prod',
    capacityProviders: ['FARGATE_SPOT'],
    defaultCapacityProviderStrategy: [],
  });
  const { launchType: _launchType, ...request } = fargateService({
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
  });
  sim.ecs.createService(request);
  sim.run('1m');
  expect(described(sim)).not.toHaveProperty('launchType');
  expect(tasksOf(sim)).toMatchObject([{ launchType: 'FARGATE', capacityProviderName: 'FARGATE_SPOT' }]);
  const listed = (launchType: 'FARGATE' | 'EC2') => sim.ecs.listTasks({ cluster: 'prod', launchType }).taskArns.length;
  expect([listed('FARGATE'), listed('EC2')]).toEqual([1, 0]);
});
