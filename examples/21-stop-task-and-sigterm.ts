/**
 * Question: is a task's target deregistered before its containers get SIGTERM?
 * Source: https://github.com/aws/containers-roadmap/issues/708, https://github.com/aws/containers-roadmap/issues/576,
 * https://github.com/aws/containers-roadmap/issues/2052
 *
 * What comes after StopTask differs between logs: targets were deregistered 4 to 38 s after the call.
 */
import { createSimulator, fargateService, type Simulator } from 'steadystate';

/** A service of two tasks behind a balancer; what is done to it; and two minutes more. */
function after(what: (sim: Simulator) => void) {
  const sim = createSimulator();
  fargateService(sim, { desiredCount: 2, loadBalancer: { deregistrationDelaySeconds: 30 } });
  sim.runUntilSteady();
  sim.run('1m');
  const start = sim.now;
  what(sim);
  sim.run('2m');
  const entries = sim.timelineEntries({ service: 'web', from: start, detail: 'full' });
  const secondsTo = (text: RegExp): number | undefined => {
    const entry = entries.find((each) => text.test(each.text));
    return entry === undefined ? undefined : (entry.atMs - start.getTime()) / 1000;
  };
  return {
    timeline: sim.timeline({ service: 'web', from: start, detail: 'full' }),
    sigterm: secondsTo(/^SIGTERM/),
    exits: secondsTo(/^container web exits/),
    deregistered: secondsTo(/^deregistered/),
  };
}

const stopTask = after((sim) => {
  const { taskArns } = sim.ecs.listTasks({ serviceName: 'web' });
  sim.ecs.stopTask({ task: taskArns?.[0] ?? '', reason: 'A closer look' });
});
const scaleIn = after((sim) => sim.ecs.updateService({ service: 'web', desiredCount: 1 }));
const crash = after((sim) => sim.faults.add({ kind: 'killTask', service: 'web' }));

console.log(stopTask.timeline);
console.log(`
seconds after       deregistered  SIGTERM  exit`);
for (const [what, { deregistered, sigterm, exits }] of Object.entries({ stopTask, scaleIn, crash })) {
  console.log(`${what.padEnd(18)}  ${String(deregistered).padEnd(12)}  ${String(sigterm ?? '-').padEnd(7)}  ${exits}`);
}
console.log(`
When the service stops a task, its target is deregistered first, and SIGTERM waits for the end of the delay.
With StopTask it is the other way round: the balancer goes on sending requests to a process that has gone,
until its own checks notice or ECS deregisters the target.`);

if (
  !(Number(stopTask.sigterm) < Number(stopTask.deregistered) && Number(scaleIn.deregistered) < Number(scaleIn.sigterm))
) {
  throw new Error('The story of this example has changed.');
}
