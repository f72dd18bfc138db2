import { describe, expect, test } from 'vitest';
import { at, described, fargateService, prefix, prodCluster, secondsTo } from './setup.js';

describe('DescribeServices', () => {
  test('goes by the request; what is missing has its full ARN (recorded: services.json #17, #18, #193) [service-describe]', () => {
    const { ecs } = prodCluster();
    for (const serviceName of ['a', 'b']) ecs.createService(fargateService({ serviceName, desiredCount: 0 }));
    const a = `${prefix}service/prod/a`;
    const reply = ecs.describeServices({ cluster: 'prod', services: ['b', 'nope', a, 'a', 'b', 'nope'] });
    expect(reply.services.map((each) => each.serviceName)).toEqual(['b', 'a']);
    expect(reply.failures).toStrictEqual([{ arn: `${prefix}service/prod/nope`, reason: 'MISSING' }]);
  });

  test('shows the newest hundred events, the newest first [event-newest-hundred]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService());
    for (let round = 0; round < 60; round += 1) {
      sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: (round % 2) + 1 });
      sim.run('2m');
    }
    const all = sim.facts().flatMap((fact) => (fact.kind === 'serviceEvent' ? [fact.message] : []));
    expect(all.length).toBeGreaterThan(100);
    expect(described(sim).events.map(({ message }) => message)).toEqual(all.slice(-100).reverse());
  });

  test('has tags only when they are included [service-describe]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ tags: [{ key: 'a', value: '1' }] }));
    expect(described(sim)).not.toHaveProperty('tags');
    expect(described(sim, 'web', ['TAGS']).tags).toEqual([{ key: 'a', value: '1' }]);
  });

  test('names the service deployment from the pick-up on, until it is over (recorded: services.json #17, #48, #77, #88) [service-shown-deployment]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 0 }));
    expect(described(sim)).not.toHaveProperty('currentServiceDeployment');
    sim.run('3.5s');
    expect(described(sim)).not.toHaveProperty('currentServiceDeployment');
    sim.run('3.5s');
    const picked = described(sim);
    expect(picked.currentServiceDeployment).toMatch(new RegExp(`^${prefix}service-deployment/prod/web/[\\w-]{21}$`));
    const seen = secondsTo(picked.deployments?.[0]?.updatedAt);
    expect(seen).toBeGreaterThan(3.6);
    expect(seen).toBeLessThan(6.9);
    sim.run('20s');
    expect(described(sim)).not.toHaveProperty('currentServiceDeployment');
  });

  test('names the one before while a newer one is not picked up yet (recorded: services.json #56) [service-shown-deployment]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 0 }));
    sim.run('8s');
    const first = described(sim).currentServiceDeployment;
    sim.ecs.updateService({ cluster: 'prod', service: 'web', taskDefinition: 'web:1' });
    expect(described(sim).currentServiceDeployment).toBe(first);
    sim.run('7s');
    const second = described(sim).currentServiceDeployment;
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
  });

  test('a deployment with nothing to do completes by itself, and is told 1 ms before the steady state (recorded: services.json #88) [deployment-with-nothing-to-do-completes] [deployment-reasons] [event-stamps]', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 0 }));
    sim.runUntil((each) => described(each).deployments?.[0]?.rolloutState === 'COMPLETED', { timeout: '1m' });
    const { deployments: [deployment] = [], events } = described(sim);
    expect(deployment?.rolloutStateReason).toBe(`ECS deployment ${deployment?.id} completed.`);
    expect(events?.map((event) => event.message)).toEqual([
      '(service web) has reached a steady state.',
      `(service web) (deployment ${deployment?.id}) deployment completed.`,
    ]);
    const [steady, completed] = events ?? [];
    expect(secondsTo(steady?.createdAt) - secondsTo(completed?.createdAt)).toBeCloseTo(0.001, 6);
    // Seen after 14.9, 12.7, 17.3 and 19.6 s.
    expect(secondsTo(completed?.createdAt)).toBeGreaterThan(12);
    expect(secondsTo(completed?.createdAt)).toBeLessThan(20);
  });

  test('a steady service', () => {
    const sim = prodCluster();
    sim.ecs.createService(fargateService({ desiredCount: 2 }));
    sim.runUntilSteady();
    const service = described(sim);
    const counts = { desiredCount: 2, runningCount: 2, pendingCount: 0 };
    expect(service).toMatchObject({ ...counts, status: 'ACTIVE' });
    expect(service.deployments).toHaveLength(1);
    expect(service.deployments?.[0]).toMatchObject({ ...counts, status: 'PRIMARY', rolloutState: 'COMPLETED' });
    expect(service.currentServiceRevisions?.[0]).toMatchObject({
      requestedTaskCount: 2,
      runningTaskCount: 2,
      pendingTaskCount: 0,
    });
    expect(service.createdAt).toEqual(at(0));
  });
});

describe('ListServices', () => {
  test('lists ACTIVE services, by launch type if asked (recorded: services.json #52 to #54, #93, #162) [service-list]', () => {
    const sim = prodCluster();
    const { ecs } = sim;
    ecs.createService(fargateService({ serviceName: 'fargate', desiredCount: 0 }));
    ecs.createService({ cluster: 'prod', serviceName: 'ec2', taskDefinition: 'legacy', desiredCount: 0 });
    const names = (request: object) =>
      ecs.listServices({ cluster: 'prod', ...request }).serviceArns?.map((arn) => arn.split('/').at(-1));
    expect(names({})).toEqual(['ec2', 'fargate']);
    expect(names({ launchType: 'FARGATE' })).toEqual(['fargate']);
    expect(names({ launchType: 'EC2' })).toEqual(['ec2']);
    expect(names({ schedulingStrategy: 'DAEMON' })).toEqual([]);
    ecs.deleteService({ cluster: 'prod', service: 'fargate' });
    expect(names({})).toEqual(['ec2']);
    sim.run('2m');
    expect(described(sim, 'fargate').status).toBe('INACTIVE');
    expect(names({})).toEqual(['ec2']);
  });
});
