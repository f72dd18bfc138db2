import { expect, test } from 'vitest';
import { type Action, call, perform, reference } from './actions.js';
import { aStage } from './stage.js';

/** What law 6 once found about services that can't become steady, shrunk and named. */

const created = call('createService', {
  cluster: 'main',
  serviceName: 'one',
  taskDefinition: 'web:1',
  desiredCount: 1,
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
});
const updated = (about: object): Action => call('updateService', { cluster: 'main', service: 'one', ...about });

/** Only the listener was told, and with one the service is not steady either. */
test('of a FAILED deployment whose target group has lost its listener, both are told', () => {
  const sim = aStage({ seed: 0, latency: 'zero' });
  const loadBalancers = [0, 1].map((place) => ({
    targetGroupArn: reference('targetGroup', place),
    containerName: 'app',
    containerPort: 80,
  }));
  const actions: readonly Action[] = [
    created,
    { does: 'run', ms: 180_000 },
    updated({ loadBalancers }),
    { does: 'fault', fault: { kind: 'targetsFail', targetGroup: 'tg-0', how: 'silent', from: '+1s' } },
    updated({
      taskDefinition: 'web:1',
      deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
    }),
    { does: 'run', ms: 200_000 },
    call('deleteListener', { ListenerArn: reference('listener', 0) }, 'elbv2'),
    { does: 'removeFault', which: 0 },
  ];
  for (const action of actions) expect(perform(sim, action), JSON.stringify(action)).toBe('done');

  const failed = 'The deployment of web:1 has FAILED, though 1 task of it is there. Only a new deployment helps.';
  const end = sim.runUntilSteady();
  expect([end.outcome, ...end.why]).toEqual([
    'stuck',
    failed,
    '1 of 1 task of web:1 runs but does not count as healthy yet: the target group is used by no listener.',
  ]);

  const listener = call(
    'createListener',
    {
      LoadBalancerArn: reference('loadBalancer', 0),
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: reference('targetGroup', 0) }],
    },
    'elbv2',
  );
  expect(perform(sim, listener)).toBe('done');
  expect([sim.runUntilSteady().ended, sim.explain('one')]).toEqual(['quiescent', failed]);
});

/** A request without a launch type: the law had not heard of services that nobody can place a task of. */
test('of a service on EC2 that is told, as long as it tries: no container instance can be registered', () => {
  const sim = aStage({ seed: 0 });
  const { launchType: _fargate, ...input } = created.input as Record<string, unknown>;
  expect(perform(sim, call('createService', input))).toBe('done');
  const end = sim.runUntilSteady({ timeout: '10h' });
  expect([end.ended, ...end.why]).toEqual([
    'timedOut',
    'web:1 runs on EC2, and no container instances are registered in cluster main. Set launchType FARGATE.',
  ]);
  const tasks = sim.facts().filter(({ kind }) => kind === 'task');
  sim.ecs.updateService({ cluster: 'main', service: 'one', desiredCount: 0 });
  expect([tasks, sim.runUntilSteady().outcome]).toEqual([[], 'completed']);
});
