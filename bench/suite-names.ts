/** Every suite, in the order in which they run. `bench/suite.ts` has to know each: the compiler asks for it. */
export const suiteNames = [
  'deployments',
  'small-worlds',
  'monte-carlo',
  'workers',
  'growth',
  'day',
  'million',
  'peers',
  'doors',
  'over-http',
  'import',
] as const;

export type SuiteName = (typeof suiteNames)[number];
