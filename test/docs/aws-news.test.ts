import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newsOf, readGenerated } from '../../scripts/generate-aws/news.js';
import { readSdk, readSdkFolder } from '../../scripts/generate-aws/read-sdk.js';

const installed = 'node_modules/@aws-sdk/client-ecs';
const folder = mkdtempSync(join(tmpdir(), 'aws-news-'));
afterAll(() => rmSync(folder, { recursive: true }));

const generated = (service: 'ecs' | 'elbv2') =>
  readGenerated(readFileSync(`src/model/aws/${service}.generated.ts`, 'utf8'));

test('what is installed is what is generated', () => {
  expect(newsOf(readSdk('ecs', '@aws-sdk/client-ecs'), generated('ecs'))).toEqual([]);
  expect(newsOf(readSdk('elbv2', '@aws-sdk/client-elastic-load-balancing-v2'), generated('elbv2'))).toEqual([]);
});

/** The next SDK: a copy of the declarations, changed as AWS would. */
function nextSdk(): string {
  const types = join(folder, 'dist-types');
  mkdirSync(types, { recursive: true });
  for (const part of ['models', 'commands'])
    cpSync(`${installed}/dist-types/${part}`, join(types, part), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"name": "@aws-sdk/client-ecs", "version": "3.9999.0"}');
  const models = readdirSync(join(types, 'models')).map((name) => join(types, 'models', name));
  const edit = (found: string, put: string) => {
    const path = models.find((each) => readFileSync(each, 'utf8').includes(found));
    if (path === undefined) throw new Error(`No declaration has ${found}.`);
    writeFileSync(path, readFileSync(path, 'utf8').replace(found, put));
  };
  edit(
    'export interface CreateServiceRequest {',
    'export interface Burst { tasks?: number | undefined; until?: Date | undefined; }\nexport interface CreateServiceRequest {\n    burst?: Burst | undefined;',
  );
  edit('export interface Service {', 'export interface Service {\n    burstStatus?: BurstStatus | undefined;');
  edit(
    'export declare const LaunchType: {',
    'export declare const BurstStatus: { readonly ON: "ON"; readonly OFF: "OFF"; };\nexport type BurstStatus = (typeof BurstStatus)[keyof typeof BurstStatus];\nexport declare const LaunchType: {\n    readonly MOON: "MOON";',
  );
  const command = readFileSync(join(types, 'commands/StopTaskCommand.d.ts'), 'utf8');
  writeFileSync(join(types, 'commands/ParkTaskCommand.d.ts'), command.replaceAll('StopTask', 'ParkTask'));
  edit(
    'export interface StopTaskRequest {',
    'export interface ParkTaskRequest { task: string | undefined; }\nexport interface ParkTaskResponse { task?: Task | undefined; }\nexport interface StopTaskRequest {',
  );
  return folder;
}

test('a newer SDK: its operations, members, structures and enum values', () => {
  const model = readSdkFolder('ecs', nextSdk());
  expect(model.source).toBe('@aws-sdk/client-ecs@3.9999.0');
  expect(newsOf(model, generated('ecs'))).toEqual([
    'operation parkTask',
    'structure Burst',
    'member    CreateServiceRequest.burst',
    'member    Service.burstStatus',
    'enum      BurstStatus: ON, OFF',
    'value     LaunchType: MOON',
  ]);
});
