import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { knownServiceDeployment } from '../service-arns.js';

/** Lifecycle hooks are refused where a service would get them, so no deployment waits for one (text inferred). */
export const continueServiceDeployment = ecsOperation('continueServiceDeployment', {
  members: {
    serviceDeploymentArn: 'simulated',
    hookId: 'simulated',
    action: 'ignored',
  },
  answers: 'none there',
  handle(world, { serviceDeploymentArn, hookId }) {
    const { service } = knownServiceDeployment(world, serviceDeploymentArn);
    throw new EcsApiError('InvalidParameterException', 'The specified lifecycle hook does not exist.', {
      resource: `service ${service.name}`,
      value: hookId,
      help: 'Deployments have no lifecycle hooks here.',
    });
  },
});
