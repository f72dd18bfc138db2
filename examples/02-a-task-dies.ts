/**
 * Question: a task crashes; is a new one there "immediately"?
 * Source: "The desired count is the beating heart of the service", chapter on ECS services of a book on AWS; the same
 * promise in "AWS ECS Services: Keeping Your Application Running 24/7", part 3 of AWS ECS Series for Beginners.
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator();
fargateService(sim, { name: 'web', desiredCount: 2 });
sim.runUntilSteady();
sim.run('1m');

const crash = sim.now;
sim.faults.add({ kind: 'killTask', service: 'web' });
const end = sim.runUntilSteady();

console.log(sim.timeline({ service: 'web', from: crash }));

const secondsAfterCrash = (text: RegExp): number => {
  const entry = sim.timelineEntries({ service: 'web', from: crash }).find((each) => text.test(each.text));
  if (entry === undefined) throw new Error(`Nothing in the timeline matches ${text}.`);
  return (entry.atMs - crash.getTime()) / 1000;
};
const started = secondsAfterCrash(/has started 1 tasks/);
const running = secondsAfterCrash(/1 task of web:1 RUNNING/);
console.log(`
The replacement is started ${started} s after the crash, when the dead task is STOPPED;
it runs after ${running} s. Until then one task of two does all the work.`);

if (end.outcome !== 'steady' || started < 20 || running < 40) throw new Error('The story of this example has changed.');
