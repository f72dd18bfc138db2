import type {
  CreateDaemonRequest,
  DaemonDeploymentConfiguration,
  DescribeDaemonDeploymentsRequest,
  DescribeDaemonRevisionsRequest,
  DescribeGatewayResourcesRequest,
  ListDaemonDeploymentsRequest,
  ListDaemonsRequest,
  ListDaemonTaskDefinitionsRequest,
  ListGatewayClusterAssociationsRequest,
  ListGatewayRoutesRequest,
  ListGatewaysRequest,
} from '../../../model/aws/ecs.generated.js';
import { atMostItems, between, longest, pageSize, required } from '../rules.js';
import { type RuleTable, rulesOf } from '../rules-of.js';
import { wellNamed } from './names.js';

/** Documented bounds; the texts are inferred. */
export const daemonAndGatewayRules: RuleTable = {
  CreateDaemonRequest: rulesOf<CreateDaemonRequest>(
    longest('clientToken', 36, 'idempotency token longer than 36.'),
    wellNamed('daemonName', 'DaemonName'),
    required('capacityProviderArns'),
  ),
  DaemonDeploymentConfiguration: rulesOf<DaemonDeploymentConfiguration>(
    between('drainPercent', 0, 100),
    between('bakeTimeInMinutes', 0, 1_440),
  ),
  ListDaemonsRequest: rulesOf<ListDaemonsRequest>(pageSize(100)),
  ListDaemonDeploymentsRequest: rulesOf<ListDaemonDeploymentsRequest>(pageSize(100)),
  ListDaemonTaskDefinitionsRequest: rulesOf<ListDaemonTaskDefinitionsRequest>(pageSize(100)),
  DescribeDaemonDeploymentsRequest: rulesOf<DescribeDaemonDeploymentsRequest>(atMostItems('daemonDeploymentArns', 20)),
  DescribeDaemonRevisionsRequest: rulesOf<DescribeDaemonRevisionsRequest>(atMostItems('daemonRevisionArns', 20)),

  ListGatewaysRequest: rulesOf<ListGatewaysRequest>(atMostItems('names', 10), pageSize(100)),
  ListGatewayRoutesRequest: rulesOf<ListGatewayRoutesRequest>(pageSize(100)),
  ListGatewayClusterAssociationsRequest: rulesOf<ListGatewayClusterAssociationsRequest>(pageSize(100)),
  DescribeGatewayResourcesRequest: rulesOf<DescribeGatewayResourcesRequest>(pageSize(20)),
};
