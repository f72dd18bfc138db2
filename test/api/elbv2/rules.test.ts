import { describe, expect, test } from 'vitest';
import type { OperationInput } from '../../../src/model/aws/operations.js';
import { aScene, forwardTo, healthOf, madeListener, madePath, madeTargetGroup, type Scene } from './builders.js';

type Request = OperationInput<'elbv2', 'createRule'>;

const path = (...Values: string[]) => ({ Field: 'path-pattern', Values });
const notFound = [{ Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '404' } }];

/** A rule that a listener takes. */
const aRule = (ListenerArn: string, about: Partial<Request> = {}): Request => ({
  ListenerArn,
  Priority: 10,
  Conditions: [path('/a/*')],
  Actions: notFound,
  ...about,
});

const madeRule = (scene: Scene, listener: string, about: Partial<Request> = {}): string =>
  scene.elb('createRule', aRule(listener, about)).Rules[0]?.RuleArn ?? '';

const defaultRuleOf = (scene: Scene, listener: string) =>
  scene.elb('describeRules', { ListenerArn: listener }).Rules.at(-1);

describe('CreateRule', () => {
  test('the whole reply (recorded: alb_native_success.json, but for the order of the conditions) [elb-actions-and-conditions]', () => {
    const scene = aScene();
    const { listener } = madePath(scene);
    const reply = scene.elb('createRule', {
      ListenerArn: listener,
      Priority: 10,
      Conditions: [
        path('/blue/*'),
        { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Color', Values: ['blue'] } },
        { Field: 'host-header', HostHeaderConfig: { Values: ['proof.example.invalid'] } },
        { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'mode', Value: 'native' }] } },
      ],
      Actions: [
        {
          Type: 'fixed-response',
          FixedResponseConfig: { StatusCode: '201', ContentType: 'text/plain', MessageBody: 'blue' },
        },
      ],
    });
    expect(reply).toEqual({
      Rules: [
        {
          RuleArn: expect.stringMatching(/:listener-rule\/app\/front\/[0-9a-f]{16}\/[0-9a-f]{16}\/[0-9a-f]{16}$/),
          Priority: '10',
          Conditions: [
            { Field: 'path-pattern', Values: ['/blue/*'], PathPatternConfig: { Values: ['/blue/*'] } },
            { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Color', Values: ['blue'] } },
            {
              Field: 'host-header',
              Values: ['proof.example.invalid'],
              HostHeaderConfig: { Values: ['proof.example.invalid'] },
            },
            { Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'mode', Value: 'native' }] } },
          ],
          Actions: [
            {
              Type: 'fixed-response',
              FixedResponseConfig: { MessageBody: 'blue', StatusCode: '201', ContentType: 'text/plain' },
            },
          ],
          IsDefault: false,
          Transforms: [],
        },
      ],
    });
    expect(scene.elb('describeRules', { RuleArns: [reply.Rules[0]?.RuleArn ?? ''] })).toEqual(reply);
  });

  test('forwarding puts a group to use', () => {
    const scene = aScene();
    const { balancer, listener } = madePath(scene);
    const TargetGroupArn = madeTargetGroup(scene, { Name: 'other' });
    scene.elb('registerTargets', { TargetGroupArn, Targets: [{ Id: '10.0.0.254' }] });
    const rule = madeRule(scene, listener, { Actions: forwardTo(TargetGroupArn) });
    expect(healthOf(scene, TargetGroupArn)).toEqual(['10.0.0.254:80 initial Elb.RegistrationInProgress']);
    expect(scene.elb('describeTargetGroups', { LoadBalancerArn: balancer }).TargetGroups).toHaveLength(2);
    expect(scene.elb('deleteRule', { RuleArn: rule })).toEqual({});
    expect(healthOf(scene, TargetGroupArn)).toEqual(['10.0.0.254:80 unused Target.NotInUse']);
    expect(scene.refusal('deleteRule', { RuleArn: rule })).toBe(`RuleNotFoundException: Rule '${rule}' not found`);
  });

  test('a priority is taken once per listener [elb-rule-priorities]', () => {
    const scene = aScene();
    const { balancer, group, listener } = madePath(scene);
    madeRule(scene, listener);
    expect(scene.refusal('createRule', aRule(listener))).toBe(
      "PriorityInUseException: Priority '10' is currently in use",
    );
    madeRule(scene, madeListener(scene, balancer, group, { Port: 81 }));
  });

  test.each<{ wrong: string; about: Partial<Request>; answer: string }>([
    { wrong: 'no condition', about: { Conditions: [] }, answer: 'A condition must be specified' },
    {
      wrong: 'an unknown field',
      about: { Conditions: [{ Field: 'header', Values: ['a'] }] },
      answer:
        "Condition field 'header' must be one of 'http-header,http-request-method,host-header,query-string,path-pattern,source-ip'",
    },
    {
      wrong: 'a field twice',
      about: {
        Conditions: [
          { Field: 'host-header', Values: ['a'] },
          { Field: 'host-header', Values: ['b'] },
        ],
      },
      answer: "A rule can only have one 'host-header' condition",
    },
    {
      wrong: 'six values',
      about: { Conditions: [path('/1', '/2', '/3'), { Field: 'host-header', Values: ['1', '2', '3'] }] },
      answer: "A rule can only have '5' condition values and regex values",
    },
    {
      wrong: 'a condition without its config',
      about: { Conditions: [{ Field: 'path-pattern', HostHeaderConfig: { Values: ['a'] } }] },
      answer:
        "For conditions of type 'path-pattern', you must specify the following fields: 'Values or RegexValues or PathPatternConfig'",
    },
    {
      wrong: 'a config without values',
      about: { Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: [] } }] },
      answer:
        "You must provide exactly one of the following: ['Values' 'RegexValues'] for config of type 'HostHeaderConfig'",
    },
    {
      wrong: 'a long value',
      about: { Conditions: [{ Field: 'host-header', Values: ['a'.repeat(129)] }] },
      answer: "Condition value for 'host-header' cannot contain more than 128 characters",
    },
  ])('$wrong is refused', ({ about, answer }) => {
    const scene = aScene();
    const { listener } = madePath(scene);
    expect(scene.refusal('createRule', aRule(listener, about))).toBe(`ValidationError: ${answer}`);
  });
});

describe('DescribeRules', () => {
  test('of a listener by priority, its default rule last, in pages [elb-rule-priorities]', () => {
    const scene = aScene();
    const { group, listener } = madePath(scene);
    for (const Priority of [30, 5, 50_000]) madeRule(scene, listener, { Priority });
    const all = scene.elb('describeRules', { ListenerArn: listener }).Rules;
    expect(all.map((rule) => rule.Priority)).toEqual(['5', '30', '50000', 'default']);
    expect(all.at(-1)).toEqual({
      RuleArn: expect.stringMatching(/:listener-rule\/app\/front\/[0-9a-f]{16}\/[0-9a-f]{16}\/[0-9a-f]{16}$/),
      Priority: 'default',
      Conditions: [],
      Actions: [
        {
          Type: 'forward',
          TargetGroupArn: group,
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn: group, Weight: 1 }],
            TargetGroupStickinessConfig: { Enabled: false },
          },
        },
      ],
      IsDefault: true,
      Transforms: [],
    });
    const { Rules, NextMarker } = scene.elb('describeRules', { ListenerArn: listener, PageSize: 3 });
    expect(Rules.map((rule) => rule.Priority)).toEqual(['5', '30', '50000']);
    expect(scene.elb('describeRules', { ListenerArn: listener, PageSize: 3, Marker: NextMarker })).toEqual({
      Rules: [all.at(-1)],
    });
  });

  test('by ARN, the default rule too; and what is not there', () => {
    const scene = aScene();
    const { balancer, group, listener } = madePath(scene);
    const rule = madeRule(scene, listener);
    const byDefault = defaultRuleOf(scene, listener)?.RuleArn ?? '';
    const asked = scene.elb('describeRules', { RuleArns: [byDefault, rule] }).Rules;
    expect(asked.map((each) => each.Priority)).toEqual(['default', '10']);
    expect(
      new Set([rule, byDefault, defaultRuleOf(scene, madeListener(scene, balancer, group, { Port: 81 }))?.RuleArn])
        .size,
    ).toBe(3);
    expect(scene.refusal('describeRules', { RuleArns: [`${rule.slice(0, -16)}0123456789abcdef`] })).toBe(
      'RuleNotFoundException: One or more rules not found',
    );
    expect(scene.refusal('describeRules', {})).toBe(
      'ValidationError: You must specify either listener rule ARNs or a listener ARN',
    );
    expect(scene.refusal('describeRules', { ListenerArn: listener, RuleArns: [rule] })).toBe(
      'ValidationError: Listener rule ARNs and a listener ARN cannot be specified at the same time',
    );
  });
});

describe('ModifyRule', () => {
  test('what is not given stays, lists are replaced whole', () => {
    const scene = aScene();
    const { group, listener } = madePath(scene);
    const RuleArn = madeRule(scene, listener, {
      Transforms: [{ Type: 'url-rewrite', UrlRewriteConfig: { Rewrites: [{ Regex: '^/a', Replace: '/b' }] } }],
    });
    const [before] = scene.elb('describeRules', { RuleArns: [RuleArn] }).Rules;
    const [changed] = scene.elb('modifyRule', {
      RuleArn,
      Conditions: [path('/b'), { Field: 'host-header', Values: ['h'] }],
    }).Rules;
    expect(changed).toEqual({
      ...before,
      Conditions: [
        { Field: 'path-pattern', Values: ['/b'], PathPatternConfig: { Values: ['/b'] } },
        { Field: 'host-header', Values: ['h'], HostHeaderConfig: { Values: ['h'] } },
      ],
    });
    scene.elb('modifyRule', { RuleArn, Actions: forwardTo(group) });
    const [reset] = scene.elb('modifyRule', { RuleArn, ResetTransforms: true }).Rules;
    expect(reset).toMatchObject({
      Conditions: changed?.Conditions,
      Actions: [{ TargetGroupArn: group }],
      Transforms: [],
    });
    expect(scene.refusal('modifyRule', { RuleArn })).toBe(
      'ValidationError: Either conditions or actions must be specified',
    );
  });

  test('the default rule belongs to the listener', () => {
    const scene = aScene();
    const { listener } = madePath(scene);
    const arn = defaultRuleOf(scene, listener)?.RuleArn ?? '';
    expect(scene.refusal('deleteRule', { RuleArn: arn })).toBe(
      `OperationNotPermittedException: Default rule '${arn}' cannot be deleted`,
    );
    const refused = `OperationNotPermittedException: Default rule '${arn}' cannot be modified`;
    expect(scene.refusal('modifyRule', { RuleArn: arn, Actions: notFound })).toBe(refused);
    expect(scene.refusal('setRulePriorities', { RulePriorities: [{ RuleArn: arn, Priority: 1 }] })).toBe(refused);
    scene.elb('modifyListener', { ListenerArn: listener, DefaultActions: notFound });
    expect(defaultRuleOf(scene, listener)?.Actions).toEqual(notFound);
  });
});

describe('SetRulePriorities', () => {
  test('two rules may swap; only the end counts [elb-rule-priorities]', () => {
    const scene = aScene();
    const { listener } = madePath(scene);
    const [first, second, third] = [1, 2, 3].map((Priority) => madeRule(scene, listener, { Priority })) as [
      string,
      string,
      string,
    ];
    const { Rules } = scene.elb('setRulePriorities', {
      RulePriorities: [
        { RuleArn: first, Priority: 2 },
        { RuleArn: second, Priority: 1 },
      ],
    });
    expect(Rules.map((rule) => [rule.RuleArn, rule.Priority])).toEqual([
      [first, '2'],
      [second, '1'],
    ]);
    const set = (...pairs: [string, number | undefined][]) =>
      scene.refusal('setRulePriorities', {
        RulePriorities: pairs.map(([RuleArn, Priority]) => ({ RuleArn, Priority })),
      });
    expect(set([first, 3])).toBe("PriorityInUseException: Priority '3' is currently in use");
    expect(set([first, 9], [second, 9])).toBe("ValidationError: Priority '9' was provided multiple times");
    expect(set([first, 4], [`${third.slice(0, -16)}0123456789abcdef`, 5])).toBe(
      'RuleNotFoundException: One or more rules not found',
    );
    expect(set([first, 4], [second, 50_001])).toBe(
      "ValidationError: 1 validation error detected: Value '50001' at 'rulePriorities.2.member.priority' failed to satisfy constraint: Member must have value less than or equal to 50000",
    );
    expect(set([first, undefined])).toBe(
      "ValidationError: 1 validation error detected: Value null at 'rulePriorities.1.member.priority' failed to satisfy constraint: Member must not be null",
    );
    expect(set([first, 1], [second, 2])).toBe('taken');
  });
});

test('a rule that is changed to forward to a group puts it behind the balancer', () => {
  const scene = aScene();
  const { balancer, listener } = madePath(scene);
  const group = madeTargetGroup(scene, { Name: 'late' });
  const rule = madeRule(scene, listener);
  scene.elb('modifyRule', { RuleArn: rule, Actions: forwardTo(group) });
  const balancersOf = () =>
    scene.elb('describeTargetGroups', { TargetGroupArns: [group] }).TargetGroups[0]?.LoadBalancerArns;
  const behind = balancersOf();
  scene.elb('deleteRule', { RuleArn: rule });
  expect([behind, balancersOf()]).toEqual([[balancer], []]);
});
