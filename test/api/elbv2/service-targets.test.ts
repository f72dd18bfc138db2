import { describe, expect, test } from 'vitest';
import { addFault } from '../../../src/engine/apply/faults.js';
import { addWorkloadRule } from '../../../src/engine/apply/workloads.js';
import { taskArn } from '../../../src/engine/views/names.js';
import type { ContainerBehaviour } from '../../../src/workload/behaviour.js';
import { compileRule } from '../../../src/workload/rule.js';
import { aScene, healthOf, madeListener, madeNetworkPath, madePath, type Path, type Scene } from './builders.js';

/** A Fargate service of two tasks behind a target group. */
function started(scene: Scene, { group }: Path, healthCheckGracePeriodSeconds = 0, named = 1): void {
  scene.ecs('createCluster', {});
  scene.ecs('registerTaskDefinition', {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image: 'shop/web:1', portMappings: [{ containerPort: 8080 }] }],
  });
  scene.ecs('createService', {
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1a', 'subnet-1b'] } },
    loadBalancers: Array.from({ length: named }, () => ({
      targetGroupArn: group,
      containerName: 'app',
      containerPort: 8080,
    })),
    healthCheckGracePeriodSeconds,
  });
}

const behaves = (scene: Scene, behaviour: ContainerBehaviour) => {
  scene.world.counters.workloadRule += 1;
  addWorkloadRule(scene.world, compileRule(scene.world.counters.workloadRule, { family: 'web' }, behaviour));
};

const running = (scene: Scene) => scene.ecs('describeServices', { services: ['web'] }).services?.[0]?.runningCount;

describe('targets of tasks', () => {
  test('are registered once, however often a service names their group and port', () => {
    const scene = aScene();
    const path = madePath(scene);
    started(scene, path, 0, 2);
    scene.pass(300);
    const { TargetHealthDescriptions } = scene.elb('describeTargetHealth', { TargetGroupArn: path.group });
    expect(TargetHealthDescriptions.map(({ Target }) => Target.Id)).toEqual(['10.0.0.4', '10.0.0.5']);
    const [service] = scene.ecs('describeServices', { services: ['web'] }).services;
    expect(service?.loadBalancers).toHaveLength(2);
    expect(service?.events.map(({ message }) => message)).toContain(
      `(service web) registered 1 targets in (target-group ${path.group})`,
    );
  });

  test('are the addresses of the tasks, in the zones of the tasks [task-address]', () => {
    const scene = aScene();
    const path = madePath(scene);
    started(scene, path);
    scene.pass(300);
    expect(running(scene)).toBe(2);
    expect(scene.elb('describeTargetHealth', { TargetGroupArn: path.group }).TargetHealthDescriptions).toEqual(
      [
        ['10.0.0.4', 'us-east-1a'],
        ['10.0.0.5', 'us-east-1b'],
      ].map(([Id, AvailabilityZone]) => ({
        Target: { Id, Port: 8080, AvailabilityZone },
        HealthCheckPort: '8080',
        TargetHealth: { State: 'healthy' },
        AdministrativeOverride: {
          State: 'no_override',
          Reason: 'AdministrativeOverride.NoOverride',
          Description: 'No override is currently active on target',
        },
      })),
    );
    expect(
      scene
        .elb('describeTargetHealth', {
          TargetGroupArn: path.group,
          Targets: [{ Id: '10.0.0.5', Port: 8080 }, { Id: '10.0.0.5' }],
        })
        .TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth.Reason ?? TargetHealth.State),
    ).toEqual(['healthy', 'Target.NotRegistered']);
  });

  test.each<{ answers: string; behaviour: ContainerBehaviour; alb: string; nlb: string }>([
    {
      answers: 'status 503',
      behaviour: {
        http: [
          { after: 0, is: 200 },
          { after: '5m', is: 503 },
        ],
      },
      alb: 'unhealthy Target.ResponseCodeMismatch',
      nlb: 'healthy',
    },
    {
      answers: 'nothing',
      behaviour: {
        http: [
          { after: 0, is: 200 },
          { after: '5m', is: 'silent' },
        ],
      },
      alb: 'unhealthy Target.Timeout',
      nlb: 'healthy',
    },
    {
      answers: 'no connection',
      behaviour: {
        http: [
          { after: 0, is: 200 },
          { after: '5m', is: 'refused' },
        ],
      },
      alb: 'unhealthy Target.FailedHealthChecks',
      nlb: 'unhealthy Target.FailedHealthChecks',
    },
  ])(
    'a container that answers with $answers [target-alb-needs-one-pass] [target-nlb-needs-the-threshold]',
    ({ behaviour, alb, nlb }) => {
      for (const [made, expected] of [
        [madePath, alb],
        [madeNetworkPath, nlb],
      ] as const) {
        const scene = aScene({ digestGate: 'none' });
        const path = made(scene);
        behaves(scene, behaviour);
        started(scene, path);
        // Both tasks have turned, and their replacements aren't registered yet.
        scene.pass(60 + 300 + 50);
        expect(healthOf(scene, path.group).slice(0, 2)).toEqual([
          `10.0.0.4:8080 ${expected}`,
          `10.0.0.5:8080 ${expected}`,
        ]);
      }
    },
  );

  test('the reason follows what later checks find, and says the code [target-reasons]', () => {
    const scene = aScene();
    const path = madePath(scene);
    behaves(scene, {
      http: [
        { after: 0, is: 500 },
        { after: '90s', is: 502 },
        { after: '150s', is: 200 },
      ],
    });
    started(scene, path, 3600);
    const seen = new Set<string>();
    for (let second = 0; second < 400; second += 1) {
      scene.pass(1);
      const { TargetHealthDescriptions } = scene.elb('describeTargetHealth', { TargetGroupArn: path.group });
      for (const { TargetHealth } of TargetHealthDescriptions) seen.add(TargetHealth.Description ?? TargetHealth.State);
    }
    expect([...seen]).toEqual([
      'Target registration is in progress',
      'Initial health checks in progress',
      'Health checks failed with these codes: [500]',
      'Health checks failed with these codes: [502]',
      'healthy',
    ]);
  });

  test('a fault that blinds a group shows as its checks find it', () => {
    const scene = aScene();
    const path = madePath(scene, { HealthCheckIntervalSeconds: 10 });
    started(scene, path);
    scene.pass(120);
    addFault(scene.world, {
      key: 1,
      fault: { kind: 'targetsFail', targetGroup: 'web', how: 418 },
      fromMs: scene.world.nowMs,
      failsAfterMs: undefined,
      extraMs: 0,
      untilMs: Number.POSITIVE_INFINITY,
    });
    scene.pass(20);
    expect(
      scene
        .elb('describeTargetHealth', { TargetGroupArn: path.group })
        .TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth),
    ).toEqual(
      Array(2).fill({
        State: 'unhealthy',
        Reason: 'Target.ResponseCodeMismatch',
        Description: 'Health checks failed with these codes: [418]',
      }),
    );
  });
});

describe('users who meddle with the targets of a service', () => {
  const settled = () => {
    const scene = aScene();
    const path = madePath(scene);
    started(scene, path);
    scene.pass(300);
    return { scene, ...path };
  };
  const Targets = [{ Id: '10.0.0.4', Port: 8080 }];

  test('deregister one: it drains and is gone, its task runs on', () => {
    const { scene, group } = settled();
    scene.elb('deregisterTargets', { TargetGroupArn: group, Targets });
    expect(healthOf(scene, group)).toEqual([
      '10.0.0.4:8080 draining Target.DeregistrationInProgress',
      '10.0.0.5:8080 healthy',
    ]);
    scene.pass(400);
    expect(healthOf(scene, group)).toEqual(['10.0.0.5:8080 healthy']);
    expect(running(scene)).toBe(2);
    expect(scene.world.services[1]?.healthyTargets).toBe(1);
  });

  test('register it again while it drains: it is checked anew', () => {
    const { scene, group } = settled();
    scene.elb('deregisterTargets', { TargetGroupArn: group, Targets });
    scene.pass(10);
    scene.elb('registerTargets', { TargetGroupArn: group, Targets });
    expect(healthOf(scene, group)[0]).toBe('10.0.0.4:8080 initial Elb.RegistrationInProgress');
    scene.pass(1);
    expect(healthOf(scene, group)[0]).toBe('10.0.0.4:8080 healthy');
    expect(scene.world.services[1]?.healthyTargets).toBe(2);
  });

  test('register one whose task is on its way out: it drains on, and the task stops [target-draining-starts-over]', () => {
    const { scene, group } = settled();
    scene.ecs('updateService', { service: 'web', desiredCount: 1 });
    scene.pass(30);
    const draining = healthOf(scene, group).find((line) => line.includes('draining')) ?? '';
    expect(draining).toMatch(/draining/);
    const [Id = '', Port = ''] = draining.split(' ')[0]?.split(':') ?? [];
    scene.elb('registerTargets', { TargetGroupArn: group, Targets: [{ Id, Port: Number(Port) }] });
    expect(healthOf(scene, group)).toContain(draining);
    scene.pass(600);
    expect(healthOf(scene, group)).toHaveLength(1);
    expect(running(scene)).toBe(1);
  });

  test('register the address of a task elsewhere: only its service can', () => {
    const { scene, group } = settled();
    expect(scene.refusal('registerTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.4', Port: 9000 }] })).toBe(
      'UnsupportedFeatureException: steadystate does not simulate RegisterTargets of a task (10.0.0.4) yet.',
    );
    expect(scene.refusal('registerTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.6' }] })).toBe('taken');
  });

  test('delete the listener: the targets are unused, and healthy again once it is back', () => {
    const { scene, balancer, group, listener } = settled();
    scene.elb('deleteListener', { ListenerArn: listener });
    expect(healthOf(scene, group)).toEqual([
      '10.0.0.4:8080 unused Target.NotInUse',
      '10.0.0.5:8080 unused Target.NotInUse',
    ]);
    expect(scene.world.services[1]?.healthyTargets).toBe(0);
    scene.pass(600);
    expect(running(scene)).toBe(2);
    madeListener(scene, balancer, group);
    scene.pass(1);
    expect(healthOf(scene, group)).toEqual(['10.0.0.4:8080 healthy', '10.0.0.5:8080 healthy']);
  });

  test('delete the whole group: tasks that drain are let go, the service lives on [target-group-of-a-service-deleted]', () => {
    const { scene, group, listener } = settled();
    scene.ecs('updateService', { service: 'web', desiredCount: 1 });
    scene.pass(30);
    scene.elb('deleteListener', { ListenerArn: listener });
    scene.elb('deleteTargetGroup', { TargetGroupArn: group });
    expect(scene.elb('describeTargetGroups', {})).toEqual({ TargetGroups: [] });
    expect(scene.world.targets.liveCount).toBe(0);
    scene.pass(120);
    // The task that was draining is gone, long before the delay of 300 s.
    expect([...scene.world.taskIndex.rows()].map((task) => taskArn(scene.world, task))).toHaveLength(2);
    expect(running(scene)).toBe(1);
    scene.ecs('updateService', { service: 'web', desiredCount: 3 });
    scene.pass(600);
    expect(running(scene)).toBe(3);
    scene.ecs('deleteService', { service: 'web', force: true });
    scene.pass(600);
    expect(scene.world.targets.liveCount).toBe(0);
  });
});
