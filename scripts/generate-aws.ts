import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ecsPresence, elbV2Presence } from './aws-presence.js';
import { readSdk } from './generate-aws/read-sdk.js';
import { writeMethods } from './generate-aws/write-methods.js';
import { writeShapes } from './generate-aws/write-shapes.js';
import { writeTypes } from './generate-aws/write-types.js';

/**
 * `npm run generate` writes the AWS surface from the SDK's type declarations; `npm run generate:check` fails when what is
 * checked in isn't what would be written. The SDK's prose is never copied.
 */
const ecs = readSdk('ecs', '@aws-sdk/client-ecs');
const elbV2 = readSdk('elbv2', '@aws-sdk/client-elastic-load-balancing-v2');

const files: Readonly<Record<string, string>> = {
  'src/model/aws/ecs.generated.ts': writeTypes(ecs, ecsPresence, 'EcsOperations'),
  'src/model/aws/elbv2.generated.ts': writeTypes(elbV2, elbV2Presence, 'ElbV2Operations'),
  'src/api/schemas/ecs.generated.ts': writeShapes(ecs, 'ecsShapes'),
  'src/api/schemas/elbv2.generated.ts': writeShapes(elbV2, 'elbV2Shapes'),
  'src/doors/ecs-methods.generated.ts': writeMethods(ecs, 'ecsMethods'),
  'src/doors/elbv2-methods.generated.ts': writeMethods(elbV2, 'elbV2Methods'),
};

const stale = Object.entries(files).filter(([name, content]) => {
  const path = pathOf(name);
  return !existsSync(path) || readFileSync(path, 'utf8') !== content;
});

if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`${name} is stale: run npm run generate and commit the result.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const [name, content] of stale) writeFileSync(pathOf(name), content);
  console.log(stale.length === 0 ? 'Everything was up to date.' : stale.map(([name]) => `wrote ${name}`).join('\n'));
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../${name}`, import.meta.url));
}
