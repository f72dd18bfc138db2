import type { LedgerArea } from '../rule.js';

export const loadBalancers: LedgerArea = {
  title: 'Elastic Load Balancing',
  rules: [
    {
      id: 'elb-create-is-idempotent',
      rule: 'Equal settings under the same name are the same balancer, group or listener; other settings are refused, tags ignored.',
      mark: 'recorded',
      source: 'recorded: target_group_native.json, alb_native_success.json',
    },
    {
      id: 'elb-delete-is-idempotent',
      rule: "What isn't there is deleted with success, deregistered with success, and its tags removed with success.",
      mark: 'recorded',
      source: 'recorded: target_group_native.json, management_audit.json; of balancers: proposed',
    },
    {
      id: 'elb-health-check-defaults',
      rule: 'Health checks have the defaults of their protocol and target type.',
      mark: 'recorded',
      source: 'recorded: target_group_native.json; those of NLBs documented',
    },
    {
      id: 'elb-target-group-attributes',
      rule: 'Attributes of target groups: keys, defaults, order and what goes together.',
      mark: 'recorded',
      source: 'recorded: target_group_native.json; of NLBs documented; which error a text comes with: inferred',
    },
    {
      id: 'elb-load-balancer-attributes',
      rule: 'Attributes of load balancers: keys, defaults and texts. Deletion protection holds; the others are kept.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html; texts seen when deployed',
    },
    {
      id: 'elb-load-balancer-settings',
      rule: 'Subnets, security groups, scheme and type of a load balancer, and what is refused.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html; texts seen when deployed',
    },
    {
      id: 'elb-listener-settings',
      rule: 'Protocols, ports, certificates and policies of listeners, and what is refused.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html; texts seen when deployed',
    },
    {
      id: 'elb-actions-and-conditions',
      rule: 'Actions and conditions are checked, kept faithfully and shown with their defaults; only forwarding matters so far.',
      mark: 'recorded',
      source: 'recorded: alb_native_success.json; texts seen when deployed',
    },
    {
      id: 'elb-rule-priorities',
      rule: 'A priority is taken once per listener; rules are listed by it, the default rule last.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetRulePriorities.html',
    },
    {
      id: 'elb-names',
      rule: "ARNs, DNS names and hosted zones have AWS's shapes.",
      mark: 'recorded',
      source: 'recorded: alb_native_success.json',
    },
    {
      id: 'elb-missing',
      rule: "What isn't there is refused with the exception of its kind.",
      mark: 'recorded',
      source: 'recorded: target_group_native.json, management_audit.json',
    },
    {
      id: 'elb-request-checks',
      rule: 'Requests are checked member by member before anything is looked up.',
      mark: 'observed',
      source: 'texts seen when deployed, some inferred from those',
    },
    {
      id: 'elb-tags',
      rule: '50 tags a resource, each key once; a known key gets the new value.',
      mark: 'recorded',
      source: 'recorded: management_audit.json; texts inferred',
    },
    {
      id: 'elb-pages',
      rule: 'Lists come in pages whose marker outlives what is created and deleted in between.',
      mark: 'proposed',
      source:
        'documented: a page has 400 at most; that it has as many where nobody asks, and what a marker means, is inferred',
      noOption: 'PageSize chooses.',
    },
    {
      id: 'elb-service-target-groups',
      rule: 'A service names target groups that a listener uses, of the target type of its network mode, with a container and a port of its definition.',
      mark: 'observed',
      source: "texts: users' logs (load-balancing §2)",
    },
  ],
};
