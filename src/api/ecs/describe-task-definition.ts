import type { TaskDefinitionRecord } from '../../engine/store/records.js';
import type { TaskDefinition } from '../../model/aws/ecs.generated.js';
import { copyOf } from '../../model/copy.js';

/** A task definition with its present status. `deregisteredAt` is left out of the reply that deregisters it. */
export function describeTaskDefinition(record: TaskDefinitionRecord, withDeregisteredAt = true): TaskDefinition {
  return {
    ...copyOf(record.definition),
    status: record.status,
    ...(withDeregisteredAt && record.deregisteredAtMs !== undefined
      ? { deregisteredAt: new Date(record.deregisteredAtMs) }
      : {}),
    ...(record.deleteRequestedAtMs !== undefined ? { deleteRequestedAt: new Date(record.deleteRequestedAtMs) } : {}),
  };
}
