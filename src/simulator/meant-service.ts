import { SteadystateError } from '../model/errors.js';
import type { Fact } from '../model/facts.js';
import type { ServiceReference } from './service-reference.js';
import type { Simulator } from './simulator.js';

/** Which service something is about: it may be left out while there is only one. */
export interface AboutService {
  readonly service?: string;
  readonly cluster?: string;
}

/** The service that is meant; one that was deleted as long as there is no other. @throws SteadystateError `UnknownResource` where it isn't there, or could be several */
export function meantService(sim: Simulator, { service, cluster }: AboutService): ServiceReference {
  if (service !== undefined) {
    const named = { service, ...(cluster === undefined ? {} : { cluster }) };
    sim.isSteady(named);
    return named;
  }
  const present = servicesOf(sim, { ...(cluster === undefined ? {} : { cluster }) });
  const services = present.length > 0 ? present : deletedServices(sim, cluster);
  const [only] = services;
  if (only !== undefined && services.length === 1) return { service: only.service, cluster: only.cluster };
  const where = cluster === undefined ? '' : ` in cluster ${cluster}`;
  const known = services.map((each) => `${each.service} in cluster ${each.cluster}`).join(', ');
  throw services.length === 0
    ? new SteadystateError('UnknownResource', `There is no service${where}.`, {
        resource: 'service',
        help: 'Make one first.',
      })
    : new SteadystateError('UnknownResource', `There are ${services.length} services${where}: which one is meant?`, {
        resource: 'service',
        help: `Name one of ${known}.`,
      });
}

/** Each once, in the order in which they went. */
function deletedServices(sim: Simulator, cluster: string | undefined): Required<ServiceReference>[] {
  const found = new Map<string, Required<ServiceReference>>();
  for (const fact of sim.facts()) {
    if (fact.kind !== 'service' || fact.change !== 'inactive') continue;
    if (cluster !== undefined && fact.cluster !== cluster) continue;
    found.set(`${fact.cluster}/${fact.service}`, { service: fact.service, cluster: fact.cluster });
  }
  return [...found.values()];
}

/** Whether something is about a service. Without a cluster, a reference is to any of its name. */
export const isOfService = (
  about: { readonly service?: string; readonly cluster?: string },
  { service, cluster }: ServiceReference,
): boolean => about.service === service && (cluster === undefined || about.cluster === cluster);

/** The `family:revision` that a service is at: that of its PRIMARY deployment. */
export const taskDefinitionInForce = (sim: Simulator, service: ServiceReference): string | undefined =>
  sim.at(sim.now).services.find((each) => isOfService(each, service))?.deployments[0]?.taskDefinition;

/** The services there are, of one cluster where one is named. */
export const servicesOf = (sim: Simulator, { cluster }: AboutService): readonly Required<ServiceReference>[] =>
  sim.at(sim.now).services.filter((each) => cluster === undefined || each.cluster === cluster);

/** Service events that were told, oldest first; of one service or of one cluster where that is named. */
export const toldEvents = (
  sim: Simulator,
  about: AboutService,
): readonly Extract<Fact, { readonly kind: 'serviceEvent' }>[] =>
  sim
    .facts()
    .filter((fact) => fact.kind === 'serviceEvent')
    .filter((fact) => about.service === undefined || fact.service === about.service)
    .filter((fact) => about.cluster === undefined || fact.cluster === about.cluster);
