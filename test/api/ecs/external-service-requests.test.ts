import { expect, test } from 'vitest';
import type { UpdateServiceRequest } from '../../../src/model/aws/ecs.generated.js';
import { ipe } from './rejections.js';
import { expectRefused, networkInput, prodCluster } from './setup.js';

const controller = { deploymentController: { type: 'EXTERNAL' as const } };
const service = { cluster: 'prod', service: 'out' };

test('a service with the EXTERNAL controller changes its count and settings, and nothing that task sets have [external-service-update]', () => {
  const sim = prodCluster();
  const created = sim.ecs.createService({
    cluster: 'prod',
    serviceName: 'out',
    desiredCount: 2,
    ...controller,
  }).service;
  const settings: Omit<UpdateServiceRequest, 'service'> = {
    availabilityZoneRebalancing: 'DISABLED',
    placementConstraints: [{ type: 'distinctInstance' }],
    placementStrategy: [{ type: 'random' }],
    healthCheckGracePeriodSeconds: 30,
    enableECSManagedTags: true,
    propagateTags: 'SERVICE',
  };
  const { service: changed } = sim.ecs.updateService({
    ...service,
    desiredCount: 5,
    ...settings,
    deploymentConfiguration: { maximumPercent: 150 },
  });
  const after = {
    ...created,
    desiredCount: 5,
    ...settings,
    deploymentConfiguration: { ...created.deploymentConfiguration, maximumPercent: 150 },
  };
  expect(changed).toEqual(after);
  // What isn't given stays.
  expect(sim.ecs.updateService(service).service).toEqual(after);
  const others: Omit<UpdateServiceRequest, 'service'> = {
    taskDefinition: 'web:2',
    capacityProviderStrategy: [],
    deploymentController: { type: 'ECS' },
    networkConfiguration: networkInput(),
    platformVersion: '1.4.0',
    forceNewDeployment: true,
    enableExecuteCommand: true,
    loadBalancers: [],
    serviceRegistries: [],
    serviceConnectConfiguration: { enabled: false },
    volumeConfigurations: [],
    vpcLatticeConfigurations: [{ roleArn: 'arn:r', targetGroupArn: 'arn:t', portName: 'http' }],
    gatewayConnectors: [],
    monitoring: { metricConfigurations: [] },
  };
  for (const [member, value] of Object.entries(others)) {
    expectRefused(
      sim,
      () => sim.ecs.updateService({ ...service, [member]: value }),
      ipe,
      `Unable to update ${member} on services with an EXTERNAL deployment controller.`,
    );
  }
});
