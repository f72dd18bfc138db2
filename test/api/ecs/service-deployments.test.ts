import { describe, expect, test } from 'vitest';
import type { ServiceDeployment } from '../../../src/model/aws/ecs.generated.js';
import { at, described, expectRefused, fargateService, prefix, prodCluster, type Simulator } from './setup.js';

const listed = (sim: Simulator, request: object = {}) =>
  sim.ecs.listServiceDeployments({ cluster: 'prod', service: 'web', ...request }).serviceDeployments;

function newest(sim: Simulator): ServiceDeployment {
  const arn = listed(sim)[0]?.serviceDeploymentArn ?? '';
  return sim.ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] })
    .serviceDeployments[0] as ServiceDeployment;
}

const id = expect.stringMatching(`^${prefix}service-deployment/prod/web/[\\w-]{21}$`);
const revision = (counts: [number, number, number]) => ({
  arn: expect.stringMatching(`^${prefix}service-revision/prod/web/\\d{19}$`),
  requestedTaskCount: counts[0],
  runningTaskCount: counts[1],
  pendingTaskCount: counts[2],
});

const configuration = (breaker = { enable: false, rollback: false }) => ({
  alarms: { alarmNames: [], rollback: false, enable: false },
  deploymentCircuitBreaker: {
    resetOnHealthyTask: true,
    thresholdConfiguration: { type: 'BOUNDED_PERCENT', value: 50 },
    ...breaker,
  },
  maximumPercent: 200,
  minimumHealthyPercent: 100,
  strategy: 'ROLLING',
  bakeTimeInMinutes: 0,
});

const names = { serviceArn: `${prefix}service/prod/web`, clusterArn: `${prefix}cluster/prod` };

describe('the first service deployment of a service [service-deployment-sources]', () => {
  const created = () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 2 }));
    return sim;
  };

  test('is PENDING until it is picked up [deployment-pick-up]', () => {
    const sim = created();
    expect(newest(sim)).toStrictEqual({
      serviceDeploymentArn: id,
      ...names,
      createdAt: at(0),
      updatedAt: at(0),
      sourceServiceRevisions: [],
      targetServiceRevision: revision([0, 0, 0]),
      status: 'PENDING',
      deploymentConfiguration: configuration(),
      deploymentCircuitBreaker: { status: 'DISABLED', failureCount: 0, threshold: 3 },
      alarms: { status: 'DISABLED', alarmNames: [], triggeredAlarmNames: [] },
    });
  });

  test('is IN_PROGRESS from then on, and counts its tasks [deployment-pick-up]', () => {
    const sim = created();
    sim.run('20s');
    expect(newest(sim)).toMatchObject({
      status: 'IN_PROGRESS',
      startedAt: at(5),
      targetServiceRevision: revision([2, 0, 1]),
    });
    expect(newest(sim).serviceDeploymentArn).toBe(described(sim).currentServiceDeployment);
  });

  test('ends SUCCESSFUL, with the counts it ended with [service-deployment-status]', () => {
    const sim = created();
    sim.runUntilSteady();
    const ended = newest(sim);
    expect(ended).toMatchObject({ status: 'SUCCESSFUL', targetServiceRevision: revision([2, 2, 0]) });
    expect(ended.finishedAt).toEqual(ended.updatedAt);
    expect(ended).not.toHaveProperty('stoppedAt');
    sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 5 });
    sim.run('3m');
    expect(newest(sim)).toStrictEqual(ended);
  });

  test('in a list (its members: documented)', () => {
    const sim = created();
    sim.runUntilSteady();
    const { finishedAt } = newest(sim);
    expect(listed(sim)).toStrictEqual([
      {
        serviceDeploymentArn: id,
        ...names,
        startedAt: at(5),
        createdAt: at(0),
        finishedAt,
        targetServiceRevisionArn: revision([0, 0, 0]).arn,
        status: 'SUCCESSFUL',
      },
    ]);
  });
});

describe('a later one', () => {
  test('names its source, and what becomes of it [service-deployment-sources]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 2 }));
    sim.runUntilSteady();
    const [former] = described(sim).currentServiceRevisions ?? [];
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
    expect(newest(sim).sourceServiceRevisions).toStrictEqual([
      { arn: former?.arn, requestedTaskCount: 2, runningTaskCount: 2, pendingTaskCount: 0 },
    ]);
    sim.runUntilSteady();
    expect(newest(sim)).toMatchObject({
      status: 'SUCCESSFUL',
      sourceServiceRevisions: [{ arn: former?.arn, requestedTaskCount: 0, runningTaskCount: 0, pendingTaskCount: 0 }],
      targetServiceRevision: revision([2, 2, 0]),
    });
    expect(listed(sim).map((each) => each.status)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
  });

  test('stops the one before, if that is not over [service-deployment-status]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 2 }));
    sim.run('30s');
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
    const [, stopped] = listed(sim);
    expect(stopped?.status).toBe('STOPPED');
    expect(stopped).not.toHaveProperty('finishedAt');
    const arn = stopped?.serviceDeploymentArn ?? '';
    const shown = sim.ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] }).serviceDeployments[0];
    expect(shown?.stoppedAt).toEqual(sim.now);
  });
});

describe('is SUCCESSFUL when the old revisions are gone and enough of the new one runs [service-deployment-ends-before-completed]', () => {
  /** Deployments, rollout state, running tasks of the newest revision and status of the service deployment, as they change. */
  const changes = (sim: Simulator): string[] => {
    const seen: string[] = [];
    for (let second = 0; second < 200; second += 1, sim.run('1s')) {
      const { deployments = [] } = described(sim);
      const [first] = deployments;
      const now = `${deployments.length} ${first?.rolloutState} ${first?.runningCount} ${listed(sim)[0]?.status}`;
      if (now !== seen.at(-1)) seen.push(now);
    }
    return seen;
  };
  const deployed = (maximumPercent: number, minimumHealthyPercent: number) => {
    const sim = prodCluster();
    const deploymentConfiguration = { maximumPercent, minimumHealthyPercent };
    sim.ecs.createService(fargateService({ desiredCount: 2, deploymentConfiguration }));
    sim.runUntilSteady();
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
    return sim;
  };

  test('not while fewer run than are desired: it ends with COMPLETED then', () => {
    expect(changes(deployed(100, 0))).toEqual([
      '2 IN_PROGRESS 0 PENDING',
      '2 IN_PROGRESS 0 IN_PROGRESS',
      '2 IN_PROGRESS 1 IN_PROGRESS',
      '1 IN_PROGRESS 1 IN_PROGRESS',
      '1 IN_PROGRESS 2 IN_PROGRESS',
      '1 COMPLETED 2 SUCCESSFUL',
    ]);
  });

  test('not while one of two old revisions is there; COMPLETED follows', () => {
    const sim = deployed(300, 100);
    sim.run('70s');
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:2', forceNewDeployment: true });
    expect(changes(sim)).toEqual([
      '3 IN_PROGRESS 0 PENDING',
      '3 IN_PROGRESS 0 IN_PROGRESS',
      '3 IN_PROGRESS 2 IN_PROGRESS',
      '2 IN_PROGRESS 2 IN_PROGRESS',
      '1 IN_PROGRESS 2 SUCCESSFUL',
      '1 COMPLETED 2 SUCCESSFUL',
    ]);
  });
});

describe('filters', () => {
  const three = () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 0 }));
    for (const taskDefinition of ['web:1', 'web:2']) {
      sim.run('10m');
      sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition });
    }
    return sim;
  };

  test('newest first, by status, by creation [service-deployment-list] [service-deployment-list-created-at]', () => {
    const sim = three();
    const created = (request: object) => listed(sim, request).map((each) => each.createdAt);
    expect(created({})).toEqual([at(1_200), at(600), at(0)]);
    expect(created({ status: ['SUCCESSFUL'] })).toEqual([at(600), at(0)]);
    expect(created({ createdAt: { after: at(599) } })).toEqual([at(1_200), at(600)]);
    expect(created({ createdAt: { after: at(600) } })).toEqual([at(1_200)]);
    expect(created({ createdAt: { after: at(1), before: at(1_200) } })).toEqual([at(600)]);
    expect(created({ createdAt: { before: at(600) } })).toEqual([at(0)]);
  });

  test('pages follow each other, whatever is added', () => {
    const sim = three();
    const first = sim.ecs.listServiceDeployments({ cluster: 'prod', service: 'web', maxResults: 2 });
    expect(first.serviceDeployments?.map((each) => each.createdAt)).toEqual([at(1_200), at(600)]);
    sim.ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true });
    const { nextToken } = first;
    const second = sim.ecs.listServiceDeployments({ cluster: 'prod', service: 'web', maxResults: 2, nextToken });
    expect(second.serviceDeployments?.map((each) => each.createdAt)).toEqual([at(0)]);
    expect(second).not.toHaveProperty('nextToken');
  });
});

describe('the circuit breaker', () => {
  const deploymentCircuitBreaker = { enable: true, rollback: true };
  const breaking = () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ deploymentConfiguration: { deploymentCircuitBreaker } }));
    sim.runUntilSteady();
    sim.workloads.set('web:1', { exits: { code: 1, after: '1s' } });
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
    return sim;
  };

  test('MONITORING while it goes on, MONITORING_COMPLETE after it [service-deployment-breaker-status]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ deploymentConfiguration: { deploymentCircuitBreaker } }));
    expect(newest(sim)).toMatchObject({
      deploymentConfiguration: configuration(deploymentCircuitBreaker),
      deploymentCircuitBreaker: { status: 'MONITORING', failureCount: 0, threshold: 3 },
    });
    sim.runUntilSteady();
    expect(newest(sim).deploymentCircuitBreaker).toStrictEqual({
      status: 'MONITORING_COMPLETE',
      failureCount: 0,
      threshold: 3,
    });
  });

  test('TRIGGERED, with the rollback it started [rollback-to-the-last-completed] [service-deployment-breaker-status]', () => {
    const sim = breaking();
    sim.runUntil((each) => newest(each).status === 'ROLLBACK_IN_PROGRESS');
    const [, source] = described(sim).currentServiceRevisions ?? [];
    expect(newest(sim)).toMatchObject({
      deploymentCircuitBreaker: { status: 'TRIGGERED', threshold: 3 },
      rollback: { startedAt: sim.now, serviceRevisionArn: expect.any(String) },
    });
    expect(newest(sim).rollback?.serviceRevisionArn).toBe(newest(sim).sourceServiceRevisions?.[0]?.arn);
    expect(source).toBeDefined();
    sim.runUntilSteady();
    expect(newest(sim)).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      deploymentCircuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 },
    });
    expect(newest(sim).finishedAt).toBeDefined();
  });

  const story = (sim: Simulator) => {
    const serviceDeploymentArns = listed(sim).map(({ serviceDeploymentArn = '' }) => serviceDeploymentArn);
    return sim.ecs
      .describeServiceDeployments({ serviceDeploymentArns: serviceDeploymentArns.toReversed() })
      .serviceDeployments.map(({ status, deploymentCircuitBreaker: breaker }) => `${status}: ${breaker?.status}`);
  };

  test('is told of the one it ended: what it went back to, and had completed, stays as it was [service-deployment-breaker-status]', () => {
    const sim = breaking();
    sim.runUntil((each) => newest(each).status === 'ROLLBACK_IN_PROGRESS');
    sim.workloads.set('web:2', { exits: { code: 1, after: '1s' } });
    for (const task of sim.ecs.listTasks({ cluster: 'prod', serviceName: 'web' }).taskArns)
      sim.ecs.stopTask({ cluster: 'prod', task });
    sim.run('1h');
    expect(story(sim)).toEqual(['SUCCESSFUL: MONITORING_COMPLETE', 'ROLLBACK_FAILED: TRIGGERED']);
  });

  test('is told of a rollback that a user asked for and it ended, not of one that a newer deployment took over [service-deployment-breaker-status]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ deploymentConfiguration: { deploymentCircuitBreaker } }));
    sim.run('20s');
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
    sim.run('20s');
    sim.workloads.set('web:2', { exits: { code: 1, after: '1s' } });
    sim.ecs.stopServiceDeployment({ serviceDeploymentArn: newest(sim).serviceDeploymentArn ?? '' });
    sim.run('1h');
    expect(story(sim)).toEqual(['STOPPED: MONITORING_COMPLETE', 'ROLLBACK_FAILED: TRIGGERED']);
  });
});

describe('StopServiceDeployment', () => {
  const updating = () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService());
    sim.runUntilSteady();
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
    sim.run('20s');
    return { sim, arn: newest(sim).serviceDeploymentArn ?? '' };
  };

  test('goes back to the source revision [rollback-on-request]', () => {
    const { sim, arn } = updating();
    expect(sim.ecs.stopServiceDeployment({ serviceDeploymentArn: arn })).toStrictEqual({ serviceDeploymentArn: arn });
    expect(newest(sim)).toMatchObject({ status: 'ROLLBACK_REQUESTED' });
    expect(newest(sim).rollback).toBeUndefined();
    sim.run('5s');
    expect(newest(sim)).toMatchObject({
      status: 'ROLLBACK_IN_PROGRESS',
      rollback: { reason: 'Service deployment rolled back because it was stopped by the user.', startedAt: sim.now },
    });
    sim.runUntilSteady();
    expect(newest(sim)).toMatchObject({ serviceDeploymentArn: arn, status: 'ROLLBACK_SUCCESSFUL' });
    expect(described(sim)).toMatchObject({ taskDefinition: `${prefix}task-definition/web:2`, runningCount: 1 });
  });

  test('goes back to what has completed last, not to what it superseded [rollback-on-request]', () => {
    const { sim } = updating();
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:2', forceNewDeployment: true });
    sim.run('20s');
    const completed = described(sim).deployments?.at(-1);
    expect(completed?.rolloutState).toBe('COMPLETED');
    sim.ecs.stopServiceDeployment({ serviceDeploymentArn: newest(sim).serviceDeploymentArn ?? '' });
    sim.runUntilSteady();
    expect(newest(sim).status).toBe('ROLLBACK_SUCCESSFUL');
    expect(described(sim).deployments?.map(({ id }) => id)).toEqual([completed?.id]);
  });

  test('goes back to a source revision that never completed, when nothing has [rollback-on-request]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService());
    sim.run('20s');
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
    sim.run('20s');
    sim.ecs.stopServiceDeployment({ serviceDeploymentArn: newest(sim).serviceDeploymentArn ?? '' });
    sim.runUntilSteady();
    expect(newest(sim).status).toBe('ROLLBACK_SUCCESSFUL');
    expect(described(sim)).toMatchObject({ taskDefinition: `${prefix}task-definition/web:2`, runningCount: 1 });
  });

  test('finds nothing to go back to in a first deployment [rollback-without-a-candidate]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService());
    sim.run('20s');
    sim.ecs.stopServiceDeployment({ serviceDeploymentArn: newest(sim).serviceDeploymentArn ?? '' });
    expect(newest(sim)).toMatchObject({
      status: 'ROLLBACK_FAILED',
      statusReason: 'No rollback candidate was found to run the rollback.',
    });
  });

  test('of one that is over is a conflict with it', () => {
    const { sim, arn } = updating();
    sim.runUntilSteady();
    const error = expectRefused(
      sim,
      () => sim.ecs.stopServiceDeployment({ serviceDeploymentArn: arn }),
      'ConflictException',
      'The service deployment cannot be stopped because it is in the SUCCESSFUL state.',
    );
    expect(error.resourceIds).toEqual([arn]);
  });

  test('of an unknown one', () => {
    const { sim, arn } = updating();
    expectRefused(
      sim,
      () => sim.ecs.stopServiceDeployment({ serviceDeploymentArn: `${arn.slice(0, -1)}_` }),
      'ServiceDeploymentNotFoundException',
      'Service deployment not found.',
    );
  });
});

describe('DescribeServiceDeployments', () => {
  test('lists what is missing', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService());
    const missing = `${prefix}service-deployment/prod/web/NCWGC2ZR-taawPAYrIaU5`;
    expect(sim.ecs.describeServiceDeployments({ serviceDeploymentArns: [missing] })).toStrictEqual({
      serviceDeployments: [],
      failures: [{ arn: missing, reason: 'MISSING' }],
    });
  });

  test('refuses what is no service deployment of this account', () => {
    const sim = prodCluster();
    for (const arn of [
      'arn:aws:ecs:us-east-1:999999999999:service-deployment/prod/web/x',
      `${prefix}service/prod/web`,
    ]) {
      expectRefused(
        sim,
        () => sim.ecs.describeServiceDeployments({ serviceDeploymentArns: [arn] }),
        'InvalidParameterException',
        'The ServiceDeployment ARN is invalid.',
      );
    }
  });
});
