import { test } from 'vitest';
import { client, ipe, many, type Rejection, refused } from '../builders.js';

/** Recorded texts: they win over every other source. */
test.each<Rejection>([
  {
    wrong: 'unknown include, and no family either',
    call: 'describeTaskDefinition',
    with: { include: ['BOGUS'] },
    answer: client('BOGUS is not a valid value for include. The value must be one of [[TAGS]]'),
  },
  {
    wrong: 'bare family',
    call: 'deregisterTaskDefinition',
    with: { taskDefinition: 'web' },
    answer: ipe('Revision is missing'),
  },
])('recorded: $call, $wrong [definition-rejections]', refused);

test.each<Rejection>([
  {
    wrong: 'no family',
    call: 'registerTaskDefinition',
    with: { containerDefinitions: [{}] },
    answer: client('Family should not be null or empty.'),
  },
  {
    wrong: 'a family of 256 characters',
    call: 'registerTaskDefinition',
    with: { family: 'x'.repeat(256), containerDefinitions: [{}] },
    answer: client('Family contains invalid characters.'),
  },
  {
    wrong: 'no definition',
    call: 'describeTaskDefinition',
    with: {},
    answer: client('TaskDefinition can not be blank.'),
  },
  ...(['listTaskDefinitions', 'listTaskDefinitionFamilies'] as const).map(
    (call): Rejection => ({
      wrong: '101 at a time',
      call,
      with: { maxResults: 101 },
      answer: ipe('Max results can not be greater than 100'),
    }),
  ),
  {
    wrong: 'no definitions',
    call: 'deleteTaskDefinitions',
    with: { taskDefinitions: [] },
    answer: ipe('size of TaskDefinition references list must be greater than 0'),
  },
  {
    wrong: '11 definitions',
    call: 'deleteTaskDefinitions',
    with: { taskDefinitions: many(11) },
    answer: ipe('Size of TaskDefinition references list cannot exceed 10'),
  },
  {
    wrong: 'revision that is no number',
    call: 'deregisterTaskDefinition',
    with: { taskDefinition: 'web:latest' },
    answer: ipe('Invalid revision number. Number: latest'),
  },
  {
    wrong: 'family with a space',
    call: 'registerTaskDefinition',
    with: { family: 'a b', containerDefinitions: [{}] },
    answer: client('Family contains invalid characters.'),
  },
  {
    wrong: 'no containers',
    call: 'registerTaskDefinition',
    with: { family: 'web', containerDefinitions: [] },
    answer: client('Container list cannot be empty'),
  },
  {
    wrong: 'containers left out',
    call: 'registerTaskDefinition',
    with: { family: 'web' },
    answer: client('Container list cannot be empty'),
  },
  {
    wrong: 'inference accelerators',
    call: 'registerTaskDefinition',
    with: { family: 'web', containerDefinitions: [{}], inferenceAccelerators: [{ deviceName: 'a', deviceType: 'b' }] },
    answer: client("Unsupported field 'inferenceAccelerators'."),
  },
  {
    wrong: 'unknown network mode',
    call: 'registerTaskDefinition',
    with: { family: 'web', containerDefinitions: [{}], networkMode: 'nat' },
    answer: client('networkMode should be one of [awsvpc,bridge,host,none]'),
  },
  {
    wrong: 'dependency without condition',
    call: 'registerTaskDefinition',
    with: { family: 'web', containerDefinitions: [{ dependsOn: [{ containerName: 'a' }] }] },
    answer: client('condition can not be empty.'),
  },
])('$call: $wrong [definition-rejections]', refused);
