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
import { atMostItems, between, longest, required } from '../rules.js';
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
  ListDaemonsRequest: rulesOf<ListDaemonsRequest>(between('maxResults', 1, 100)),
  ListDaemonDeploymentsRequest: rulesOf<ListDaemonDeploymentsRequest>(between('maxResults', 1, 100)),
  ListDaemonTaskDefinitionsRequest: rulesOf<ListDaemonTaskDefinitionsRequest>(between('maxResults', 1, 100)),
  DescribeDaemonDeploymentsRequest: rulesOf<DescribeDaemonDeploymentsRequest>(atMostItems('daemonDeploymentArns', 20)),
  DescribeDaemonRevisionsRequest: rulesOf<DescribeDaemonRevisionsRequest>(atMostItems('daemonRevisionArns', 20)),

  ListGatewaysRequest: rulesOf<ListGatewaysRequest>(atMostItems('names', 10), between('maxResults', 1, 100)),
  ListGatewayRoutesRequest: rulesOf<ListGatewayRoutesRequest>(between('maxResults', 1, 100)),
  ListGatewayClusterAssociationsRequest: rulesOf<ListGatewayClusterAssociationsRequest>(between('maxResults', 1, 100)),
  DescribeGatewayResourcesRequest: rulesOf<DescribeGatewayResourcesRequest>(between('maxResults', 1, 20)),
};
