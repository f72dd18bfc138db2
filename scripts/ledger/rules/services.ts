import type { LedgerArea } from '../rule.js';

export const services: LedgerArea = {
  title: 'Services in the API',
  rules: [
    {
      id: 'service-defaults',
      rule: "A service has AWS's defaults: 100/200, breaker off, rolling, desired count 0, grace 0, no tags propagated.",
      mark: 'recorded',
      source: 'recorded: services.json #11',
    },
    {
      id: 'service-launches-on-ec2-unless-told',
      rule: "Without launch type and strategy the cluster's default strategy holds, and without one EC2.",
      mark: 'recorded',
      source: 'ruling 30; recorded: services.json #11, execution.json #23',
    },
    {
      id: 'service-fargate-members',
      rule: 'On Fargate a service shows platform version and family, network and the service-linked role.',
      mark: 'recorded',
      source: 'recorded: services.json #46; other platform families: inferred',
    },
    {
      id: 'service-platform-latest',
      rule: 'LATEST is platform version 1.4.0, with Windows 1.0.0; a version of the other one is incompatible with the definition.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/platform-fargate.html; text: API_UpdateService',
    },
    {
      id: 'service-create-is-idempotent',
      rule: 'The same name, token and request give the stored service, tags aside; anything else about a taken name is refused.',
      mark: 'recorded',
      source: 'recorded: services.json #12 to #15, #47, #88, #164',
    },
    {
      id: 'service-breaker-is-merged',
      rule: 'UpdateService merges the circuit breaker member by member; `rollback` without `enable` is stored as false.',
      mark: 'recorded',
      source: 'recorded: services.json #128, #129, #134',
    },
    {
      id: 'service-rebalancing-default',
      rule: 'Zone rebalancing is ENABLED where the maximum leaves room; asked for without room it is refused.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html; recorded: services.json #57, #63',
      since: 'September 2025',
    },
    {
      id: 'service-grace-without-balancer',
      rule: 'A grace period without a balancer is accepted.',
      mark: 'recorded',
      source: 'ruling 33; recorded: services.json #11',
    },
    {
      id: 'service-delete-drains',
      rule: 'DeleteService answers DRAINING at once, in a thinner shape; again, it answers alike.',
      mark: 'recorded',
      source: 'recorded: services.json #91 to #95, #156, service_revisions.json #22',
    },
    {
      id: 'service-delete-needs-force',
      rule: 'It is refused while the desired count is above 0, unless forced.',
      mark: 'recorded',
      source: 'recorded: services.json #64',
    },
    {
      id: 'service-forced-out-later',
      rule: 'Force stops the tasks 22.3 s after the call, protected ones too; the passes go on from there.',
      mark: 'recorded',
      source: 'ruling 2; recorded: services.json #156 to #177',
      options: ['scheduler.forceDeleteMs'],
    },
    {
      id: 'service-becomes-inactive',
      rule: 'INACTIVE comes 75 s after the later of the call and the last STOPPED; its events are gone then, its name is free.',
      mark: 'recorded',
      source: 'ruling 2; recorded: services.json #165 to #167, #193 (60 to 90 s)',
      options: ['scheduler.inactiveMs'],
    },
    {
      id: 'service-describe',
      rule: 'DescribeServices goes by the request; what is missing is a failure with its full ARN; tags only when included.',
      mark: 'recorded',
      source: 'recorded: services.json #17, #18, #193',
    },
    {
      id: 'service-shown-deployment',
      rule: 'A service names its service deployment from the pick-up on until it is over; one that is superseded until the newer one is picked up.',
      mark: 'recorded',
      source: 'recorded: services.json #17, #48 to #56, #77, #88',
    },
    {
      id: 'service-list',
      rule: 'ListServices has ACTIVE services only, DRAINING ones are left out at once.',
      mark: 'recorded',
      source: 'recorded: services.json #19, #52 to #54, #93, #162',
    },
    {
      id: 'service-list-by-namespace',
      rule: 'ListServicesByNamespace has the ACTIVE services of all clusters that use a namespace; one that nobody named is not found.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListServicesByNamespace.html; what is known: inferred',
    },
    {
      id: 'service-not-active',
      rule: "A service that isn't ACTIVE can't be updated.",
      mark: 'recorded',
      source: 'recorded: services.json #94; of an INACTIVE one: inferred',
    },
    {
      id: 'service-rejections',
      rule: 'What AWS refuses of a service is refused to the letter, in its order.',
      mark: 'recorded',
      source:
        'recorded: services.json #22 to #36, #51, #57, #64 to #69; others seen when deployed, or inferred from the form of known ones',
    },
    {
      id: 'service-deployment-rejections',
      rule: 'The same for deployment configurations, service deployments and revisions.',
      mark: 'recorded',
      source: 'recorded: services.json #57, #128, #131, #133, service_revisions.json #2 to #20',
    },
    {
      id: 'service-strategy-changes-with-force',
      rule: 'A strategy is changed with a forced deployment only; an empty one goes back to the launch type of the creation.',
      mark: 'observed',
      source: "users' logs; documented for CloudFormation",
    },
    {
      id: 'service-deployment-status',
      rule: 'A service deployment goes PENDING, IN_PROGRESS and SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL or ROLLBACK_FAILED; a newer one stops it.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html; recorded: services.json #77, #88',
    },
    {
      id: 'service-deployment-ends-before-completed',
      rule: 'It is SUCCESSFUL when the old revision is gone and enough of the new one runs; COMPLETED follows.',
      mark: 'recorded',
      source: 'recorded: services.json #77, #88',
    },
    {
      id: 'service-deployment-sources',
      rule: 'The first one has no source revisions.',
      mark: 'recorded',
      source: 'ruling 33; recorded: services.json #17',
    },
    {
      id: 'service-deployment-breaker-status',
      rule: 'Its breaker shows MONITORING, MONITORING_COMPLETE or TRIGGERED, with count and threshold.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeploymentCircuitBreaker.html',
    },
    {
      id: 'service-deployment-list',
      rule: 'ListServiceDeployments lists the newest first.',
      mark: 'proposed',
      source: 'inferred',
      noOption: 'AWS documents no order.',
    },
    {
      id: 'service-deployment-list-created-at',
      rule: '`createdAt` of ListServiceDeployments has what was created after the one moment and before the other, neither included.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreatedAt.html',
    },
    {
      id: 'service-revision',
      rule: 'A revision is fixed when its deployment is made; one of UpdateService shows empty lists where one of CreateService shows nothing.',
      mark: 'recorded',
      source: 'recorded: service_revisions.json #9, #17, #18, #23',
    },
    {
      id: 'service-revision-named-twice',
      rule: 'DescribeServiceRevisions breaks over a revision that is named twice.',
      mark: 'recorded',
      source: 'recorded: service_revisions.json #10, #21',
    },
    {
      id: 'external-service-runs-nothing',
      rule: 'A service with the EXTERNAL controller has task sets and no deployments; one that would have to run tasks is refused by name.',
      mark: 'proposed',
      source:
        'ruling 34; shapes: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-external.html',
      noOption: 'Tasks of task sets are not simulated yet.',
    },
    {
      id: 'external-service-update',
      rule: 'Of such a service, only its count, its percentages, placement, grace period and tag settings can be changed.',
      mark: 'documented',
      source: 'API_UpdateService; text by analogy with CODE_DEPLOY',
    },
    {
      id: 'task-set-create',
      rule: 'A task set without a scale is at 0 percent; a service has five at most; the same token gives the same one again.',
      mark: 'documented',
      source:
        "https://docs.aws.amazon.com/cli/latest/reference/ecs/create-task-set.html; the limit: users' logs; the token: inferred",
    },
    {
      id: 'task-set-shown',
      rule: 'A task set is STABILIZING when it is made or rescaled, and STEADY_STATE from the first pass on.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/cli/latest/reference/ecs/describe-task-sets.html; when: inferred',
    },
    {
      id: 'task-set-primary',
      rule: "The primary task set's definition, load balancers and registries are the service's.",
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateServicePrimaryTaskSet.html',
    },
    {
      id: 'task-set-delete',
      rule: 'A task set goes when it is scaled to 0 and not the primary one, or with force; the reply shows it DRAINING.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/cli/latest/reference/ecs/delete-task-set.html; texts inferred',
    },
  ],
};
