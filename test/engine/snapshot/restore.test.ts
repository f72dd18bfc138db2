import { describe, expect, test } from 'vitest';
import { createSimulator, fargateService, restoreSimulator } from '../../../src/index.js';
import { SteadystateError } from '../../../src/model/errors.js';

/** What isn't a snapshot of this version is refused with a way out, never half restored. */

const sim = createSimulator();
fargateService(sim, { desiredCount: 2, loadBalancer: true });
sim.workloads.set('web:1', { exits: { code: 1, after: '30s' } });
sim.run('1m');
const taken = sim.snapshot() as unknown as Readonly<Record<string, unknown>>;

function refusalOf(given: unknown): string {
  try {
    restoreSimulator(given as never);
  } catch (error) {
    if (error instanceof SteadystateError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'restored';
}

test('an undamaged one is restored, also through JSON', () => {
  expect([taken, JSON.parse(JSON.stringify(taken))].map(refusalOf)).toEqual(['restored', 'restored']);
});

describe('without one of its members it is damaged', () => {
  const members = Object.keys(taken).filter((name) => name !== 'version');
  test.each(members)('%s', (member) => {
    const { [member]: _member, ...rest } = taken;
    for (const damaged of [rest, { ...rest, [member]: null }, { ...rest, [member]: 'x' }]) {
      expect(refusalOf(damaged)).toMatch(/^InvalidSnapshot: The snapshot is damaged: /);
    }
  });

  test.each(Object.keys(taken['counters'] as object))('counter %s', (counter) => {
    const { [counter]: _counter, ...counters } = taken['counters'] as Record<string, number>;
    expect(refusalOf({ ...taken, counters })).toContain(`The snapshot is damaged: its counter ${counter} is missing.`);
  });
});

test.each([[0], ['x'], [null], [{}], [[]]])('%j is no snapshot', (given) => {
  expect(refusalOf(given)).toContain('InvalidSnapshot: The snapshot is damaged: it does not say that it is one');
});

test('one of another version is refused', () => {
  expect(refusalOf({ ...taken, version: 3 })).toContain(
    'InvalidSnapshot: The snapshot has version 3; this release reads version 2.',
  );
});
