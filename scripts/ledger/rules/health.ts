import type { LedgerArea } from '../rule.js';

export const health: LedgerArea = {
  title: 'Counting health',
  rules: [
    {
      id: 'health-counts-on-beats',
      rule: 'A task is healthy at any moment, but counts as healthy, or as unhealthy, from a beat on.',
      mark: 'observed',
      source: 'ruling 3; evidence Q1: 10, 20, 40, 50 s after registration',
      options: ['scheduler.beatMs'],
    },
    {
      id: 'health-behind-target-groups',
      rule: 'Behind target groups a task is healthy when all its targets are, and its container check if it has one.',
      mark: 'observed',
      source: 'ruling 3; evidence Q1',
      options: ['scheduler.settleBehindTargetGroupMs'],
    },
    {
      id: 'health-by-container-checks',
      rule: 'With container checks only, a task is healthy when every essential container that has one is HEALTHY.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/healthcheck.html',
    },
    {
      id: 'health-unchecked-after-40-s',
      rule: 'Where nothing checks it, a task counts healthy after 40 s of RUNNING, as far as old tasks are stopped for it.',
      mark: 'documented',
      source: 'API_DeploymentConfiguration',
      options: ['scheduler.settleMs'],
    },
    {
      id: 'health-unchecked-settles-after-5-s',
      rule: 'For completing a first deployment and for the steady state 5 s of RUNNING are enough.',
      mark: 'recorded',
      source: 'ruling 3; recorded: services.json #88, #117 (6.7 and 8.5 s)',
      options: ['scheduler.steadySettleMs'],
    },
    {
      id: 'health-grace-period',
      rule: "Within `healthCheckGracePeriodSeconds` of RUNNING a failing task isn't unhealthy; what fails at its end is unhealthy then.",
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html',
    },
    {
      id: 'health-new-grace-period-holds-at-once',
      rule: 'Another grace period judges running tasks at once.',
      mark: 'proposed',
      source:
        'API_UpdateService: it starts no deployment; of tags, not of it, it says that only tasks launched later show it',
      noOption: 'It is what a setting of the service means, and no task keeps one of its own.',
    },
  ],
};
