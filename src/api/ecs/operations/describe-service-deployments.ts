import type { Failure, ServiceDeployment } from '../../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../../model/errors.js';
import { ecsOperation } from '../../operation.js';
import { describeServiceDeployment } from '../describe-service-deployment.js';
import { findServiceDeployment, parseServiceScopedArn, serviceOfArn } from '../service-arns.js';

/**
 * In the order of the request; one that isn't there is a failure, a cluster or service that isn't there an exception
 * (inferred from DescribeServiceRevisions).
 */
export const describeServiceDeployments = ecsOperation('describeServiceDeployments', {
  members: {
    serviceDeploymentArns: 'simulated',
  },
  handle(world, request) {
    const serviceDeployments: ServiceDeployment[] = [];
    const failures: Failure[] = [];
    for (const arn of request.serviceDeploymentArns) {
      const parsed = parseServiceScopedArn(world, 'service-deployment', arn);
      if (parsed === undefined) {
        throw new EcsApiError('InvalidParameterException', 'The ServiceDeployment ARN is invalid.', {
          resource: 'serviceDeploymentArns',
          value: arn,
          help: 'ListServiceDeployments has the ARNs of a service.',
        });
      }
      const service = serviceOfArn(world, parsed);
      const found = findServiceDeployment(world, arn);
      if (found === undefined) failures.push({ arn, reason: 'MISSING' });
      else serviceDeployments.push(describeServiceDeployment(world, service, found.record));
    }
    return { serviceDeployments, failures };
  },
});
