import { expect, test } from 'vitest';
import { treatmentOf } from '../../src/api/registry.js';
import { awsServiceNames } from '../../src/model/errors.js';
import { inProcess } from './caller.js';
import { describeContract, rowsOf } from './contract.js';
import { throughTheSdk } from './sdk-caller.js';
import { createStage } from './stage.js';

describeContract(throughTheSdk);

test('the table has a request that succeeds for every operation that can', async () => {
  const stage = createStage();
  const succeeded = new Set<string>();
  const able: string[] = [];
  for (const api of awsServiceNames) {
    for (const { operation, inputOf } of rowsOf(api)) {
      const name = `${api}.${operation}`;
      const treatment = treatmentOf(api, operation);
      if (treatment === 'simulated' || treatment === 'recorded') able.push(name);
      const outcome = await inProcess.call(stage.sim.fork(), api, operation, inputOf(stage));
      if ('reply' in outcome) succeeded.add(name);
    }
  }
  expect(
    able.filter((name) => !succeeded.has(name)),
    'give each a request in test/contract',
  ).toEqual([]);
});
