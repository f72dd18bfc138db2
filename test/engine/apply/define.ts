import type { Simulator } from '../../../src/index.js';
import type { ContainerDefinition } from '../../../src/model/aws/ecs.generated.js';

/** The next revision of a Fargate family, of these containers; what is said of none is the same for all. */
export function define(sim: Simulator, family: string, containers: readonly ContainerDefinition[]): void {
  sim.ecs.registerTaskDefinition({
    family,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: containers.map((container) => ({ image: 'app', ...container })),
  });
}
