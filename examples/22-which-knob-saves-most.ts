/**
 * Question: why does the deployment take a quarter of an hour, and which knob saves most?
 * Source: https://nathanpeck.com/speeding-up-amazon-ecs-container-deployments/
 *
 * Four tasks behind a balancer with its defaults, at most six at a time. The application needs 20 s to start and ignores
 * SIGTERM, as many do that run under a shell.
 */
import { type ContainerBehaviour, createSimulator, type FargateServiceFacts, fargateService } from 'steadystate';

type Balancer = Exclude<FargateServiceFacts['loadBalancer'], boolean | undefined>;
interface Knob extends Omit<FargateServiceFacts, 'loadBalancer'> {
  readonly balancer?: Balancer;
  readonly application?: ContainerBehaviour;
}

function deploy({ balancer, application, ...facts }: Knob) {
  const sim = createSimulator();
  const web = fargateService(sim, {
    desiredCount: 4,
    maximumPercent: 150,
    healthCheckGracePeriodSeconds: 60,
    ...facts,
    loadBalancer: { ...balancer },
  });
  sim.workloads.set('web', { startsIn: '20s', onSigterm: 'ignored', ...application });
  sim.runUntilSteady();
  sim.run('5m');
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register('web:2') });
  const end = sim.runUntilSteady();
  return { seconds: end.tookMs / 1000, healthy: sim.verdict('web').lowestHealthyTargets?.count };
}

const shortDelay: Balancer = { deregistrationDelaySeconds: 5 };
const quickChecks: Balancer = { healthCheckIntervalSeconds: 5, healthCheckTimeoutSeconds: 2, healthyThresholdCount: 2 };
const obeys: ContainerBehaviour = { onSigterm: { exitsIn: '1s' } };
const rows: { readonly knob: string; readonly seconds: number; readonly healthy: number | undefined }[] = [
  { knob: 'all defaults', ...deploy({}) },
  { knob: 'deregistration delay 300 to 60', ...deploy({ balancer: { deregistrationDelaySeconds: 60 } }) },
  { knob: 'deregistration delay 300 to 5', ...deploy({ balancer: shortDelay }) },
  { knob: 'health checks 30 s / 5 to 5 s / 2', ...deploy({ balancer: quickChecks }) },
  { knob: 'stopTimeout 30 to 2', ...deploy({ stopTimeout: 2 }) },
  { knob: 'the application obeys SIGTERM', ...deploy({ application: obeys }) },
  { knob: 'maximumPercent 150 to 200', ...deploy({ maximumPercent: 200 }) },
  { knob: 'minimumHealthyPercent 100 to 50', ...deploy({ minimumHealthyPercent: 50 }) },
  {
    knob: 'all but the minimum',
    ...deploy({ balancer: { ...shortDelay, ...quickChecks }, application: obeys, maximumPercent: 200 }),
  },
];

const defaults = rows[0]?.seconds ?? 0;
console.log('knob                               seconds  saves  fewest healthy targets');
for (const { knob, seconds, healthy } of rows) {
  console.log(`${knob.padEnd(33)}  ${String(seconds).padEnd(7)}  ${String(defaults - seconds).padEnd(5)}  ${healthy}`);
}
const [best] = rows.slice(1, -1).sort((a, b) => a.seconds - b.seconds);
console.log(`
The knob that saves most by itself: ${best?.knob}. While targets drain, they keep their slots under the
maximum, so each wave of new tasks waits for the delay of the one before. The healthy threshold of 5 costs
a new target nothing: one passed check is enough for it.`);

if (best?.knob !== 'deregistration delay 300 to 5' || defaults < 600) {
  throw new Error('The story of this example has changed.');
}
