import { Distribution } from 'steadystate/campaign';
import { expect, test } from 'vitest';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, place) => count - place);

test.each([
  { of: [5], share: 0, is: 5 },
  { of: [5], share: 1, is: 5 },
  { of: upTo(4), share: 0.5, is: 2 },
  { of: upTo(5), share: 0.5, is: 3 },
  { of: upTo(10), share: 0.9, is: 9 },
  { of: upTo(10), share: 0.91, is: 10 },
  // 0.07 × 100 is 7.000000000000001.
  { of: upTo(100), share: 0.07, is: 7 },
  { of: upTo(1_000), share: 0.999, is: 999 },
  { of: [2, 10, 9, -1], share: 0, is: -1 },
])(
  'the quantile $share of $of.length numbers is the smallest that this share lies at or below',
  ({ of, share, is }) => {
    expect(new Distribution(of).quantile(share)).toBe(is);
  },
);

test('a distribution knows its numbers', () => {
  const { sorted, count, lowest, median, highest, mean, standardDeviation } = new Distribution([
    9, 2, 4, 4, 5, 7, 4, 5,
  ]);
  expect({ sorted, count, lowest, median, highest, mean, standardDeviation }).toEqual({
    sorted: [2, 4, 4, 4, 5, 5, 7, 9],
    count: 8,
    lowest: 2,
    median: 4,
    highest: 9,
    mean: 5,
    standardDeviation: 2,
  });
  expect(new Distribution([1, 2, 3, 4]).shareAtOrBelow(3)).toBe(0.75);
});

test.each([
  { numbers: [], value: '[]', message: 'There is no distribution of no numbers.' },
  { numbers: [1, Number.NaN], value: 'NaN', message: 'There is no distribution of the number NaN.' },
  { numbers: [Infinity, 1], value: 'Infinity', message: 'There is no distribution of the number Infinity.' },
])('$message', ({ numbers, value, message }) => {
  expect(() => new Distribution(numbers)).toThrow(
    expect.objectContaining({
      code: 'InvalidInput',
      value,
      message: `${message} Give at least one number, and finite ones only.`,
    }),
  );
});

test.each([-0.1, 1.1, Number.NaN])('%s is no share', (share) => {
  expect(() => new Distribution([1]).quantile(share)).toThrow(`${share} is not a share of the runs.`);
});
