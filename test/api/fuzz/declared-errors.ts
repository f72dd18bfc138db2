import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pascalCase } from '../../../src/api/validation/refusal-error.js';
import type { AwsServiceName } from '../../../src/model/errors.js';

/**
 * What every operation may answer with. UnsupportedFeatureException is our own where an operation doesn't declare it; ELBv2's two
 * about tags are declared by AddTags, but not by what else takes tags.
 */
const general: Readonly<Record<AwsServiceName, readonly string[]>> = {
  ecs: [
    'AccessDeniedException',
    'ClientException',
    'InvalidParameterException',
    'SerializationException',
    'ServerException',
    'ThrottlingException',
    'UnsupportedFeatureException',
  ],
  elbv2: [
    'SerializationException',
    'UnsupportedFeatureException',
    'ValidationError',
    'MalformedInput',
    'MissingParameter',
    'DuplicateTagKeysException',
    'TooManyTagsException',
  ],
};

const packages: Readonly<Record<AwsServiceName, string>> = {
  ecs: '@aws-sdk/client-ecs',
  elbv2: '@aws-sdk/client-elastic-load-balancing-v2',
};

/** The exceptions that the SDK's declarations promise for an operation, and the general ones. */
export function declaredErrors(api: AwsServiceName, operation: string): ReadonlySet<string> {
  const folder = dirname(createRequire(import.meta.url).resolve(`${packages[api]}/package.json`));
  const text = readFileSync(join(folder, 'dist-types/commands', `${pascalCase(operation)}Command.d.ts`), 'utf8');
  const declared = [...text.matchAll(/@throws \{@link (\w+)\}/g)].map(([, name]) => name ?? '');
  return new Set([...general[api], ...declared]);
}
