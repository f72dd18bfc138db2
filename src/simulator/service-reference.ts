import type { ServiceRecord } from '../engine/store/records.js';
import type { World } from '../engine/world.js';
import { SteadystateError } from '../model/errors.js';

/** Names a service: by name alone where it is unique, or with its cluster. */
export interface ServiceReference {
  readonly service: string;
  readonly cluster?: string;
}

/** The newest service of this name: one that was deleted can still be asked about. @throws `UnknownResource` */
export function findService(world: World, reference: string | ServiceReference): ServiceRecord {
  const { service: name, cluster }: ServiceReference =
    typeof reference === 'string' ? { service: reference } : reference;
  const services = world.services.slice(1);
  const clusterOf = (service: ServiceRecord) => world.cluster(service.cluster).name;
  const found = services.findLast(
    (service) => service.name === name && (cluster === undefined || clusterOf(service) === cluster),
  );
  if (found !== undefined) return found;
  refuseExternal(world, name, cluster);
  const known = services.map((service) => `${service.name} (cluster ${clusterOf(service)})`);
  throw new SteadystateError(
    'UnknownResource',
    `There is no service ${name}${cluster === undefined ? '' : ` in cluster ${cluster}`}.`,
    { resource: `service ${name}`, help: `Services are ${known.join(', ') || 'none'}.` },
  );
}

/**
 * What can be said of a service with the EXTERNAL controller.
 * @returns undefined when there is none of that name
 */
export function explainExternal(world: World, reference: string | ServiceReference): string | undefined {
  const { service: name, cluster }: ServiceReference =
    typeof reference === 'string' ? { service: reference } : reference;
  const found = world.externalServices.findLast(
    (each) => each.name === name && (cluster === undefined || world.cluster(each.cluster).name === cluster),
  );
  if (found === undefined || world.services.slice(1).some((each) => each.name === name && each.status !== 'INACTIVE'))
    return undefined;
  return `Service ${name} has the EXTERNAL controller: it has ${found.taskSets.length} task ${found.taskSets.length === 1 ? 'set' : 'sets'} and no deployments, and none of its tasks run here.`;
}

function refuseExternal(world: World, name: string, cluster: string | undefined): void {
  const sentence = explainExternal(world, cluster === undefined ? name : { service: name, cluster });
  if (sentence === undefined) return;
  throw new SteadystateError('UnknownResource', sentence, {
    resource: `service ${name}`,
    help: 'Ask sim.ecs.describeTaskSets about it.',
  });
}
