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

test('a task that would be one target too many waits, which is told and explained, until there is a place [target-group-full] [quota-targets]', () => {
  const sim = createSimulator({ digestGate: 'none', quotas: { targetsPerTargetGroup: 2 } });
  const from = sim.now;
  const { targetGroupArn = '' } = fargateService(sim, {
    desiredCount: 3,
    loadBalancer: { deregistrationDelaySeconds: 0 },
  });
  sim.run('1m');
  expect(sim.explain('web')).toBe(
    '1 of 3 tasks of web:1 runs but does not count as healthy yet: target group web has 2 targets and takes no more (quotas.targetsPerTargetGroup).',
  );
  const { TargetHealthDescriptions } = sim.elbv2.describeTargetHealth({ TargetGroupArn: targetGroupArn });
  expect(TargetHealthDescriptions).toHaveLength(2);
  expect(sim.fork().explain('web')).toBe(sim.explain('web'));
  sim.elbv2.deregisterTargets({
    TargetGroupArn: targetGroupArn,
    Targets: TargetHealthDescriptions.slice(0, 1).map(({ Target }) => ({ Id: Target?.Id ?? '' })),
  });
  sim.run('1m');
  // Told again after there was a place.
  sim.ecs.updateService({ service: 'web', desiredCount: 4 });
  sim.run('1m');
  expect(String(sim.timeline({ service: 'web', from }))).toMatchInlineSnapshot(`
    "       time  desired/pending/running/healthy     what happened
          +0:00                                      CreateService: taskDefinition web:1, desiredCount 3
          +0:00  web:1 0/0/0/0                       deployment of web:1 begins (ecs-svc/6804229292356310906)
          +0:15  web:1 3/3/0/0                       has started 3 tasks: (task a7a466fd) (task d7174c06) (task 8399eefd).
          +0:36  web:1 3/0/3/0                       3 tasks of web:1 RUNNING (a7a466fd d7174c06 8399eefd)
          +0:45                                      failed to register targets in (target-group web) with (error You've reached the limit on the number of targets)
          +0:45                                      registered 2 targets in (target-group web)
          +0:46  web:1 3/0/3/2                       2 targets healthy in web (a7a466fd d7174c06)
          +1:00  web:1 3/0/3/1                       1 target gone in web (a7a466fd)
          +1:05                                      registered 1 targets in (target-group web)
          +1:06  web:1 3/0/3/2                       1 target healthy in web (8399eefd)
          +2:00                                      UpdateService: desiredCount 4
          +2:04  web:1 4/1/3/2                       has started 1 tasks: (task 9647c1fe).
          +2:25                                      1 task of web:1 RUNNING (9647c1fe)
          +2:25  web:1 4/0/4/2                       failed to register targets in (target-group web) with (error You've reached the limit on the number of targets)"
  `);
});
