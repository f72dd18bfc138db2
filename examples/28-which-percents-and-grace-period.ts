/**
 * Question: which min/max percent and grace period deploy 10 slow-starting tasks fastest without ever falling below 8
 * healthy?
 *
 * Ten tasks behind a balancer that checks every 10 s. The new revision needs 70 to 100 s until it serves, in each run
 * another time, and everything that Fargate does takes up to 10 % longer or shorter.
 */
import { createSimulator, fargateService } from 'steadystate';
import { grid, sweep } from 'steadystate/campaign';

const sim = createSimulator({ jitter: 0.1, keepFacts: 'none' });
const loadBalancer = { healthCheckIntervalSeconds: 10, healthyThresholdCount: 2, deregistrationDelaySeconds: 30 };
const web = fargateService(sim, { desiredCount: 10, loadBalancer });
sim.runUntilSteady();
sim.run('5m');
web.register('web:2');

const result = await sweep(sim, {
  over: grid({ minimum: [50, 80, 90, 100], maximum: [110, 150, 200], grace: [0, 60, 90, 120] }),
  runs: 5,
  vary: (draw) => ({ startsIn: `${draw.integer(70, 100)}s` }),
  measure: (run, { minimum, maximum, grace, startsIn }) => {
    run.workloads.set('web:2', { startsIn });
    run.ecs.updateService({
      service: 'web',
      taskDefinition: 'web:2',
      deploymentConfiguration: { minimumHealthyPercent: minimum, maximumPercent: maximum },
      healthCheckGracePeriodSeconds: grace,
    });
    const end = run.runUntilSteady({ timeout: '30m' });
    const { outcome, lowestHealthy, highestTasks } = run.verdict('web');
    return { seconds: end.tookMs / 1_000, healthy: lowestHealthy.count, tasks: highestTasks.count, outcome };
  },
});

const isGood = ({ result: { runs } }: (typeof result.settings)[number]) =>
  runs.every(({ measured }) => measured.outcome === 'completed' && measured.healthy >= 8);
const quantiles = { seconds: [0.5, 1], healthy: [0], tasks: [1] };

console.log('Completed in all five runs, never fewer than 8 healthy:\n');
const good = result.table({
  quantiles,
  where: isGood,
  orderBy: (swept) => [swept.result.distribution('seconds').median, swept.result.distribution('tasks').highest],
});
console.log(String(good));
console.log('\nSome of the others, which never end or fall below 8:\n');
console.log(
  String(
    result.table({
      quantiles,
      where: (swept) => !isGood(swept) && (swept.setting.grace === 120 || swept.setting.maximum === 200),
    }),
  ),
);
console.log(`
80/200 with a grace period of 120 s. The grace period decides whether it ends at all: tasks that are checked before
they serve are killed, over and over. The maximum decides how fast: twice the tasks for a while, and all new ones
start at once. The minimum costs nothing then; with less room above, each percent of it costs time.`);

const [best] = good.rows;
if (best?.slice(0, 3).join(' ') !== '80 200 120' || good.rows.length !== 8) {
  throw new Error('The story of this example has changed.');
}
