import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newsOf, readGenerated } from './generate-aws/news.js';
import { readSdk, readSdkFolder } from './generate-aws/read-sdk.js';
import type { SdkModel } from './generate-aws/sdk-model.js';

/**
 * `npm run aws:news` tells which operations, members and enum values an SDK has that aren't generated: the installed packages, or
 * those given as folders or tarballs (`npm run aws:news -- ../client-ecs-3.1200.0.tgz`). With news it ends with exit code 1.
 */
const packages = { ecs: '@aws-sdk/client-ecs', elbv2: '@aws-sdk/client-elastic-load-balancing-v2' } as const;

const given = process.argv.slice(2);
const models: readonly SdkModel[] =
  given.length > 0
    ? given.map((path) => readGiven(path))
    : (['ecs', 'elbv2'] as const).map((service) => readSdk(service, packages[service]));

for (const model of models) {
  const path = new URL(`../src/model/aws/${model.service}.generated.ts`, import.meta.url);
  const generated = readGenerated(readFileSync(path, 'utf8'));
  const news = newsOf(model, generated);
  console.log(`${model.source}, beside what is generated from ${generated.source}: ${news.length} news`);
  for (const line of news) console.log(`  ${line}`);
  if (news.length > 0) process.exitCode = 1;
}

/** A package's folder, or a tarball of it as `npm pack` makes it. */
function readGiven(path: string): SdkModel {
  const folder = statSync(path).isDirectory() ? path : unpacked(path);
  const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string };
  const service = (['ecs', 'elbv2'] as const).find((each) => packages[each] === name);
  if (service === undefined) throw new Error(`${name} is none of ${Object.values(packages).join(', ')}.`);
  return readSdkFolder(service, folder);
}

function unpacked(tarball: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'aws-news-'));
  execFileSync('tar', ['-xzf', tarball, '-C', folder]);
  return join(folder, 'package');
}
