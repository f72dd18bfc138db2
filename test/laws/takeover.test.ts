import * as fc from 'fast-check';
import { expect } from 'vitest';
import { type ContainerBehaviour, createSimulator, type FargateServiceFacts, fargateService } from '../../src/index.js';
import { law } from './law.js';

/** What the next revision's containers do, and from which to which launch. */
interface Revision {
  readonly does: ContainerBehaviour;
  readonly launches: { readonly from: number; readonly to?: number };
}

const checksFail = { http: 500, healthCheck: 'failing' } as const;
const revisions: fc.Arbitrary<Revision> = fc.record({
  does: fc.constantFrom<ContainerBehaviour>(
    {},
    { exits: { code: 1, after: '1s' } },
    { exits: { code: 1, after: '90s' } },
    { startsIn: '70s' },
    checksFail,
    {
      http: [
        { after: 0, is: 200 },
        { after: '2m', is: 500 },
      ],
    },
  ),
  launches: fc.constantFrom({ from: 1 }, { from: 2 }, { from: 1, to: 2 }, { from: 2, to: 4 }),
});

type Step =
  | { readonly step: 'deploy'; readonly revision: Revision }
  | { readonly step: 'force' }
  | { readonly step: 'scale'; readonly to: number }
  | { readonly step: 'kill' };

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: revisions.map((revision): Step => ({ step: 'deploy', revision })) },
  { weight: 1, arbitrary: fc.constant<Step>({ step: 'force' }) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 2, 4, 7).map((to): Step => ({ step: 'scale', to })) },
  { weight: 1, arbitrary: fc.constant<Step>({ step: 'kill' }) },
);

const services: fc.Arbitrary<FargateServiceFacts> = fc
  .record({
    desiredCount: fc.constantFrom(1, 2, 4, 6),
    percents: fc.constantFrom([100, 200], [50, 150], [0, 150], [50, 200], [75, 125], [0, 200]),
    circuitBreaker: fc.boolean(),
    loadBalancer: fc.constantFrom(
      false,
      { deregistrationDelaySeconds: 10, healthCheckIntervalSeconds: 10 },
      { deregistrationDelaySeconds: 300, healthCheckIntervalSeconds: 30 },
    ),
    healthCheck: fc.constantFrom(false, { interval: 10, retries: 2, timeout: 5 }),
    healthCheckGracePeriodSeconds: fc.constantFrom(0, 30, 300),
  })
  .map(({ percents, ...facts }) => ({ ...facts, minimumHealthyPercent: percents[0], maximumPercent: percents[1] }));

law('whatever was wrong with the revisions before it, and still is, a good one takes over', {
  file: import.meta.url,
  runs: 40,
  of: fc.record({
    digestGate: fc.constantFrom('none', 'firstTask'),
    facts: services,
    steps: fc.array(fc.record({ step: steps, thenSeconds: fc.constantFrom(5, 20, 45, 90, 180, 480) }), {
      minLength: 1,
      maxLength: 6,
    }),
  }),
  holds: ({ digestGate, facts, steps: plan }) => {
    const sim = createSimulator({ seed: 1, digestGate: digestGate as 'none' | 'firstTask' });
    const web = fargateService(sim, facts as FargateServiceFacts);
    sim.runUntilSteady();
    for (const { step, thenSeconds } of plan) {
      if (step.step === 'deploy') {
        const taskDefinition = web.register('web:next');
        sim.workloads.set({ taskDefinition, launches: step.revision.launches }, step.revision.does);
        sim.ecs.updateService({ service: 'web', taskDefinition });
      } else if (step.step === 'force') sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
      else if (step.step === 'scale') sim.ecs.updateService({ service: 'web', desiredCount: step.to });
      else sim.faults.add({ kind: 'killTask', service: 'web', pick: 'oldest', count: 1 });
      sim.run(thenSeconds * 1_000);
    }
    const taskDefinition = web.register('web:good');
    // Percents at which something can move.
    sim.ecs.updateService({
      service: 'web',
      taskDefinition,
      desiredCount: 3,
      deploymentConfiguration: { maximumPercent: 200 },
    });
    sim.runUntilSteady({ timeout: '2h' });
    const service = sim.ecs.describeServices({ services: ['web'] }).services?.[0];
    expect(
      service?.deployments?.map((each) => [
        each.taskDefinition?.split('/').at(-1),
        each.rolloutState,
        each.runningCount,
      ]),
      sim.explain('web'),
    ).toEqual([[taskDefinition, 'COMPLETED', 3]]);
  },
});
