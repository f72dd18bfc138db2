import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { fromJSONSchema } from 'zod';

/** The schema that editors read, as it is published. */
const schema = fromJSONSchema(JSON.parse(readFileSync('docs/scenario.schema.json', 'utf8')));
const folder = 'examples/scenarios';

describe('the JSON schema', () => {
  test.each(readdirSync(folder).filter((file) => file.endsWith('.yaml')))('takes %s', (file) => {
    const { error } = schema.safeParse(parse(readFileSync(`${folder}/${file}`, 'utf8')));
    expect(error?.issues ?? []).toEqual([]);
  });

  test.each([
    [{ steps: [{ run: '5m' }, 'runUntilSteady', { do: 'run', duration: 5 }, { 'ecs.listClusters': {} }] }, true],
    [
      { resources: { clusters: ['prod', { clusterName: 'dev' }] }, expect: ['steady', { not: { not: 'steady' } }] },
      true,
    ],
    [{ step: [] }, false],
    [{ steps: [{ rn: '5m' }] }, false],
    [{ steps: ['run'] }, false],
    [{ steps: [{ run: '5m', image: 'web:2' }] }, false],
    [{ steps: [{ 'ec.listClusters': {} }] }, false],
    [{ options: { seed: -1 } }, false],
    [{ faults: [{ kind: 'zoneLst' }] }, false],
    [{ expect: [{ rolledBack: 5 }] }, false],
    [{ expect: ['event'] }, false],
  ])('%j: %s', (data, isTaken) => {
    expect(schema.safeParse(data).success).toBe(isTaken);
  });
});
