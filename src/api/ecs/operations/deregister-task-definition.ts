import { deregisterTaskDefinition as applyDeregister } from '../../../engine/apply/task-definitions.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { describeTaskDefinition } from '../describe-task-definition.js';
import { describableTaskDefinition, lastPart } from '../lookup.js';

/**
 * INACTIVE: what runs goes on, nothing new may use it (recorded: controls.json #51, #52, #90; services.json #187).
 * @rule definition-deregister
 */
export const deregisterTaskDefinition = ecsOperation('deregisterTaskDefinition', {
  members: {
    taskDefinition: 'simulated',
  },
  handle(world, request) {
    const record = describableTaskDefinition(world, request.taskDefinition);
    if (record.status === 'DELETE_IN_PROGRESS') {
      throw new EcsApiError(
        'ClientException',
        'The task definition could not be deregistered because it is in the process of being deleted.',
        {
          resource: `task definition ${record.family}:${record.revision}`,
          value: record.status,
          help: 'There is nothing left to do.',
        },
      );
    }
    const isRepeated = record.status === 'INACTIVE';
    applyDeregister(world, record);
    return { taskDefinition: describeTaskDefinition(record, isRepeated) };
  },
  tells: (request) => ({ about: lastPart(request.taskDefinition) }),
});
