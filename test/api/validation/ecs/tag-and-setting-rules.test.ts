import { test } from 'vitest';
import { ipe, many, type Rejection, refused } from '../builders.js';

/** Recorded texts: they win over every other source. */
test.each<Rejection>([
  {
    wrong: 'tag without value',
    call: 'tagResource',
    with: {
      resourceArn: 'arn:aws:ecs:us-east-1:000000000000:cluster/prod',
      tags: [{ key: 'a', value: 'b' }, { key: 'c' }],
    },
    answer: ipe('Tag value can not be null.'),
  },
  {
    wrong: 'tag with value null',
    call: 'createCluster',
    with: { tags: [{ key: 'a', value: null }] },
    answer: ipe('Tag value can not be null.'),
  },
  {
    wrong: 'tag without value, inferred from the others',
    call: 'registerTaskDefinition',
    with: { family: 'web', containerDefinitions: [{}], tags: [{ key: 'a' }] },
    answer: ipe('Tag value can not be null.'),
  },
])('recorded: $call, $wrong [tags-rejections]', refused);

test.each<Rejection>([
  {
    wrong: 'maxResults 11',
    call: 'listAccountSettings',
    with: { maxResults: 11 },
    answer: ipe('Max results can not be greater than 10'),
  },
  {
    wrong: 'unknown setting',
    call: 'putAccountSetting',
    with: { name: 'unknown', value: 'on' },
    answer: ipe(
      'unknown should be one of [serviceLongArnFormat,taskLongArnFormat,containerInstanceLongArnFormat,awsvpcTrunking,containerInsights,fargateFIPSMode,tagResourceAuthorization,fargateTaskRetirementWaitPeriod,guardDutyActivate,defaultLogDriverMode,fargateEventWindows]',
    ),
  },
])('$call: $wrong', refused);

test.each<Rejection>([
  {
    wrong: 'no ARN',
    call: 'tagResource',
    with: { resourceArn: 'web', tags: [] },
    answer: ipe('The ARN provided is invalid.'),
  },
  {
    wrong: 'short ARN',
    call: 'untagResource',
    with: { resourceArn: 'arn:aws:ecs:us-east-1:000000000000:service/web', tagKeys: [] },
    answer: ipe('Long arn format must be used for tagging operations'),
  },
  {
    wrong: '51 tags',
    call: 'createCluster',
    with: { tags: many(51).map((key) => ({ key, value: '' })) },
    answer: ipe('tags can have at most 50 items.'),
  },
  {
    wrong: "AWS's own tag",
    call: 'createCluster',
    with: { tags: [{ key: 'AWS:a', value: '' }] },
    answer: ipe("Tag key can not start with 'aws:'."),
  },
  {
    wrong: "AWS's own tag, to be taken away",
    call: 'untagResource',
    with: { resourceArn: 'arn:aws:ecs:us-east-1:000000000000:cluster/prod', tagKeys: ['a', 'aws:ecs:clusterName'] },
    answer: ipe("Tag key can not start with 'aws:'."),
  },
  {
    wrong: 'tag key of 129 characters',
    call: 'createCluster',
    with: { tags: [{ key: 'x'.repeat(129), value: '' }] },
    answer: ipe('Tag key longer than 128.'),
  },
  {
    wrong: 'tag value of 257 characters',
    call: 'createCluster',
    with: { tags: [{ key: 'a', value: 'x'.repeat(257) }] },
    answer: ipe('Tag value longer than 256.'),
  },
  {
    wrong: 'tag key with a bracket',
    call: 'createCluster',
    with: { tags: [{ key: 'a(b)', value: '' }] },
    answer: ipe('Tag key contains invalid characters.'),
  },
  {
    wrong: 'tag value with a bracket',
    call: 'createCluster',
    with: { tags: [{ key: 'a', value: 'b(c)' }] },
    answer: ipe('Tag value contains invalid characters.'),
  },
  {
    wrong: 'no more than tags may have',
    call: 'createCluster',
    with: { tags: [{ key: 'Größe 1'.padEnd(128, '_.:/=+-@'), value: 'x'.repeat(256) }] },
    answer: 'taken',
  },
])('$call: $wrong [tags-rejections]', refused);
