import { expect, test } from 'vitest';
import { createSimulator, fargateService } from '../../../src/index.js';

test('subnets without a zone of their own get the zones in turn, each once and for all [subnet-zone]', () => {
  const sim = createSimulator({ zones: ['us-east-1a', 'us-east-1b'] });
  fargateService(sim, { desiredCount: 0, subnets: ['subnet-1b'] });
  const subnets = ['subnet-00000001', 'subnet-00000002', 'subnet-00000003', 'subnet-00000004', 'subnet-00000002'];
  const seen = subnets.map((subnet) => {
    const { tasks } = sim.ecs.runTask({
      taskDefinition: 'web',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: [subnet] } },
    });
    return `${subnet.at(-1)} in ${tasks[0]?.availabilityZone}`;
  });
  expect(seen).toEqual(['1 in us-east-1b', '2 in us-east-1a', '3 in us-east-1b', '4 in us-east-1a', '2 in us-east-1a']);
});
