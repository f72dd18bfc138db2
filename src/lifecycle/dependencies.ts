/** What a container waits for in another one. */
export type DependencyCondition = 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';

/** What is known of the container that is waited for. */
export interface DependencyState {
  readonly running: boolean;
  /** It ran and has stopped. */
  readonly stopped: boolean;
  readonly exitCode: number | undefined;
  readonly healthy: boolean;
  /** It will never start, because something that it waits for failed. */
  readonly neverStarts: boolean;
}

/**
 * Whether a dependency lets its dependant start. START also holds when the dependency has stopped already; HEALTHY is
 * looked at only while starting up.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 * @see https://github.com/aws/amazon-ecs-agent agent/engine/dependencygraph/graph.go
 * @rule container-depends-on
 */
export function dependencyVerdict(
  condition: DependencyCondition,
  state: DependencyState,
): 'met' | 'waiting' | 'failed' {
  if (state.neverStarts) return 'failed';
  switch (condition) {
    case 'START':
      return state.running || state.stopped ? 'met' : 'waiting';
    case 'COMPLETE':
      return state.stopped ? 'met' : 'waiting';
    case 'SUCCESS':
      if (!state.stopped) return 'waiting';
      return state.exitCode === 0 ? 'met' : 'failed';
    case 'HEALTHY':
      if (state.healthy && state.running) return 'met';
      return state.stopped ? 'failed' : 'waiting';
    default:
      return condition satisfies never;
  }
}
