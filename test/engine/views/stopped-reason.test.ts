import { expect, test } from 'vitest';
import { createSimulator, type FargateServiceFacts, fargateService, type Simulator } from '../../../src/index.js';

/** A task of a service to which something happens after it is up: how it is shown when it is STOPPED. */
function shownAfter(facts: FargateServiceFacts, happens: (sim: Simulator, task: string) => void): string {
  const sim = createSimulator();
  fargateService(sim, facts);
  sim.runUntilSteady();
  const [task = ''] = sim.ecs.listTasks({ serviceName: 'web' }).taskArns;
  happens(sim, task);
  sim.run('10m');
  const [shown] = sim.ecs.describeTasks({ tasks: [task] }).tasks;
  const text = shown?.stoppedReason?.replace(/ecs-svc\/\d+/, 'ecs-svc/1').replace(/arn:aws:elastic\S+?\)/, 'arn)');
  return `${shown?.lastStatus} ${shown?.stopCode}: ${text}, exit code ${shown?.containers[0]?.exitCode}`;
}

const later = [
  { after: 0, is: 200 },
  { after: '2m', is: 503 },
] as const;
const sick = [
  { after: 0, is: 'passing' },
  { after: '2m', is: 'failing' },
] as const;
const drained = { deregistrationDelaySeconds: 0 } as const;

test.each([
  {
    what: 'stopped by its user',
    facts: {},
    happens: (sim: Simulator, task: string) => sim.ecs.stopTask({ task }),
    shown: 'STOPPED UserInitiated: Task stopped by user, exit code 0',
  },
  {
    what: 'exited by itself',
    facts: {},
    happens: (sim: Simulator, task: string) => sim.faults.add({ kind: 'killTask', task, exitCode: 3 }),
    shown: 'STOPPED EssentialContainerExited: Essential container in task exited, exit code 3',
  },
  {
    what: 'scaled in',
    facts: {},
    happens: (sim: Simulator) => sim.ecs.updateService({ service: 'web', desiredCount: 0 }),
    shown: 'STOPPED ServiceSchedulerInitiated: Scaling activity initiated by (deployment ecs-svc/1), exit code 0',
  },
  {
    what: 'forced out',
    facts: {},
    happens: (sim: Simulator) => sim.ecs.deleteService({ service: 'web', force: true }),
    shown: 'STOPPED ServiceSchedulerInitiated: Scaling activity initiated by (deployment ecs-svc/1), exit code 0',
  },
  {
    what: 'in a zone that was lost',
    facts: { subnets: ['subnet-1a'] },
    happens: (sim: Simulator) => sim.faults.add({ kind: 'zoneLost', zone: 'us-east-1a' }),
    shown: 'STOPPED InfrastructureHealth: Task stopped due to underlying infrastructure health., exit code undefined',
  },
  {
    what: 'unhealthy in the eyes of its balancer',
    facts: { loadBalancer: drained },
    happens: (sim: Simulator) => sim.workloads.set('web', { http: later }),
    shown: 'STOPPED ServiceSchedulerInitiated: Task failed ELB health checks in (target-group arn), exit code 0',
  },
  {
    what: 'unhealthy by its own check',
    facts: { healthCheck: true },
    happens: (sim: Simulator) => sim.workloads.set('web', { healthCheck: sick }),
    shown: 'STOPPED ServiceSchedulerInitiated: Task failed container health checks, exit code 0',
  },
])(
  'how a task that stopped is shown: $what [task-stop-code] [task-stopped-reason] [task-host-lost]',
  ({ facts, happens, shown }) => {
    expect(shownAfter(facts, happens)).toBe(shown);
  },
);

test('a task that is superseded names the newer deployment, one that never ran or is too much its own [task-scaling-reason-names-a-deployment]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 3 });
  sim.runUntilSteady();
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 2 });
  sim.run('1m');
  sim.ecs.updateService({ service: 'web', desiredCount: 3 });
  sim.run('5s');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.runUntilSteady();
  const names = new Map(sim.verdicts('web').map(({ deploymentId, taskDefinition }) => [deploymentId, taskDefinition]));
  const stops = sim.facts().flatMap((fact) => {
    if (fact.kind !== 'task' || fact.change !== 'stopRequested') return [];
    const by = /\(deployment (.*)\)$/.exec(fact.why ?? '')?.[1] ?? '';
    return [
      `+${(fact.atMs - from.getTime()) / 1_000} ${fact.lastStatus} of ${fact.taskDefinition}, for ${names.get(by)}`,
    ];
  });
  expect(stops).toEqual([
    '+10 RUNNING of web:1, for web:1',
    '+80 PROVISIONING of web:1, for web:1',
    '+160 RUNNING of web:1, for web:2',
    '+160 RUNNING of web:1, for web:2',
  ]);
});
