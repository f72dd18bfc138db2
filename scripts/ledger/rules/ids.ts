import type { LedgerArea } from '../rule.js';

export const ids: LedgerArea = {
  title: 'Ids and quotas',
  rules: [
    {
      id: 'id-task',
      rule: "A task's id is 32 hexadecimal digits.",
      mark: 'recorded',
      source: 'recorded: services.json #73',
    },
    {
      id: 'id-deployment',
      rule: 'A deployment is `ecs-svc/` and 19 digits, which may begin with zeros; the same digits name its revision.',
      mark: 'recorded',
      source: 'recorded: services.json #11, service_revisions.json #9',
    },
    {
      id: 'id-service-deployment',
      rule: 'A service deployment has 21 characters of the URL-safe base64 alphabet.',
      mark: 'recorded',
      source: 'recorded: services.json #17',
    },
    {
      id: 'id-other',
      rule: 'Service events, containers and attachments have UUIDs, balancers 16 hexadecimal digits, network interfaces 17.',
      mark: 'recorded',
      source: 'recorded: services.json #77, #80, alb_native_success.json',
    },
    {
      id: 'id-from-the-seed',
      rule: 'Ids are a function of the seed and a running number: the same calls give the same ids.',
      mark: 'proposed',
      source: 'law 1',
      options: ['seed'],
    },
    {
      id: 'arn-shapes',
      rule: "ARNs have AWS's long form, in the partition of the region.",
      mark: 'recorded',
      source: 'recorded: services.json #11, #73; partitions documented',
      options: ['region'],
    },
    {
      id: 'quota-tasks-per-service',
      rule: 'A service has at most 5,000 tasks.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html; ruling 27; text inferred',
      options: ['quotas.tasksPerService'],
    },
    {
      id: 'quota-services-per-cluster',
      rule: 'A cluster has at most 5,000 services.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html; text inferred',
      options: ['quotas.servicesPerCluster'],
    },
    {
      id: 'quota-clusters',
      rule: 'An account has at most 10,000 clusters.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html; text inferred',
      options: ['quotas.clusters'],
    },
    {
      id: 'quota-targets',
      rule: 'A target group has at most 1,000 targets, whoever registers them.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html',
      options: ['quotas.targetsPerTargetGroup'],
    },
  ],
};
