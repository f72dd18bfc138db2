import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../../src/simulator/simulator.js';
import { at, bridgeDefinition, caller, expectRefused, fargateDefinition, prefix, prodCluster } from './setup.js';

const arn = (name: string) => `${prefix}task-definition/${name}`;

const fargateReply = (name: string) => {
  const [family = '', revision = '1'] = name.split(':');
  return {
    taskDefinitionArn: arn(name),
    family,
    revision: Number(revision),
    status: 'ACTIVE',
    containerDefinitions: [
      {
        name: 'app',
        image: 'public.ecr.aws/docker/library/busybox:1.36',
        cpu: 0,
        portMappings: [],
        essential: true,
        environment: [],
        mountPoints: [],
        volumesFrom: [],
        systemControls: [],
      },
    ],
    networkMode: 'awsvpc',
    volumes: [],
    requiresAttributes: [
      { name: 'com.amazonaws.ecs.capability.docker-remote-api.1.18' },
      { name: 'ecs.capability.task-eni' },
    ],
    placementConstraints: [],
    compatibilities: ['EC2', 'FARGATE', 'MANAGED_INSTANCES'],
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    registeredAt: at(0),
    registeredBy: caller,
  };
};

describe('RegisterTaskDefinition', () => {
  test('fills in what AWS fills in, and shows tags only if some were sent (recorded: services.json #8, #10) [definition-fills-in] [call-caller]', () => {
    const { ecs } = createSimulator();
    expect(ecs.registerTaskDefinition(fargateDefinition('web'))).toStrictEqual({
      taskDefinition: fargateReply('web:1'),
    });
    const tags = [{ key: 'a', value: '1' }];
    expect(ecs.registerTaskDefinition(fargateDefinition('web', { tags }))).toStrictEqual({
      taskDefinition: fargateReply('web:2'),
      tags,
    });
  });

  test('a refused one uses up no revision, deleting all of them gives none back (recorded: controls.json #64 to #69) [definition-revisions-count-up]', () => {
    const sim = createSimulator();
    sim.ecs.registerTaskDefinition(fargateDefinition('web'));
    expectRefused(
      sim,
      () => sim.ecs.registerTaskDefinition(fargateDefinition('web', { memory: '4096' })),
      'ClientException',
      'No Fargate configuration exists for given values: 256 CPU, 4096 memory. See the Amazon ECS documentation for the valid values.',
    );
    sim.ecs.deregisterTaskDefinition({ taskDefinition: 'web:1' });
    sim.ecs.deleteTaskDefinitions({ taskDefinitions: ['web:1'] });
    expect(sim.ecs.registerTaskDefinition(fargateDefinition('web')).taskDefinition?.revision).toBe(2);
  });
});

describe('DescribeTaskDefinition', () => {
  test('always has tags, empty unless included (recorded: services.json #195)', () => {
    const { ecs } = createSimulator();
    const tags = [{ key: 'a', value: '1' }];
    ecs.registerTaskDefinition(fargateDefinition('web', { tags }));
    expect(ecs.describeTaskDefinition({ taskDefinition: 'web' })).toStrictEqual({
      taskDefinition: fargateReply('web:1'),
      tags: [],
    });
    expect(ecs.describeTaskDefinition({ taskDefinition: arn('web:1'), include: ['TAGS'] }).tags).toEqual(tags);
  });

  test('a bare family is its newest ACTIVE revision (recorded: controls.json #54, #55, #62) [definition-bare-family]', () => {
    const sim = prodCluster();
    const { ecs } = sim;
    const revisionOf = (taskDefinition: string) =>
      ecs.describeTaskDefinition({ taskDefinition }).taskDefinition?.revision;
    expect(revisionOf('web')).toBe(2);
    sim.run('1m');
    ecs.deregisterTaskDefinition({ taskDefinition: 'web:2' });
    expect(revisionOf('web')).toBe(1);
    for (const name of ['web:0', 'web:latest', 'web:02', 'web:3', `${arn('web')}:`]) {
      expectRefused(sim, () => revisionOf(name), 'ClientException', 'Unable to describe task definition.');
    }
    expect(ecs.describeTaskDefinition({ taskDefinition: 'web:2' }).taskDefinition).toStrictEqual({
      ...fargateReply('web:2'),
      status: 'INACTIVE',
      deregisteredAt: at(60),
    });
  });
});

test('a bare family of which no revision is ACTIVE is nothing, however its revisions went [definition-bare-family]', () => {
  const sim = prodCluster();
  const { ecs } = sim;
  for (const taskDefinition of ['web:1', 'web:2']) ecs.deregisterTaskDefinition({ taskDefinition });
  ecs.deleteTaskDefinitions({ taskDefinitions: ['web:2'] });
  const describeWeb = () => ecs.describeTaskDefinition({ taskDefinition: 'web' });
  expectRefused(sim, describeWeb, 'ClientException', 'Unable to describe task definition.');
  ecs.registerTaskDefinition(fargateDefinition('web'));
  expect(describeWeb().taskDefinition?.revision).toBe(3);
});

describe('DeregisterTaskDefinition', () => {
  test('shows no deregisteredAt in its own reply (recorded: services.json #187, controls.json #52) [definition-deregister]', () => {
    const { ecs } = prodCluster();
    expect(ecs.deregisterTaskDefinition({ taskDefinition: 'web:2' })).toStrictEqual({
      taskDefinition: { ...fargateReply('web:2'), status: 'INACTIVE' },
    });
    // It was deregistered before the next call, so that one shows when.
    expect(ecs.deregisterTaskDefinition({ taskDefinition: 'web:2' })).toStrictEqual({
      taskDefinition: { ...fargateReply('web:2'), status: 'INACTIVE', deregisteredAt: at(0) },
    });
  });
});

describe('DeleteTaskDefinitions', () => {
  test('fails one by one, and echoes what was asked (recorded: controls.json #49, #50, #61, services.json #198) [definition-delete]', () => {
    const { ecs } = prodCluster();
    ecs.deregisterTaskDefinition({ taskDefinition: 'web:1' });
    const reply = ecs.deleteTaskDefinitions({ taskDefinitions: ['web:1', 'web:2', arn('web:9'), 'web'] });
    expect(reply).toStrictEqual({
      taskDefinitions: [{ ...fargateReply('web:1'), status: 'DELETE_IN_PROGRESS', deregisteredAt: at(0) }],
      failures: [
        {
          arn: 'web:2',
          reason:
            'The specified task definition is still in ACTIVE status. Please deregister the target and try again.',
        },
        {
          arn: arn('web:9'),
          reason:
            'The specified task definition does not exist. Specify a valid account, family, revision and try again.',
        },
        {
          arn: 'web',
          reason: 'The specified task definition identifier is invalid. Specify a valid name or ARN and try again.',
        },
      ],
    });
  });

  test('leaves it describable, and it cannot be deregistered again (recorded: controls.json #62, #90) [definition-delete]', () => {
    const sim = prodCluster();
    sim.ecs.deregisterTaskDefinition({ taskDefinition: 'web:1' });
    sim.ecs.deleteTaskDefinitions({ taskDefinitions: ['web:1'] });
    sim.run('11m');
    expect(sim.ecs.describeTaskDefinition({ taskDefinition: 'web:1' }).taskDefinition).toMatchObject({
      status: 'DELETE_IN_PROGRESS',
      deregisteredAt: at(0),
    });
    expectRefused(
      sim,
      () => sim.ecs.deregisterTaskDefinition({ taskDefinition: 'web:1' }),
      'ClientException',
      'The task definition could not be deregistered because it is in the process of being deleted.',
    );
  });
});

describe('listing', () => {
  const populated = () => {
    const sim = createSimulator();
    for (const family of ['web', 'api', 'web', 'web-admin', 'web']) {
      sim.ecs.registerTaskDefinition(bridgeDefinition(family));
    }
    return sim;
  };

  test('ListTaskDefinitions goes by revision, either way (recorded: controls.json #42 to #44) [definition-lists]', () => {
    const { ecs } = populated();
    const names = (request: object) =>
      ecs.listTaskDefinitions(request).taskDefinitionArns?.map((each) => each.slice(arn('').length));
    expect(names({ familyPrefix: 'web' })).toEqual(['web:1', 'web:2', 'web:3']);
    expect(names({ familyPrefix: 'web', sort: 'DESC' })).toEqual(['web:3', 'web:2', 'web:1']);
    ecs.deregisterTaskDefinition({ taskDefinition: 'web:2' });
    expect(names({ familyPrefix: 'web' })).toEqual(['web:1', 'web:3']);
    expect(names({ familyPrefix: 'web', status: 'INACTIVE' })).toEqual(['web:2']);
    ecs.deleteTaskDefinitions({ taskDefinitions: ['web:2'] });
    expect(names({ familyPrefix: 'web', status: 'INACTIVE' })).toEqual([]);
    expect(names({ familyPrefix: 'web', status: 'DELETE_IN_PROGRESS' })).toEqual(['web:2']);
  });

  test('its tokens name the last revision (recorded: controls.json #42)', () => {
    const { ecs } = populated();
    const first = ecs.listTaskDefinitions({ familyPrefix: 'web', maxResults: 1 });
    expect(first).toStrictEqual({ taskDefinitionArns: [arn('web:1')], nextToken: 'web::0000000001' });
    expect(ecs.listTaskDefinitions({ familyPrefix: 'web', maxResults: 5, nextToken: first.nextToken })).toStrictEqual({
      taskDefinitionArns: [arn('web:2'), arn('web:3')],
    });
  });

  test('ListTaskDefinitionFamilies goes by the status of revisions (recorded: controls.json #60, correction #11 to #13) [definition-lists]', () => {
    const { ecs } = populated();
    const families = (request: object) => ecs.listTaskDefinitionFamilies(request).families;
    expect(families({})).toEqual(['api', 'web', 'web-admin']);
    expect(families({ familyPrefix: 'web' })).toEqual(['web', 'web-admin']);
    ecs.deregisterTaskDefinition({ taskDefinition: 'api:1' });
    ecs.deleteTaskDefinitions({ taskDefinitions: ['api:1'] });
    expect(families({ status: 'ACTIVE' })).toEqual(['web', 'web-admin']);
    expect(families({ status: 'INACTIVE' })).toEqual(['api']);
    expect(families({ status: 'ALL' })).toEqual(['api', 'web', 'web-admin']);
  });
});
