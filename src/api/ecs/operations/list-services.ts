import type { ServiceRecord } from '../../../engine/store/records.js';
import type { ExternalServiceRecord } from '../../../engine/store/task-set-records.js';
import { serviceArn } from '../../../engine/views/names.js';
import type { World } from '../../../engine/world.js';
import { ecsOperation } from '../../operation.js';
import { activeCluster } from '../lookup.js';
import { pageOf } from '../page.js';

/**
 * ACTIVE services; DRAINING and INACTIVE ones are left out at once (recorded: services.json #19, #52 to #54, #93, #162).
 * By name: AWS's order is neither that nor the order of creation, and nobody can rely on it.
 * @rule service-list
 */
export const listServices = ecsOperation('listServices', {
  members: {
    cluster: 'simulated',
    nextToken: 'simulated',
    maxResults: 'simulated',
    launchType: 'simulated',
    schedulingStrategy: 'simulated',
    resourceManagementType: 'simulated',
  },
  handle(world, request) {
    const cluster = activeCluster(world, request.cluster);
    const { launchType, schedulingStrategy, resourceManagementType = 'CUSTOMER' } = request;
    const external = world.externalServices.filter((service) => service.cluster === cluster.key);
    const services = [
      ...[...cluster.services.values()].map((key) => world.service(key)),
      ...external.map((service) => ({ ...service, schedulingStrategy: 'REPLICA' as const })),
    ]
      .filter((service) => service.status === 'ACTIVE' && resourceManagementType === 'CUSTOMER')
      .filter((service) => launchType === undefined || launchTypeOf(world, service) === launchType)
      .filter((service) => schedulingStrategy === undefined || service.schedulingStrategy === schedulingStrategy)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = pageOf(services, request, {
      name: 'ListServices',
      size: 10,
      keyOf: (service) => service.name,
    });
    return { serviceArns: items.map((service) => serviceArn(world, service)), ...next };
  },
});

const launchTypeOf = (world: World, service: ServiceRecord | ExternalServiceRecord): string =>
  ('taskSets' in service ? service : world.primaryOf(service).revision).launchType ?? 'FARGATE';
