import type { LedgerArea } from '../rule.js';

export const targets: LedgerArea = {
  title: 'Targets and their checks',
  rules: [
    {
      id: 'target-registered-by-a-beat',
      rule: 'A task is registered in all target groups of its revision at the first beat after RUNNING.',
      mark: 'observed',
      source: 'ruling 3; evidence Q1',
    },
    {
      id: 'target-first-check',
      rule: 'The first check comes 1 s after the registration.',
      mark: 'observed',
      source: 'evidence ex: healthy 1.6 to 2.7 s after it',
      options: ['latency.firstTargetCheckMs'],
    },
    {
      id: 'target-network-registration',
      rule: "A target of an NLB may take longer until its checks start; by itself it doesn't.",
      mark: 'proposed',
      source: 'load-balancing §5.2',
      options: ['latency.networkTargetRegistrationMs'],
    },
    {
      id: 'target-alb-needs-one-pass',
      rule: 'Behind an ALB a new target is healthy after one passed check, whatever the threshold.',
      mark: 'documented',
      source: 'target group health checks; ruling 29',
    },
    {
      id: 'target-nlb-needs-the-threshold',
      rule: 'Behind an NLB it is healthy after the healthy threshold.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html; ruling 29',
    },
    {
      id: 'target-thresholds',
      rule: 'The unhealthy threshold of failures in a row makes a target unhealthy, the healthy threshold of passes healthy again.',
      mark: 'documented',
      source: 'target group health checks',
    },
    {
      id: 'target-what-a-check-finds',
      rule: 'HTTP checks look at the status, within the timeout; others only at whether the connection is taken.',
      mark: 'documented',
      source: 'target group health checks',
    },
    {
      id: 'target-matcher',
      rule: 'A matcher is a status, a list or a range of them.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html',
    },
    {
      id: 'target-reasons',
      rule: 'An unhealthy target says why: `Target.ResponseCodeMismatch`, `Target.Timeout`, `Target.FailedHealthChecks`.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html',
    },
    {
      id: 'target-nlb-reason',
      rule: 'An NLB only says that checks failed.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html',
    },
    {
      id: 'target-draining',
      rule: 'A deregistered target drains for `deregistration_delay.timeout_seconds`, 300 s when nothing is said.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
    },
    {
      id: 'target-unused-goes-at-once',
      rule: 'A target that never got traffic is gone at once.',
      mark: 'recorded',
      source: 'recorded: target_group_native.json',
    },
    {
      id: 'target-unused-without-a-listener',
      rule: 'Targets of a group that nothing forwards to are unused, and start from initial when something does.',
      mark: 'recorded',
      source: 'recorded: target_group_native.json, alb_native_success.json',
    },
    {
      id: 'target-draining-starts-over',
      rule: 'A draining target that is registered again starts over; one whose task is on its way out drains on.',
      mark: 'proposed',
      source:
        'load-balancing §5.2; the second inferred; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html asks to wait for the end of the draining before an IP address is registered again, and does not say what is answered otherwise',
      noOption: "Only users who meddle with a service's targets see it.",
    },
    {
      id: 'target-outlives-the-process',
      rule: 'A target may outlive its process, but not the pass after its task is STOPPED.',
      mark: 'proposed',
      source: 'ruling 6',
      noOption: 'It is law 5.',
    },
    {
      id: 'target-foreign-address',
      rule: 'Behind an address that a user registers nothing listens.',
      mark: 'recorded',
      source: 'recorded: alb_native_success.json',
    },
    {
      id: 'target-settings-change',
      rule: 'Other health check settings hold from the next check on, which comes when it would have; a lower threshold is reached by the next check.',
      mark: 'proposed',
      source: 'load-balancing §4.1',
      noOption: 'AWS documents no more than that they change.',
    },
    {
      id: 'target-group-full',
      rule: 'A task that would be one target too many in its group is not registered, which the service tells, and is tried again on each beat.',
      mark: 'proposed',
      source:
        'the text is documented of missing permissions (blue-green §2); the error is the one of RegisterTargets; when it is tried again is inferred',
      options: ['quotas.targetsPerTargetGroup'],
    },
    {
      id: 'target-group-of-a-service-deleted',
      rule: 'The group of a service can be deleted once nothing forwards to it: draining targets are gone, and a task that is to be registered is told not to be healthy there.',
      mark: 'proposed',
      source: 'load-balancing §8; the event is documented, when it comes is not',
      noOption: "Only users who meddle with a service's groups see it.",
    },
    {
      id: 'target-address-zones',
      rule: 'The VPC is 10.0.0.0/16; its subnets share 10.0.0.0 to 10.0.191.255 evenly, in the order of the zones.',
      mark: 'proposed',
      source: 'inferred from target_group_native.json and metrics_scaling_native.json',
      noOption: 'It only decides which addresses a user may register.',
    },
  ],
};
