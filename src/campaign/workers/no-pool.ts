import { SteadystateError } from '../../model/errors.js';
import type { openPool as openNodePool } from './pool.js';

/** What stands in for the pool where there is no Node: package.json's `imports` choose between them. */
export const openPool: typeof openNodePool = async () => {
  throw new SteadystateError('InvalidCampaign', 'Campaigns have worker threads in Node only.', {
    resource: 'workers',
    help: 'Leave out the option workers.',
  });
};
