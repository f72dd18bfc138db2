import type {
  Attribute,
  DeleteAttributesRequest,
  DescribeContainerInstancesRequest,
  ListAttributesRequest,
  ListContainerInstancesRequest,
  PutAttributesRequest,
  UpdateContainerInstancesStateRequest,
} from '../../../model/aws/ecs.generated.js';
import { atMostItems, longest, matching, oneOf, pageSize, required } from '../rules.js';
import { type RuleTable, rulesOf } from '../rules-of.js';

const cannotBeEmpty = 'Container Instances cannot be empty.';

/** Texts: emulators', but `instanceIds can have at most 100 items.` is in users' logs. */
export const containerInstanceRules: RuleTable = {
  DescribeContainerInstancesRequest: rulesOf<DescribeContainerInstancesRequest>(
    required('containerInstances', cannotBeEmpty, 'ClientException'),
    atMostItems('containerInstances', 100, 'instanceIds can have at most 100 items.'),
  ),
  ListContainerInstancesRequest: rulesOf<ListContainerInstancesRequest>(pageSize(100)),
  UpdateContainerInstancesStateRequest: rulesOf<UpdateContainerInstancesStateRequest>(
    required('containerInstances', cannotBeEmpty, 'ClientException'),
    atMostItems('containerInstances', 10, 'instanceIds can have at most 10 items.'),
    oneOf('status', ['ACTIVE', 'DRAINING'], 'Container instance status should be one of [ACTIVE, DRAINING]'),
  ),
  PutAttributesRequest: rulesOf<PutAttributesRequest>(
    required('attributes', 'attributes can not be empty'),
    atMostItems('attributes', 10),
  ),
  DeleteAttributesRequest: rulesOf<DeleteAttributesRequest>(
    required('attributes', 'attributes value is required'),
    atMostItems('attributes', 10),
  ),
  /** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attribute.html (texts inferred) */
  Attribute: rulesOf<Attribute>(
    longest('name', 128),
    longest('value', 128),
    matching(
      'name',
      /^[\w\-./\\]+$/,
      () => 'Attribute name contains invalid characters.',
      'Use letters, digits, hyphens, underscores, periods and slashes.',
    ),
    matching(
      'value',
      /^(?! )[\w\-.@/\\: ]*(?<! )$/,
      () => 'Attribute value contains invalid characters.',
      'Use letters, digits, hyphens, underscores, periods, at signs, slashes, colons and spaces within.',
    ),
  ),
  ListAttributesRequest: rulesOf<ListAttributesRequest>(
    oneOf('targetType', ['container-instance'], 'targetType must be container-instance'),
    pageSize(100),
  ),
};
