import { expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';
import { worldOf } from '../../../src/simulator/simulator.js';

const groupOf = (sim: Simulator, Name: string): string =>
  sim.elbv2.createTargetGroup({ Name, Protocol: 'TCP', Port: 80, TargetType: 'ip', VpcId: 'vpc-1' }).TargetGroups[0]
    ?.TargetGroupArn ?? '';

/** Deletes the listeners of a balancer, so that nothing forwards to its groups. */
function unforward(sim: Simulator, LoadBalancerArn = ''): void {
  for (const { ListenerArn = '' } of sim.elbv2.describeListeners({ LoadBalancerArn }).Listeners) {
    sim.elbv2.deleteListener({ ListenerArn });
  }
}

const known = (sim: Simulator): string[] => [...worldOf(sim).targetGroups.values()].map(({ name }) => name);

test('a group that nothing forwards to any more is as it was when it was made', () => {
  const sim = createSimulator();
  const TargetGroupArn = groupOf(sim, 'tcp');
  const records = () => structuredClone([...worldOf(sim).targetGroups.values()]);
  const before = records();
  const { LoadBalancers } = sim.elbv2.createLoadBalancer({ Name: 'front', Type: 'network', Subnets: ['subnet-a'] });
  const LoadBalancerArn = LoadBalancers[0]?.LoadBalancerArn ?? '';
  sim.elbv2.createListener({
    LoadBalancerArn,
    Protocol: 'TCP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  });
  unforward(sim, LoadBalancerArn);
  expect(records()).toEqual(before);
});

test('a deleted group is remembered as long as a deployment names it [target-group-of-a-service-deleted]', () => {
  const sim = createSimulator();
  const { loadBalancerArn, targetGroupArn = '' } = fargateService(sim, { loadBalancer: true });
  fargateService(sim, { name: 'worker' });
  const spare = groupOf(sim, 'spare');
  unforward(sim, loadBalancerArn);
  const seen = [known(sim)];
  for (const TargetGroupArn of [spare, targetGroupArn]) {
    sim.elbv2.deleteTargetGroup({ TargetGroupArn });
    seen.push(known(sim));
  }
  expect(seen).toEqual([['web', 'spare'], ['web'], ['web']]);
});

test('targets of a deleted group are deregistered, and gone at once [target-unused-goes-at-once]', () => {
  const sim = createSimulator();
  const { loadBalancerArn, targetGroupArn: TargetGroupArn = '' } = fargateService(sim, { loadBalancer: true });
  sim.runUntilSteady();
  unforward(sim, loadBalancerArn);
  const from = sim.now;
  sim.elbv2.deleteTargetGroup({ TargetGroupArn });
  sim.run('10m');
  const facts = sim
    .facts()
    .flatMap((fact) =>
      fact.kind === 'target' && fact.atMs >= from.getTime() ? [`+${fact.atMs - from.getTime()} ${fact.state}`] : [],
    );
  expect(facts).toEqual(['+0 unused', '+0 draining', '+0 deregistered']);
});

test('a task that is to be registered in a deleted group is told, and why it never counts is explained [target-group-of-a-service-deleted]', () => {
  const sim = createSimulator();
  const { loadBalancerArn, targetGroupArn = '' } = fargateService(sim, { loadBalancer: true });
  sim.runUntilSteady();
  unforward(sim, loadBalancerArn);
  sim.elbv2.deleteTargetGroup({ TargetGroupArn: targetGroupArn });
  const [task = ''] = sim.ecs.listTasks({ serviceName: 'web' }).taskArns;
  sim.run('1s');
  const from = sim.now;
  sim.ecs.stopTask({ task });
  sim.run('2m');
  const told = sim
    .facts()
    .flatMap((fact) => (fact.kind === 'serviceEvent' && fact.atMs >= from.getTime() ? [fact.message] : []));
  expect(told.map((text) => text.replaceAll(/\d{19}|[0-9a-f]{16,32}/g, 'x'))).toEqual([
    '(service web) has started 1 tasks: (task x).',
    '(service web) task set (ecs-svc/x) (task x) is not healthy in target-group (arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/x) due to TARGET GROUP IS NOT FOUND.',
  ]);
  expect(sim.explain('web')).toBe(
    '1 of 1 task of web:1 runs but does not count as healthy yet: target group web was deleted: update the service with one that is there.',
  );
});
