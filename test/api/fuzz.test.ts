import * as fc from 'fast-check';
import { expect } from 'vitest';
import { knownOperations } from '../../src/api/call.js';
import { findOperation } from '../../src/api/registry.js';
import { AwsApiError, type AwsServiceName, awsServiceNames } from '../../src/model/errors.js';
import type { Simulator } from '../../src/simulator/simulator.js';
import { law } from '../laws/law.js';
import { fargateDefinition, fargateService, fargateTask, networkInput, prefix, prodCluster } from './ecs/setup.js';
import { declaredErrors } from './fuzz/declared-errors.js';
import { type Likely, requestsFor } from './fuzz/requests.js';

/** Requests that are made one after the other in a world of their own. */
const requestsPerExample = 20;
const examplesPerOperation = 50;

const { sim, likely, taken } = scene();

for (const api of awsServiceNames) {
  for (const operation of knownOperations(api)) {
    // Of ELBv2, those that have an answer of their own: of the others there is only one.
    if (api === 'elbv2' && findOperation(api, operation) === undefined) continue;
    const declared = declaredErrors(api, operation);
    law(`${api} ${operation}: only AWS's errors, and none leaves a trace [call-succeeds-whole-or-not-at-all]`, {
      file: import.meta.url,
      runs: examplesPerOperation,
      of: fc.array(requestsFor(api, operation, { likely: likely[api], taken: taken[operation] }), {
        minLength: requestsPerExample,
        maxLength: requestsPerExample,
      }),
      holds: (requests) => new Trial(sim.fork()).make(api, operation, requests, declared),
    });
  }
}

/** Requests to one world. A snapshot is taken only where something may have changed: it costs more than all calls. */
class Trial {
  readonly #sim: Simulator;
  #before: string | undefined;

  constructor(sim: Simulator) {
    this.#sim = sim;
  }

  make(api: AwsServiceName, operation: string, requests: readonly unknown[], declared: ReadonlySet<string>): void {
    const call = (this.#sim[api] as unknown as Record<string, (request: unknown) => unknown>)[operation];
    if (call === undefined) throw new Error(`There is no method ${operation}.`);
    for (const request of requests) {
      this.#before ??= this.#state();
      try {
        JSON.stringify(call(request));
        // What tells nothing is a read, and changes nothing either.
        if (findOperation(api, operation)?.tells !== undefined) this.#before = undefined;
      } catch (error) {
        if (!(error instanceof AwsApiError)) throw error;
        if (!declared.has(error.code)) {
          throw new Error(`${operation} doesn't declare ${error.code}: ${error.message}`, { cause: error });
        }
      }
    }
    // Refusals since the last change left nothing behind.
    if (this.#before !== undefined) expect(this.#state()).toBe(this.#before);
    this.#sim.run('1m');
  }

  #state(): string {
    const { factSeq: _facts, ...state } = this.#sim.snapshot() as unknown as Record<string, unknown>;
    return JSON.stringify(state);
  }
}

/** One of each kind, and what members are likely to hold that name one. */
function scene(): {
  readonly sim: Simulator;
  readonly likely: Readonly<Record<AwsServiceName, Likely>>;
  /** Requests that are taken, of operations whose requests hardly ever are. */
  readonly taken: Readonly<Record<string, object>>;
} {
  const made = prodCluster();
  const { ecs, elbv2 } = made;
  ecs.createCluster({ clusterName: 'gone' });
  ecs.deleteCluster({ cluster: 'gone' });
  const containers = [{ name: 'app', image: 'shop:1', portMappings: [{ name: 'http', containerPort: 80 }] }];
  ecs.registerTaskDefinition(fargateDefinition('shop', { containerDefinitions: containers, taskRoleArn: 'arn:r' }));
  ecs.registerTaskDefinition(fargateDefinition('old'));
  ecs.deregisterTaskDefinition({ taskDefinition: 'old:1' });
  ecs.createCapacityProvider({ name: 'instances', autoScalingGroupProvider: { autoScalingGroupArn: 'group' } });
  ecs.putClusterCapacityProviders({
    cluster: 'prod',
    capacityProviders: ['FARGATE', 'instances'],
    defaultCapacityProviderStrategy: [],
  });
  const group =
    elbv2.createTargetGroup({ Name: 'shop', Protocol: 'HTTP', Port: 80, TargetType: 'ip', VpcId: 'vpc-1' })
      .TargetGroups[0]?.TargetGroupArn ?? '';
  const balancer =
    elbv2.createLoadBalancer({ Name: 'front', Subnets: ['subnet-1a', 'subnet-1b'] }).LoadBalancers[0]
      ?.LoadBalancerArn ?? '';
  const listener =
    elbv2.createListener({
      LoadBalancerArn: balancer,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
    }).Listeners[0]?.ListenerArn ?? '';
  const rule =
    elbv2.createRule({
      ListenerArn: listener,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
      Actions: [{ Type: 'forward', TargetGroupArn: group }],
    }).Rules[0]?.RuleArn ?? '';
  const loadBalancers = [{ targetGroupArn: group, containerName: 'app', containerPort: 80 }];
  ecs.createService(fargateService({ taskDefinition: 'shop', loadBalancers, desiredCount: 2 }));
  ecs.createService(fargateService({ serviceName: 'draining', desiredCount: 0 }));
  ecs.deleteService({ cluster: 'prod', service: 'draining' });
  const outside = { cluster: 'prod', service: 'outside' };
  const controlled = { cluster: 'prod', desiredCount: 2, deploymentController: { type: 'EXTERNAL' as const } };
  ecs.createService({ ...controlled, serviceName: 'outside' });
  const taskSet = ecs.createTaskSet({ ...outside, taskDefinition: 'legacy' }).taskSet;
  made.run('3m');
  ecs.updateService({ cluster: 'prod', service: 'web', forceNewDeployment: true });
  const standalone = ecs.runTask(fargateTask({ clientToken: 'token' })).tasks[0]?.taskArn ?? '';
  made.run('20s');
  const [deployment] = ecs.listServiceDeployments({ cluster: 'prod', service: 'web' }).serviceDeployments;
  const tasks = [standalone, ...ecs.listTasks({ cluster: 'prod', serviceName: 'web' }).taskArns];
  const ids = tasks.map((arn) => arn.split('/')[2]);
  const services = ['web', 'outside', `${prefix}service/prod/web`, 'draining', 'nowhere'];
  const definitions = ['web', 'web:1', 'shop:1', 'old:1', 'legacy', 'nowhere', `${prefix}task-definition/web:2`];
  const resources = [
    `${prefix}cluster/prod`,
    `${prefix}service/prod/web`,
    standalone,
    `${prefix}task-definition/web:1`,
  ];
  const providers = ['FARGATE', 'FARGATE_SPOT', 'instances', 'nowhere'];
  return {
    sim: made,
    taken: {
      createService: fargateService({ serviceName: 'new', taskDefinition: 'shop', loadBalancers }),
      createTaskSet: { ...outside, taskDefinition: 'legacy' },
      describeTaskSets: outside,
      updateTaskSet: { ...outside, taskSet: taskSet.id, scale: { value: 0 } },
      deleteTaskSet: { ...outside, taskSet: taskSet.id },
      updateServicePrimaryTaskSet: { ...outside, primaryTaskSet: taskSet.id },
      updateService: { cluster: 'prod', service: 'web', desiredCount: 3 },
      runTask: fargateTask({ count: 2 }),
      startTask: {
        cluster: 'prod',
        taskDefinition: 'legacy',
        containerInstances: ['one'],
      },
      registerTaskDefinition: fargateDefinition('web', { containerDefinitions: containers }),
      createCapacityProvider: { name: 'more', autoScalingGroupProvider: { autoScalingGroupArn: 'group' } },
      updateCapacityProvider: { name: 'instances', autoScalingGroupProvider: { managedDraining: 'DISABLED' } },
      putAccountSetting: { name: 'containerInsights', value: 'enabled' },
      listTasks: { cluster: 'prod' },
      listServiceDeployments: { cluster: 'prod', service: 'web' },
      createTargetGroup: { Name: 'other', Protocol: 'HTTP', Port: 80, TargetType: 'ip', VpcId: 'vpc-1' },
      createLoadBalancer: { Name: 'other', Subnets: ['subnet-1a', 'subnet-1b'] },
      createListener: {
        LoadBalancerArn: balancer,
        Protocol: 'HTTP',
        Port: 8_080,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
      },
      createRule: {
        ListenerArn: listener,
        Priority: 2,
        Conditions: [{ Field: 'path-pattern', Values: ['/b'] }],
        Actions: [{ Type: 'forward', TargetGroupArn: group }],
      },
    },
    likely: {
      ecs: {
        taskSet: [taskSet.id, taskSet.taskSetArn],
        primaryTaskSet: [taskSet.id],
        taskSets: [taskSet.id, 'ecs-svc/1'],
        cluster: ['prod', 'prod', 'prod', `${prefix}cluster/prod`, 'gone', 'nowhere'],
        clusters: ['prod', `${prefix}cluster/prod`, 'gone', 'nowhere'],
        clusterName: ['prod', 'new', 'gone'],
        service: services,
        services,
        serviceName: ['new', 'web', 'draining'],
        taskDefinition: definitions,
        taskDefinitions: definitions,
        task: [...tasks, ...ids],
        tasks: [...tasks, ...ids],
        resourceArn: [...resources, `${prefix}capacity-provider/instances`],
        serviceDeploymentArn: [deployment?.serviceDeploymentArn],
        serviceDeploymentArns: [deployment?.serviceDeploymentArn],
        serviceRevisionArns: [deployment?.targetServiceRevisionArn],
        capacityProvider: providers,
        capacityProviders: providers,
        autoScalingGroupArn: ['group'],
        networkConfiguration: [networkInput(), networkInput(), {}],
        loadBalancers: [{ targetGroupArn: group, containerName: 'app', containerPort: 80 }],
        launchType: ['FARGATE', 'FARGATE', 'EC2'],
        tags: [{ key: 'a', value: '1' }],
        tagKeys: ['a'],
        family: ['web', 'new'],
        cpu: ['256', '512'],
        memory: ['512', '1024'],
        image: ['shop:1'],
        nextToken: ['token'],
        clientToken: ['token', 'other'],
        desiredCount: [0, 1, 3],
        count: [1, 2],
        deploymentController: [{ type: 'ECS' }, { type: 'EXTERNAL' }],
        deploymentConfiguration: [{ maximumPercent: 150 }, { minimumHealthyPercent: 50 }],
        name: ['app', 'web', 'instances', 'containerInsights', 'awsvpcTrunking'],
        value: ['enabled', 'disabled', '1'],
        namespace: ['shop'],
      },
      elbv2: {
        LoadBalancerArn: [balancer],
        LoadBalancerArns: [balancer],
        ListenerArn: [listener],
        ListenerArns: [listener],
        RuleArn: [rule],
        RuleArns: [rule],
        TargetGroupArn: [group],
        TargetGroupArns: [group],
        ResourceArns: [balancer, group, listener, rule],
        Name: ['front', 'shop', 'new'],
        Names: ['front', 'shop'],
        Subnets: ['subnet-1a', 'subnet-1b'],
        Protocol: ['HTTP', 'TCP'],
        Port: [80, 8080],
        VpcId: ['vpc-1'],
        TargetType: ['ip'],
        Actions: [{ Type: 'forward', TargetGroupArn: group }],
        DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
        Conditions: [{ Field: 'path-pattern', Values: ['/b'] }],
        Targets: [{ Id: '10.1.0.9' }, { Id: '10.1.0.8', Port: 80 }],
      },
    },
  };
}
