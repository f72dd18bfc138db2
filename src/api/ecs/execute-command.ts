import type { TaskDefinitionRecord } from '../../engine/store/records.js';
import { EcsApiError } from '../../model/errors.js';

const role = 'Specify a valid task role in your task definition';

/** AWS's texts in users' logs; of the service that is created: inferred from the one that is updated. */
const texts = {
  createService: `The service couldn't be created because a valid taskRoleArn is not being used. ${role} and try again.`,
  updateService: `The service couldn't be updated because a valid taskRoleArn is not being used. ${role} and try again.`,
  runTask: `The execute command failed because a valid task role is not being used. ${role} or as a task override and try again.`,
} as const;

/**
 * ECS Exec needs a task role.
 * @param taskRoleArn - overridden one, if any
 * @throws EcsApiError InvalidParameterException
 * @rule run-task-exec-needs-a-role
 */
export function refuseExecWithoutRole(
  operation: keyof typeof texts,
  definition: TaskDefinitionRecord,
  { enabled, taskRoleArn }: { readonly enabled: boolean | undefined; readonly taskRoleArn?: string | undefined },
): void {
  if (enabled !== true || (taskRoleArn ?? definition.definition.taskRoleArn ?? '') !== '') return;
  throw new EcsApiError('InvalidParameterException', texts[operation], {
    resource: `task definition ${definition.family}:${definition.revision}`,
    value: 'enableExecuteCommand true',
    help: 'Register the definition with a taskRoleArn, or leave enableExecuteCommand out.',
  });
}
