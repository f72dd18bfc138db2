import { Standing } from '../../model/task.js';
import type { DeploymentRecord } from '../store/records.js';

/** @rule deployment-running-count */
export const runningCountOf = ({ sizes }: DeploymentRecord): number =>
  (sizes[Standing.STARTED] as number) +
  (sizes[Standing.SETTLED] as number) +
  (sizes[Standing.HEALTHY] as number) +
  (sizes[Standing.UNHEALTHY] as number);
