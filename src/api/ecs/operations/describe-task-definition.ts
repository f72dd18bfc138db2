import { copyOf } from '../../../model/copy.js';
import { ecsOperation } from '../../operation.js';
import { describeTaskDefinition as describe } from '../describe-task-definition.js';
import { describableTaskDefinition } from '../lookup.js';

/** A bare family is its newest ACTIVE revision; by number, any revision (recorded: controls.json #45, #54 to #62). */
export const describeTaskDefinition = ecsOperation('describeTaskDefinition', {
  members: {
    taskDefinition: 'simulated',
    include: 'simulated',
  },
  handle(world, request) {
    const record = describableTaskDefinition(world, request.taskDefinition);
    return {
      taskDefinition: describe(record),
      tags: request.include?.includes('TAGS') === true ? copyOf([...record.tags]) : [],
    };
  },
});
