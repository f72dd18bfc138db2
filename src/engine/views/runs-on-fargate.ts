import type { DeploymentRecord } from '../store/records.js';

/**
 * There are no container instances yet: nothing can be placed for the other launch types (ruling 30).
 * @rule launch-nothing-without-instances
 */
export const runsOnFargate = ({ revision }: DeploymentRecord): boolean =>
  revision.capacityProviderStrategy !== undefined || revision.launchType === 'FARGATE';
