import { expect, test } from 'vitest';
import { TimingWheel } from '../../../src/engine/agenda/timing-wheel.js';

const originMs = Date.UTC(2026, 0, 1);

/** Kinds 0 and 1 in one phase, 2 and 3 in the sorted one. */
const aWheel = (): TimingWheel =>
  new TimingWheel(originMs, {
    count: 2,
    of: (kind) => kind >> 1,
    sorted: 1,
    goesBefore: (_kindA, subjectA, _kindB, subjectB) => subjectA < subjectB,
  });

/** Of all entries of the present moment, taken. */
function subjectsOf(wheel: TimingWheel): number[] {
  const subjects: number[] = [];
  while (wheel.take()) subjects.push(wheel.takenSubject);
  return subjects;
}

test('puts a service between others, and after them, whatever came first', () => {
  const wheel = aWheel();
  for (const subject of [5, 1, 9, 7]) wheel.push(originMs, 2, subject);
  wheel.advance(originMs);
  expect(subjectsOf(wheel)).toEqual([1, 5, 7, 9]);
});

test('orders by subject in the services phase alone', () => {
  const wheel = aWheel();
  for (const subject of [4, 2, 3]) wheel.push(originMs, 0, subject);
  wheel.advance(originMs);
  expect(subjectsOf(wheel)).toEqual([4, 2, 3]);
});

test('stands at the limit when what is next lies beyond the reach of the wheels', () => {
  const spanMs = 2 ** 32;
  const wheel = aWheel();
  wheel.push(originMs + spanMs + 7, 0, 1);
  expect(wheel.advance(originMs + 1_000)).toBeUndefined();
  wheel.push(originMs + 1_001, 0, 2);
  expect(wheel.advance(originMs + 2 * spanMs)).toBe(originMs + 1_001);
  expect(subjectsOf(wheel)).toEqual([2]);
  expect(wheel.advance(originMs + 2 * spanMs)).toBe(originMs + spanMs + 7);
  expect(subjectsOf(wheel)).toEqual([1]);
});

test('says whether anything is due at the present moment', () => {
  const wheel = aWheel();
  expect(wheel.isPresentDue).toBe(false);
  wheel.push(originMs + 5, 0, 1);
  wheel.push(originMs + 5, 0, 2);
  expect(wheel.isPresentDue).toBe(false);
  wheel.advance(originMs + 5);
  // Neither has been put in order, then one has and is not taken.
  expect(wheel.isPresentDue).toBe(true);
  wheel.take();
  expect(wheel.isPresentDue).toBe(true);
  wheel.take();
  expect(wheel.isPresentDue).toBe(false);
  wheel.push(originMs + 6, 0, 3);
  expect(wheel.isPresentDue).toBe(false);
  wheel.push(originMs + 5, 0, 4);
  expect(wheel.isPresentDue).toBe(true);
});
