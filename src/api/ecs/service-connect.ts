import type { ClusterRecord, TaskDefinitionRecord } from '../../engine/store/records.js';
import type { ServiceConnectConfiguration } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';

/**
 * Service Connect settings are kept, without effect; what they name must be there.
 * @throws EcsApiError InvalidParameterException (texts: seen when deployed)
 */
export function checkServiceConnect(
  cluster: ClusterRecord,
  definition: TaskDefinitionRecord,
  given: Parsed<ServiceConnectConfiguration> | undefined,
): void {
  if (given?.enabled !== true) return;
  const resource = 'serviceConnectConfiguration';
  if ((given.namespace ?? cluster.serviceConnectDefaults) === undefined) {
    throw new EcsApiError('InvalidParameterException', 'Namespace is missing', {
      resource,
      help: `Give a namespace, or serviceConnectDefaults to cluster ${cluster.name}.`,
    });
  }
  const names = definition.definition.containerDefinitions.flatMap((container) =>
    container.portMappings.flatMap((mapping) => mapping.name ?? []),
  );
  const unknown = given.services?.find(({ portName }) => !names.includes(portName));
  if (unknown !== undefined) {
    throw new EcsApiError(
      'InvalidParameterException',
      `portName(${unknown.portName}) does not refer to any named PortMapping in the container definitions`,
      {
        resource,
        value: unknown.portName,
        help: `Named port mappings of ${definition.family}:${definition.revision} are ${names.join(', ') || 'none'}.`,
      },
    );
  }
}
