import type {
  CreateListenerInput,
  CreateLoadBalancerInput,
  CreateRuleInput,
  CreateTargetGroupInput,
  DescribeListenersInput,
  DescribeLoadBalancersInput,
  DescribeRulesInput,
  DescribeTargetGroupsInput,
  ModifyTargetGroupInput,
  TargetDescription,
  TargetGroupTuple,
} from '../../../model/aws/elbv2.generated.js';
import type { PathStep, ServiceRules } from '../check-structure.js';
import type { Unchecked } from '../parsed.js';
import type { Refusal, Rule } from '../refusal.js';
import { firstOf, matching, refusedWhen } from '../rules.js';
import { rulesOf } from '../rules-of.js';

/**
 * What Elastic Load Balancing checks in a request. Its front end words everything that its model says alike: `1 validation
 * error detected: Value '600' at 'healthCheckIntervalSeconds' failed to satisfy constraint: …` (users' logs). Texts without
 * that beginning were seen when deployed.
 * @rule elb-request-checks
 */
export const elbV2Rules: ServiceRules = {
  structures: {
    CreateTargetGroupInput: rulesOf<CreateTargetGroupInput>(
      nameOf('Name', 'Target group name'),
      matching(
        'Name',
        /^(?!-)(?!.*-$)[A-Za-z0-9-]+$/,
        (given) =>
          violation(
            'targetGroupName',
            given,
            'Member must satisfy regular expression pattern: (?!^-)(?!.*-$)^[A-Za-z0-9-]+$',
          ),
        'Use letters, digits and hyphens, a hyphen neither first nor last.',
      ),
      inRange('Port', 1, 65_535),
      healthCheckRules(),
      refusedWhen(
        ({ TargetType = 'instance', Protocol, Port }) =>
          TargetType !== 'lambda' && (Protocol === undefined || Port === undefined),
        ({ TargetType = 'instance' }) => `A target group of type '${TargetType}' must have a protocol and a port`,
        { member: 'Protocol' },
      ),
    ),
    ModifyTargetGroupInput: rulesOf<ModifyTargetGroupInput>(healthCheckRules()),
    CreateLoadBalancerInput: rulesOf<CreateLoadBalancerInput>(
      nameOf('Name', 'The load balancer name'),
      refusedWhen(
        ({ Name = '' }) => /[^A-Za-z0-9-]/.test(Name),
        ({ Name }) =>
          `The load balancer name '${Name}' can only contain characters that are alphanumeric characters and hyphens(-)`,
        { member: 'Name' },
      ),
      refusedWhen(
        ({ Name = '' }) => Name.endsWith('-'),
        ({ Name }) => `The load balancer name '${Name}' cannot end with a hyphen(-)`,
        { member: 'Name' },
      ),
      refusedWhen(
        ({ Name = '' }) => Name.startsWith('internal-'),
        ({ Name }) => `The load balancer name '${Name}' cannot begin with 'internal-'`,
        { member: 'Name' },
      ),
      refusedWhen(
        ({ Type = 'application', Subnets = [], SubnetMappings = [] }) =>
          Type === 'application' && Subnets.length + SubnetMappings.length === 1,
        'At least two subnets in two different Availability Zones must be specified',
        { member: 'Subnets' },
      ),
    ),
    CreateListenerInput: rulesOf<CreateListenerInput>(inRange('Port', 1, 65_535)),
    CreateRuleInput: rulesOf<CreateRuleInput>(inRange('Priority', 1, 50_000)),
    TargetDescription: rulesOf<TargetDescription>(inRange('Port', 1, 65_535)),
    TargetGroupTuple: rulesOf<TargetGroupTuple>(
      refusedWhen(
        ({ Weight = 0 }) => Weight < 0 || Weight > 999,
        'The weight for the target group must be between 1 and 999, inclusive',
        { member: 'Weight', help: '0 is taken, too: it sends nothing there.' },
      ),
    ),
    DescribeTargetGroupsInput: rulesOf<DescribeTargetGroupsInput>(inRange('PageSize', 1, 400)),
    DescribeLoadBalancersInput: rulesOf<DescribeLoadBalancersInput>(inRange('PageSize', 1, 400)),
    DescribeListenersInput: rulesOf<DescribeListenersInput>(inRange('PageSize', 1, 400)),
    DescribeRulesInput: rulesOf<DescribeRulesInput>(inRange('PageSize', 1, 400)),
  },
  missingFirst: true,
  everyRequest: [],
  afterLookup: {},
  uncheckedEnums: new Set(),
  missing: (path) => ({
    message: `${oneError} Value null at '${wirePath(path)}' ${unsatisfied} Member must not be null`,
  }),
  notOneOf: (path, value, values) => ({
    message: `${oneError} Value '${value}' at '${wirePath(path)}' ${unsatisfied} Member must satisfy enum value set: [${values.join(', ')}]`,
  }),
  notOneMember: (path) => ({
    message: `${oneError} Value at '${wirePath(path)}' ${unsatisfied} Member must have one member`,
  }),
};

const oneError = '1 validation error detected:';
const unsatisfied = 'failed to satisfy constraint:';

function violation(member: string, value: unknown, constraint: string): string {
  return `${oneError} Value '${value}' at '${member}' ${unsatisfied} ${constraint}`;
}

/** `HealthCheckPort` → `healthCheckPort`, list items → `actions.1.member.type`. */
function wirePath(path: readonly PathStep[]): string {
  return path
    .map((step) =>
      typeof step === 'number' ? `${step + 1}.member` : `${step.charAt(0).toLowerCase()}${step.slice(1)}`,
    )
    .join('.');
}

/** At most 32 characters, which is checked first. */
function nameOf<Structure>(member: keyof Structure & string, called: string): Rule<Structure> {
  return (structure): Refusal | undefined => {
    const name = structure[member] as unknown;
    if (typeof name !== 'string' || name.length <= 32) return undefined;
    return { message: `${called} '${name}' cannot be longer than '32' characters`, member };
  };
}

function inRange<Structure>(member: keyof Structure & string, least: number, most: number): Rule<Structure> {
  return (structure): Refusal | undefined => {
    const value = structure[member] as unknown;
    if (typeof value !== 'number' || (value >= least && value <= most)) return undefined;
    const bound = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
    return {
      message: violation(wirePath([member]), value, `Member must have value ${bound}`),
      member,
      help: `Give ${least} to ${most}.`,
    };
  };
}

function healthCheckRules<Structure extends Unchecked<ModifyTargetGroupInput>>(): Rule<Structure> {
  return firstOf<Structure>(
    inRange('HealthCheckIntervalSeconds', 5, 300),
    inRange('HealthCheckTimeoutSeconds', 2, 120),
    inRange('HealthyThresholdCount', 2, 10),
    inRange('UnhealthyThresholdCount', 2, 10),
    refusedWhen(
      ({ HealthCheckTimeoutSeconds: timeout, HealthCheckIntervalSeconds: interval }) =>
        timeout !== undefined && interval !== undefined && timeout >= interval,
      ({ HealthCheckTimeoutSeconds: timeout, HealthCheckIntervalSeconds: interval }) =>
        `Health check timeout '${timeout}' must be smaller than the interval '${interval}'`,
      { member: 'HealthCheckTimeoutSeconds' },
    ),
  );
}
