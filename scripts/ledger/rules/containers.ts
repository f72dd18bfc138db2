import type { LedgerArea } from '../rule.js';

export const containers: LedgerArea = {
  title: 'Containers',
  rules: [
    {
      id: 'container-depends-on',
      rule: "`dependsOn` waits for START, COMPLETE, SUCCESS or HEALTHY; one that can't be met any more fails the task.",
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html; https://github.com/aws/amazon-ecs-agent agent/engine/dependencygraph/graph.go',
    },
    {
      id: 'container-dependency-failure',
      rule: "A dependency that can't be met fails the task 10 s later, with `Task failed to start`.",
      mark: 'recorded',
      source: 'recorded: task_dependency_transitions.json #20 to #31',
      options: ['latency.dependencyFailureMs'],
    },
    {
      id: 'container-start-timeout',
      rule: 'A dependant gives up after the `startTimeout` of the container it waits for, and the task with it.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
    },
    {
      id: 'container-restart-policy',
      rule: "A container that exits is restarted in place when its exit code isn't ignored and it has run for the attempt period.",
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html; https://github.com/aws/amazon-ecs-agent ecs-agent/api/container/restart/restart_tracker.go',
    },
    {
      id: 'container-out-of-memory',
      rule: 'A container killed for memory has exit code 137 and the reason `OutOfMemoryError: Container killed due to memory usage`.',
      mark: 'documented',
      source: 'https://repost.aws/knowledge-center/ecs-task-stopped',
    },
    {
      id: 'container-health-check',
      rule: "The first check comes an interval after the start; one pass makes HEALTHY, `retries` failures in a row UNHEALTHY; failures in the start period don't count before the first pass.",
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html',
    },
    {
      id: 'container-checks-are-not-simulated-one-by-one',
      rule: 'Only changes of a verdict happen; checks that change nothing cost nothing.',
      mark: 'proposed',
      source: 'ours',
      noOption: 'It changes nothing that could be seen: looking ahead finds what checking one after the other finds.',
    },
    {
      id: 'container-runtime-id',
      rule: "On Fargate a runtime id is the task's id and ten digits that depend on the container's name alone (FNV-1a).",
      mark: 'recorded',
      source: 'recorded: services.json #80; six of six names',
    },
    {
      id: 'container-order',
      rule: 'Containers are sorted by their ARN, but in the first reply of RunTask.',
      mark: 'recorded',
      source: 'recorded: task_dependency_transitions.json #20, #22',
    },
    {
      id: 'workload-label',
      rule: 'What a container does may stand in its docker label steadystate.workload; a rule of sim.workloads that matches says otherwise.',
      mark: 'proposed',
      source: 'for templates and scripts that cannot call sim.workloads; AWS keeps labels without looking at them',
      noOption: 'Leave the label out.',
    },
  ],
};
