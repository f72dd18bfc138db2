import { registerTaskDefinition as applyRegister } from '../../../engine/apply/task-definitions.js';
import { copyOf } from '../../../model/copy.js';
import { ecsOperation } from '../../operation.js';
import { describeTaskDefinition } from '../describe-task-definition.js';
import { callerArn } from '../lookup.js';
import { containerTreatments } from '../task-definition/container-treatments.js';
import { normaliseTaskDefinition } from '../task-definition/normalise-task-definition.js';
import { validateTaskDefinition } from '../task-definition/validate-task-definition.js';

/**
 * A rejected registration uses up no revision number (recorded: controls.json #65 to #69).
 * @rule definition-revisions-count-up
 */
export const registerTaskDefinition = ecsOperation('registerTaskDefinition', {
  members: {
    family: 'simulated',
    taskRoleArn: 'kept',
    executionRoleArn: 'kept',
    networkMode: 'simulated',
    containerDefinitions: 'simulated',
    volumes: 'kept',
    placementConstraints: 'kept',
    requiresCompatibilities: 'simulated',
    cpu: 'simulated',
    memory: 'simulated',
    tags: 'simulated',
    pidMode: 'kept',
    ipcMode: 'kept',
    proxyConfiguration: 'kept',
    inferenceAccelerators: 'kept',
    ephemeralStorage: 'kept',
    runtimePlatform: 'kept',
    enableFaultInjection: 'kept',
  },
  parts: { containerDefinitions: containerTreatments },
  handle(world, request) {
    validateTaskDefinition(request);
    const record = applyRegister(
      world,
      { ...normaliseTaskDefinition(request), registeredAt: new Date(world.nowMs), registeredBy: callerArn(world) },
      request.tags ?? [],
    );
    return {
      taskDefinition: describeTaskDefinition(record),
      ...(request.tags === undefined ? {} : { tags: copyOf(request.tags) }),
    };
  },
  tells: (request) => ({ about: request.family }),
});
