import type { LedgerArea } from '../rule.js';

export const events: LedgerArea = {
  title: 'Service events and EventBridge',
  rules: [
    {
      id: 'event-texts',
      rule: "Service events have ECS's texts: no plural handling, and no final period for registration and deregistration.",
      mark: 'observed',
      source: 'recorded: services.json #77, #88, #156; logs of 2018 to 2026; service events',
    },
    {
      id: 'event-order-of-a-stop',
      rule: 'A stop is told before the deregistration, draining, completed and steady.',
      mark: 'observed',
      source: 'ruling 18; logs 01 and 04 (2021 and 2018) tell the deregistration first',
      since: 'between 2021 and 2024',
      options: ['stopEventOrder'],
    },
    {
      id: 'event-order-of-a-pass',
      rule: 'A pass tells unhealthy tasks, pending stops, running stops, deregistration, draining, starts, and last the end of deployments.',
      mark: 'observed',
      source: 'ruling 14; rolling-deployment §13',
    },
    {
      id: 'event-start-before-unhealthy-stop',
      rule: "What a pass starts in the deployment of an unhealthy task is told before that task's stop.",
      mark: 'observed',
      source: 'evidence g3, ex',
    },
    {
      id: 'event-draining-names-a-task-set',
      rule: 'Draining is told of `(service s, taskSet ecs-svc/…)`.',
      mark: 'observed',
      source: 'captures of 2024 to 2026 behind an ALB; the plain form in logs before 2020 and in one sample of 2026',
      options: ['drainingText'],
    },
    {
      id: 'event-stamps',
      rule: 'Events of one pass are 1 ms apart.',
      mark: 'recorded',
      source: 'recorded: services.json #88',
    },
    {
      id: 'event-newest-hundred',
      rule: 'DescribeServices shows the newest 100 events, newest first.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html',
    },
    {
      id: 'event-repeats-are-left-out',
      rule: 'The same message is left out while its cause lasts, for six hours at most.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html',
      options: ['scheduler.repeatSuppressedMs'],
    },
    {
      id: 'event-no-stop-by-the-user',
      rule: "`has stopped` isn't told for tasks that a user stopped.",
      mark: 'observed',
      source: 'ruling 17; evidence ex, g8, g3',
    },
    {
      id: 'event-bridge-task',
      rule: "A task state change has ECS's shape, its moments without trailing zeros, once per version.",
      mark: 'recorded',
      source: 'recorded: execution.json, all versions of two tasks',
    },
    {
      id: 'event-bridge-service-action',
      rule: 'Service messages that have an event of their own are told as ECS Service Action.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html',
    },
    {
      id: 'event-bridge-deployment',
      rule: 'Deployments are told as ECS Deployment State Change: in progress, completed, failed.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html',
    },
  ],
};
