import type { LedgerArea } from '../rule.js';

export const taskDefinitions: LedgerArea = {
  title: 'Task definitions',
  rules: [
    {
      id: 'definition-fills-in',
      rule: 'Registration fills in little and invents nothing.',
      mark: 'recorded',
      source: 'recorded: services.json #8 to #10, controls.json #32, #70, #71, #79',
    },
    {
      id: 'definition-revisions-count-up',
      rule: 'Revisions count up for ever; a refused registration uses none.',
      mark: 'recorded',
      source: 'recorded: controls.json #64 to #69',
    },
    {
      id: 'definition-bare-family',
      rule: 'A bare family is its newest ACTIVE revision.',
      mark: 'recorded',
      source: 'recorded: controls.json #45, #54 to #62',
    },
    {
      id: 'definition-deregister',
      rule: 'INACTIVE: what runs goes on, nothing new may use it; its own reply shows no `deregisteredAt`.',
      mark: 'recorded',
      source: 'recorded: controls.json #51, #52, #90, services.json #187',
    },
    {
      id: 'definition-delete',
      rule: 'DeleteTaskDefinitions fails one by one and echoes what was asked; a deleted one stays describable.',
      mark: 'recorded',
      source: 'recorded: controls.json #49, #50, #61, #62, #90, services.json #198',
    },
    {
      id: 'definition-lists',
      rule: 'Lists go by family and revision, families by the status of their revisions.',
      mark: 'recorded',
      source: 'recorded: controls.json #42 to #44, #60',
    },
    {
      id: 'definition-requires-attributes',
      rule: "`requiresAttributes` says what a definition asks of an instance, in AWS's order.",
      mark: 'recorded',
      source: 'recorded: services.json #8, execution.json #22, task_dependency_transitions.json #18, #19',
    },
    {
      id: 'definition-compatibilities',
      rule: '`compatibilities` follows network mode, sizes and platform.',
      mark: 'recorded',
      source:
        'recorded: services.json #8 to #10, controls.json #32, #70, #71, #79; that others are measured alike: inferred',
    },
    {
      id: 'definition-fargate-needs',
      rule: 'Fargate asks for awsvpc, a size it has, and no privileges.',
      mark: 'recorded',
      source: 'recorded: controls.json #67, #68, #70, #82, #84; others seen when deployed',
    },
    {
      id: 'definition-sizes',
      rule: 'CPU and memory of a task are integers within limits.',
      mark: 'recorded',
      source: 'recorded: controls.json #66; the limits documented, `memory` inferred from `cpu`',
    },
    {
      id: 'definition-containers',
      rule: 'Containers: names, essential ones, dependencies without cycles, timeouts, health checks, restart policies.',
      mark: 'recorded',
      source: 'recorded: controls.json #23 to #25, #73, #77, #78; others seen when deployed, or inferred',
    },
    {
      id: 'definition-network',
      rule: 'Ports, links and names within the network mode.',
      mark: 'recorded',
      source: 'recorded: controls.json #80; others seen when deployed, or inferred',
    },
    {
      id: 'definition-volumes',
      rule: 'What containers mount must exist.',
      mark: 'observed',
      source: 'seen when deployed',
    },
    {
      id: 'definition-logging',
      rule: 'Log drivers have the options that they need.',
      mark: 'observed',
      source: "users' logs; seen when deployed",
    },
    {
      id: 'definition-order-of-checks',
      rule: "A definition is checked in AWS's order as far as it is known.",
      mark: 'observed',
      source: 'seen when deployed for one pair; the rest inferred',
    },
    {
      id: 'definition-rejections',
      rule: 'What AWS refuses before it looks at containers is refused to the letter.',
      mark: 'recorded',
      source: "recorded: controls.json #48, #51; others users' logs, seen when deployed",
    },
  ],
};
