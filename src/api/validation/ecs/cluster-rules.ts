import type {
  ClusterSetting,
  CreateClusterRequest,
  DescribeClustersRequest,
  ExecuteCommandConfiguration,
  ListClustersRequest,
  PutClusterCapacityProvidersRequest,
  UpdateClusterRequest,
  UpdateClusterSettingsRequest,
} from '../../../model/aws/ecs.generated.js';
import type { Unchecked } from '../parsed.js';
import type { Rule } from '../refusal.js';
import { atMostItems, firstOf, oneOf, pageSize, refusedWhen } from '../rules.js';
import { type RuleTable, rulesOf } from '../rules-of.js';
import { wellNamed } from './names.js';

type DefaultStrategy = Unchecked<Pick<CreateClusterRequest, 'capacityProviders' | 'defaultCapacityProviderStrategy'>>;

/** What a cluster's default strategy may say (texts: seen when deployed; the limit of 20: users' logs). */
const defaultStrategy = <Structure extends DefaultStrategy>(): Rule<Structure> =>
  firstOf(
    atMostItems('capacityProviders', 20, 'The maximum number of capacity providers per cluster has been exceeded.'),
    refusedWhen<Structure>(
      ({ defaultCapacityProviderStrategy: items = [] }) => items.filter((item) => (item.base ?? 0) > 0).length > 1,
      'The specified capacity provider strategy contains multiple capacity providers with a base value defined. Only one capacity provider per strategy can have a base value defined.',
      { member: 'defaultCapacityProviderStrategy', help: 'Keep one base.' },
    ),
    refusedWhen<Structure>(
      ({ defaultCapacityProviderStrategy: items = [], capacityProviders = [] }) =>
        items.some(
          ({ capacityProvider }) => capacityProvider !== undefined && !capacityProviders.includes(capacityProvider),
        ),
      'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.',
      { member: 'defaultCapacityProviderStrategy', help: 'Name it in capacityProviders, too.' },
    ),
  );

/**
 * Cluster settings; UpdateClusterSettings looks the cluster up first (recorded: controls.json #22, #24; the name's text
 * follows the value's).
 */
const knownSettings = <Structure extends { settings?: Unchecked<ClusterSetting>[] }>(): Rule<Structure> => {
  const setting = firstOf<Unchecked<ClusterSetting>>(
    oneOf('name', ['containerInsights'], "Invalid setting 'name'"),
    oneOf('value', ['disabled', 'enabled', 'enhanced'], "Invalid setting 'value'"),
  );
  return ({ settings = [] }) => settings.map(setting).find((refusal) => refusal !== undefined);
};

/** @rule cluster-rejections */
export const clusterRules: RuleTable = {
  CreateClusterRequest: rulesOf<CreateClusterRequest>(
    wellNamed('clusterName', 'ClusterName'),
    knownSettings(),
    defaultStrategy(),
  ),
  PutClusterCapacityProvidersRequest: rulesOf<PutClusterCapacityProvidersRequest>(defaultStrategy()),
  ExecuteCommandConfiguration: rulesOf<ExecuteCommandConfiguration>(
    refusedWhen(
      ({ logging, logConfiguration }) => logConfiguration !== undefined && logging !== 'OVERRIDE',
      "You must set logging to 'OVERRIDE' when you supply a log configuration.",
      { member: 'logging' },
    ),
    refusedWhen(
      ({ logging, logConfiguration }) =>
        logging === 'OVERRIDE' &&
        logConfiguration?.cloudWatchLogGroupName === undefined &&
        logConfiguration?.s3BucketName === undefined,
      'A CloudWatch log group name or S3 bucket name must be specified when overriding the default log configuration.',
      { member: 'logConfiguration' },
    ),
  ),
  DescribeClustersRequest: rulesOf<DescribeClustersRequest>(atMostItems('clusters', 100)),
  ListClustersRequest: rulesOf<ListClustersRequest>(pageSize(100)),
};

export const clusterRulesAfterLookup: RuleTable = {
  updateCluster: rulesOf<UpdateClusterRequest>(knownSettings()),
  updateClusterSettings: rulesOf<UpdateClusterSettingsRequest>(knownSettings()),
};
