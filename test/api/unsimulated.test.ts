import { describe, expect, test } from 'vitest';
import { knownOperations } from '../../src/api/call.js';
import { findOperation, simulatedOperations } from '../../src/api/registry.js';
import { type AwsApiError, type AwsServiceName, awsServiceNames } from '../../src/model/errors.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import {
  fargateDefinition,
  fargateService,
  fargateTask,
  prefix,
  prodCluster,
  refusalOf,
  stateOf,
} from './ecs/setup.js';
import { aTargetGroup } from './elbv2/builders.js';

/** A cluster with a service behind a target group that a listener uses, and another target group. */
function scene() {
  const sim = prodCluster();
  const { ecs, elbv2 } = sim;
  ecs.createCapacityProvider({ name: 'instances', autoScalingGroupProvider });
  ecs.putClusterCapacityProviders({
    cluster: 'prod',
    capacityProviders: ['FARGATE', 'instances'],
    defaultCapacityProviderStrategy: [],
  });
  ecs.registerTaskDefinition(
    fargateDefinition('shop', {
      containerDefinitions: [{ name: 'app', image: 'shop:1', portMappings: [{ containerPort: 80 }] }],
    }),
  );
  ecs.registerTaskDefinition(
    fargateDefinition('stateful', {
      containerDefinitions: [
        { name: 'app', image: 'app', mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] },
      ],
      volumes: [{ name: 'data', configuredAtLaunch: true }],
    }),
  );
  const group = (Name: string) =>
    elbv2.createTargetGroup(aTargetGroup({ Name, Protocol: 'TCP' })).TargetGroups?.[0]?.TargetGroupArn ?? '';
  const [used, other] = [group('used'), group('other')];
  const [balancer] =
    elbv2.createLoadBalancer({ Name: 'front', Type: 'network', Subnets: ['subnet-1a'] }).LoadBalancers ?? [];
  const [listener] =
    elbv2.createListener({
      LoadBalancerArn: balancer?.LoadBalancerArn ?? '',
      Protocol: 'TCP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: used }],
    }).Listeners ?? [];
  const loadBalancers = [{ targetGroupArn: used, containerName: 'app', containerPort: 80 }];
  ecs.createService(fargateService({ taskDefinition: 'shop', loadBalancers }));
  ecs.registerTaskDefinition({
    family: 'bridge',
    containerDefinitions: [{ name: 'app', image: 'app', memory: 128, portMappings: [{ containerPort: 80 }] }],
  });
  ecs.createService({ cluster: 'prod', serviceName: 'bridge', taskDefinition: 'bridge', desiredCount: 0 });
  const external = (serviceName: string, desiredCount: number, value: number) => {
    ecs.createService({ cluster: 'prod', serviceName, desiredCount, deploymentController: { type: 'EXTERNAL' } });
    return ecs.createTaskSet({
      cluster: 'prod',
      service: serviceName,
      taskDefinition: 'legacy',
      launchType: 'EC2',
      scale: { value },
    }).taskSet.id;
  };
  const taskSetId = external('outside', 2, 0);
  external('scaled', 0, 100);
  sim.run('1m');
  const [rule] = elbv2.describeRules({ ListenerArn: listener?.ListenerArn ?? '' }).Rules ?? [];
  return { sim, taskSet: taskSetId, used, other, defaultRule: rule?.RuleArn ?? '' };
}

type Scene = ReturnType<typeof scene>;

interface Example {
  /** A request that is taken. */
  readonly taken: (scene: Scene) => object;
  /** What makes it refused. */
  readonly asks: object | ((scene: Scene) => object);
}

const created = () => fargateService({ serviceName: 'new' });
const updated = () => ({ cluster: 'prod', service: 'web' });
const { launchType: _launchType, ...withoutLaunchType } = fargateService({ serviceName: 'new' });
const { launchType: _taskLaunchType, ...taskWithoutLaunchType } = fargateTask();
const bridged = { cluster: 'prod', serviceName: 'new', taskDefinition: 'bridge', desiredCount: 0 };
const spot = { capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }] };
const instances = { capacityProviderStrategy: [{ capacityProvider: 'instances', weight: 1 }] };
const classic = { loadBalancers: [{ loadBalancerName: 'old', containerName: 'app', containerPort: 80 }] };
const containerInstance = { resourceArn: `${prefix}container-instance/prod/0123456789abcdef0123456789abcdef` };
const someTags = { tags: [{ key: 'a', value: '1' }] };

const taskSet = () => ({
  cluster: 'prod',
  service: 'outside',
  taskDefinition: 'web:2',
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
});
const autoScalingGroupProvider = { autoScalingGroupArn: 'group' };
const managedInstances = {
  autoScalingGroupProvider: undefined,
  cluster: 'prod',
  managedInstancesProvider: {
    infrastructureRoleArn: 'arn:r',
    instanceLaunchTemplate: {
      ec2InstanceProfileArn: 'arn:p',
      networkConfiguration: { subnets: ['subnet-1a'] },
    },
  },
};
const startedTask = () => ({
  cluster: 'prod',
  taskDefinition: 'web:2',
  containerInstances: ['one'],
  networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a'] } },
});

const ofDeployment = (member: object) => ({ deploymentConfiguration: member });
const alarms = { alarms: { alarmNames: ['a'], enable: true, rollback: false } };
const hooks = {
  lifecycleHooks: [{ hookTargetArn: 'arn:h', roleArn: 'arn:r', lifecycleStages: ['RECONCILE_SERVICE'] }],
};
const early = { earlySuccessCriteria: { enable: true } };
const volumes = {
  volumeConfigurations: [{ name: 'data', managedEBSVolume: { roleArn: 'arn:r', sizeInGiB: 10 } }],
};
const withVolume = { taskDefinition: 'stateful' };
const lattice = { vpcLatticeConfigurations: [{ roleArn: 'arn:r', targetGroupArn: 'arn:t', portName: 'http' }] };

/** Of a service, created or updated. */
const ofService = (taken: () => object): Readonly<Record<string, Example>> => ({
  'deploymentConfiguration.strategy': { taken, asks: ofDeployment({ strategy: 'BLUE_GREEN' }) },
  'deploymentConfiguration.alarms': { taken, asks: ofDeployment(alarms) },
  'deploymentConfiguration.lifecycleHooks': { taken, asks: ofDeployment(hooks) },
  'deploymentConfiguration.earlySuccessCriteria': { taken, asks: ofDeployment(early) },
  'deploymentController.type': { taken, asks: { deploymentController: { type: 'CODE_DEPLOY' } } },
  volumeConfigurations: { taken, asks: { ...withVolume, ...volumes } },
  taskDefinition: { taken, asks: withVolume },
  vpcLatticeConfigurations: { taken, asks: lattice },
  gatewayConnectors: {
    taken,
    asks: { gatewayConnectors: [{ portName: 'http', gatewayArn: 'arn:g', containerName: 'app', containerPort: 80 }] },
  },
});

const tagged = (request: object): Readonly<Record<string, Example>> => ({
  resourceArn: { taken: () => ({ resourceArn: `${prefix}cluster/prod`, ...request }), asks: containerInstance },
});

const ruleTagged = (request: object): Readonly<Record<string, Example>> => ({
  ResourceArns: {
    taken: ({ used }) => ({ ResourceArns: [used], ...request }),
    asks: ({ defaultRule }: Scene) => ({ ResourceArns: [defaultRule] }),
  },
});

/** One request for each member that an operation says it doesn't simulate. */
const examples: Readonly<Record<string, Readonly<Record<string, Example>>>> = {
  createTaskSet: {
    scale: { taken: taskSet, asks: { scale: { value: 50 } } },
    taskDefinition: { taken: taskSet, asks: { taskDefinition: 'stateful' } },
    capacityProviderStrategy: {
      taken: () => ({ ...taskSet(), launchType: undefined, ...spot }),
      asks: instances,
    },
    'loadBalancers.loadBalancerName': {
      taken: () => ({ cluster: 'prod', service: 'outside', taskDefinition: 'bridge' }),
      asks: classic,
    },
  },
  updateTaskSet: {
    scale: {
      taken: ({ taskSet: id }) => ({ cluster: 'prod', service: 'outside', taskSet: id, scale: { value: 0 } }),
      asks: { scale: { value: 1 } },
    },
  },
  createCapacityProvider: {
    managedInstancesProvider: { taken: () => ({ name: 'new', autoScalingGroupProvider }), asks: managedInstances },
  },
  updateCapacityProvider: {
    managedInstancesProvider: {
      taken: () => ({ name: 'instances', autoScalingGroupProvider: {} }),
      asks: {
        autoScalingGroupProvider: undefined,
        managedInstancesProvider: managedInstances.managedInstancesProvider,
      },
    },
  },
  startTask: {
    volumeConfigurations: { taken: startedTask, asks: { ...withVolume, ...volumes } },
    taskDefinition: { taken: startedTask, asks: withVolume },
  },
  createService: {
    ...ofService(created),
    // With CODE_DEPLOY AWS asks for a load balancer.
    'deploymentController.type': {
      taken: ({ used }) =>
        fargateService({
          serviceName: 'new',
          taskDefinition: 'shop',
          loadBalancers: [{ targetGroupArn: used, containerName: 'app', containerPort: 80 }],
        }),
      asks: { deploymentController: { type: 'CODE_DEPLOY' } },
    },
    schedulingStrategy: { taken: () => bridged, asks: { schedulingStrategy: 'DAEMON', desiredCount: undefined } },
    capacityProviderStrategy: { taken: () => ({ ...withoutLaunchType, ...spot }), asks: instances },
    'loadBalancers.loadBalancerName': { taken: () => bridged, asks: classic },
  },
  updateService: {
    ...ofService(updated),
    capacityProviderStrategy: { taken: () => ({ ...updated(), ...spot, forceNewDeployment: true }), asks: instances },
    'loadBalancers.loadBalancerName': { taken: () => ({ cluster: 'prod', service: 'bridge' }), asks: classic },
    desiredCount: { taken: () => ({ cluster: 'prod', service: 'scaled', desiredCount: 0 }), asks: { desiredCount: 1 } },
  },
  runTask: {
    volumeConfigurations: { taken: () => fargateTask(), asks: { ...withVolume, ...volumes } },
    taskDefinition: { taken: () => fargateTask(), asks: withVolume },
    capacityProviderStrategy: { taken: () => ({ ...taskWithoutLaunchType, ...spot }), asks: instances },
  },
  listTasks: {
    containerInstance: { taken: () => ({ cluster: 'prod' }), asks: { containerInstance: 'one' } },
    daemonName: { taken: () => ({ cluster: 'prod' }), asks: { daemonName: 'one' } },
  },
  tagResource: tagged(someTags),
  untagResource: tagged({ tagKeys: ['a'] }),
  listTagsForResource: tagged({}),
  putAccountSetting: {
    value: {
      taken: () => ({ name: 'serviceLongArnFormat', value: 'enabled' }),
      asks: { value: 'disabled' },
    },
  },
  putAccountSettingDefault: {
    value: {
      taken: () => ({ name: 'taskLongArnFormat', value: 'enabled' }),
      asks: { value: 'disabled' },
    },
  },
  createTargetGroup: {
    TargetType: { taken: () => aTargetGroup({ Name: 'new' }), asks: { TargetType: 'lambda' } },
    ProtocolVersion: { taken: () => aTargetGroup({ Name: 'new' }), asks: { ProtocolVersion: 'GRPC' } },
    IpAddressType: { taken: () => aTargetGroup({ Name: 'new' }), asks: { IpAddressType: 'ipv6' } },
    TargetControlPort: { taken: () => aTargetGroup({ Name: 'new' }), asks: { TargetControlPort: 3_000 } },
  },
  modifyTargetGroupAttributes: {
    'Attributes.target_health_state.unhealthy.draining_interval_seconds': {
      taken: ({ used }) => ({ TargetGroupArn: used, Attributes: [] }),
      asks: {
        Attributes: [
          { Key: 'target_health_state.unhealthy.connection_termination.enabled', Value: 'false' },
          { Key: 'target_health_state.unhealthy.draining_interval_seconds', Value: '60' },
        ],
      },
    },
  },
  registerTargets: {
    'Targets.Id': {
      taken: ({ other }) => ({ TargetGroupArn: other, Targets: [{ Id: '10.0.9.9' }] }),
      asks: { Targets: [{ Id: '10.0.0.4' }] },
    },
  },
  addTags: ruleTagged({ Tags: [{ Key: 'a', Value: '1' }] }),
  removeTags: ruleTagged({ TagKeys: ['a'] }),
  describeTags: ruleTagged({}),
};

const call = (sim: Simulator, api: AwsServiceName, operation: string, request: object): unknown =>
  (sim[api] as unknown as Readonly<Record<string, (input: object) => unknown>>)[operation]?.(request);

const operations = awsServiceNames.flatMap((api) =>
  simulatedOperations(api).map((name) => ({ api, name, operation: findOperation(api, name) })),
);

const rows = operations.flatMap(({ api, name, operation }) =>
  (operation?.unsimulated ?? []).map(({ member }) => ({ api, name, member, example: examples[name]?.[member] })),
);

describe('what is not simulated', () => {
  test.each(rows)('$name refuses $member by name [call-unsimulated-is-refused]', ({ api, name, member, example }) => {
    expect(example, `examples.${name} of this file needs one for ${member}`).toBeDefined();
    if (example === undefined) return;
    const here = scene();
    const taken = example.taken(here);
    const asks = typeof example.asks === 'function' ? (example.asks as (scene: Scene) => object)(here) : example.asks;
    const before = stateOf(here.sim);
    const error: AwsApiError = refusalOf(() => call(here.sim, api, name, { ...taken, ...asks }));
    expect({ code: error.code, resource: error.resource }).toEqual({
      code: 'UnsupportedFeatureException',
      resource: member,
    });
    expect(error.help).toMatch(/\.$/);
    expect(stateOf(here.sim)).toEqual(before);
    expect(() => call(here.sim, api, name, taken), 'the rest of the request is fine').not.toThrow();
  });

  test('has an example for what is declared, and for nothing else', () => {
    const given = Object.entries(examples).flatMap(([name, members]) =>
      Object.keys(members).map((member) => `${name} ${member}`),
    );
    expect(given.sort()).toEqual(rows.map(({ name, member }) => `${name} ${member}`).sort());
  });

  test('operations that are not simulated are refused by name [call-unsimulated-operation-is-refused]', () => {
    const { sim } = scene();
    for (const api of awsServiceNames) {
      const missing = knownOperations(api).filter((name) => findOperation(api, name) === undefined);
      const refusals = missing.map((name) => ({ name, error: refusalOf(() => call(sim, api, name, {})) }));
      // One that asks for something in its request is refused by AWS's own check before.
      const byName = refusals.filter(({ error }) => error.code === 'UnsupportedFeatureException');
      expect(byName.length).toBeGreaterThan(2);
      for (const { name, error } of byName) expect(error.message).toBe(`steadystate does not simulate ${name} yet.`);
    }
  });
});

test('a member that is always refused says so where its treatment is declared', () => {
  for (const { name, operation } of operations) {
    const always = (operation?.unsimulated ?? []).map(({ member }) => member);
    const declared = [
      ...Object.entries(operation?.members ?? {}),
      ...Object.entries(operation?.parts ?? {}).flatMap(([member, parts]) =>
        Object.entries(parts ?? {}).map(([part, treatment]) => [`${member}.${part}`, treatment] as const),
      ),
    ];
    for (const [member, treatment] of declared) {
      if (treatment === 'refused') expect(always, `${name} ${member}`).toContain(member);
    }
  }
});
