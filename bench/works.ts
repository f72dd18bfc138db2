import type { Simulator } from '../src/index.js';
import { aFleet, anEmptyFleet, forkOf } from './fleet.js';
import { round } from './row.js';

/** One operation, called again and again. */
export interface Work {
  readonly name: string;
  /** Calls in one slice of time. */
  readonly calls: number;
  /** Where it is called: made anew for each slice. */
  readonly sim: () => Simulator;
  readonly operation: 'createService' | 'describeServices' | 'listTasks';
  readonly input: (call: number) => object;
}

/** What the suites of the doors call: each door the same, so that they can be compared. */
export const operationsToCall = (): Work[] => [
  createService(),
  describeSmallService(),
  describeServices(),
  listTasks(),
];

function createService(): Work {
  const base = anEmptyFleet(1);
  return {
    name: 'createService',
    calls: 200,
    sim: () => forkOf(base).sim,
    operation: 'createService',
    input: (call) => ({
      serviceName: `new-${call}`,
      taskDefinition: 'web-0:1',
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    }),
  };
}

function describeSmallService(): Work {
  const { sim, names } = aFleet(1, 3);
  return {
    name: 'describeServices of a small service',
    calls: 500,
    sim: () => sim,
    operation: 'describeServices',
    input: () => ({ services: names }),
  };
}

function describeServices(): Work {
  const { sim, names } = anEmptyFleet(10);
  const eventsOf = (service: string) =>
    sim.ecs.describeServices({ services: [service] }).services[0]?.events?.length ?? 0;
  // Scaling up and down tells of it each time.
  for (let desiredCount = 1; names.some((name) => eventsOf(name) < 100); desiredCount = 1 - desiredCount) {
    for (const service of names) sim.ecs.updateService({ service, desiredCount });
    sim.runUntilSteady();
  }
  return {
    name: 'describeServices of 10 with 100 events each',
    calls: 50,
    sim: () => sim,
    operation: 'describeServices',
    input: () => ({ services: names }),
  };
}

function listTasks(): Work {
  const { sim } = aFleet(10, 1_000);
  return {
    name: 'listTasks over 10,000',
    calls: 20,
    sim: () => sim,
    operation: 'listTasks',
    input: () => ({ maxResults: 100 }),
  };
}

export const perSecond = (ns: number): string => `${round(1e9 / ns)} a second`;
