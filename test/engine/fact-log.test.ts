import { describe, expect, test } from 'vitest';
import { FactLog } from '../../src/engine/fact-log.js';
import type { FactDraft } from '../../src/model/facts.js';

/** A fact about a service; its desired count says which one it is. */
const about = (service: string, desiredCount: number): FactDraft => ({
  kind: 'service',
  cluster: 'main',
  service,
  change: 'desiredCount',
  desiredCount,
});
const zoneLost: FactDraft = { kind: 'fault', change: 'started', about: 'zoneLost' };
const numbersOf = (log: FactLog) => log.kept.map(({ seq }) => seq);

function filled(log: FactLog, count: number): FactLog {
  for (let index = 1; index <= count; index += 1) log.add(about('web', index), index * 10);
  return log;
}

describe('all', () => {
  test('in order, each with its moment and its number', () => {
    expect(filled(new FactLog('all'), 2).kept).toEqual([
      { atMs: 10, seq: 1, ...about('web', 1) },
      { atMs: 20, seq: 2, ...about('web', 2) },
    ]);
  });
});

describe('none', () => {
  test('a fact is worth making only while somebody listens', () => {
    const log = new FactLog('none');
    expect([log.wanted, log.countsWanted]).toEqual([false, false]);
    log.setHasListeners(true);
    expect([log.wanted, log.countsWanted]).toEqual([true, true]);
    log.add(about('web', 1), 10);
    expect([log.kept, log.nextUnpublished()?.seq]).toEqual([[], 1]);
    log.setHasListeners(false);
    expect(log.wanted).toBe(false);
  });
});

describe('counts', () => {
  const counts: FactDraft = {
    kind: 'counts',
    cluster: 'main',
    service: 'web',
    desiredCount: 1,
    deployments: [],
    occupied: 0,
  };

  test('are worth making, and kept; nothing else is', () => {
    const log = new FactLog('counts');
    expect([log.wanted, log.countsWanted]).toEqual([false, true]);
    log.add(about('web', 1), 10);
    log.add(counts, 10);
    expect(numbersOf(log)).toEqual([2]);
  });

  test('a listener hears everything', () => {
    const log = new FactLog('counts');
    log.setHasListeners(true);
    log.add(about('web', 1), 10);
    expect([log.wanted, log.nextUnpublished()?.seq, log.kept]).toEqual([true, 1, []]);
  });
});

describe('the last few', () => {
  test('are the newest, whatever came before', () => {
    const log = new FactLog({ last: 3 });
    for (let count = 1; count <= 20; count += 1) {
      log.add(about('web', count), count);
      expect(numbersOf(log)).toEqual([count - 2, count - 1, count].filter((seq) => seq >= 1));
    }
  });

  test('and the one before comes back when the newest is taken back', () => {
    for (let count = 4; count <= 12; count += 1) {
      const log = filled(new FactLog({ last: 3 }), count);
      log.retract();
      expect(numbersOf(log), `after ${count}`).toEqual([count - 3, count - 2, count - 1]);
    }
  });
});

describe('some services', () => {
  test('are kept, with their numbers among all facts', () => {
    const log = new FactLog({ services: ['web'] });
    log.add(about('web', 1), 10);
    log.add(about('api', 1), 10);
    log.add(zoneLost, 20);
    log.add(about('web', 2), 30);
    expect(numbersOf(log)).toEqual([1, 4]);
  });
});

test('what was not kept cannot be taken back, and takes nothing else with it', () => {
  const log = new FactLog({ services: ['web'] });
  log.setHasListeners(true);
  log.add(about('web', 1), 10);
  log.nextUnpublished();
  log.add(about('api', 1), 20);
  log.retract();
  expect([log.seq, numbersOf(log), log.nextUnpublished()]).toEqual([1, [1], undefined]);
  log.setHasListeners(false);
  log.add(about('web', 2), 30);
  log.setHasListeners(true);
  log.add(about('web', 3), 40);
  log.setHasListeners(false);
  log.add(about('web', 4), 50);
  log.retract();
  expect([log.seq, log.nextUnpublished()?.seq]).toEqual([3, 3]);
  const silent = new FactLog('none');
  silent.add(about('web', 1), 10);
  silent.retract();
  expect([silent.seq, silent.kept]).toEqual([0, []]);
});

describe('listeners', () => {
  test('hear what was added since they listen, once each', () => {
    const log = filled(new FactLog('all'), 2);
    log.setHasListeners(true);
    filled(log, 2);
    expect([log.nextUnpublished()?.seq, log.nextUnpublished()?.seq, log.nextUnpublished()]).toEqual([3, 4, undefined]);
  });

  test('never hear what was taken back', () => {
    const log = new FactLog('all');
    log.setHasListeners(true);
    filled(log, 2);
    log.retract();
    expect([log.seq, log.nextUnpublished()?.seq, log.nextUnpublished()]).toEqual([1, 1, undefined]);
  });
});

describe('a copy', () => {
  test('goes on by itself, and so does the original', () => {
    const log = filled(new FactLog('all'), 2);
    const copy = log.copy();
    log.add(about('web', 3), 30);
    copy.add(about('api', 3), 31);
    const later = copy.copy();
    later.add(about('api', 4), 41);
    expect(log.kept.map(({ atMs }) => atMs)).toEqual([10, 20, 30]);
    expect(copy.kept.map(({ atMs }) => atMs)).toEqual([10, 20, 31]);
    expect(later.kept.map(({ atMs }) => atMs)).toEqual([10, 20, 31, 41]);
  });

  test('of the last few keeps the last few', () => {
    const copy = filled(new FactLog({ last: 3 }), 5).copy();
    for (let count = 6; count <= 15; count += 1) {
      copy.add(about('web', count), count);
      expect(numbersOf(copy)).toEqual([count - 2, count - 1, count]);
    }
  });
});

test('what was restored is kept, and counted on from', () => {
  const kept = filled(new FactLog('all'), 2).kept;
  const log = new FactLog('all');
  log.restore({ seq: 2, kept });
  log.add(about('web', 3), 30);
  expect(numbersOf(log)).toEqual([1, 2, 3]);
  const without = new FactLog('all');
  without.restore({ seq: 2, kept: undefined });
  without.add(about('web', 3), 30);
  expect(numbersOf(without)).toEqual([3]);
});
