import type { ServiceRules } from '../check-structure.js';
import { atMostItems } from '../rules.js';
import { rulesOf } from '../rules-of.js';
import { capacityProviderRules } from './capacity-provider-rules.js';
import { clusterRules, clusterRulesAfterLookup } from './cluster-rules.js';
import { containerInstanceRules } from './container-instance-rules.js';
import { daemonAndGatewayRules } from './daemon-and-gateway-rules.js';
import { deploymentRules } from './deployment-rules.js';
import { wellIdentified } from './names.js';
import { networkRules } from './network-rules.js';
import { placementRules } from './placement-rules.js';
import { serviceRules, serviceRulesAfterLookup } from './service-rules.js';
import { tagAndSettingRules } from './tag-and-setting-rules.js';
import { taskDefinitionRules } from './task-definition-rules.js';
import { taskRules } from './task-rules.js';

/** What ECS checks in a request. Texts marked inferred follow the form of a known one, as `rules.ts` explains. */
export const ecsRules: ServiceRules = {
  structures: {
    ...clusterRules,
    ...capacityProviderRules,
    ...serviceRules,
    ...deploymentRules,
    ...networkRules,
    ...placementRules,
    ...taskRules,
    ...taskDefinitionRules,
    ...containerInstanceRules,
    ...tagAndSettingRules,
    ...daemonAndGatewayRules,
  },
  missingFirst: false,
  everyRequest: rulesOf<{ cluster: string; tags: object[] }>(
    wellIdentified('cluster', 'Cluster'),
    atMostItems('tags', 50),
  ),
  afterLookup: { ...clusterRulesAfterLookup, ...serviceRulesAfterLookup },
  /**
   * An unknown `include` of DescribeClusters is no error (recorded: controls.json #20); cluster settings have their own rule
   * and moment; the values of a definition are `validateTaskDefinition`'s.
   */
  uncheckedEnums: new Set(['DescribeClustersRequest.include', 'ClusterSetting.name']),
  missing: (path) => ({ message: `${path.at(-1)} can not be empty.` }),
  notOneOf: (path, _value, values) => ({ message: `${path.at(-1)} should be one of [${values.join(',')}]` }),
  notOneMember: (path) => ({ message: `${path.at(-1)} must have exactly one member.` }),
};
