/**
 * Question: a singleton that must never run twice: how long is the gap with 0/100, how long the overlap with 100/200?
 * Source: https://github.com/aws/copilot-cli/issues/3153, https://github.com/macro-inc/macro/pull/6022,
 * https://github.com/CopilotKit/OpenTag/pull/48
 */
import { type ContainerBehaviour, createSimulator, type FargateServiceFacts, fargateService } from 'steadystate';

/** Seconds from the end of the old process to the start of the new one; negative while both run. */
function handOver(facts: FargateServiceFacts, behaviour: ContainerBehaviour = {}): number {
  const sim = createSimulator();
  const worker = fargateService(sim, { name: 'worker', desiredCount: 1, ...facts });
  sim.workloads.set('worker', behaviour);
  sim.runUntilSteady();
  sim.run('1m');
  const update = sim.now.getTime();
  sim.ecs.updateService({ service: 'worker', taskDefinition: worker.register('worker:2') });
  sim.runUntilSteady();

  const processes = sim.facts().filter((fact) => fact.kind === 'container' && fact.atMs > update);
  const starts = processes.find((fact) => fact.kind === 'container' && fact.change === 'started');
  const exits = processes.find((fact) => fact.kind === 'container' && fact.change === 'exited');
  return ((starts?.atMs ?? Number.NaN) - (exits?.atMs ?? Number.NaN)) / 1000;
}

const gap = { minimumHealthyPercent: 0, maximumPercent: 100 };
const overlap = { minimumHealthyPercent: 100, maximumPercent: 200 };
const ignores: ContainerBehaviour = { onSigterm: 'ignored' };
const rows = [
  { what: '0/100', seconds: handOver(gap) },
  { what: '0/100, ignores SIGTERM', seconds: handOver(gap, ignores) },
  { what: '100/200', seconds: handOver(overlap) },
  { what: '100/200, ignores SIGTERM', seconds: handOver(overlap, ignores) },
  { what: '100/200, balancer with its delay of 300 s', seconds: handOver({ ...overlap, loadBalancer: true }) },
];
for (const { what, seconds } of rows) {
  console.log(`${what.padEnd(41)}  ${seconds > 0 ? `a gap of ${seconds} s` : `an overlap of ${-seconds} s`}`);
}
console.log(`
0/100 never runs two at once; until the new one serves, the time that it needs to start comes on top of the gap.
With 100/200 both run until the new one counts as healthy, behind a balancer until the old one has drained.`);

const story = rows.map(({ seconds }) => (seconds > 0 ? 'gap' : 'overlap')).join(' ');
if (story !== 'gap gap overlap overlap overlap') throw new Error(`The story of this example has changed: ${story}`);
