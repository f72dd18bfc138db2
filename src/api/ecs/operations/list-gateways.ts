import { ecsOperation } from '../../operation.js';
import { pageOf } from '../page.js';

/** None can be made here. */
export const listGateways = ecsOperation('listGateways', {
  members: {
    names: 'ignored',
    status: 'ignored',
    maxResults: 'simulated',
    nextToken: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    const { next } = pageOf<string>([], request, { name: 'ListGateways', size: 100, keyOf: (each) => each });
    return { gateways: [], ...next };
  },
});
