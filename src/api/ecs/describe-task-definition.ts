import type { TaskDefinitionRecord } from '../../engine/store/records.js';
import type { TaskDefinition } from '../../model/aws/ecs.generated.js';
import { copyOf } from '../../model/copy.js';

/**
 * A task definition with its present status. `deregisteredAt` is left out of the reply that deregisters it, and
 * `deleteRequestedAt` of every reply (recorded: services.json #187 to #200).
 */
export function describeTaskDefinition(record: TaskDefinitionRecord, withDeregisteredAt = true): TaskDefinition {
  return {
    ...copyOf(record.definition),
    status: record.status,
    ...(withDeregisteredAt && record.deregisteredAtMs !== undefined
      ? { deregisteredAt: new Date(record.deregisteredAtMs) }
      : {}),
  };
}
