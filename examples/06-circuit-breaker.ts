/**
 * Question: a bad image, with and without the deployment circuit breaker: what has happened half an hour later?
 * Source: "How to Create an ECS Service for Long-Running Containers", OneUptime blog: its resilient-service; and "AWS ECS
 * Container Service", Tech World by Yashrajsinh: "Without it, a bad deployment continues launching failing tasks".
 */
import { createSimulator, fargateService } from 'steadystate';

function deployBadImage(circuitBreaker: boolean) {
  const sim = createSimulator();
  const api = fargateService(sim, { name: 'api', desiredCount: 3, circuitBreaker });
  sim.runUntilSteady();
  sim.run('1m');

  const bad = api.register('api:2');
  sim.workloads.set(bad, { exits: { code: 1, after: '1s' } });
  const update = sim.now;
  sim.ecs.updateService({ service: 'api', taskDefinition: bad });
  sim.run('30m');
  return { timeline: sim.timeline({ service: 'api', from: update }), verdict: sim.verdict('api') };
}

const on = deployBadImage(true);
const off = deployBadImage(false);

console.log(on.timeline);
console.log(`
on:  ${on.verdict.outcome} after ${on.verdict.tookMs / 1000} s and ${on.verdict.tasksFailed} failed tasks
off: ${off.verdict.outcome} after ${off.verdict.tookMs / 1000} s and ${off.verdict.tasksFailed} failed tasks
Either way at least ${off.verdict.lowestHealthy.count} tasks of api:1 stayed healthy: 100 % is the minimum.`);

if (on.verdict.outcome !== 'rolled back' || off.verdict.outcome !== 'unfinished' || off.verdict.tasksFailed < 100) {
  throw new Error('The story of this example has changed.');
}
