import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { deployNext, settledService } from './service.js';

/**
 * Timelines as text, reviewed as prose: `<name>.timeline.txt`. A change of a rule changes them, and the change is read
 * before it is kept: `npm run golden` writes them anew, never in CI.
 */
const balancer = { deregistrationDelaySeconds: 30 } as const;

test('rollout', () => {
  const { sim, web } = settledService({ facts: { desiredCount: 2, loadBalancer: balancer } });
  const from = sim.now;
  deployNext(sim, web);
  sim.runUntilSteady();
  compareTimeline(
    'rollout',
    'Two tasks behind a balancer, 100/200. The image is given by tag: one task starts first, for its digest.',
    sim.timeline({ service: 'web', from }),
  );
});

test('breaker with rollback [event-texts]', () => {
  const { sim, web } = settledService({ facts: { circuitBreaker: true, loadBalancer: balancer } });
  const from = sim.now;
  deployNext(sim, web, { exits: { code: 1, after: '4s' } });
  sim.runUntilSteady();
  compareTimeline(
    'breaker-with-rollback',
    'One task behind a balancer; the new revision exits with code 1 four seconds after its start.',
    sim.timeline({ service: 'web', from }),
  );
});

test('unhealthy replacement', () => {
  const { sim } = settledService({
    facts: { desiredCount: 2, loadBalancer: { ...balancer, healthCheckIntervalSeconds: 10 } },
  });
  const from = sim.now;
  sim.workloads.set(
    { taskDefinition: 'web:1', launches: { from: 1, to: 1 } },
    { http: 'silent', onSigterm: 'ignored' },
  );
  sim.run('3m');
  compareTimeline(
    'unhealthy-replacement',
    'Two tasks behind a balancer, 100/200. At +0:00 the process of the first one hangs; it ignores SIGTERM as well.',
    sim.timeline({ service: 'web', from }),
  );
});

test('scale out and in', () => {
  const { sim } = settledService({ facts: { desiredCount: 2, loadBalancer: balancer } });
  const from = sim.now;
  sim.ecs.updateService({ service: 'web', desiredCount: 4 });
  sim.run('2m');
  sim.ecs.updateService({ service: 'web', desiredCount: 1 });
  sim.run('2m');
  compareTimeline(
    'scale-out-and-in',
    'From two tasks to four, and two minutes later to one; no deployment, so nothing is COMPLETED.',
    sim.timeline({ service: 'web', from }),
  );
});

test('deletion', () => {
  const { sim } = settledService({ facts: { loadBalancer: balancer } });
  const from = sim.now;
  sim.ecs.deleteService({ service: 'web', force: true });
  sim.run('5m');
  compareTimeline(
    'deletion',
    'A service with one task behind a balancer is deleted by force.',
    sim.timeline({ service: 'web', from }),
  );
});

function compareTimeline(name: string, title: string, timeline: string): void {
  const path = fileURLToPath(new URL(`${name}.timeline.txt`, import.meta.url));
  const text = `${title}\n\n${timeline}\n`;
  if (process.env['STEADYSTATE_GOLDEN'] === 'write') {
    if (process.env['CI'] !== undefined) throw new Error('People review golden timelines: CI does not write them.');
    writeFileSync(path, text);
  }
  if (!existsSync(path)) throw new Error(`There is no ${name}.timeline.txt yet: npm run golden writes it.`);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
