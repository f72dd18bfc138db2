import type { Simulator } from '../../../src/index.js';

/** What the timeline says of a service, in seconds from a moment on; of its lines, those that are asked for. */
export const told = (sim: Simulator, from: Date, about = /./): string[] =>
  sim
    .timelineEntries({ service: 'web', from })
    .flatMap(({ atMs, text }) => (about.test(text) ? [`+${(atMs - from.getTime()) / 1_000} ${text}`] : []));

/** Its deployments, as DescribeServices lists them. */
export const deploymentsOf = (sim: Simulator): string[] =>
  (sim.ecs.describeServices({ services: ['web'] }).services?.[0]?.deployments ?? []).map(
    ({ status, taskDefinition, rolloutState, desiredCount, runningCount, pendingCount, failedTasks }) =>
      `${status} ${taskDefinition?.split('/').at(-1)} ${rolloutState}: ${runningCount} running and ${pendingCount} pending of ${desiredCount}, ${failedTasks} failed`,
  );

/** Its service deployments, newest first: how each stands, and why. */
export const serviceDeploymentsOf = (sim: Simulator): string[] =>
  (sim.ecs.listServiceDeployments({ service: 'web' }).serviceDeployments ?? []).map(({ status, statusReason }) =>
    statusReason === undefined ? `${status}` : `${status}: ${statusReason}`,
  );
