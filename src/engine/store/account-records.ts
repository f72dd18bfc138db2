/** Records of an account that no task runs by: settings and capacity providers. */
import type { AutoScalingGroupProvider, SettingName, Tag } from '../../model/aws/ecs.generated.js';

/** What somebody has set: a user or role for itself, or the root user for everybody who hasn't. */
export interface AccountSettingRecord {
  readonly name: SettingName;
  readonly principalArn: string;
  readonly value: string;
}

/** A capacity provider that wraps an Auto Scaling group. */
export interface CapacityProviderRecord {
  readonly name: string;
  status: 'ACTIVE' | 'INACTIVE';
  /** With what AWS fills in. */
  autoScalingGroupProvider: AutoScalingGroupProvider;
  updateStatus: 'UPDATE_COMPLETE' | 'DELETE_FAILED' | 'DELETE_COMPLETE' | undefined;
  updateStatusReason: string | undefined;
  tags: readonly Tag[];
}
