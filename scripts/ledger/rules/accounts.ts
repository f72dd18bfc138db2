import type { LedgerArea } from '../rule.js';

export const accounts: LedgerArea = {
  title: 'Accounts and capacity providers',
  rules: [
    {
      id: 'account-setting-defaults',
      rule: 'Where nobody has set anything: long ARNs, Container Insights off, a retirement wait of 7 days, non-blocking logs.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html',
    },
    {
      id: 'account-setting-in-force',
      rule: "A principal's own value holds, else the root user's, else AWS's.",
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html',
    },
    {
      id: 'account-setting-rejections',
      rule: 'Each setting has its own values; guardDutyActivate is read-only.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html; texts inferred',
    },
    {
      id: 'cluster-default-settings',
      rule: "A new cluster has Container Insights as the account's setting says; a cluster that is there keeps its own.",
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html; default recorded: services.json #7',
    },
    {
      id: 'capacity-provider-defaults',
      rule: 'A provider has managed scaling with a target of 100, steps of 1 to 10,000 and a warm-up of 300 s, drains and protects nothing; created without scaling, it is off.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedScaling.html; off where it is left out: inferred',
    },
    {
      id: 'capacity-provider-names-are-unique',
      rule: 'A name that an ACTIVE provider has is refused.',
      mark: 'observed',
      source: "users' logs",
    },
    {
      id: 'capacity-provider-rejections',
      rule: 'Names, steps and the kind of a provider are checked before anything else.',
      mark: 'observed',
      source: 'seen when deployed; texts of the others inferred',
    },
    {
      id: 'capacity-provider-describe',
      rule: 'Ten providers at a time, FARGATE and FARGATE_SPOT among them; an unknown one is MISSING.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html; order inferred',
    },
    {
      id: 'capacity-provider-delete',
      rule: 'A provider that a cluster has stays, DELETE_FAILED with the reason in the reply; another is INACTIVE afterwards.',
      mark: 'observed',
      source:
        "users' logs; the reply: https://docs.aws.amazon.com/cli/latest/reference/ecs/delete-capacity-provider.html",
    },
    {
      id: 'container-instances-none',
      rule: 'There are no container instances: one that is named is MISSING, not found, or no target of an attribute.',
      mark: 'proposed',
      source: "texts: an emulator's",
      noOption: 'Container instances are not simulated yet.',
    },
    {
      id: 'execute-command-rejections',
      rule: 'A command needs a RUNNING task that was run for it, and the name of a container where there are several.',
      mark: 'observed',
      source: "users' logs; of containers: inferred",
    },
    {
      id: 'unpublished-families-none',
      rule: 'There are no daemons, gateways and Express gateway services: lists are empty, one that is named is not found.',
      mark: 'proposed',
      source: 'their identifiers are not published; exceptions as declared, texts inferred',
      noOption: 'They are not simulated yet.',
    },
  ],
};
