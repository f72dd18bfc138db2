import type { LedgerArea } from '../rule.js';

export const standaloneTasks: LedgerArea = {
  title: 'RunTask and calls about tasks',
  rules: [
    {
      id: 'run-task-reply',
      rule: 'The reply has every member of a new task, and none of a later one.',
      mark: 'recorded',
      source: 'recorded: execution.json #23 to #30, task_dependency_transitions.json #20',
    },
    {
      id: 'run-task-token',
      rule: 'The same token and request in a cluster answer with the same tasks as they are now; another request is a conflict.',
      mark: 'recorded',
      source: 'recorded: execution.json #30, task_tokens.json #10 to #28',
    },
    {
      id: 'run-task-token-is-forgotten',
      rule: 'A token means something until the last of its tasks has been STOPPED for an hour, and for 24 hours at most.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html',
      options: ['scheduler.stoppedTaskVisibleMs'],
    },
    {
      id: 'run-task-no-capacity',
      rule: 'Tasks for which there is no capacity are failures, not an exception.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html',
    },
    {
      id: 'run-task-overrides',
      rule: 'Overrides list every container, the overridden ones in front from PENDING on; sizes count in units.',
      mark: 'recorded',
      source: 'recorded: execution.json events 1 and 2, task_dependency_transitions.json #20',
    },
    {
      id: 'run-task-rejections',
      rule: 'What AWS refuses of RunTask, StopTask and the like is refused to the letter.',
      mark: 'recorded',
      source: "recorded: execution.json #23 to #26, task_tokens.json #19 to #27; others users' logs, or inferred",
    },
    {
      id: 'run-task-network',
      rule: "The network of a task fits its definition; public addresses are Fargate's alone.",
      mark: 'recorded',
      source: 'recorded: services.json #16, execution.json #23, #24, #26',
    },
    {
      id: 'run-task-exec-needs-a-role',
      rule: 'ECS Exec needs a task role.',
      mark: 'observed',
      source: "users' logs; of CreateService: inferred",
    },
    {
      id: 'list-tasks-by-desired-status',
      rule: 'ListTasks goes by desired status: PENDING is listed with RUNNING, a stop moves at once.',
      mark: 'recorded',
      source: 'recorded: services.json #73, #74, #108, #113, #125',
    },
    {
      id: 'list-tasks-of-a-service',
      rule: 'Of a service it lists tasks of deployments that are still listed; once it is DRAINING, none that stops.',
      mark: 'recorded',
      source: 'recorded: services.json #74, #79, #80, #158',
    },
    {
      id: 'describe-tasks',
      rule: 'DescribeTasks goes by the request, shows a task once and names what is missing.',
      mark: 'recorded',
      source: 'recorded: services.json #73 to #80; duplicates: inferred from clusters',
    },
    {
      id: 'stop-task',
      rule: 'StopTask shows the task as it was, with the stop; of a STOPPED task it shows less.',
      mark: 'recorded',
      source: 'recorded: task_tokens.json #11 to #17',
    },
    {
      id: 'task-reference-of-another-cluster',
      rule: 'An ARN that names another cluster than the one addressed is refused.',
      mark: 'observed',
      source: "users' logs",
    },
    {
      id: 'protection-of-a-cluster',
      rule: 'GetTaskProtection without tasks has the protected ones of the cluster.',
      mark: 'proposed',
      source: 'inferred',
      noOption: 'Nothing happens by asking.',
    },
  ],
};
