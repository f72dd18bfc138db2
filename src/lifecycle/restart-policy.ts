export interface RestartPolicy {
  readonly ignoredExitCodes: readonly number[];
  readonly restartAttemptPeriodMs: number;
}

/**
 * Whether a container that exited by itself is restarted in place: only if its exit code isn't ignored, and it had run
 * for the whole attempt period since its latest start.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html
 * @see https://github.com/aws/amazon-ecs-agent ecs-agent/api/container/restart/restart_tracker.go
 * @rule container-restart-policy
 */
export function restarts(policy: RestartPolicy | undefined, exitCode: number, ranMs: number): boolean {
  return policy !== undefined && !policy.ignoredExitCodes.includes(exitCode) && ranMs >= policy.restartAttemptPeriodMs;
}
