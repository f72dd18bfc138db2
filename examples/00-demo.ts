/**
 * Question: what does ECS do when a new revision crashes four seconds after it starts?
 *
 * Three tasks behind a load balancer, with the deployment circuit breaker on.
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator({ seed: 7 });
const web = fargateService(sim, { name: 'web', desiredCount: 3, loadBalancer: true, circuitBreaker: true });
sim.runUntilSteady();
sim.run('5m');

web.register('web:2');
sim.workloads.set('web:2', { exits: { code: 1, after: '4s' } });
const from = sim.now;
sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
const end = sim.runUntilSteady({ timeout: '30m' });

console.log(sim.timeline({ service: 'web', from }));
console.log();
console.log(String(end));
