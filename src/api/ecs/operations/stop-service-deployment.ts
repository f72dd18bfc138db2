import { stopServiceDeployment as applyStop } from '../../../engine/apply/rollback.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { placeOf } from '../lookup.js';
import { knownServiceDeployment } from '../service-arns.js';

/**
 * ROLLBACK, which is meant when nothing is said, goes back to the source revision whether or not rollback was configured;
 * one that is going back or stopping already goes on with it (rolling-deployment §11.1; both texts: inferred).
 */
export const stopServiceDeployment = ecsOperation('stopServiceDeployment', {
  members: {
    serviceDeploymentArn: 'simulated',
    stopType: 'simulated',
  },
  handle(world, { serviceDeploymentArn, stopType }) {
    const { service, record } = knownServiceDeployment(world, serviceDeploymentArn);
    if (record.end !== undefined) {
      throw new EcsApiError(
        'ConflictException',
        `The service deployment cannot be stopped because it is in the ${record.status} state.`,
        {
          resource: `service ${service.name}`,
          value: record.status,
          help: 'Only a service deployment that is not over can be stopped.',
          resourceIds: [serviceDeploymentArn],
        },
      );
    }
    applyStop(world, service, record, stopType ?? 'ROLLBACK');
    return { serviceDeploymentArn };
  },
  tells: ({ serviceDeploymentArn, stopType }) => ({
    ...placeOf(serviceDeploymentArn.split('/').at(-3), serviceDeploymentArn.split('/').at(-2) ?? ''),
    about: stopType ?? 'ROLLBACK',
  }),
});
