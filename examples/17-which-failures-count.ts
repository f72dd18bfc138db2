/**
 * Question: my tasks start and then die, or fail their health checks: do they count, or does the deployment go on for ever?
 * Source: https://github.com/aws/containers-roadmap/issues/1206, https://github.com/aws/copilot-cli/issues/1879,
 * https://repost.aws/knowledge-center/ecs-deployment-roll-back-failure
 */
import { type ContainerBehaviour, createSimulator, type FargateServiceFacts, fargateService } from 'steadystate';

function deploy(facts: FargateServiceFacts, behaviour: ContainerBehaviour) {
  const sim = createSimulator();
  const web = fargateService(sim, { desiredCount: 2, circuitBreaker: true, ...facts });
  sim.runUntilSteady();
  sim.run('1m');
  const bad = web.register('web:2');
  sim.workloads.set(bad, behaviour);
  sim.ecs.updateService({ service: 'web', taskDefinition: bad });
  const hour = sim.run('1h');
  const { outcome, tookMs } = sim.verdict('web');
  return { outcome, tookMs, tasksFailed: hour.services[0]?.tasksFailed };
}

const exits = (after: string): ContainerBehaviour => ({ exits: { code: 1, after } });
const failsAfter = (after: string): ContainerBehaviour => ({
  http: [
    { after: '0s', is: 200 },
    { after, is: 500 },
  ],
});
const cases = [
  { what: 'exits after 4 s', ...deploy({}, exits('4s')) },
  { what: 'exits after 39 s', ...deploy({}, exits('39s')) },
  { what: 'exits after 60 s', ...deploy({}, exits('60s')) },
  { what: 'exits after 2 min', ...deploy({}, exits('2m')) },
  { what: 'fails its container check', ...deploy({ healthCheck: true }, { healthCheck: 'failing' }) },
  { what: "fails the balancer's check", ...deploy({ loadBalancer: true }, { http: 500 }) },
  { what: 'balancer, exits after 30 s', ...deploy({ loadBalancer: true }, exits('30s')) },
  { what: 'balancer, fails after 2 min', ...deploy({ loadBalancer: true }, failsAfter('2m')) },
];

console.log('each task of web:2           deployment   after     failed within the hour');
for (const { what, outcome, tookMs, tasksFailed } of cases) {
  console.log(`${what.padEnd(27)}  ${outcome.padEnd(11)}  ${`${tookMs / 1000} s`.padEnd(8)}  ${tasksFailed} tasks`);
}
console.log(`
Crashes and failed checks count alike. But a task that counts as healthy once, after 40 s without any check or
one passed check, takes the count back to 0: then the deployment goes on for ever, or even completes, and
after that nobody counts.`);

const story = cases.map(({ outcome }) => outcome).join(', ');
if (story !== 'rolled back, rolled back, unfinished, completed, rolled back, rolled back, unfinished, completed') {
  throw new Error(`The story of this example has changed: ${story}`);
}
