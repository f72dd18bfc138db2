import { describe, expect, test } from 'vitest';
import {
  at,
  described,
  expectRefused,
  fargateDefinition,
  fargateService,
  networkConfiguration,
  prefix,
  prodCluster,
  type Simulator,
} from './setup.js';

const arns = (sim: Simulator) => (described(sim).currentServiceRevisions ?? []).map((each) => each.arn ?? '');
const describe1 = (sim: Simulator, arn: string) =>
  sim.ecs.describeServiceRevisions({ serviceRevisionArns: [arn] }).serviceRevisions[0];

const ec2Service = { cluster: 'prod', serviceName: 'web', taskDefinition: 'legacy', desiredCount: 0 };

const names = {
  serviceArn: `${prefix}service/prod/web`,
  clusterArn: `${prefix}cluster/prod`,
};

describe('a revision', () => {
  test('of EC2, before and after its pick-up (recorded: service_revisions.json #9) [service-revision]', () => {
    const sim = prodCluster();
    sim.ecs.createService(ec2Service);
    const [arn = ''] = arns(sim);
    const shown = {
      serviceRevisionArn: arn,
      ...names,
      taskDefinition: `${prefix}task-definition/legacy:1`,
      launchType: 'EC2',
      guardDutyEnabled: false,
      createdAt: at(0),
    };
    expect(describe1(sim, arn)).toStrictEqual(shown);
    sim.run('7s');
    expect(describe1(sim, arn)).toStrictEqual({
      ...shown,
      containerImages: [{ containerName: 'app', image: 'busybox' }],
    });
  });

  test('that UpdateService made shows empty lists; the old one is unchanged (recorded: service_revisions.json #17, #18) [service-revision]', () => {
    const sim = prodCluster();
    sim.ecs.createService(ec2Service);
    sim.run('10s');
    const [first = ''] = arns(sim);
    const before = describe1(sim, first);
    const monitoring = { metricConfigurations: [] };
    sim.ecs.updateService({ cluster: 'prod', service: 'web', monitoring });
    const [second = ''] = arns(sim);
    expect(describe1(sim, second)).toStrictEqual({
      serviceRevisionArn: second,
      ...names,
      taskDefinition: `${prefix}task-definition/legacy:1`,
      launchType: 'EC2',
      loadBalancers: [],
      serviceRegistries: [],
      guardDutyEnabled: false,
      createdAt: at(10),
      monitoring,
    });
    expect(describe1(sim, first)).toStrictEqual(before);
  });

  test('of Fargate has platform and network, and digests once a task has run', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService());
    sim.runUntilSteady();
    const [arn = ''] = arns(sim);
    expect(describe1(sim, arn)).toStrictEqual({
      serviceRevisionArn: arn,
      ...names,
      taskDefinition: `${prefix}task-definition/web:2`,
      launchType: 'FARGATE',
      platformVersion: '1.4.0',
      platformFamily: 'Linux',
      networkConfiguration,
      containerImages: [
        {
          containerName: 'app',
          imageDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
          image: 'public.ecr.aws/docker/library/busybox:1.36',
        },
      ],
      guardDutyEnabled: false,
      createdAt: at(0),
    });
  });

  test('has no digest of an image whose version consistency is disabled, and its tasks do not wait for one', () => {
    const sim = prodCluster();
    const containers = [
      { name: 'app', image: 'shop/web:1', versionConsistency: 'disabled' as const },
      { name: 'sidecar', image: `shop/proxy@sha256:${'0'.repeat(64)}` },
    ];
    sim.ecs.registerTaskDefinition(fargateDefinition('loose', { containerDefinitions: containers }));
    sim.ecs.createService(fargateService({ taskDefinition: 'loose', desiredCount: 3 }));
    sim.run('20s');
    expect(described(sim).events[0]?.message).toMatch(/^\(service web\) has started 3 tasks: /);
    sim.run('2m');
    const [arn = ''] = arns(sim);
    expect(describe1(sim, arn)?.containerImages).toEqual([
      { containerName: 'app', image: 'shop/web:1' },
      {
        containerName: 'sidecar',
        imageDigest: `sha256:${'0'.repeat(64)}`,
        image: `shop/proxy@sha256:${'0'.repeat(64)}`,
      },
    ]);
  });

  test('stays describable when its deployment has left', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService());
    sim.runUntilSteady();
    const [first = ''] = arns(sim);
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
    sim.runUntilSteady();
    expect(arns(sim)).not.toContain(first);
    expect(describe1(sim, first)?.taskDefinition).toBe(`${prefix}task-definition/web:2`);
  });
});

describe('what is not there', () => {
  const created = () => {
    const sim = prodCluster();
    sim.ecs.createService(ec2Service);
    const missing = `${prefix}service-revision/prod/web/1234567890123456789`;
    return { sim, missing, arn: arns(sim)[0] ?? '' };
  };
  const asked = (sim: Simulator, ...serviceRevisionArns: string[]) =>
    sim.ecs.describeServiceRevisions({ serviceRevisionArns });

  test('is a failure each time it is named (recorded: service_revisions.json #11, #12, #19)', () => {
    const { sim, arn, missing } = created();
    const reply = asked(sim, missing, arn, missing);
    expect(reply.serviceRevisions.map((each) => each.serviceRevisionArn)).toEqual([arn]);
    expect(reply.failures).toStrictEqual([
      { arn: missing, reason: 'MISSING' },
      { arn: missing, reason: 'MISSING' },
    ]);
  });

  test('an existing one named twice breaks AWS (recorded: service_revisions.json #10, #21) [service-revision-named-twice]', () => {
    const { sim, arn } = created();
    const error = expectRefused(
      sim,
      () => asked(sim, arn, arn),
      'ServerException',
      'Service Unavailable. Please try again later.',
    );
    expect(error.statusCode).toBe(500);
  });

  test.each([
    ['another account (#15)', 'arn:aws:ecs:us-east-1:999999999999:service-revision/prod/web/1234567890123456789'],
    ['another Region (#14)', 'arn:aws:ecs:eu-west-1:123456789012:service-revision/prod/web/1234567890123456789'],
    ['no digits (#16)', `${prefix}service-revision/prod/web/abc`],
  ])('%s', (_, arn) => {
    const { sim } = created();
    expectRefused(sim, () => asked(sim, arn), 'InvalidParameterException', 'The ServiceRevision ARN is invalid.');
  });

  test('the service (recorded: service_revisions.json #13)', () => {
    const { sim } = created();
    const arn = `${prefix}service-revision/prod/nope/1234567890123456789`;
    expectRefused(sim, () => asked(sim, arn), 'ServiceNotFoundException', 'Service not found.');
  });

  test('an INACTIVE service, or cluster (recorded: service_revisions.json #1, #25) [missing-cluster]', () => {
    const { sim, arn } = created();
    sim.ecs.deleteService({ cluster: 'prod', service: 'web' });
    expect(asked(sim, arn).serviceRevisions).toHaveLength(1);
    sim.run('3m');
    expectRefused(
      sim,
      () => asked(sim, arn),
      'InvalidParameterException',
      'Cannot call DescribeServiceRevisions for a service that is INACTIVE',
    );
    sim.ecs.deleteCluster({ cluster: 'prod' });
    expectRefused(sim, () => asked(sim, arn), 'ClusterNotFoundException', 'The referenced cluster was inactive.');
  });

  test('revisions of an earlier service of that name (recorded: service_revisions.json #27)', () => {
    const { sim, arn } = created();
    sim.ecs.deleteService({ cluster: 'prod', service: 'web' });
    sim.run('3m');
    sim.ecs.createService(ec2Service);
    expect(asked(sim, arn).failures).toStrictEqual([{ arn, reason: 'MISSING' }]);
  });
});
