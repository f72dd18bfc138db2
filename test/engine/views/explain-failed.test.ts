import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';

test('a deployment that has FAILED stays so, though its tasks recover [pass-waits-are-told]', () => {
  const sim = createSimulator();
  const web = fargateService(sim, {
    desiredCount: 2,
    circuitBreaker: true,
    loadBalancer: { deregistrationDelaySeconds: 30 },
  });
  const TargetGroupArn = web.targetGroupArn ?? '';
  sim.runUntilSteady();
  sim.elbv2.modifyTargetGroup({ TargetGroupArn, Matcher: { HttpCode: '204' } });
  sim.workloads.set(web.register('web:2'), { exits: { code: 1, after: 0 } });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.runUntilSteady();
  sim.elbv2.modifyTargetGroup({ TargetGroupArn, Matcher: { HttpCode: '200' } });
  const end = sim.runUntilSteady();

  expect(end.outcome).toBe('stuck');
  expect(sim.explain('web')).toBe(
    'The deployment of web:1 has FAILED, though 2 tasks of it are there. Only a new deployment helps.',
  );
});
