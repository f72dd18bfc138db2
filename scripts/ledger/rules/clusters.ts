import type { LedgerArea } from '../rule.js';

export const clusters: LedgerArea = {
  title: 'Clusters and capacity providers',
  rules: [
    {
      id: 'cluster-create-is-idempotent',
      rule: 'CreateCluster of an ACTIVE name answers with what is stored, if the request says the same or less; tags are ignored.',
      mark: 'recorded',
      source: 'recorded: services.json #7, controls.json #5, #9 to #11',
    },
    {
      id: 'cluster-name-starts-afresh',
      rule: 'A deleted name gives a fresh cluster.',
      mark: 'recorded',
      source: 'recorded: controls.json #30, #31',
    },
    {
      id: 'cluster-describe',
      rule: 'DescribeClusters shows parts only when included, merges duplicates and names what is missing by ARN.',
      mark: 'recorded',
      source: 'recorded: services.json #20, controls.json #11, #18 to #20',
    },
    {
      id: 'cluster-statistics',
      rule: 'Statistics are sixteen pairs in a fixed order.',
      mark: 'recorded',
      source: 'recorded: controls.json #11',
    },
    {
      id: 'cluster-update',
      rule: 'Updates change what is given, and answer with attachments but without tags.',
      mark: 'recorded',
      source: 'recorded: controls.json #13, #14, #21, #27; of PutClusterCapacityProviders: inferred',
    },
    {
      id: 'cluster-delete',
      rule: 'A deleted cluster is INACTIVE: describable, not listed; deleting it again succeeds.',
      mark: 'recorded',
      source: 'recorded: services.json #194, controls.json #23 to #29',
    },
    {
      id: 'cluster-delete-waits-for-tasks',
      rule: 'It is refused while it has ACTIVE services, or tasks, those on their way out too.',
      mark: 'recorded',
      source: 'recorded: services.json #21, #168',
    },
    {
      id: 'cluster-rejections',
      rule: 'What AWS refuses of a cluster is refused to the letter.',
      mark: 'recorded',
      source: 'recorded: controls.json #20 to #27; others seen when deployed, or inferred',
    },
    {
      id: 'cluster-strategy-fills-in',
      rule: 'Weight and base of a strategy are 0 when nothing is said.',
      mark: 'recorded',
      source: 'recorded: controls.json #30',
    },
    {
      id: 'cluster-strategy-rejections',
      rule: 'A strategy names associated providers, with a weight above 0 somewhere; a launch type beside it is refused.',
      mark: 'observed',
      source: "recorded: execution.json #25; texts: users' logs, seen when deployed",
    },
    {
      id: 'cluster-providers-are-active',
      rule: 'A cluster is associated with ACTIVE providers only.',
      mark: 'observed',
      source: "users' logs; of one that isn't there: inferred",
    },
    {
      id: 'cluster-provider-in-use',
      rule: "A provider in use can't be taken from its cluster.",
      mark: 'observed',
      source: "users' logs; what counts as use: inferred",
    },
  ],
};
