import { describe, expect, test } from 'vitest';
import type { CapacityProviderStrategyItem } from '../../../src/model/aws/ecs.generated.js';
import { described, expectRefused, fargateService, fargateTask, prodCluster, refusalOf, tasksOf } from './setup.js';

type Strategy = CapacityProviderStrategyItem[];

/** The cluster has both of Fargate's providers. */
function withProviders(defaultCapacityProviderStrategy: Strategy = []) {
  const sim = prodCluster();
  sim.ecs.putClusterCapacityProviders({
    cluster: 'prod',
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy,
  });
  return sim;
}

const item = (capacityProvider: string, weight: number, base = 0) => ({ capacityProvider, weight, base });
const without = ({ launchType: _launchType, ...request }: ReturnType<typeof fargateService>) => request;

const perProvider = (tasks: readonly { capacityProviderName?: string }[]) => {
  const counts: Record<string, number> = {};
  for (const { capacityProviderName = 'none' } of tasks)
    counts[capacityProviderName] = (counts[capacityProviderName] ?? 0) + 1;
  return counts;
};

describe('tasks are spread over providers by base and weight [launch-provider-by-base-and-weight]', () => {
  test.each<[string, number, Strategy, Record<string, number>]>([
    ['one alone', 3, [item('FARGATE_SPOT', 1)], { FARGATE_SPOT: 3 }],
    [
      'a base of one, then one to four',
      10,
      [item('FARGATE', 1, 1), item('FARGATE_SPOT', 4)],
      { FARGATE: 3, FARGATE_SPOT: 7 },
    ],
    ['a base alone', 6, [item('FARGATE', 0, 2), item('FARGATE_SPOT', 1)], { FARGATE: 2, FARGATE_SPOT: 4 }],
  ])('%s: of a service, and of RunTask', (_, count, capacityProviderStrategy, expected) => {
    const sim = withProviders();
    sim.ecs.createService(without(fargateService({ desiredCount: count, capacityProviderStrategy })));
    sim.runUntilSteady();
    expect(perProvider(tasksOf(sim))).toEqual(expected);
    expect(described(sim)).toMatchObject({ capacityProviderStrategy, runningCount: count });
    const { launchType: _launchType, ...request } = fargateTask({ count, capacityProviderStrategy });
    expect(perProvider(sim.ecs.runTask(request).tasks)).toEqual(expected);
  });

  test('RunTask uses the default strategy of the cluster', () => {
    const sim = withProviders([item('FARGATE_SPOT', 1)]);
    const { launchType: _launchType, ...request } = fargateTask();
    expect(perProvider(sim.ecs.runTask(request).tasks)).toEqual({ FARGATE_SPOT: 1 });
    expect(perProvider(sim.ecs.runTask(fargateTask()).tasks)).toEqual({ none: 1 });
  });
});

describe('UpdateService', () => {
  const created = () => {
    const sim = withProviders();
    sim.ecs.createService(fargateService());
    sim.runUntilSteady();
    return sim;
  };
  const change = (sim: ReturnType<typeof created>, capacityProviderStrategy: Strategy, forceNewDeployment = false) =>
    sim.ecs.updateService({ cluster: 'prod', service: 'web', capacityProviderStrategy, forceNewDeployment }).service;

  test('changes the strategy with a forced deployment only [service-strategy-changes-with-force]', () => {
    const sim = created();
    expectRefused(
      sim,
      () => change(sim, [item('FARGATE_SPOT', 1)]),
      'InvalidParameterException',
      'When switching from launch type to capacity provider strategy on an existing service, or making a change to a capacity provider strategy on a service that is already using one, you must force a new deployment.',
    );
    const service = change(sim, [item('FARGATE_SPOT', 1)], true);
    expect(service).toMatchObject({ capacityProviderStrategy: [item('FARGATE_SPOT', 1)] });
    expect(service).not.toHaveProperty('launchType');
    expect(service?.deployments?.map((each) => each.launchType)).toEqual([undefined, 'FARGATE']);
    sim.runUntilSteady();
    expect(perProvider(tasksOf(sim))).toEqual({ FARGATE_SPOT: 1 });
    // The same strategy is no change.
    expect(change(sim, [item('FARGATE_SPOT', 1)])?.deployments).toHaveLength(1);
  });

  test('an empty strategy goes back to the launch type that the service was created with [service-strategy-changes-with-force]', () => {
    const sim = created();
    change(sim, [item('FARGATE_SPOT', 1)], true);
    sim.runUntilSteady();
    const service = change(sim, [], true);
    expect(service?.launchType).toBe('FARGATE');
    expect(service).not.toHaveProperty('capacityProviderStrategy');
  });

  test('without a launch type to go back to, it is refused', () => {
    const sim = withProviders();
    sim.ecs.createService(without(fargateService({ capacityProviderStrategy: [item('FARGATE', 1)] })));
    expectRefused(
      sim,
      () => change(sim, [], true),
      'InvalidParameterException',
      'No launch type to fall back to for empty capacity provider strategy. Your service was not created with a launch type.',
    );
  });
});

describe('refusals', () => {
  test('providers that are not associated, not known, or have no weight [cluster-strategy-rejections]', () => {
    const sim = prodCluster();
    const run = (capacityProviderStrategy: Strategy) => () => {
      const { launchType: _launchType, ...request } = fargateTask({ capacityProviderStrategy });
      return sim.ecs.runTask(request);
    };
    for (const provider of ['FARGATE', 'my-instances']) {
      expectRefused(
        sim,
        run([item(provider, 1)]),
        'InvalidParameterException',
        'The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster. Associate the capacity provider with the cluster or specify a valid capacity provider and try again.',
      );
    }
    const weightless = withProviders([item('FARGATE', 0, 1), item('FARGATE_SPOT', 0)]);
    const { launchType: _launchType, ...request } = fargateTask();
    for (const call of [
      () => weightless.ecs.runTask(request),
      () => weightless.ecs.createService(without(fargateService())),
    ]) {
      expectRefused(
        weightless,
        call,
        'InvalidParameterException',
        "There are no capacity providers with a weight value greater than zero defined in the default capacity provider strategy. At least one capacity provider must have a weight value greater than zero specified. Update the cluster's default capacity provider strategy or specify a valid capacity provider strategy and try again.",
      );
    }
  });

  test('a provider in use is not taken from its cluster [cluster-provider-in-use]', () => {
    const sim = withProviders();
    sim.ecs.createService(without(fargateService({ capacityProviderStrategy: [item('FARGATE_SPOT', 1)] })));
    const error = expectRefused(
      sim,
      () =>
        sim.ecs.putClusterCapacityProviders({
          cluster: 'prod',
          capacityProviders: ['FARGATE'],
          defaultCapacityProviderStrategy: [],
        }),
      'ResourceInUseException',
      'The specified capacity provider is in use and cannot be removed.',
    );
    expect(error.help).toBe('It is used by service web.');

    sim.runUntilSteady();
    sim.ecs.deleteService({ cluster: 'prod', service: 'web', force: true });
    const keepOne = () =>
      sim.ecs.putClusterCapacityProviders({
        cluster: 'prod',
        capacityProviders: ['FARGATE'],
        defaultCapacityProviderStrategy: [],
      });
    expect(refusalOf(keepOne).help, 'it drains').toMatch(/^It is used by /);
    sim.run('5m');
    expect(keepOne().cluster?.capacityProviders).toEqual(['FARGATE']);
  });

  test('a provider is in use by superseded deployments and by tasks of its cluster, until they go [cluster-provider-in-use]', () => {
    const sim = withProviders();
    const keepOne = (cluster = 'prod', { ecs } = sim) =>
      ecs.putClusterCapacityProviders({
        cluster,
        capacityProviders: ['FARGATE'],
        defaultCapacityProviderStrategy: [],
      }).cluster?.capacityProviders;
    sim.ecs.createCluster({ clusterName: 'other', capacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
    const capacityProviderStrategy = [item('FARGATE_SPOT', 1)];
    const { launchType: _launchType, ...request } = fargateTask({ capacityProviderStrategy });
    const task = sim.ecs.runTask(request).tasks[0]?.taskArn ?? '';
    expect(keepOne('other'), 'the task is of another cluster').toEqual(['FARGATE']);
    expect(refusalOf(keepOne).help).toBe('It is used by tasks of family:web.');
    sim.ecs.stopTask({ cluster: 'prod', task });
    const afterwards = sim.fork();
    expect(keepOne(), 'the task was asked to stop').toEqual(['FARGATE']);

    afterwards.ecs.createService(without(fargateService({ capacityProviderStrategy })));
    afterwards.runUntilSteady();
    afterwards.ecs.updateService({
      cluster: 'prod',
      service: 'web',
      capacityProviderStrategy: [item('FARGATE', 1)],
      forceNewDeployment: true,
    });
    expect(refusalOf(() => keepOne('prod', afterwards)).help).toBe('It is used by service web.');
    afterwards.runUntilSteady();
    expect(keepOne('prod', afterwards)).toEqual(['FARGATE']);
  });

  test('a strategy beside a launch type (recorded: execution.json #25) [cluster-strategy-rejections]', () => {
    const sim = withProviders();
    expectRefused(
      sim,
      () => sim.ecs.runTask(fargateTask({ capacityProviderStrategy: [item('FARGATE', 1)] })),
      'InvalidParameterException',
      'You may choose a capacity provider or a launch type but not both.',
    );
  });
});
