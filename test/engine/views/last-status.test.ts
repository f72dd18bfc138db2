import { expect, test } from 'vitest';
import type { CreateServiceRequest } from '../../../src/model/aws/ecs.generated.js';
import { fargateDefinition, fargateService, prodCluster } from '../../api/ecs/setup.js';
import { aTargetGroup } from '../../api/elbv2/builders.js';

const start = Date.UTC(2026, 0, 1);

/** A service of one task with so many target groups: of two containers, `late` starts when `app` is HEALTHY. */
function serving(groups: number, about: Partial<CreateServiceRequest> = {}) {
  const sim = prodCluster();
  sim.ecs.registerTaskDefinition(
    fargateDefinition('shop', {
      containerDefinitions: [
        {
          name: 'app',
          image: 'shop:1',
          portMappings: [{ name: 'http', containerPort: 80 }],
          healthCheck: { command: ['CMD', 'true'], interval: 5 },
        },
        { name: 'late', image: 'late:1', dependsOn: [{ containerName: 'app', condition: 'HEALTHY' }] },
      ],
    }),
  );
  const LoadBalancerArn =
    sim.elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-1a', 'subnet-1b'] }).LoadBalancers[0]
      ?.LoadBalancerArn ?? '';
  const loadBalancers = Array.from({ length: groups }, (_, index) => {
    const [group] = sim.elbv2.createTargetGroup(aTargetGroup({ Name: `group-${index}` })).TargetGroups;
    const TargetGroupArn = group?.TargetGroupArn ?? '';
    sim.elbv2.modifyTargetGroupAttributes({
      TargetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '10' }],
    });
    sim.elbv2.createListener({
      LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80 + index,
      DefaultActions: [{ Type: 'forward', TargetGroupArn }],
    });
    return { targetGroupArn: TargetGroupArn, containerName: 'app', containerPort: 80 };
  });
  sim.ecs.createService(fargateService({ taskDefinition: 'shop', loadBalancers, ...about }));
  sim.run('16s');
  const [task = ''] = sim.ecs.listTasks({ cluster: 'prod' }).taskArns;
  const status = () => sim.ecs.describeTasks({ cluster: 'prod', tasks: [task] }).tasks[0]?.lastStatus ?? '';
  /** What is shown up to a moment, and from when on: `PENDING 31.4`. */
  const shownTo = (seconds: number): string[] => {
    const changes: string[] = [];
    const endMs = start + seconds * 1_000;
    for (let last = ''; last !== status(); ) {
      if (last !== '') changes.push(`${status()} ${(sim.now.getTime() - start) / 1_000}`);
      last = status();
      sim.runUntil(() => status() !== last, { timeout: endMs - sim.now.getTime() });
    }
    sim.runTo(endMs);
    return changes;
  };
  const stop = () => sim.ecs.stopTask({ cluster: 'prod', task });
  const scaleIn = () => sim.ecs.updateService({ cluster: 'prod', service: 'web', desiredCount: 0 });
  return { sim, shownTo, stop, scaleIn, status };
}

test.each<{ name: string; groups: number; about?: Partial<CreateServiceRequest>; up: string[]; down: string[] }>([
  {
    name: 'nothing before it',
    groups: 0,
    up: ['PENDING 31.4', 'RUNNING 41.6'],
    down: ['DEPROVISIONING 127.5', 'STOPPED 150.5'],
  },
  {
    name: 'a target group',
    groups: 1,
    up: ['PENDING 31.4', 'RUNNING 41.6'],
    down: ['DEACTIVATING 125', 'DEPROVISIONING 156.6', 'STOPPED 179.6'],
  },
  {
    name: 'two target groups',
    groups: 2,
    up: ['PENDING 31.4', 'ACTIVATING 41.6', 'RUNNING 43.6'],
    down: ['DEACTIVATING 125', 'DEPROVISIONING 156.6', 'STOPPED 179.6'],
  },
  {
    name: 'Service Connect',
    groups: 0,
    about: { serviceConnectConfiguration: { enabled: true, namespace: 'shop' } },
    up: ['PENDING 31.4', 'RUNNING 41.6'],
    down: ['DEACTIVATING 125', 'DEPROVISIONING 127.5', 'STOPPED 150.5'],
  },
  {
    name: 'Service Connect that is off',
    groups: 0,
    about: { serviceConnectConfiguration: { enabled: false } },
    up: ['PENDING 31.4', 'RUNNING 41.6'],
    down: ['DEPROVISIONING 127.5', 'STOPPED 150.5'],
  },
])(
  'lastStatus of a task with $name, up and scaled in [task-last-status] [task-activating]',
  ({ groups, about, up, down }) => {
    const { shownTo, scaleIn } = serving(groups, about);
    expect(shownTo(120)).toEqual(up);
    scaleIn();
    expect(shownTo(240)).toEqual(down);
  },
);

// Its first container runs from 36 s on, the second one from 41.6 s on.
test.each<{ groups: number; at: number; shown: string[] }>([
  { groups: 0, at: 33, shown: ['PENDING', 'DEPROVISIONING 35.9', 'STOPPED 58.9'] },
  { groups: 2, at: 33, shown: ['PENDING', 'DEPROVISIONING 35.9', 'STOPPED 58.9'] },
  { groups: 1, at: 38, shown: ['PENDING', 'DEPROVISIONING 40', 'STOPPED 63'] },
  { groups: 2, at: 38, shown: ['PENDING', 'DEPROVISIONING 40', 'STOPPED 63'] },
  { groups: 2, at: 43, shown: ['DEACTIVATING', 'DEPROVISIONING 45.5', 'STOPPED 68.5'] },
])(
  'lastStatus of a task with $groups target groups that a user stops after $at s [task-last-status]',
  ({ groups, at, shown }) => {
    const { shownTo, stop, status } = serving(groups);
    shownTo(at);
    stop();
    expect([status(), ...shownTo(120)]).toEqual(shown);
  },
);
