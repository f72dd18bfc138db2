import * as fc from 'fast-check';
import { knownOperations } from '../../src/api/call.js';
import type {
  AwsServiceName,
  ContainerBehaviour,
  Fault,
  FaultWindow,
  SimulatorOptions,
  WorkloadSelector,
} from '../../src/index.js';
import { createSimulator, type Simulator } from '../../src/index.js';
import { type Action, perform, reference } from './actions.js';

/** A simulator and what is done to it. */
export interface Scenario {
  readonly options: SimulatorOptions;
  readonly actions: readonly Action[];
}

const call = (operation: string, input: unknown, api: AwsServiceName = 'ecs'): Action => ({
  does: 'call',
  api,
  operation,
  input,
});

/** A simulator in which the stage is set: a cluster, task definitions, two target groups behind a balancer each. */
export function aStage(options: SimulatorOptions): Simulator {
  const sim = createSimulator(options);
  for (const action of stage) {
    const outcome = perform(sim, action);
    if (outcome !== 'done') throw new Error(`${JSON.stringify(action)} was refused: ${outcome}`);
  }
  return sim;
}

const container = (about: object = {}): object => ({
  name: 'app',
  image: 'shop/web:1',
  essential: true,
  portMappings: [{ containerPort: 80 }],
  ...about,
});

const check = (about: object = {}): object => ({
  healthCheck: { command: ['CMD', 'true'], interval: 10, retries: 2, timeout: 5, ...about },
});

const definition = (family: string, ...containers: object[]): Action =>
  call('registerTaskDefinition', {
    family,
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: containers,
  });

const digest = `sha256:${'ab'.repeat(32)}`;

/** Revisions of every kind: plain, another image, checked, by digest, with an init container, restarted in place. */
const definitions: readonly Action[] = [
  definition('web', container()),
  definition('web', container({ image: 'shop/web:2' })),
  definition('web', container({ image: `shop/web@${digest}`, stopTimeout: 5 })),
  definition('api', container({ image: 'shop/api:1', ...check() })),
  definition('api', container({ image: 'shop/api:2', ...check({ startPeriod: 30, retries: 3 }) })),
  definition(
    'api',
    container({ image: 'shop/api:2', dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] }),
    container({ name: 'init', image: 'shop/init:1', essential: false, portMappings: [] }),
    container({ name: 'side', image: 'shop/side:1', portMappings: [], ...check({ interval: 5, retries: 1 }) }),
  ),
  definition(
    'api',
    container({
      image: 'shop/api:3',
      restartPolicy: { enabled: true, ignoredExitCodes: [0], restartAttemptPeriod: 60 },
    }),
  ),
];

const balancers: readonly Action[] = ['application', 'network'].flatMap((Type, place) => {
  const protocol = Type === 'application' ? 'HTTP' : 'TCP';
  return [
    call('createLoadBalancer', { Name: `lb-${place}`, Type, Subnets: ['subnet-a', 'subnet-b'] }, 'elbv2'),
    call(
      'createTargetGroup',
      {
        Name: `tg-${place}`,
        Protocol: protocol,
        Port: 80,
        VpcId: 'vpc-1',
        TargetType: 'ip',
        HealthCheckIntervalSeconds: 10,
        HealthCheckTimeoutSeconds: 5,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 2,
      },
      'elbv2',
    ),
    call(
      'modifyTargetGroupAttributes',
      {
        TargetGroupArn: reference('targetGroup', place),
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '20' }],
      },
      'elbv2',
    ),
    call(
      'createListener',
      {
        LoadBalancerArn: reference('loadBalancer', place),
        Protocol: protocol,
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: reference('targetGroup', place) }],
      },
      'elbv2',
    ),
  ];
});

const stage: readonly Action[] = [call('createCluster', { clusterName: 'main' }), ...definitions, ...balancers];

// ---------------------------------------------------------------------------------------------------------- arbitraries

const serviceNames = fc.constantFrom('one', 'two', 'three');
const taskDefinitions = fc.constantFrom('web:1', 'web:2', 'web:3', 'api:1', 'api:2', 'api:3', 'api:4');
const desiredCounts = fc.integer({ min: 0, max: 5 });
const places = fc.nat(20);
const seconds = fc.integer({ min: 1, max: 300 });

const percents = fc.constantFrom(
  { minimumHealthyPercent: 100, maximumPercent: 200 },
  { minimumHealthyPercent: 100, maximumPercent: 150 },
  { minimumHealthyPercent: 100, maximumPercent: 125 },
  { minimumHealthyPercent: 75, maximumPercent: 125 },
  { minimumHealthyPercent: 90, maximumPercent: 110 },
  { minimumHealthyPercent: 50, maximumPercent: 200 },
  { minimumHealthyPercent: 50, maximumPercent: 100 },
  { minimumHealthyPercent: 0, maximumPercent: 100 },
);

const breakers = fc.record({
  deploymentCircuitBreaker: fc.record(
    {
      enable: fc.boolean(),
      rollback: fc.boolean(),
      resetOnHealthyTask: fc.boolean(),
      thresholdConfiguration: fc.constantFrom(
        { type: 'COUNT', value: 2 },
        { type: 'BOUNDED_PERCENT', value: 50 },
        { type: 'UNBOUNDED_PERCENT', value: 100 },
      ),
    },
    { requiredKeys: ['enable', 'rollback'] },
  ),
});

const configurations = fc
  .tuple(percents, fc.option(breakers, { nil: {} }))
  .map(([some, more]) => ({ ...some, ...more }));

/** Balancers of a service: none, the ALB's group, the NLB's, or both. */
const loadBalancers = fc.constantFrom<readonly number[]>([], [], [0], [1], [0, 1]).map((groups) =>
  groups.map((place) => ({
    targetGroupArn: reference('targetGroup', place),
    containerName: 'app',
    containerPort: 80,
  })),
);

const subnets = fc.constantFrom(['subnet-a'], ['subnet-a', 'subnet-b'], ['subnet-a', 'subnet-b', 'subnet-c']);

const createService = fc
  .record(
    {
      serviceName: serviceNames,
      taskDefinition: taskDefinitions,
      desiredCount: desiredCounts,
      deploymentConfiguration: configurations,
      loadBalancers,
      healthCheckGracePeriodSeconds: fc.constantFrom(0, 30, 120),
      availabilityZoneRebalancing: fc.constantFrom('ENABLED', 'DISABLED'),
      subnets,
    },
    { requiredKeys: ['serviceName', 'taskDefinition', 'desiredCount', 'deploymentConfiguration', 'subnets'] },
  )
  .map(({ subnets: given, ...request }) =>
    call('createService', {
      cluster: 'main',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: given } },
      ...request,
    }),
  );

const updateService = fc
  .record(
    {
      service: serviceNames,
      taskDefinition: taskDefinitions,
      desiredCount: desiredCounts,
      forceNewDeployment: fc.boolean(),
      deploymentConfiguration: configurations,
      healthCheckGracePeriodSeconds: fc.constantFrom(0, 30, 120),
      loadBalancers,
    },
    { requiredKeys: ['service'] },
  )
  .map((request) => call('updateService', { cluster: 'main', ...request }));

const aboutTasks = fc.oneof(
  places.map((place) => call('stopTask', { cluster: 'main', task: reference('task', place), reason: 'a drill' })),
  fc
    .record({ place: places, protectionEnabled: fc.boolean(), expiresInMinutes: fc.constantFrom(1, 5, 60) })
    .map(({ place, ...request }) =>
      call('updateTaskProtection', { cluster: 'main', tasks: [reference('task', place)], ...request }),
    ),
  fc
    .record({ taskDefinition: taskDefinitions, count: fc.integer({ min: 1, max: 3 }), subnets })
    .map(({ subnets: given, ...request }) =>
      call('runTask', {
        cluster: 'main',
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: given } },
        ...request,
      }),
    ),
);

const deletions = fc.oneof(
  fc
    .record({ service: serviceNames, force: fc.boolean() })
    .map((request) => call('deleteService', { cluster: 'main', ...request })),
  places.map((place) =>
    call('stopServiceDeployment', {
      serviceDeploymentArn: reference('serviceDeployment', place),
      stopType: 'ROLLBACK',
    }),
  ),
  fc.constant(call('deregisterTaskDefinition', { taskDefinition: 'web:1' })),
);

const aboutBalancers = fc
  .oneof(
    fc
      .record({
        place: fc.nat(1),
        HealthCheckIntervalSeconds: fc.constantFrom(10, 30),
        UnhealthyThresholdCount: fc.integer({ min: 2, max: 4 }),
        HealthyThresholdCount: fc.integer({ min: 2, max: 4 }),
      })
      .map(({ place, ...request }) => ({
        operation: 'modifyTargetGroup',
        input: { TargetGroupArn: reference('targetGroup', place), ...request },
      })),
    fc.record({ place: fc.nat(1), delay: fc.constantFrom('0', '20', '300') }).map(({ place, delay }) => ({
      operation: 'modifyTargetGroupAttributes',
      input: {
        TargetGroupArn: reference('targetGroup', place),
        Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: delay }],
      },
    })),
    places.map((place) => ({ operation: 'deleteListener', input: { ListenerArn: reference('listener', place) } })),
    fc.record({ place: fc.nat(1), Port: fc.constantFrom(80, 81) }).map(({ place, Port }) => ({
      operation: 'createListener',
      input: {
        LoadBalancerArn: reference('loadBalancer', place),
        Protocol: place === 0 ? 'HTTP' : 'TCP',
        Port,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: reference('targetGroup', place) }],
      },
    })),
    fc
      .record({ place: fc.nat(1), Id: fc.constantFrom('10.0.0.4', '10.0.0.5', '10.9.9.9'), adds: fc.boolean() })
      .map(({ place, Id, adds }) => ({
        operation: adds ? 'registerTargets' : 'deregisterTargets',
        input: { TargetGroupArn: reference('targetGroup', place), Targets: [{ Id, Port: 80 }] },
      })),
  )
  .map(({ operation, input }) => call(operation, input, 'elbv2'));

/** Requests that nobody can answer, and valid ones with one member spoilt. */
const garbage = fc.oneof(
  fc
    .constantFrom<AwsServiceName>('ecs', 'elbv2')
    .chain((api) =>
      fc.record({ api: fc.constant(api), operation: fc.constantFrom(...knownOperations(api)), input: fc.jsonValue() }),
    )
    .map(({ api, operation, input }) => call(operation, input, api)),
  fc
    .tuple(fc.oneof(createService, updateService, aboutTasks, aboutBalancers), places, fc.jsonValue())
    .map(([action, place, value]) => {
      if (action.does !== 'call') return action;
      const input = action.input as Record<string, unknown>;
      const name = Object.keys(input)[place % Object.keys(input).length] ?? 'cluster';
      return { ...action, input: { ...input, [name]: value } };
    }),
);

const behaviours: fc.Arbitrary<ContainerBehaviour> = fc.constantFrom<ContainerBehaviour>(
  {},
  { exits: { code: 1, after: '1s' } },
  { exits: { code: 1, after: '4s' } },
  { exits: { code: 0, after: '30s' } },
  { exits: { code: 3, after: '90s' } },
  { outOfMemory: { after: '20s' } },
  { startsIn: '30s' },
  { healthCheck: 'failing' },
  {
    healthCheck: [
      { after: 0, is: 'passing' },
      { after: '70s', is: 'failing' },
    ],
  },
  { http: 500 },
  { http: 'silent' },
  { http: 'refused' },
  {
    http: [
      { after: 0, is: 200 },
      { after: '80s', is: 503 },
      { after: '200s', is: 200 },
    ],
  },
  { http: { status: 200, latency: '3s' } },
  { onSigterm: 'ignored' },
  { onSigterm: { exitsIn: '8s', code: 143 } },
);
const flakyBehaviours = fc.constantFrom<ContainerBehaviour>({ flaky: 0.2 }, { flaky: 0.5, startsIn: '5s' });

const selectors = fc.oneof(
  fc.constantFrom<string | WorkloadSelector>(
    'web',
    'web:2',
    'api',
    'api:2',
    { container: 'init' },
    { container: 'side' },
  ),
  fc.record({ taskDefinition: taskDefinitions, launches: fc.constantFrom({ to: 2 }, { from: 3 }, { from: 2, to: 4 }) }),
);

const randomSelectors = fc.record({ family: fc.constantFrom('web', 'api'), fraction: fc.constantFrom(0.3, 0.7) });

const windows = fc.record({ from: fc.nat(120), lasts: fc.option(seconds, { nil: undefined }) }).map(
  ({ from, lasts }): FaultWindow => ({
    from: `+${from}s`,
    ...(lasts === undefined ? {} : { until: `+${from + lasts}s` }),
  }),
);

const zones = fc.constantFrom('us-east-1a', 'us-east-1b');

const faults: fc.Arbitrary<Fault> = fc.oneof(
  fc
    .record({ service: serviceNames, count: fc.integer({ min: 1, max: 2 }), pick: fc.constantFrom('oldest', 'newest') })
    .map((fault) => ({ kind: 'killTask' as const, ...fault })),
  fc.nat(100).map((at) => ({ kind: 'killTask' as const, task: reference('task', at), at: `+${at}s` })),
  fc.tuple(fc.constantFrom('shop/web:2', 'shop/api:2'), windows).map(([image, window]) => ({
    kind: 'imagePullFails' as const,
    image,
    failsAfter: '40s',
    ...window,
  })),
  fc.tuple(taskDefinitions, windows).map(([taskDefinition, window]) => ({
    kind: 'secretMissing' as const,
    taskDefinition,
    failsAfter: '60s',
    ...window,
  })),
  fc.tuple(fc.option(zones, { nil: undefined }), windows).map(([zone, window]) => ({
    kind: 'capacityUnavailable' as const,
    ...(zone === undefined ? {} : { zone }),
    ...window,
  })),
  fc.tuple(zones, windows).map(([zone, window]) => ({ kind: 'zoneLost' as const, zone, ...window })),
  fc
    .tuple(fc.constantFrom('tg-0', 'tg-1'), fc.constantFrom('silent' as const, 'refused' as const, 503), windows)
    .map(([targetGroup, how, window]) => ({ kind: 'targetsFail' as const, targetGroup, how, ...window })),
  fc.tuple(fc.constantFrom(1, 3), windows).map(([times, window]) => ({
    kind: 'slowProvisioning' as const,
    times,
    extra: '5s',
    ...window,
  })),
);

const randomKills = serviceNames.map((service) => ({ kind: 'killTask' as const, service, pick: 'random' as const }));

/** Milliseconds that fall between everything, seconds, minutes, now and then hours. */
export const stretches = fc.oneof(
  { weight: 2, arbitrary: fc.nat(999) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }).map((count) => count * 1_000) },
  { weight: 4, arbitrary: fc.integer({ min: 40_000, max: 400_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 400, max: 8_000 }).map((count) => count * 1_000) },
);

const validCalls = fc.oneof(
  { weight: 3, arbitrary: createService },
  { weight: 6, arbitrary: updateService },
  { weight: 3, arbitrary: aboutTasks },
  { weight: 1, arbitrary: deletions },
  { weight: 2, arbitrary: aboutBalancers },
);

const scheduled = fc
  .tuple(validCalls, fc.nat(200_000))
  .map(
    ([action, afterMs]): Action =>
      action.does === 'call' ? { ...action, does: 'schedule', afterMs } : { does: 'run', ms: afterMs },
  );

export interface Kind {
  /** Draws of chance: random picks, fractions, flaky checks, jitter. */
  readonly chance?: boolean;
  /** Mostly requests that are refused. */
  readonly refusals?: boolean;
  readonly maxLength?: number;
  /** Nothing that a user does wrong, nor anything that goes wrong: what the scheduler does alone. */
  readonly healthy?: boolean;
}

export function actionsOf({ chance = true, refusals = false, healthy = false }: Kind): fc.Arbitrary<Action> {
  const workload = (of: fc.Arbitrary<[string | WorkloadSelector, ContainerBehaviour]>) =>
    of.map(([selector, behaviour]): Action => ({ does: 'workload', selector, behaviour }));
  const fault = (of: fc.Arbitrary<Fault>) => of.map((each): Action => ({ does: 'fault', fault: each }));
  return fc.oneof(
    { weight: 8, arbitrary: stretches.map((ms): Action => ({ does: 'run', ms })) },
    { weight: 8, arbitrary: validCalls },
    { weight: 1, arbitrary: scheduled },
    ...(healthy
      ? []
      : [
          { weight: 3, arbitrary: workload(fc.tuple(selectors, behaviours)) },
          { weight: 1, arbitrary: fc.constant<Action>({ does: 'clearWorkloads' }) },
          { weight: 3, arbitrary: fault(faults) },
          { weight: 1, arbitrary: places.map((which): Action => ({ does: 'removeFault', which })) },
        ]),
    ...(chance && !healthy
      ? [
          { weight: 1, arbitrary: workload(fc.tuple(fc.oneof(selectors, randomSelectors), flakyBehaviours)) },
          { weight: 1, arbitrary: workload(fc.tuple(randomSelectors, behaviours)) },
          { weight: 1, arbitrary: fault(randomKills) },
        ]
      : []),
    { weight: refusals ? 20 : 1, arbitrary: garbage },
  );
}

const options = (chance: boolean): fc.Arbitrary<SimulatorOptions> =>
  fc.record(
    {
      seed: fc.nat(1_000),
      latency: fc.constantFrom('fargate', 'fargate', 'fargate', 'ec2-awsvpc', 'zero'),
      jitter: fc.constantFrom(0, chance ? 0.3 : 0),
      digestGate: fc.constantFrom('firstTask', 'none'),
      behaviour: fc.constantFrom('2026-07', '2025-11', '2024-01'),
      replaceExternallyStopped: fc.constantFrom('onStopped', 'onStopRequested'),
      stopEventOrder: fc.constantFrom('stoppedFirst', 'deregisteredFirst'),
      eagerStop: fc.boolean(),
    },
    { requiredKeys: ['seed'] },
  );

/** Every scenario begins with a service that is let settle or not. */
export function scenariosOf(kind: Kind = {}): fc.Arbitrary<Scenario> {
  return fc
    .record({
      options: options(kind.chance ?? true),
      first: createService,
      settles: fc.boolean(),
      rest: fc.array(actionsOf(kind), { maxLength: kind.maxLength ?? 25 }),
    })
    .map(({ options: given, first, settles, rest }) => ({
      options: given,
      actions: [first, ...(settles ? [{ does: 'run', ms: 180_000 } as const] : []), ...rest],
    }));
}
