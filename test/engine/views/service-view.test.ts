import { expect, test } from 'vitest';
import { createSimulator, fargateService, type Simulator } from '../../../src/index.js';

/** What a pass is told of a service, seen in when the service ends a deployment and when it calls itself steady. */

/** What the service told, and which deployments ended, while `move` passed time: `15 s: steady`. */
function toldWhile(sim: Simulator, move: (sim: Simulator) => void): string[] {
  const told = sim.facts().length;
  const sinceMs = sim.now.getTime();
  move(sim);
  return sim
    .facts()
    .slice(told)
    .flatMap((fact) => {
      const about =
        fact.kind === 'deployment' ? [`deployment ${fact.change}`] : fact.kind === 'serviceEvent' ? [fact.event] : [];
      return about.map((each) => `${(fact.atMs - sinceMs) / 1_000} s: ${each}`);
    });
}

test('a service is not steady while a task that was stopped before its registration is to be seen to', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 0, loadBalancer: true });
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.runTo(new Date('2026-01-01T00:00:39Z'));
  // The task is RUNNING a second later. Until all tasks are forced out, no pass comes that would register it.
  sim.ecs.deleteService({ service: 'web', force: true });
  expect(toldWhile(sim, (each) => each.runUntilSteady())).toMatchInlineSnapshot(`
    [
      "22.3 s: stopped",
      "32.3 s: steady",
    ]
  `);
});

test('a service is not steady while targets are to be deregistered, though its deployment completes [deployment-steady]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  fargateService(sim, { desiredCount: 2, loadBalancer: true });
  sim.ecs.registerTaskDefinition({
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      {
        name: 'web',
        image: 'web:1',
        portMappings: [{ containerPort: 8080 }],
        dependsOn: [{ containerName: 'side', condition: 'HEALTHY' }],
      },
      { name: 'side', image: 'side:1', stopTimeout: 120, healthCheck: { command: ['CMD', 'true'], interval: 300 } },
    ],
  });
  sim.workloads.set({ container: 'side' }, { onSigterm: 'ignored' });
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  sim.run('60s');
  // Tasks of web:2 are stopped while PENDING, and take their time: web:1 has long been healthy when the last one has gone.
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:1' });
  sim.runUntil(({ ecs }) => ecs.describeServices({ services: ['web'] }).services[0]?.deployments.length === 1);
  sim.run('11s');
  // The completion, 25 s after that, falls between the pass that stops a task and the one that deregisters it.
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  expect(toldWhile(sim, (each) => each.runUntilSteady())).toMatchInlineSnapshot(`
    [
      "9 s: stopped",
      "14 s: completed",
      "14 s: deployment completed",
      "19 s: deregistered",
      "19 s: draining",
      "29 s: steady",
    ]
  `);
});

test('a superseded deployment of a service that was deleted leaves with its tasks [deployment-old-stays-at-zero]', () => {
  const sim = createSimulator({ digestGate: 'none' });
  const web = fargateService(sim, { desiredCount: 2 });
  sim.runUntilSteady();
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  sim.run('1s');
  sim.ecs.deleteService({ service: 'web', force: true });
  expect(toldWhile(sim, (each) => each.run('10m'))).toMatchInlineSnapshot(`
    [
      "4 s: deployment pickedUp",
      "22.3 s: stopped",
      "52.3 s: deployment left",
      "62.3 s: completed",
      "62.3 s: deployment completed",
      "62.3 s: steady",
    ]
  `);
});
