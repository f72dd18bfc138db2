import { expect, test } from 'vitest';
import { prodCluster } from '../../api/ecs/setup.js';

test('a service that needs container instances is told what to set, however often its starts failed', () => {
  const sim = prodCluster();
  sim.ecs.createService({ cluster: 'prod', serviceName: 'web', taskDefinition: 'legacy', desiredCount: 1 });
  for (const passed of ['20s', '5m', '20m']) {
    sim.run(passed);
    expect(sim.explain('web')).toBe(
      'legacy:1 runs on EC2, and no container instances are registered in cluster prod. Set launchType FARGATE.',
    );
  }
});
