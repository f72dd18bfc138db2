import { ecsOperation } from '../../operation.js';
import { pageOf } from '../page.js';

/** None can be made here. */
export const listDaemonTaskDefinitions = ecsOperation('listDaemonTaskDefinitions', {
  members: {
    familyPrefix: 'ignored',
    family: 'ignored',
    revision: 'ignored',
    status: 'ignored',
    sort: 'ignored',
    nextToken: 'simulated',
    maxResults: 'simulated',
  },
  answers: 'none there',
  handle(_world, request) {
    const { next } = pageOf<string>([], request, {
      name: 'ListDaemonTaskDefinitions',
      size: 100,
      keyOf: (each) => each,
    });
    return { daemonTaskDefinitions: [], ...next };
  },
});
