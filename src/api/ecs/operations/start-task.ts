import { ecsOperation } from '../../operation.js';
import { missingContainerInstances } from '../container-instances.js';
import { refuseExecWithoutRole } from '../execute-command.js';
import { checkLaunchVolumes, unsimulatedOfVolumes } from '../launch-volumes.js';
import { activeCluster, lastPart, usableTaskDefinition } from '../lookup.js';
import { checkNetwork, checkPublicIp } from '../network.js';
import { checkOverrides } from '../task-overrides.js';

/**
 * The request is checked like one of RunTask on EC2; then every instance that is named is MISSING, and nothing starts.
 * @rule container-instances-none
 */
export const startTask = ecsOperation('startTask', {
  members: {
    cluster: 'simulated',
    containerInstances: 'simulated',
    enableECSManagedTags: 'ignored',
    enableExecuteCommand: 'ignored',
    group: 'ignored',
    networkConfiguration: 'ignored',
    overrides: 'ignored',
    propagateTags: 'ignored',
    referenceId: 'ignored',
    startedBy: 'ignored',
    tags: 'ignored',
    taskDefinition: 'simulated',
    volumeConfigurations: 'refused',
  },
  unsimulated: unsimulatedOfVolumes,
  answers: 'none there',
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const definition = usableTaskDefinition(world, request.taskDefinition, 'InvalidParameterException');
    checkPublicIp('startTask', request, 'EC2');
    checkNetwork(world, definition, request.networkConfiguration);
    const overrides = checkOverrides(definition, request.overrides);
    refuseExecWithoutRole('runTask', definition, {
      enabled: request.enableExecuteCommand,
      taskRoleArn: overrides?.taskRoleArn,
    });
    checkLaunchVolumes(definition, request.volumeConfigurations);
    return { tasks: [], failures: missingContainerInstances(world, cluster, request.containerInstances) };
  },
  tells: (request) => ({
    about: `${lastPart(request.taskDefinition)}, ${request.containerInstances.length} instances`,
  }),
});
