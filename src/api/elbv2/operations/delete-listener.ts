import { deleteListener as applyDeleteListener } from '../../../engine/apply/load-balancers.js';
import { elbV2Operation } from '../../operation.js';
import { known } from '../lookup.js';

/** Its rules go with it. */
export const deleteListener = elbV2Operation('deleteListener', {
  members: {
    ListenerArn: 'simulated',
  },
  handle(world, { ListenerArn: arn }) {
    applyDeleteListener(world, known(world, 'listener', arn));
    return {};
  },
  tells: (request) => ({ about: request.ListenerArn.split('/')[2] ?? request.ListenerArn }),
});
