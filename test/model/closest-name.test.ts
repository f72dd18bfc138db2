import { expect, test } from 'vitest';
import { closestName } from '../../src/model/closest-name.js';

test.each([
  ['registr', 'register'],
  ['RUN', 'run'],
  ['rn', 'run'],
  ['runn', 'run'],
  ['rnu', 'run'],
  ['banana', undefined],
  ['x', undefined],
])('%s means %s', (given, meant) => {
  expect(closestName(given, ['register', 'run', 'runUntilSteady'])).toBe(meant);
});
