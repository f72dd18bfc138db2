/**
 * Question: "start a new task, wait for it, stop an old one, repeat": is that what a rolling update does?
 * Source: "AWS ECS Services: Keeping Your Application Running 24/7", part 3 of AWS ECS Series for Beginners: those words;
 * and "The Deployment Gotcha: Your Desired Count is King", chapter on ECS services of a book on AWS: "It takes down one old
 * task, brings up one new one, waits for it to be healthy, then repeats".
 */
import { createSimulator, fargateService } from 'steadystate';

/** Two tasks are replaced, images by digest; what ECS told, in short. */
function deploy(minimumHealthyPercent: number, maximumPercent: number): string {
  const sim = createSimulator();
  const web = fargateService(sim, { desiredCount: 2, minimumHealthyPercent, maximumPercent });
  sim.runUntilSteady();
  sim.run('1m');
  const update = sim.now;
  sim.ecs.updateService({ service: 'web', taskDefinition: web.register(`web@sha256:${'2'.repeat(64)}`) });
  sim.runUntilSteady();
  return sim
    .timelineEntries({ service: 'web', from: update, detail: 'events' })
    .flatMap(({ text }) => /^has (started|stopped) (\d)/.exec(text)?.slice(1, 3).join(' ') ?? [])
    .join(', ');
}

const rows = [
  { percents: '100/200, the default', story: deploy(100, 200) },
  { percents: '100/150', story: deploy(100, 150) },
  { percents: ' 50/100', story: deploy(50, 100) },
  { percents: ' 50/150', story: deploy(50, 150) },
];
for (const { percents, story } of rows) console.log(`${percents.padEnd(20)}  ${story}`);
console.log(`
By default all new tasks are started at once, and old ones stopped as they can be spared. One at a time is what
100/150 makes of two tasks: a new one first, as the beginners' series tells it. With 50/100 it is an old one
first, as the book tells it. With 50/150 one goes and one comes in the same pass, and the second new one as
soon as there is room.`);

const stories = rows.map(({ story }) => story).join(' | ');
if (
  stories !==
  'started 2, stopped 2 | started 1, stopped 1, started 1, stopped 1 | stopped 1, started 1, stopped 1, started 1 | stopped 1, started 1, started 1, stopped 1'
) {
  throw new Error(`The story of this example has changed: ${stories}`);
}
