import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../src/index.js';

test('where only counts are kept, their series is the same, and there is no timeline', () => {
  const [all, counts] = (['all', 'counts'] as const).map((keepFacts) => {
    const sim = createSimulator({ seed: 7, keepFacts });
    fargateService(sim, { desiredCount: 3, loadBalancer: true });
    sim.runUntilSteady();
    return sim;
  });
  expect(counts?.series('web')).toEqual(all?.series('web'));
  expect(counts?.at('+60s').services).toEqual(all?.at('+60s').services.map((service) => ({ ...service, tasks: [] })));
  expect(new Set(counts?.facts().map(({ kind }) => kind))).toEqual(new Set(['counts']));
  expect(() => counts?.timeline()).toThrow(
    expect.objectContaining({
      code: 'FactsNotKept',
      message: expect.stringContaining('Only counts are kept, so there is no timeline.'),
    }),
  );
});
