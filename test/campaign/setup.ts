import { createSimulator, fargateService, type Simulator } from 'steadystate';

/** Four steady tasks of web:1; web:2 is registered. */
export function fourTasks(): Simulator {
  const sim = createSimulator({ seed: 7 });
  const web = fargateService(sim, { desiredCount: 4 });
  sim.runUntilSteady();
  sim.run('5m');
  web.register('web:2');
  return sim;
}
