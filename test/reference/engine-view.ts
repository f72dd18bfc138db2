import type { ContainerBehaviour, Fact, Simulator, SimulatorOptions } from '../../src/index.js';
import { createSimulator } from '../../src/index.js';
import type { Behaviour, Deed, SmallWorld, View } from './small-world.js';
import { type DeploymentLine, lineOfDeployment, lineOfService, lineOfTarget, lineOfTask } from './view-lines.js';

/**
 * The engine's side: the world is built by AWS calls, and seen through DescribeServices, DescribeTasks,
 * DescribeTargetHealth and the facts, as any user would.
 */
export class EngineView {
  /** Tasks that a deed stops, or has stopped. */
  readonly #stopAsked = new Set<string>();
  readonly #world: SmallWorld;
  readonly #sim: Simulator;
  readonly #startMs: number;
  readonly #targetGroupArn: string | undefined;
  readonly #taskNumbers = new Map<string, number>();
  readonly #deploymentNumbers = new Map<string, number>();
  readonly #tasksByAddress = new Map<string, number>();
  #live: string[] = [];
  #stoppedCount = 0;
  /** What was told since the last look. */
  #news: Fact[] = [];
  #state: readonly string[] = [];

  constructor(world: SmallWorld) {
    this.#world = world;
    this.#sim = createSimulator(optionsOf(world));
    this.#startMs = this.#sim.now.getTime();
    this.#sim.on('fact', (fact) => {
      this.#news.push(fact);
    });
    this.#targetGroupArn = this.#build();
  }

  get sim(): Simulator {
    return this.#sim;
  }

  /** Puts deeds of the tick that ends at `atMs` on their way. Calls come first in their ms; behaviours change 1 ms before. */
  prepare(atMs: number, deeds: readonly Deed[]): void {
    if (deeds.length === 0) return;
    this.#sim.runTo(this.#startMs + atMs - 1);
    for (const deed of deeds) this.#prepareOne(deed);
  }

  /** Moves to the end of a tick. @returns whether something was told */
  runTo(atMs: number): boolean {
    this.#sim.runTo(this.#startMs + atMs);
    return this.#news.length > 0;
  }

  /** @param anew - look at everything again, though nothing was told */
  view(anew: boolean): View {
    const news = this.#news;
    this.#news = [];
    for (const fact of news) this.#note(fact);
    if (anew || news.length > 0) this.#state = this.#lookAtState();
    return {
      state: this.#state,
      events: news.flatMap((fact) => (fact.kind === 'serviceEvent' ? [this.#readable(fact.message)] : [])),
    };
  }

  #note(fact: Fact): void {
    if (fact.kind === 'deployment' && fact.change === 'created') {
      this.#deploymentNumbers.set(fact.deploymentId, this.#deploymentNumbers.size + 1);
    }
    if (fact.kind === 'task' && fact.change === 'created') {
      this.#taskNumbers.set(fact.taskId, this.#taskNumbers.size + 1);
      this.#live.push(fact.taskId);
    }
  }

  /** Numbers in the order of creation instead of ids. */
  #readable(text: string): string {
    return text
      .replaceAll(/ecs-svc\/\d+/g, (id) => `D${this.#deploymentNumbers.get(id)}`)
      .replaceAll(/\b[0-9a-f]{32}\b/g, (id) => `${this.#taskNumbers.get(id)}`)
      .replaceAll(/arn:aws:elasticloadbalancing\S*?targetgroup\/web\/[0-9a-f]+/g, 'TG');
  }

  #lookAtState(): string[] {
    const { ecs } = this.#sim;
    const service = ecs.describeServices({ services: ['web'] }).services[0];
    if (service === undefined) return ['no service'];
    const tasks = this.#live.length === 0 ? [] : ecs.describeTasks({ tasks: this.#live }).tasks;
    const lines: { number: number; line: string }[] = [];
    for (const task of tasks) {
      const id = task.taskArn?.slice(-32) ?? '';
      const address = task.attachments?.[0]?.details?.find((each) => each.name === 'privateIPv4Address')?.value;
      if (address !== undefined) this.#tasksByAddress.set(address, this.#taskNumbers.get(id) ?? 0);
      if (task.lastStatus === 'STOPPED') {
        this.#stoppedCount += 1;
        this.#live = this.#live.filter((each) => each !== id);
        continue;
      }
      const line = lineOfTask({
        number: this.#taskNumbers.get(id) ?? 0,
        deployment: this.#readable(task.startedBy ?? ''),
        zone: task.availabilityZone?.slice(-1) ?? '',
        lastStatus: task.lastStatus ?? '',
        desiredStatus: task.desiredStatus ?? '',
        health: task.healthStatus ?? '',
        stoppedReason: task.stoppedReason === undefined ? undefined : this.#readable(task.stoppedReason),
      });
      lines.push({ number: this.#taskNumbers.get(id) ?? 0, line });
    }
    return [
      lineOfService({ ...service, stoppedCount: this.#stoppedCount }),
      ...(service.deployments ?? []).map((deployment) =>
        lineOfDeployment({ ...deployment, id: this.#readable(deployment.id ?? '') } as DeploymentLine),
      ),
      ...lines.sort((a, b) => a.number - b.number).map(({ line }) => line),
      ...this.#targets(),
    ];
  }

  #targets(): string[] {
    if (this.#targetGroupArn === undefined) return [];
    const { TargetHealthDescriptions } = this.#sim.elbv2.describeTargetHealth({ TargetGroupArn: this.#targetGroupArn });
    return TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
      number: this.#tasksByAddress.get(Target?.Id ?? '') ?? 0,
      state: TargetHealth?.State ?? '',
      description: TargetHealth?.State === 'unhealthy' ? TargetHealth.Description : undefined,
    }))
      .sort((a, b) => a.number - b.number)
      .map(lineOfTarget);
  }

  #build(): string | undefined {
    const { service, revisions } = this.#world;
    const { ecs, elbv2 } = this.#sim;
    const { balancer, check } = service;
    ecs.createCluster({ clusterName: 'default' });
    revisions.forEach((behaviour, index) => {
      ecs.registerTaskDefinition({
        family: 'web',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        containerDefinitions: [
          {
            name: 'web',
            image: `web:${index + 1}`,
            portMappings: [{ containerPort: 80 }],
            stopTimeout: service.stopTimeoutMs / 1_000,
            ...(check === undefined
              ? {}
              : {
                  healthCheck: {
                    command: ['CMD', 'true'],
                    interval: check.intervalMs / 1_000,
                    retries: check.retries,
                    startPeriod: check.startPeriodMs / 1_000,
                    timeout: 2,
                  },
                }),
          },
        ],
      });
      this.#sim.workloads.set(`web:${index + 1}`, behaviourOf(behaviour));
    });
    const subnets = ['subnet-a', 'subnet-b', 'subnet-c'];
    const targetGroupArn = balancer === undefined ? undefined : balance(elbv2, balancer, subnets);
    ecs.createService({
      serviceName: 'web',
      taskDefinition: 'web:1',
      desiredCount: service.desiredCount,
      launchType: 'FARGATE',
      availabilityZoneRebalancing: 'DISABLED',
      networkConfiguration: { awsvpcConfiguration: { subnets } },
      healthCheckGracePeriodSeconds: service.graceMs / 1_000,
      deploymentConfiguration: {
        minimumHealthyPercent: service.minimumHealthyPercent,
        maximumPercent: service.maximumPercent,
        deploymentCircuitBreaker: {
          enable: service.breaker !== 'off',
          rollback: service.breaker === 'withRollback',
          resetOnHealthyTask: service.resetsOnHealthyTask,
          ...(service.threshold === undefined ? {} : { thresholdConfiguration: service.threshold }),
        },
      },
      ...(targetGroupArn === undefined
        ? {}
        : { loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 80 }] }),
    });
    return targetGroupArn;
  }

  #prepareOne(deed: Deed): void {
    const sim = this.#sim;
    const at = this.#startMs + deed.atMs;
    const update = (input: object) => sim.schedule(at, 'ecs.updateService', { service: 'web', ...input });
    const window = (forMs: number) => ({ from: at, until: at + forMs });
    switch (deed.does) {
      case 'deploy':
        update({
          taskDefinition: `web:${deed.revision}`,
          ...(deed.desiredCount === undefined ? {} : { desiredCount: deed.desiredCount }),
        });
        break;
      case 'force':
        update({ forceNewDeployment: true });
        break;
      case 'scale':
        update({ desiredCount: deed.desiredCount });
        break;
      case 'percents': {
        const { minimumHealthyPercent, maximumPercent } = deed;
        update({ deploymentConfiguration: { minimumHealthyPercent, maximumPercent } });
        break;
      }
      case 'grace':
        update({ healthCheckGracePeriodSeconds: deed.graceMs / 1_000 });
        break;
      case 'stopTask': {
        const running = sim.ecs.listTasks({ serviceName: 'web', desiredStatus: 'RUNNING' }).taskArns ?? [];
        // Another deed of this moment may have chosen one already: it is still listed, for its call is to come.
        const left = running.filter((task) => !this.#stopAsked.has(task));
        const byAge = left.toSorted((a, b) => this.#numberOf(a) - this.#numberOf(b));
        const task = byAge[deed.which % Math.max(1, byAge.length)];
        if (task === undefined) break;
        this.#stopAsked.add(task);
        sim.schedule(at, 'ecs.stopTask', { task });
        break;
      }
      case 'behave':
        sim.workloads.set(`web:${deed.revision}`, behaviourOf(deed.behaviour));
        break;
      case 'pullFails':
        sim.faults.add({
          kind: 'imagePullFails',
          image: `web:${deed.revision}`,
          failsAfter: deed.failsAfterMs,
          ...window(deed.forMs),
        });
        break;
      case 'blind':
        if (this.#targetGroupArn === undefined) break;
        sim.faults.add({ kind: 'targetsFail', targetGroup: 'web', how: deed.how, ...window(deed.forMs) });
        break;
      default:
        deed satisfies never;
    }
  }

  #numberOf(arn: string): number {
    return this.#taskNumbers.get(arn.slice(-32)) ?? 0;
  }
}

function optionsOf(world: SmallWorld): SimulatorOptions {
  return {
    latency: world.latency,
    quotas: 'off',
    eagerStop: world.eagerStop,
    slotFreed: world.slotFreed,
    supersededStopOrder: world.supersededStopOrder,
    digestGate: world.digestGate,
    behaviour: world.repairsSuperseded ? '2026-07' : '2024-01',
  };
}

function behaviourOf(behaviour: Behaviour): ContainerBehaviour {
  const steps = <T>(given: readonly { afterMs: number; is: T }[]) =>
    given.map(({ afterMs, is }) => ({ after: afterMs, is }));
  return {
    startsIn: behaviour.startsInMs,
    ...(behaviour.exits === undefined ? {} : { exits: { code: behaviour.exits.code, after: behaviour.exits.afterMs } }),
    healthCheck: steps(behaviour.healthCheck),
    http: steps(behaviour.http),
    onSigterm: behaviour.onSigterm === 'ignored' ? 'ignored' : { exitsIn: behaviour.onSigterm.exitsInMs },
  };
}

function balance(
  elbv2: Simulator['elbv2'],
  balancer: NonNullable<SmallWorld['service']['balancer']>,
  subnets: readonly string[],
): string {
  const { LoadBalancers } = elbv2.createLoadBalancer({ Name: 'web', Subnets: [...subnets] });
  const { TargetGroups } = elbv2.createTargetGroup({
    Name: 'web',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: 'vpc-1',
    TargetType: 'ip',
    HealthCheckIntervalSeconds: balancer.intervalMs / 1_000,
    HealthCheckTimeoutSeconds: balancer.timeoutMs / 1_000,
    HealthyThresholdCount: balancer.healthyThreshold,
    UnhealthyThresholdCount: balancer.unhealthyThreshold,
  });
  const arn = TargetGroups[0]?.TargetGroupArn ?? '';
  elbv2.modifyTargetGroupAttributes({
    TargetGroupArn: arn,
    Attributes: [
      { Key: 'deregistration_delay.timeout_seconds', Value: String(balancer.deregistrationDelayMs / 1_000) },
    ],
  });
  elbv2.createListener({
    LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn ?? '',
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: arn }],
  });
  return arn;
}
