import type { Requests } from './ecs-requests.js';

/** Of Elastic Load Balancing, by operation. */
export const elbV2Requests: Requests = {
  createTargetGroup: [
    () => ({
      Name: 'new',
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc-1',
      TargetType: 'ip',
      HealthCheckEnabled: true,
      HealthCheckIntervalSeconds: 15,
      Matcher: { HttpCode: '200-299' },
      Tags: [{ Key: 'a', Value: '' }],
    }),
    () => ({ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId: 'vpc-2', TargetType: 'ip' }),
  ],
  describeTargetGroups: [() => ({}), () => ({ Names: ['web', 'nothing'] }), () => ({ PageSize: 1 })],
  describeTargetGroupAttributes: [({ targetGroupArn }) => ({ TargetGroupArn: targetGroupArn })],
  modifyTargetGroup: [
    ({ otherGroupArn }) => ({
      TargetGroupArn: otherGroupArn,
      HealthCheckPath: '/health?x=1&y=<2>',
      HealthyThresholdCount: 3,
    }),
  ],
  modifyTargetGroupAttributes: [
    ({ otherGroupArn }) => ({
      TargetGroupArn: otherGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
    }),
  ],
  deleteTargetGroup: [
    ({ unusedGroupArn }) => ({ TargetGroupArn: unusedGroupArn }),
    ({ targetGroupArn }) => ({ TargetGroupArn: targetGroupArn }),
  ],
  registerTargets: [
    ({ otherGroupArn }) => ({
      TargetGroupArn: otherGroupArn,
      Targets: [{ Id: '10.0.9.1', Port: 80 }, { Id: '10.0.9.2' }],
    }),
  ],
  deregisterTargets: [
    ({ otherGroupArn }) => ({ TargetGroupArn: otherGroupArn, Targets: [{ Id: '10.0.9.1', Port: 80 }] }),
  ],
  describeTargetHealth: [
    ({ targetGroupArn }) => ({ TargetGroupArn: targetGroupArn }),
    ({ targetGroupArn }) => ({
      TargetGroupArn: targetGroupArn,
      Targets: [{ Id: '10.9.9.9', Port: 80 }],
      Include: ['AnomalyDetection'],
    }),
  ],
  createLoadBalancer: [
    () => ({ Name: 'new', Subnets: ['subnet-a', 'subnet-b'], Type: 'application', SecurityGroups: ['sg-1'] }),
    () => ({ Name: 'new', Subnets: [] }),
  ],
  describeLoadBalancers: [() => ({}), () => ({ Names: ['nothing'] })],
  describeLoadBalancerAttributes: [({ loadBalancerArn }) => ({ LoadBalancerArn: loadBalancerArn })],
  modifyLoadBalancerAttributes: [
    ({ loadBalancerArn }) => ({
      LoadBalancerArn: loadBalancerArn,
      Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '120' }],
    }),
  ],
  deleteLoadBalancer: [({ loadBalancerArn }) => ({ LoadBalancerArn: loadBalancerArn })],
  createListener: [
    ({ loadBalancerArn, otherGroupArn }) => ({
      LoadBalancerArn: loadBalancerArn,
      Protocol: 'HTTP',
      Port: 8081,
      DefaultActions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn: otherGroupArn, Weight: 1 }],
            TargetGroupStickinessConfig: { Enabled: false },
          },
        },
      ],
    }),
  ],
  describeListeners: [({ loadBalancerArn }) => ({ LoadBalancerArn: loadBalancerArn })],
  modifyListener: [({ listenerArn }) => ({ ListenerArn: listenerArn, Port: 8082 })],
  deleteListener: [({ listenerArn }) => ({ ListenerArn: listenerArn })],
  createRule: [
    ({ listenerArn, otherGroupArn }) => ({
      ListenerArn: listenerArn,
      Priority: 20,
      Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['a.example.com', '*.b.example.com'] } }],
      Actions: [{ Type: 'forward', TargetGroupArn: otherGroupArn, Order: 1 }],
    }),
    ({ listenerArn, otherGroupArn }) => ({
      ListenerArn: listenerArn,
      Priority: 10,
      Conditions: [{ Field: 'path-pattern', Values: ['/x'] }],
      Actions: [{ Type: 'forward', TargetGroupArn: otherGroupArn }],
    }),
  ],
  describeRules: [({ listenerArn }) => ({ ListenerArn: listenerArn })],
  modifyRule: [
    ({ ruleArn }) => ({
      RuleArn: ruleArn,
      Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/v2/*'] } }],
    }),
  ],
  setRulePriorities: [({ ruleArn }) => ({ RulePriorities: [{ RuleArn: ruleArn, Priority: 5 }] })],
  deleteRule: [({ ruleArn }) => ({ RuleArn: ruleArn })],
  addTags: [({ otherGroupArn }) => ({ ResourceArns: [otherGroupArn], Tags: [{ Key: 'a', Value: 'b' }] })],
  removeTags: [({ otherGroupArn }) => ({ ResourceArns: [otherGroupArn], TagKeys: ['team'] })],
  describeTags: [({ otherGroupArn, loadBalancerArn }) => ({ ResourceArns: [otherGroupArn, loadBalancerArn] })],
};
