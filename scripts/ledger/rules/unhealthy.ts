import type { LedgerArea } from '../rule.js';

export const unhealthy: LedgerArea = {
  title: 'Unhealthy tasks',
  rules: [
    {
      id: 'unhealthy-replacement-first',
      rule: 'Where the maximum leaves room, the replacement of an unhealthy task is started first, several at once, and the unhealthy one goes when it is healthy.',
      mark: 'documented',
      source:
        'https://aws.amazon.com/about-aws/whats-new/2023/10/amazon-ecs-applications-resiliency-unpredictable-load-spikes; ruling 12',
      since: 'October 2023',
    },
    {
      id: 'unhealthy-one-at-a-time-without-room',
      rule: 'Where there is no room, unhealthy tasks are stopped one at a time.',
      mark: 'documented',
      source: 'API_DeploymentConfiguration; ruling 12',
    },
    {
      id: 'unhealthy-all-at-once-before-any-healthy',
      rule: 'In a deployment that never had a healthy task, all unhealthy ones go in the pass that finds them.',
      mark: 'observed',
      source: 'ruling 12; evidence g3 order: two at once',
    },
    {
      id: 'unhealthy-place-beside-it',
      rule: 'A deployment may hold a replacement beside each unhealthy task that waits for it.',
      mark: 'documented',
      source:
        'https://aws.amazon.com/about-aws/whats-new/2023/10/amazon-ecs-applications-resiliency-unpredictable-load-spikes/ ("a replacement for each unhealthy task"); ruling 11',
    },
    {
      id: 'unhealthy-original-recovers',
      rule: 'When the original recovers before its replacement is healthy, the surplus is stopped.',
      mark: 'documented',
      source: 'API_DeploymentConfiguration; which one: ruling 13',
    },
    {
      id: 'unhealthy-replacement-is-unhealthy-too',
      rule: 'When the replacement gets unhealthy too, the older one goes so that the count returns.',
      mark: 'observed',
      source: 'https://github.com/aws/containers-roadmap/issues/2714',
    },
    {
      id: 'unhealthy-told-when-stopped',
      rule: 'The message about an unhealthy task comes when it is stopped, not when it is noticed.',
      mark: 'observed',
      source: 'evidence ex, g3 (service-scheduler §4.4)',
    },
    {
      id: 'unhealthy-is-not-protected',
      rule: "Protection doesn't hold against failed health checks.",
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection.html',
    },
    {
      id: 'unhealthy-dead-are-replaced-when-stopped',
      rule: 'A task that dies, or that a user stops, is replaced when it is STOPPED.',
      mark: 'observed',
      source: 'ruling 17; evidence g3, g8, cd, ex, mr: five logs of six',
      options: ['replaceExternallyStopped'],
    },
  ],
};
