/**
 * Question: what does DescribeServices show while a new revision is rolled out?
 * Source: "How to Create an ECS Service for Long-Running Containers", OneUptime blog, "Updating a Service": "You'll see
 * both the old (PRIMARY) and new deployment running simultaneously".
 */
import { createSimulator, fargateService } from 'steadystate';

const sim = createSimulator();
const web = fargateService(sim, { name: 'web-app', desiredCount: 3 });
sim.runUntilSteady();
sim.run('1m');

const watch = (after: string) => {
  sim.run(after);
  const { services } = sim.ecs.describeServices({ services: ['web-app'] });
  const deployments = services[0]?.deployments ?? [];
  const shown = deployments.map(
    ({ status, taskDefinition, runningCount, desiredCount, rolloutState }) =>
      `${status} ${taskDefinition?.split('/')[1]} running ${runningCount} of ${desiredCount} ${rolloutState}`,
  );
  console.log(`+${String((sim.now.getTime() - update.getTime()) / 1000).padStart(3)} s  ${shown.join(', ')}`);
  return deployments;
};

const taskDefinition = web.register('web-app:2');
const update = sim.now;
sim.ecs.updateService({ service: 'web-app', taskDefinition });
watch('0s');
watch('20s');
const midway = watch('60s');
watch('30s');
watch('30s');
const last = watch('60s');
console.log(`
PRIMARY is the new deployment from the first moment on; the old one is ACTIVE until it has left.`);

const statuses = midway.map(({ status, taskDefinition }) => `${taskDefinition?.split('/')[1]} ${status}`).join(', ');
if (statuses !== 'web-app:2 PRIMARY, web-app:1 ACTIVE' || last[0]?.rolloutState !== 'COMPLETED') {
  throw new Error('The story of this example has changed.');
}
