import { expect, test } from 'vitest';
import { createSimulator, type Fact, fargateService, type Simulator } from '../../src/index.js';

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

test('a fork keeps other facts from there on, and nothing else is different', () => {
  const [sim, known] = (['none', 'all'] as const).map((keepFacts) => {
    const each = createSimulator({ seed: 7, keepFacts });
    fargateService(each, { desiredCount: 2 });
    each.run('20s');
    return each;
  }) as [Simulator, Simulator];
  const atMs = sim.now.getTime();
  const fork = sim.fork({ keepFacts: 'all' });
  for (const each of [sim, known, fork]) each.runUntilSteady();
  // What nobody wants isn't numbered.
  const unnumbered = ({ seq: _seq, ...fact }: Fact) => fact;
  expect(fork.facts().map(unnumbered)).toEqual(
    known
      .facts()
      .filter((fact) => fact.atMs > atMs)
      .map(unnumbered),
  );
  const { settings, factSeq } = sim.snapshot();
  expect({ ...fork.snapshot(), settings, factSeq }).toEqual(sim.snapshot());
  expect(fork.snapshot().settings).toEqual({ ...settings, keepFacts: 'all' });
  expect(known.fork({ keepFacts: 'all', seed: 3 }).facts()).toEqual(known.facts());
  const counted = known.fork({ keepFacts: { last: 3 } });
  expect(counted.facts()).toEqual([]);
  counted.run('1s');
  known.run('1s');
  expect(counted.facts()).toEqual(known.facts().slice(-counted.facts().length));
  expect(() => sim.fork({ keepFacts: 'some' as 'all' })).toThrow('Option keepFacts is "some": ');
});
