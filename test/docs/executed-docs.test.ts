import { describe, expect, test } from 'vitest';
import { executedPages, outputOf, programsOf, readPage } from '../../scripts/executed-docs.js';

describe.each(executedPages)('%s', (path) => {
  const programs = programsOf(readPage(path));

  test('has programs with their output', () => {
    expect(programs.length).toBeGreaterThan(0);
  });

  test.each(programs.map((program, index) => ({ number: index + 1, ...program })))(
    'program $number prints what stands below it (npm run docs refreshes it)',
    ({ code, shown }) => {
      expect(outputOf(code)).toBe(shown);
    },
  );
});
