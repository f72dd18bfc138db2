/**
 * What all areas of `npm run proof:mutation` have in common; scripts/mutation/areas.ts says what differs.
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  incremental: true,
  // Property tests of a mutant that loops are cut short; a slow machine is not.
  timeoutMS: 12_000,
  timeoutFactor: 2,
  ignorePatterns: ['/bench', '/examples', '/docs', '/dist', '/reports', '/coverage'],
  tempDirName: '.stryker-tmp',
  reporters: ['progress-append-only'],
  clearTextReporter: { allowColor: false },
};
