import type {
  DeleteTaskDefinitionsRequest,
  DeregisterTaskDefinitionRequest,
  DescribeTaskDefinitionRequest,
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionsRequest,
  RegisterTaskDefinitionRequest,
} from '../../../model/aws/ecs.generated.js';
import { atMostItems, matching, oneOf, pageSize, refusedWhen, required } from '../rules.js';
import { type RuleTable, rulesOf } from '../rules-of.js';
import { namePattern } from './names.js';

const clientException = 'ClientException';

/**
 * What is wrong within a definition is decided by `validateTaskDefinition`.
 * @rule definition-rejections
 */
export const taskDefinitionRules: RuleTable = {
  /** An empty family: after the container's text (inferred); the others: users' logs, seen when deployed. */
  RegisterTaskDefinitionRequest: rulesOf<RegisterTaskDefinitionRequest>(
    required('family', 'Family should not be null or empty.', clientException),
    matching(
      'family',
      namePattern,
      () => 'Family contains invalid characters.',
      'Use 1 to 255 letters, digits, hyphens and underscores.',
      clientException,
    ),
    required('containerDefinitions', 'Container list cannot be empty', clientException),
    refusedWhen(
      ({ inferenceAccelerators = [] }) => inferenceAccelerators.length > 0,
      "Unsupported field 'inferenceAccelerators'.",
      {
        code: clientException,
        member: 'inferenceAccelerators',
        help: 'The service behind it was retired.',
      },
    ),
  ),
  /** `include` is looked at before the family. @see recorded: controls.json #48 */
  DescribeTaskDefinitionRequest: rulesOf<DescribeTaskDefinitionRequest>(
    oneOf(
      'include',
      ['TAGS'],
      (given) => `${given} is not a valid value for include. The value must be one of [[TAGS]]`,
      clientException,
    ),
    required('taskDefinition', 'TaskDefinition can not be blank.', clientException),
  ),
  /** @see recorded: controls.json #51; a revision that isn't a number: an emulator's text */
  DeregisterTaskDefinitionRequest: rulesOf<DeregisterTaskDefinitionRequest>(
    refusedWhen(({ taskDefinition = '' }) => revisionOf(taskDefinition) === undefined, 'Revision is missing', {
      member: 'taskDefinition',
      help: 'Give family:revision or an ARN.',
    }),
    refusedWhen(
      ({ taskDefinition = '' }) => !/^\d+$/.test(revisionOf(taskDefinition) ?? ''),
      ({ taskDefinition = '' }) => `Invalid revision number. Number: ${revisionOf(taskDefinition)}`,
      { member: 'taskDefinition' },
    ),
  ),
  /** An emulator's texts. */
  DeleteTaskDefinitionsRequest: rulesOf<DeleteTaskDefinitionsRequest>(
    required('taskDefinitions', 'size of TaskDefinition references list must be greater than 0'),
    atMostItems('taskDefinitions', 10, 'Size of TaskDefinition references list cannot exceed 10'),
  ),
  ListTaskDefinitionsRequest: rulesOf<ListTaskDefinitionsRequest>(pageSize(100)),
  ListTaskDefinitionFamiliesRequest: rulesOf<ListTaskDefinitionFamiliesRequest>(pageSize(100)),
};

/** `web:3` or `arn:…:task-definition/web:3` → `3`; nothing for a bare family. */
function revisionOf(taskDefinition: string): string | undefined {
  return taskDefinition.slice(taskDefinition.lastIndexOf('/') + 1).split(':')[1];
}
