import { deleteTaskDefinition } from '../../../engine/apply/task-definitions.js';
import type { TaskDefinitionRecord } from '../../../engine/store/records.js';
import type { World } from '../../../engine/world.js';
import type { Failure } from '../../../model/aws/ecs.generated.js';
import { ecsOperation } from '../../operation.js';
import { describeTaskDefinition } from '../describe-task-definition.js';
import { findTaskDefinition, lastPart, parseTaskDefinitionReference } from '../lookup.js';

/**
 * INACTIVE revisions become DELETE_IN_PROGRESS and stay so: they were still describable ten minutes later. Each reference
 * fails by itself (recorded: controls.json #49, #50, #61; services.json #190 to #200).
 * @rule definition-delete
 */
export const deleteTaskDefinitions = ecsOperation('deleteTaskDefinitions', {
  members: {
    taskDefinitions: 'simulated',
  },
  handle(world, request) {
    const found = request.taskDefinitions.map((reference) => deletable(world, reference));
    const records = found.filter((each): each is TaskDefinitionRecord => 'definition' in each);
    for (const record of records) deleteTaskDefinition(record);
    return {
      taskDefinitions: records.map((record) => describeTaskDefinition(record)),
      failures: found.filter((each): each is Failure => 'reason' in each),
    };
  },
  tells: (request) => ({ about: request.taskDefinitions.map(lastPart).join(', ') }),
});

/** `arn` of a failure echoes what was given. */
function deletable(world: World, reference: string): TaskDefinitionRecord | Failure {
  if (parseTaskDefinitionReference(reference).revision === undefined) {
    return {
      arn: reference,
      reason: 'The specified task definition identifier is invalid. Specify a valid name or ARN and try again.',
    };
  }
  const record = findTaskDefinition(world, reference);
  if (record === undefined) {
    return {
      arn: reference,
      reason: 'The specified task definition does not exist. Specify a valid account, family, revision and try again.',
    };
  }
  if (record.status === 'ACTIVE') {
    return {
      arn: reference,
      reason: 'The specified task definition is still in ACTIVE status. Please deregister the target and try again.',
    };
  }
  return record;
}
