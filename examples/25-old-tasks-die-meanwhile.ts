/**
 * Question: the new version fails while old tasks die: do old ones come back on the old revision?
 * Source: https://aws.amazon.com/about-aws/whats-new/2025/11/amazon-ecs-service-availability-rolling-deployments
 */
import { type BehaviourDate, createSimulator, fargateService, type Simulator } from 'steadystate';

/** Three tasks of web:1; a deployment of web:2, which crashes at once; and the tasks of web:1 die one after the other. */
function deployInTheMiddleOfTrouble(behaviour: BehaviourDate): { readonly sim: Simulator; readonly update: Date } {
  const sim = createSimulator({ behaviour });
  const web = fargateService(sim, { desiredCount: 3 });
  sim.runUntilSteady();
  sim.run('1m');
  const bad = web.register('web:2');
  sim.workloads.set(bad, { exits: { code: 1, after: '4s' } });
  const update = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: bad });
  for (const at of ['+2m', '+4m', '+6m']) sim.faults.add({ kind: 'killTask', service: 'web', at, pick: 'oldest' });
  sim.run('8m');
  return { sim, update };
}

const before = deployInTheMiddleOfTrouble('2024-01');
const since = deployInTheMiddleOfTrouble('2025-11');

const healthy = ({ sim, update }: typeof before) =>
  [110, 230, 350, 470].map((seconds) => sim.at(new Date(update.getTime() + seconds * 1000)).services[0]?.healthy);
console.log(`healthy tasks               before any death, after one, two and three
before November 2025        ${healthy(before).join(', ')}
since                       ${healthy(since).join(', ')}
`);
console.log(
  since.sim.timeline({
    service: 'web',
    from: new Date(since.update.getTime() + 120_000),
    until: new Date(since.update.getTime() + 230_000),
  }),
);
console.log(`
Before, a dead task was only replaced by the new revision, which can not run: the service went down with its
last old task. Since then the old revision is repaired as long as the new one has not taken over.`);

const story = [before, since].map((run) => healthy(run).join('')).join(' ');
if (story !== '3210 3333') throw new Error(`The story of this example has changed: ${story}`);
