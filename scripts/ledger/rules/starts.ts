import type { LedgerArea } from '../rule.js';

export const starts: LedgerArea = {
  title: 'Starting tasks, and failing to',
  rules: [
    {
      id: 'throttle-after-failed-starts',
      rule: 'After the first and second failed start the next one comes at once, from the third on after 300 s.',
      mark: 'observed',
      source: 'ruling 21; evidence fp, mr, g8 (Q5)',
      options: ['startThrottle.delaysMs'],
    },
    {
      id: 'throttle-grows-after-ten',
      rule: 'After more than ten failures the delay grows by half each time.',
      mark: 'observed',
      source: 'ruling 21; log 01 of 2021; not seen in 2026',
      options: ['startThrottle.growAfter', 'startThrottle.growFactor'],
    },
    {
      id: 'throttle-at-most-27-minutes',
      rule: 'The delay is never longer than 27 minutes.',
      mark: 'documented',
      source: 'service throttle logic',
      options: ['startThrottle.delayMaxMs'],
    },
    {
      id: 'throttle-ends-with-running',
      rule: 'A task that reaches RUNNING ends the row of failures.',
      mark: 'documented',
      source: 'service throttle logic',
    },
    {
      id: 'throttle-ends-with-an-update',
      rule: 'Any UpdateService ends it.',
      mark: 'documented',
      source: 'service throttle logic',
    },
    {
      id: 'throttle-is-told',
      rule: '`is unable to consistently start tasks successfully` is told once per attempt after more than ten failures.',
      mark: 'proposed',
      source: 'inferred: it is in no shorter log of 2026; once per attempt: log 01',
      options: ['startThrottle.impairedAfter'],
    },
    {
      id: 'start-failure-is-told',
      rule: 'A failed start is told as `was unable to place a task.` with the stopped reason as its reason.',
      mark: 'observed',
      source: 'ruling 23; evidence fp, mr, lw',
    },
    {
      id: 'placement-throttle',
      rule: 'Where there is no capacity at all, two attempts are retried on the next beat, the third and later ones after 900 s.',
      mark: 'observed',
      source: 'ruling 23; evidence yo: 2,761 s to the trip',
      options: ['placementThrottle.delaysMs'],
    },
    {
      id: 'start-pull-failure',
      rule: "An image that can't be pulled fails a task after retries, 90 s after the task was created, with `CannotPullContainerError: …`.",
      mark: 'observed',
      source: 'evidence mr, tc',
    },
    {
      id: 'start-resource-failure',
      rule: "A secret or a log group that can't be reached fails a task 288 s after its creation, with `ResourceInitializationError: …`, before any pull.",
      mark: 'observed',
      source: 'evidence fp',
    },
    {
      id: 'launch-rate-of-a-service',
      rule: 'A service launches 500 tasks at once and 500 more a minute.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html says 500 per minute; that they fill a bucket: inferred',
      options: ['quotas.serviceLaunchesPerMinute'],
    },
    {
      id: 'launch-rate-of-fargate',
      rule: 'An account launches 100 Fargate tasks at once and 20 more a second; a service takes of them on its passes, so that alone it starts 100 on each.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/throttling.html',
      options: ['quotas.fargateLaunchBurst', 'quotas.fargateLaunchesPerSecond'],
    },
    {
      id: 'launch-throttled-is-told',
      rule: 'A service that may launch nothing at the moment says that its operations are being throttled.',
      mark: 'documented',
      source: 'service events',
    },
    {
      id: 'launch-nothing-without-instances',
      rule: 'Without container instances a service of EC2 starts nothing and says that none were found.',
      mark: 'documented',
      source: 'service events; ruling 30',
    },
    {
      id: 'launch-zone-with-fewest',
      rule: 'A Fargate task goes to the zone with the fewest tasks of the service; of equal ones to the first in the order of the subnets.',
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html; the order of equal ones: ruling 28',
    },
    {
      id: 'launch-not-where-capacity-lacks',
      rule: 'Zones without capacity are passed over.',
      mark: 'proposed',
      source:
        'placement-and-capacity §6; https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html: Fargate spreads tasks "across accessible Availability Zones"',
      noOption: 'The fault decides where capacity lacks.',
    },
    {
      id: 'launch-provider-by-base-and-weight',
      rule: 'Tasks of a strategy go to the base first, then by weight.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html',
    },
    {
      id: 'launch-provider-of-equal-shares',
      rule: 'Of providers equally far behind their share the larger weight comes first, then the order of the strategy.',
      mark: 'proposed',
      source: 'AWS documents the shares only',
      noOption: 'Any fixed order serves.',
    },
    {
      id: 'launch-run-task-spreads-with-its-group',
      rule: 'RunTask spreads over the zones together with the live tasks of the same group, provider and cluster.',
      mark: 'proposed',
      source:
        'placement-and-capacity §6; documented: spread over the zones, each capacity provider by itself; the group is ours',
      noOption: 'With one zone there is nothing to choose.',
    },
    {
      id: 'subnet-zone',
      rule: 'Any subnet id is taken. Its zone is as declared, else by a zone letter at the end of the id, else zones in turn.',
      mark: 'proposed',
      source: 'ruling 26',
      options: ['subnets'],
    },
    {
      id: 'subnet-strict-network',
      rule: 'In the strict network only declared subnets and security groups are known; others are refused as AWS does.',
      mark: 'recorded',
      source: 'ruling 26; recorded: execution.json #26',
      options: ['network'],
    },
  ],
};
