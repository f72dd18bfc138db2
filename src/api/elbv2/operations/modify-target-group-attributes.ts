import { setTargetGroupAttributes } from '../../../engine/apply/target-groups.js';
import { elbV2Operation } from '../../operation.js';
import { describeAttributes } from '../attributes.js';
import { known } from '../lookup.js';
import { checkTargetGroupAttributes, unsimulatedDrainingInterval } from '../target-group-attributes.js';

/** Answers with all attributes, not only those that changed (recorded: management_audit.json). */
export const modifyTargetGroupAttributes = elbV2Operation('modifyTargetGroupAttributes', {
  members: {
    TargetGroupArn: 'simulated',
    Attributes: 'kept',
  },
  parts: {
    Attributes: { 'deregistration_delay.timeout_seconds': 'simulated' },
  },
  unsimulated: [unsimulatedDrainingInterval],
  handle(world, request) {
    const group = known(world, 'targetGroup', request.TargetGroupArn);
    setTargetGroupAttributes(group, checkTargetGroupAttributes(group, request.Attributes));
    return { Attributes: describeAttributes(group.attributes) };
  },
  tells: (request) => ({ about: request.Attributes.map(({ Key, Value }) => `${Key} ${Value}`).join(', ') }),
});
