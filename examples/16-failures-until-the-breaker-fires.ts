/**
 * Question: an image that exits at once: how many failures until the circuit breaker fires, and how many minutes?
 * Source: https://github.com/aws/containers-roadmap/issues/1247, https://github.com/aws/containers-roadmap/issues/1583,
 * https://github.com/aws/containers-roadmap/issues/1573
 */
import { createSimulator, type Fault, fargateService } from 'steadystate';

function untilTheBreakerFires(desiredCount: number, fault?: Fault) {
  const sim = createSimulator();
  const web = fargateService(sim, { desiredCount, circuitBreaker: true });
  sim.runUntilSteady();
  sim.run('1m');
  const bad = web.register('web:2');
  if (fault === undefined) sim.workloads.set(bad, { exits: { code: 1, after: '0s' } });
  else sim.faults.add(fault);
  const update = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: bad });
  sim.runUntilSteady();

  const trip = sim.facts().find((fact) => fact.kind === 'scheduler' && fact.change === 'breakerTripped');
  if (trip?.kind !== 'scheduler') throw new Error('The breaker did not fire.');
  const minutes = ((trip.atMs - update.getTime()) / 60_000).toFixed(1);
  return { threshold: trip.threshold, failures: trip.failureCount, minutes };
}

const fates: Record<string, Fault | undefined> = {
  'exits at once': undefined,
  "can't be pulled": { kind: 'imagePullFails', image: 'web:2' },
  'secret missing': { kind: 'secretMissing', taskDefinition: 'web:2' },
};
const rows = [1, 4, 10, 25].flatMap((desiredCount) =>
  Object.entries(fates).map(([fate, fault]) => ({ desiredCount, fate, ...untilTheBreakerFires(desiredCount, fault) })),
);

console.log('desiredCount  image            threshold  failures  minutes');
for (const { desiredCount, fate, threshold, failures, minutes } of rows) {
  const columns = [String(desiredCount).padEnd(12), fate.padEnd(15), String(threshold).padEnd(9)];
  console.log([...columns, String(failures).padEnd(8), minutes].join('  '));
}
console.log(`
One task that exits at once: ${rows[0]?.failures} failures, ${rows[0]?.minutes} minutes. The threshold is half the desired count,
rounded up, at least 3 and at most 200 (not min(10, twice the desired count), as some write). Tasks that
fail together are counted together. Images that can't be pulled take longer because ECS waits five minutes
after the third failed start.`);

const thresholds = rows.map(({ threshold }) => threshold).join(' ');
if (thresholds !== '3 3 3 3 3 3 5 5 5 13 13 13' || rows[0]?.failures !== 3) {
  throw new Error('The story of this example has changed.');
}
