import { describe, expect, test } from 'vitest';
import type { Tag } from '../../../src/model/aws/ecs.generated.js';
import {
  described,
  expectRefused,
  fargateService,
  fargateTask,
  prefix,
  prodCluster,
  type Simulator,
  stateOf,
} from './setup.js';

const tag = (key: string, value = ''): Tag => ({ key, value });
const tagsOf = (sim: Simulator, resourceArn: string) => sim.ecs.listTagsForResource({ resourceArn }).tags;

/** A cluster, a definition, a service and a task, each tagged `probe`. */
function tagged() {
  const sim = prodCluster();
  const tags = [tag('probe', '1')];
  sim.ecs.createService(fargateService({ desiredCount: 0, tags }));
  const task = sim.ecs.runTask(fargateTask({ tags })).tasks[0]?.taskArn ?? '';
  const arns = {
    cluster: `${prefix}cluster/prod`,
    'task definition': `${prefix}task-definition/web:2`,
    service: `${prefix}service/prod/web`,
    task,
  };
  for (const resourceArn of [arns.cluster, arns['task definition']]) sim.ecs.tagResource({ resourceArn, tags });
  return { sim, arns };
}

describe('TagResource and UntagResource', () => {
  test.each([
    ['cluster', ['probe', 'mutable']],
    ['task definition', ['probe', 'mutable']],
    ['task', ['probe', 'mutable']],
    // By key (recorded: services.json #71).
    ['service', ['mutable', 'probe']],
  ] as const)('of a %s: known keys in place, new ones added [tags-in-place]', (kind, keys) => {
    const { sim, arns } = tagged();
    const resourceArn = arns[kind];
    expect(sim.ecs.tagResource({ resourceArn, tags: [tag('mutable', '2'), tag('probe', '3')] })).toStrictEqual({});
    const values = { probe: '3', mutable: '2' };
    expect(tagsOf(sim, resourceArn)).toStrictEqual(keys.map((key) => tag(key, values[key])));
    expect(sim.ecs.untagResource({ resourceArn, tagKeys: ['probe', 'unknown'] })).toStrictEqual({});
    expect(tagsOf(sim, resourceArn)).toStrictEqual([tag('mutable', '2')]);
  });

  test('show in descriptions', () => {
    const { sim, arns } = tagged();
    for (const resourceArn of Object.values(arns)) sim.ecs.tagResource({ resourceArn, tags: [tag('new')] });
    const include = ['TAGS' as const];
    const shown = [
      sim.ecs.describeClusters({ clusters: ['prod'], include }).clusters[0]?.tags,
      sim.ecs.describeTaskDefinition({ taskDefinition: 'web:2', include }).tags,
      described(sim, 'web', ['TAGS']).tags,
      sim.ecs.describeTasks({ cluster: 'prod', tasks: [arns.task], include }).tasks[0]?.tags,
    ];
    for (const tags of shown) expect(tags?.map((each) => each.key).toSorted()).toEqual(['new', 'probe']);
  });

  test('of a task that had none leave nothing behind', () => {
    const sim = prodCluster();
    const resourceArn = sim.ecs.runTask(fargateTask()).tasks[0]?.taskArn ?? '';
    const before = stateOf(sim);
    sim.ecs.tagResource({ resourceArn, tags: [tag('a'), tag('b')] });
    sim.ecs.untagResource({ resourceArn, tagKeys: ['a', 'b'] });
    expect(stateOf(sim)).toEqual(before);
  });

  test('of an INACTIVE definition (recorded: controls.json #56, #62)', () => {
    const { sim, arns } = tagged();
    const resourceArn = arns['task definition'];
    sim.ecs.deregisterTaskDefinition({ taskDefinition: 'web:2' });
    sim.ecs.tagResource({ resourceArn, tags: [tag('late')] });
    expect(sim.ecs.describeTaskDefinition({ taskDefinition: 'web:2', include: ['TAGS'] }).tags).toEqual([
      tag('probe', '1'),
      tag('late'),
    ]);
  });
});

describe('refusals', () => {
  const ipe = 'InvalidParameterException';
  const everyCall = (sim: Simulator, resourceArn: string): (() => unknown)[] => [
    () => sim.ecs.tagResource({ resourceArn, tags: [tag('a')] }),
    () => sim.ecs.untagResource({ resourceArn, tagKeys: ['a'] }),
    () => sim.ecs.listTagsForResource({ resourceArn }),
  ];

  test('one tag without a value fails the whole call (recorded: controls.json #15) [tags-rejections]', () => {
    const { sim, arns } = tagged();
    expectRefused(
      sim,
      () => sim.ecs.tagResource({ resourceArn: arns.cluster, tags: [tag('good', '1'), { key: 'bad' }] }),
      ipe,
      'Tag value can not be null.',
    );
  });

  test('an inactive cluster, and what is in it (recorded: controls.json #28) [tags-of-what]', () => {
    const { sim } = tagged();
    sim.ecs.createCluster({ clusterName: 'gone' });
    sim.ecs.deleteCluster({ cluster: 'gone' });
    for (const path of ['cluster/gone', 'service/gone/web', 'task/gone/0123456789abcdef0123456789abcdef']) {
      for (const call of everyCall(sim, `${prefix}${path}`)) {
        expectRefused(sim, call, ipe, 'The specified cluster is inactive. Specify an active cluster and try again.');
      }
    }
  });

  test('a stopped task (recorded: task_tokens.json #18) [tags-of-what]', () => {
    const { sim, arns } = tagged();
    sim.ecs.stopTask({ cluster: 'prod', task: arns.task });
    expect(tagsOf(sim, arns.task)).toEqual([tag('probe', '1')]);
    sim.run('1m');
    for (const call of everyCall(sim, arns.task)) {
      expectRefused(sim, call, ipe, 'The specified task is stopped. Specify a running task and try again.');
    }
  });

  test('an inactive service, by analogy [tags-of-what]', () => {
    const { sim, arns } = tagged();
    sim.ecs.deleteService({ cluster: 'prod', service: 'web' });
    expect(tagsOf(sim, arns.service)).toHaveLength(1);
    sim.run('2m');
    for (const call of everyCall(sim, arns.service)) {
      expectRefused(sim, call, ipe, 'The specified service is inactive. Specify an active service and try again.');
    }
  });

  test.each([
    ['cluster/nope', 'ClusterNotFoundException', 'Cluster not found.'],
    [
      'service/prod/nope',
      'ResourceNotFoundException',
      'The specified service does not exist. Specify a valid service and try again.',
    ],
    [
      'task/prod/0123456789abcdef0123456789abcdef',
      'ResourceNotFoundException',
      'The specified task does not exist. Specify a valid task and try again.',
    ],
    [
      'task-definition/nope:1',
      'ResourceNotFoundException',
      'The specified task definition does not exist. Specify a valid task definition and try again.',
    ],
    [
      'container-instance/prod/0123456789abcdef0123456789abcdef',
      'UnsupportedFeatureException',
      `steadystate does not simulate tags of that resource (${prefix}container-instance/prod/0123456789abcdef0123456789abcdef) yet.`,
    ],
    ['service/web', ipe, 'Long arn format must be used for tagging operations'],
  ])('%s', (path, code, message) => {
    const { sim } = tagged();
    for (const call of everyCall(sim, `${prefix}${path}`)) expectRefused(sim, call, code, message);
  });

  test('more than fifty [tags-at-most-fifty]', () => {
    const { sim, arns } = tagged();
    const tags = Array.from({ length: 50 }, (_, index) => tag(`key-${index}`));
    for (const resourceArn of Object.values(arns)) {
      expectRefused(
        sim,
        () => sim.ecs.tagResource({ resourceArn, tags }),
        'LimitExceededException',
        'The number of tags exceeds the limit of 50.',
      );
      sim.ecs.tagResource({ resourceArn, tags: tags.slice(1) });
      expect(tagsOf(sim, resourceArn)).toHaveLength(50);
    }
  });

  test("AWS's own don't count [tags-at-most-fifty]", () => {
    const { sim } = tagged();
    const tags = Array.from({ length: 50 }, (_, index) => tag(`key-${index}`));
    const task =
      sim.ecs.runTask(fargateTask({ enableECSManagedTags: true, tags: tags.slice(1) })).tasks[0]?.taskArn ?? '';
    sim.ecs.tagResource({ resourceArn: task, tags: tags.slice(0, 1) });
    expect(tagsOf(sim, task)).toHaveLength(51);
  });
});
