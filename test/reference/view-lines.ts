/** How both sides write down what they see. */

export interface ServiceLine {
  readonly status?: string | undefined;
  readonly desiredCount?: number | undefined;
  readonly pendingCount?: number | undefined;
  readonly runningCount?: number | undefined;
  readonly stoppedCount: number;
}

export const lineOfService = (service: ServiceLine): string =>
  `service ${service.status}: desired ${service.desiredCount}, pending ${service.pendingCount}, ` +
  `running ${service.runningCount}, stopped so far ${service.stoppedCount}`;

export interface DeploymentLine {
  readonly id: string;
  readonly status: string;
  readonly rolloutState: string;
  readonly desiredCount: number;
  readonly pendingCount: number;
  readonly runningCount: number;
  readonly failedTasks: number;
}

export const lineOfDeployment = (deployment: DeploymentLine): string =>
  `${deployment.id} ${deployment.status} ${deployment.rolloutState}: desired ${deployment.desiredCount}, ` +
  `pending ${deployment.pendingCount}, running ${deployment.runningCount}, failed ${deployment.failedTasks}`;

export interface TaskLine {
  readonly number: number;
  readonly deployment: string;
  readonly zone: string;
  readonly lastStatus: string;
  readonly desiredStatus: string;
  readonly health: string;
  readonly stoppedReason: string | undefined;
}

export const lineOfTask = (task: TaskLine): string =>
  `task ${task.number} of ${task.deployment} in ${task.zone}: ${task.lastStatus}/${task.desiredStatus} ${task.health}` +
  `${task.stoppedReason === undefined ? '' : `, ${task.stoppedReason}`}`;

export interface TargetLine {
  /** Of which task. */
  readonly number: number;
  readonly state: string;
  readonly description: string | undefined;
}

export const lineOfTarget = ({ number, state, description }: TargetLine): string =>
  `target of task ${number}: ${state}${description === undefined ? '' : ` (${description})`}`;
