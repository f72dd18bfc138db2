import {
  createSimulator,
  type FargateServiceFacts,
  fargateService,
  type Simulator,
  type SimulatorOptions,
} from '../../../src/index.js';

/** Six tasks, or as many as are asked for, in two zones of three: the third had no capacity while they were started. */
export function inTwoZones(facts: FargateServiceFacts = {}, options: SimulatorOptions = {}) {
  const sim = createSimulator({ digestGate: 'none', ...options });
  sim.faults.add({ kind: 'capacityUnavailable', zone: 'us-east-1c', until: '+1m' });
  const web = fargateService(sim, { desiredCount: 6, ...facts });
  sim.runUntilSteady();
  return { sim, web, from: sim.now };
}

/** What is told from a moment on of starts, stops, zones and what a user asks for. */
export const toldFrom = (sim: Simulator, from: Date) =>
  sim
    .timelineEntries({ service: 'web', from })
    .flatMap(({ atMs, text }) =>
      /AZ|has started|has stopped|steady|pending|place|throttled|Update/.test(text)
        ? [`+${(atMs - from.getTime()) / 1_000} ${text.replace(/ ?\(task \w+\)/g, '')}`]
        : [],
    );
