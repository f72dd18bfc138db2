import { describe, expect, test } from 'vitest';
import { firstDifference, type LogEvent, logOf, parseLog, startingAt, writeLog } from './log.js';
import { createdService } from './service.js';

describe('a log in the notation', () => {
  test('is read event by event, with gaps', () => {
    expect(parseLog('call +13.2 S1u +21.3[pull] R2 T1@1 …')).toMatchObject({
      isCut: true,
      steps: [
        { code: 'call', count: undefined, gapS: 0 },
        { code: 'S', count: 1, unhealthy: true, gapS: 13.2 },
        { code: 'R', count: 2, gapS: 21.3, band: 'pull' },
        { code: 'T', count: 1, deployment: 1, unhealthy: false, gapS: 0 },
      ],
    });
  });

  test.each(['+3 S1', 'S1 +3', 'S1 +3 +4 R1', 'S1 +soon R1', 'S1:2'])('%s is refused', (log) => {
    expect(() => parseLog(log)).toThrow();
  });

  test('is written from what the simulator tells', () => {
    const { sim } = createdService({ facts: { desiredCount: 2 } });
    sim.runUntilSteady();
    const events = logOf(sim).filter(({ code }) => code === code.toUpperCase() || code === 'running');
    expect(writeLog(events)).toBe('S1@1 +21 running1@1 +9 S1@1 +21 running1@1 +9 C@1 K');
    expect(writeLog(startingAt(events, 'S', 2))).toBe('S1@1 +21 running1@1 +9 C@1 K');
  });
});

describe('two logs', () => {
  const simulated = events(['S', 0], ['R', 30], ['T', 70], ['X', 80], ['D', 80], ['C', 140], ['K', 140]);

  test.each([
    { name: 'the same', log: 'S1 +30 R1 +40 T1 +10 X1 D1 +60 C K' },
    { name: 'gaps within a pass', log: 'S1 +21.3 R1 +41.9 T1 +1.3 X1 +0.02 D1 +62 C K' },
    { name: 'counts left open, cut at the end', log: 'S +30 R …' },
    { name: 'an event that the listing lacks', log: 'S1 (R1) +70 T1 +10 X1 D1 +60 C K' },
    { name: 'an event that the simulator does not tell', log: 'S1 +30 R1 +40 T1 +10 X1 D1 +0.1 {X1} +60 C K' },
  ])('agree: $name', ({ log }) => {
    expect(firstDifference(simulated, { log })).toBeUndefined();
  });

  test('agree on the events that the source names', () => {
    expect(firstDifference(simulated, { log: 'S1 +70 T1 +70 C', only: ['S', 'T', 'C'] })).toBeUndefined();
  });

  test.each([
    { log: 'S1 +30 R1 +40 X1 …', says: 'Event 3: recorded X1, simulated T1.' },
    { log: 'S1 +30 R2 …', says: 'Event 2: recorded R2, simulated R1.' },
    { log: 'S1 +30 R1 +40 T1 +10 X1 +5 D1 …', says: 'more than a pass apart' },
    { log: 'S1 +41 R1 …', says: 'Event 2: R1 comes after 41 s, in the simulator after 30 s: more than a pass apart.' },
    { log: 'S1 +30 R1 +40 T1 +10 X1 D1 +60 C K +21600 K', says: "Event 8: the simulator doesn't tell K." },
    { log: 'S1 +30 R1 +40 T1 +10 X1 D1 +60 C', says: 'Event 7: the simulator tells one more, K.' },
    { log: 'S1 +30[slow] R1 …', says: 'there is no band [slow]' },
  ])('differ: $says', ({ log, says }) => {
    expect(firstDifference(simulated, { log })).toContain(says);
  });

  test('are shown side by side, with the first difference marked', () => {
    expect(firstDifference(simulated, { log: 'S1 +30 R1 +40 T1 +10 X1 D1 +90[end] C K', bands: { end } })).toBe(
      [
        'Event 6: C comes after 60 s in the simulator, outside of band [end], 80 to 100 s.',
        '',
        '     recorded                    simulated',
        '   1 S1                          S1',
        '   2 R1        +30               R1        +30',
        '   3 T1        +40               T1        +40',
        '   4 X1        +10               X1        +10',
        '   5 D1        +0                D1        +0',
        '>  6 C         +90[end]          C         +60',
        '   7 K         +0                K         +0',
      ].join('\n'),
    );
  });

  test('a band holds the recorded gap, or says that it differs', () => {
    const log = 'S1 +5[pull] R1 …';
    const pull = { from: 25, to: 35, because: 'a slow pull' };
    expect(firstDifference(simulated, { log, bands: { pull } })).toContain("band [pull] doesn't hold the recorded 5 s");
    expect(firstDifference(simulated, { log, bands: { pull: { ...pull, differs: true } } })).toBeUndefined();
    expect(
      firstDifference(simulated, { log: 'S1 +30[pull] R1 …', bands: { pull: { ...pull, differs: true } } }),
    ).toContain('is said to differ, but holds');
    expect(firstDifference(simulated, { log: 'S1 …', bands: { pull } })).toContain('no gap [pull]');
  });
});

const end = { from: 80, to: 100, because: 'an example' };

/** Events about one task or target each, at these seconds. */
function events(...at: readonly (readonly [code: string, seconds: number])[]): LogEvent[] {
  return at.map(([code, seconds]) => ({
    atMs: seconds * 1_000,
    code,
    count: code === 'C' || code === 'K' ? undefined : 1,
    unhealthy: false,
    deployment: undefined,
  }));
}
