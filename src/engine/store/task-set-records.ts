/** Records of services with the EXTERNAL controller: they have task sets instead of deployments, and the scheduler has no part in them. */
import type { ServiceRegistry, Tag } from '../../model/aws/ecs.generated.js';
import type { LaunchSettings, ServiceConfiguration } from './records.js';

export interface ExternalServiceRecord {
  /** Its place in the order of creation, from 1. */
  readonly key: number;
  readonly cluster: number;
  readonly name: string;
  status: 'ACTIVE' | 'DRAINING';
  desiredCount: number;
  configuration: ServiceConfiguration;
  tags: readonly Tag[];
  readonly createdAtMs: number;
  /** When it was deleted: a while later it is INACTIVE. 0 when it wasn't. */
  deletedAtMs: number;
  readonly launchType: string;
  /** Members that are kept and shown, and change nothing. */
  readonly recorded: Readonly<Record<string, unknown>>;
  readonly idempotency: { readonly clientToken: string | undefined; readonly request: string };
  /** Oldest first. */
  readonly taskSets: TaskSetRecord[];
}

export interface TaskSetRecord extends LaunchSettings {
  /** `ecs-svc/` and 19 digits. */
  readonly id: string;
  readonly externalId: string | undefined;
  status: 'ACTIVE' | 'PRIMARY';
  readonly serviceRegistries: readonly ServiceRegistry[];
  /** Percent of the service's desired count. */
  scalePercent: number;
  readonly createdAtMs: number;
  updatedAtMs: number;
  /** Since when it has been on its way to what it is. */
  changedAtMs: number;
  tags: readonly Tag[];
  readonly idempotency: { readonly clientToken: string | undefined; readonly request: string };
}
