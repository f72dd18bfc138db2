import type { Simulator } from '../src/index.js';

/** What the campaigns of the bench measure: a module of its own, which every worker thread loads. */
export function roll(sim: Simulator): { readonly outcome: string; readonly tookMs: number } {
  sim.ecs.updateService({ service: 'web-0', taskDefinition: 'web-0:2' });
  const { outcome, tookMs } = sim.runUntilSteady();
  return { outcome, tookMs };
}
