import { expect, test } from 'vitest';
import { aScene, madePath } from './builders.js';

const tag = (Key: string, Value: string) => ({ Key, Value });

test('tags of every kind of resource are added, replaced and removed (recorded: management_audit.json) [elb-tags]', () => {
  const scene = aScene();
  const { balancer, group, listener } = madePath(scene, { Tags: [tag('probe', 'x')] });
  const rule =
    scene.elb('createRule', {
      ListenerArn: listener,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
      Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
      Tags: [tag('a', '1')],
    }).Rules[0]?.RuleArn ?? '';
  const ResourceArns = [group, balancer, listener, rule];
  expect(scene.elb('addTags', { ResourceArns, Tags: [tag('audit-field', 'synthetic'), tag('a', '2')] })).toEqual({});
  const all = [tag('audit-field', 'synthetic'), tag('a', '2')];
  expect(scene.elb('describeTags', { ResourceArns })).toEqual({
    TagDescriptions: [
      { ResourceArn: group, Tags: [tag('probe', 'x'), ...all] },
      { ResourceArn: balancer, Tags: all },
      { ResourceArn: listener, Tags: all },
      { ResourceArn: rule, Tags: [tag('a', '2'), tag('audit-field', 'synthetic')] },
    ],
  });
  expect(scene.elb('removeTags', { ResourceArns: [group], TagKeys: ['audit-field', 'absent-key'] })).toEqual({});
  expect(scene.elb('describeTags', { ResourceArns: [group] }).TagDescriptions[0]?.Tags).toEqual([
    tag('probe', 'x'),
    tag('a', '2'),
  ]);
});

test('one wrong resource leaves the others as they were', () => {
  const scene = aScene();
  const { balancer, group } = madePath(scene);
  scene.elb('deleteLoadBalancer', { LoadBalancerArn: balancer });
  const request = { ResourceArns: [group, balancer], Tags: [tag('a', '1')] };
  expect(scene.refusal('addTags', request)).toBe(
    `LoadBalancerNotFoundException: Load balancer '${balancer}' not found`,
  );
  expect(scene.refusal('removeTags', { ...request, TagKeys: ['a'] })).toMatch(/^LoadBalancerNotFoundException/);
  expect(scene.refusal('describeTags', request)).toMatch(/^LoadBalancerNotFoundException/);
  expect(scene.refusal('addTags', { ...request, ResourceArns: [group, 'web'] })).toBe(
    "ValidationError: 'web' is not a valid resource ARN",
  );
});

test('50 tags, each key once [elb-tags]', () => {
  const scene = aScene();
  const { group, listener } = madePath(scene);
  const many = (count: number) => Array.from({ length: count }, (_, index) => tag(`key-${index}`, ''));
  const add = (Tags: object[]) => scene.refusal('addTags', { ResourceArns: [group], Tags });
  expect(add(many(51))).toBe('TooManyTagsException: The number of tags per resource is limited to 50');
  expect(add(many(50))).toBe('taken');
  expect(add([tag('key-0', 'other')])).toBe('taken');
  expect(add([tag('one-more', '')])).toBe('TooManyTagsException: The number of tags per resource is limited to 50');
  expect(add([tag('key-1', ''), tag('key-1', '')])).toBe(
    'DuplicateTagKeysException: Tag key was specified more than once: key-1',
  );
  const defaultRule = scene.elb('describeRules', { ListenerArn: listener }).Rules[0]?.RuleArn ?? '';
  expect(scene.refusal('describeTags', { ResourceArns: [defaultRule] })).toMatch(/^UnsupportedFeatureException/);
});
