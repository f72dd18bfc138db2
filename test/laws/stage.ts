import { createSimulator, type Simulator, type SimulatorOptions } from '../../src/index.js';
import { type Action, call, perform, reference } from './actions.js';

/** A simulator in which the stage is set: a cluster, task definitions, two target groups behind a balancer each. */
export function aStage(options: SimulatorOptions): Simulator {
  const sim = createSimulator(options);
  stageIn(sim);
  return sim;
}

/** The same in a simulator that is there already. */
export function stageIn(sim: Simulator): void {
  for (const action of stage) {
    const outcome = perform(sim, action);
    if (outcome !== 'done') throw new Error(`${JSON.stringify(action)} was refused: ${outcome}`);
  }
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
    // Enabled wherever tasks may run: in other zones no target would ever become healthy.
    call('createLoadBalancer', { Name: `lb-${place}`, Type, Subnets: ['subnet-a', 'subnet-b', 'subnet-c'] }, 'elbv2'),
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

/** An init container does its work and ends: nothing would start after it otherwise. */
export const initEnds: Action = {
  does: 'workload',
  selector: { container: 'init' },
  behaviour: { exits: { code: 0, after: '2s' } },
};

const stage: readonly Action[] = [
  call('createCluster', { clusterName: 'main' }),
  ...definitions,
  initEnds,
  ...balancers,
];
