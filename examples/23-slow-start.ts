/**
 * Question: an application that needs almost two minutes to start: which grace period, startPeriod and thresholds avoid the
 * restart loop?
 * Source: https://github.com/aws/containers-roadmap/issues/2473, https://github.com/aws/copilot-cli/issues/2506,
 * https://github.com/rocicorp/mono/pull/3830
 */
import { createSimulator, type FargateServiceFacts, fargateService } from 'steadystate';

function startSlowly(facts: FargateServiceFacts) {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 1, ...facts });
  sim.workloads.set('web:1', { startsIn: '115s' });
  const { outcome, tookMs, services } = sim.runUntilSteady({ timeout: '30m' });
  return { outcome, seconds: tookMs / 1000, restarts: services[0]?.tasksFailed ?? 0 };
}

const grace = (healthCheckGracePeriodSeconds: number) => ({ healthCheckGracePeriodSeconds, loadBalancer: true });
const rows = [
  { settings: 'balancer, no grace period', ...startSlowly({ loadBalancer: true }) },
  { settings: 'balancer, grace period 120', ...startSlowly(grace(120)) },
  { settings: 'balancer, grace period 180', ...startSlowly(grace(180)) },
  { settings: 'balancer, grace period 240', ...startSlowly(grace(240)) },
  { settings: 'balancer, grace period 300', ...startSlowly(grace(300)) },
  {
    settings: 'balancer, grace period 180, healthy threshold 2',
    ...startSlowly({ ...grace(180), loadBalancer: { healthyThresholdCount: 2 } }),
  },
  {
    settings: 'balancer, no grace period, unhealthy threshold 10',
    ...startSlowly({ loadBalancer: { unhealthyThresholdCount: 10 } }),
  },
  { settings: 'container check, no startPeriod', ...startSlowly({ healthCheck: true }) },
  { settings: 'container check, startPeriod 60', ...startSlowly({ healthCheck: { startPeriod: 60 } }) },
  { settings: 'container check, startPeriod 120', ...startSlowly({ healthCheck: { startPeriod: 120 } }) },
  {
    settings: 'container check, grace period 120',
    ...startSlowly({ healthCheck: true, healthCheckGracePeriodSeconds: 120 }),
  },
];

console.log('settings                                           outcome     seconds  tasks lost');
for (const { settings, outcome, seconds, restarts } of rows) {
  console.log(`${settings.padEnd(49)}  ${outcome.padEnd(10)}  ${String(seconds).padEnd(7)}  ${restarts}`);
}
console.log(`
The grace period has to outlast the start and the way back: after two failed checks the target is unhealthy,
and then it takes five passed ones, 30 s apart. A target that is still new needs only one.`);

const story = rows.map(({ outcome }) => (outcome === 'completed' ? 'up' : 'loop')).join(' ');
if (story !== 'loop loop loop loop up up up loop up up up') {
  throw new Error(`The story of this example has changed: ${story}`);
}
