import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';

// https://github.com/aws/containers-roadmap/issues/2714
test('a replacement that fails its checks too costs the original its life, even within the grace period', () => {
  const sim = createSimulator({ seed: 3 });
  fargateService(sim, {
    loadBalancer: { healthCheckIntervalSeconds: 10, deregistrationDelaySeconds: 30 },
    healthCheckGracePeriodSeconds: 600,
  });
  sim.run('15m');
  sim.workloads.set('web:1', { http: 500 });
  const from = sim.now;
  sim.run('14m');
  const told = sim
    .timelineEntries({ service: 'web', from })
    .map(({ atMs, text }) => `+${(atMs - from.getTime()) / 1_000} ${text}`);
  expect(told.filter((line) => / has | unhealthy in web /.test(line))).toEqual([
    '+16 1 target unhealthy in web (ad1e271b): Health checks failed with these codes: [500]',
    '+25 has started 1 tasks: (task b3b6ad3f). Amazon ECS replaced 1 tasks due to an unhealthy status.',
    '+66 1 target unhealthy in web (b3b6ad3f): Health checks failed with these codes: [500]',
    '+75 has stopped 1 running tasks: (task ad1e271b).',
    '+85 (taskSet ecs-svc/3995121884145367384) has begun draining connections on 1 tasks.',
    '+655 has started 1 tasks: (task 5007351f). Amazon ECS replaced 1 tasks due to an unhealthy status.',
    '+696 1 target unhealthy in web (5007351f): Health checks failed with these codes: [500]',
    '+705 has stopped 1 running tasks: (task b3b6ad3f).',
    '+715 (taskSet ecs-svc/3995121884145367384) has begun draining connections on 1 tasks.',
  ]);
});
