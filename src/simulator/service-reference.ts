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
  const known = services.map((service) => `${service.name} (cluster ${clusterOf(service)})`);
  throw new SteadystateError(
    'UnknownResource',
    `There is no service ${name}${cluster === undefined ? '' : ` in cluster ${cluster}`}.`,
    { resource: `service ${name}`, help: `Services are ${known.join(', ') || 'none'}.` },
  );
}
