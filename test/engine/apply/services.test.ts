import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';
import { told } from './told.js';

test('every change of a service is a fact, with the desired count from then on', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 1 });
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', desiredCount: 0 });
  sim.runUntilSteady();
  sim.ecs.deleteService({ service: 'web' });
  sim.run('3m');
  const facts = sim.facts().flatMap((fact) => (fact.kind === 'service' ? [[fact.change, fact.desiredCount]] : []));
  expect(facts).toEqual([
    ['created', 1],
    ['desiredCount', 0],
    ['draining', 0],
    ['inactive', 0],
  ]);
});

test('a service that is made on the way is reported from its first moment on', () => {
  const sim = createSimulator();
  fargateService(sim);
  sim.runUntilSteady();
  const { taskDefinition = '', networkConfiguration } =
    sim.ecs.describeServices({ services: ['web'] }).services[0] ?? {};
  const input = { serviceName: 'late', taskDefinition, desiredCount: 2, networkConfiguration };
  sim.schedule('+1m', 'ecs.createService', { ...input, launchType: 'FARGATE' });
  const { services } = sim.run('3m');
  expect(services.filter(({ service }) => service === 'late')).toEqual([
    {
      cluster: 'default',
      service: 'late',
      steady: true,
      lowestHealthy: { count: 0, at: new Date('2026-01-01T00:01:45Z') },
      highestTasks: { count: 2, at: new Date('2026-01-01T00:02:30Z') },
      tasksStarted: 2,
      tasksStopped: 0,
      tasksFailed: 0,
      belowMinimumMs: 106_000,
    },
  ]);
});

test('deletion by force takes the pending tasks too, each kind is told, and the reason names the own deployment', () => {
  const sim = createSimulator({ digestGate: 'none', latency: { pullMs: 60_000 } });
  const web = fargateService(sim, { desiredCount: 2 });
  web.register('web:2');
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.run('18s');
  const from = sim.now;
  sim.ecs.deleteService({ service: 'web', force: true });
  sim.run('2m');
  expect(told(sim, from)).toEqual([
    '+0 DeleteService: force',
    '+22.3 stopped 2 pending tasks.',
    '+22.3 has stopped 2 running tasks: (task a7a466fd) (task d7174c06).',
    '+47.3 2 tasks of web:1 STOPPED (a7a466fd d7174c06)',
    '+48.2 2 tasks of web:2 STOPPED (8399eefd 9647c1fe)',
    '+52.3 deployment of web:1 leaves',
    '+62.3 (deployment ecs-svc/3780834602174079726) deployment completed.',
    '+62.3 has reached a steady state.',
  ]);
  const { taskArns: tasks } = sim.ecs.listTasks({ desiredStatus: 'STOPPED' });
  expect(sim.ecs.describeTasks({ tasks }).tasks.map((each) => [each.startedBy, each.stoppedReason])).toEqual(
    ['ecs-svc/3780834602174079726', 'ecs-svc/6804229292356310906'].flatMap((id) => {
      const each = [id, `Scaling activity initiated by (deployment ${id})`];
      return [each, each];
    }),
  );
});

test('deletion by force of a service whose tasks are all pending, or all running, tells only of those', () => {
  const after = (wait: '18s' | '3m') => {
    const sim = createSimulator({ digestGate: 'none', latency: { pullMs: 60_000 } });
    fargateService(sim, { desiredCount: 2 });
    sim.run(wait);
    const from = sim.now;
    sim.ecs.deleteService({ service: 'web', force: true });
    sim.run('24s');
    return told(sim, from);
  };
  expect([after('18s'), after('3m')]).toEqual([
    [
      '+0 DeleteService: force',
      '+22.3 stopped 2 pending tasks.',
      '+22.3 (deployment ecs-svc/6804229292356310906) deployment completed.',
      '+22.3 has reached a steady state.',
    ],
    [
      '+0 DeleteService: force',
      '+22.3 has stopped 2 running tasks: (task a7a466fd) (task d7174c06).',
      '+22.3 has reached a steady state.',
    ],
  ]);
});

test('deletion without force leaves what is left to the passes', () => {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 0 });
  sim.ecs.deleteService({ service: 'web' });
  sim.run('4m');
  expect(told(sim, from)).toEqual([
    '+0 UpdateService: desiredCount 0',
    '+0 DeleteService',
    '+10 has stopped 2 running tasks: (task d7174c06) (task a7a466fd).',
    '+20 has reached a steady state.',
    '+35 2 tasks of web:1 STOPPED (d7174c06 a7a466fd)',
    '+110 the service is INACTIVE',
  ]);
});

test('deleting a service that drains already changes nothing', () => {
  const after = (force: boolean | undefined) => {
    const sim = createSimulator();
    fargateService(sim, { desiredCount: 2 });
    sim.runUntilSteady();
    const from = sim.now;
    sim.ecs.deleteService({ service: 'web', force: true });
    sim.run('5s');
    if (force !== undefined) sim.ecs.deleteService({ service: 'web', force });
    sim.run('5m');
    return [told(sim, from).filter((line) => !line.includes('DeleteService')), sim.ecs.describeClusters({}).clusters];
  };
  expect(after(true)).toEqual(after(undefined));
  expect(after(false)).toEqual(after(undefined));
});
