import type { CapacityProviderStrategyItemReply } from '../../model/aws/ecs.generated.js';
import { Standing } from '../../model/task.js';
import { pickProvider } from '../../planner/provider-spread.js';
import type { DeploymentRecord, ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';

/**
 * How the tasks of a strategy of several capacity providers are spread: over the providers by base and weight, and for
 * each provider over the zones by itself. Tasks that run by launch type have no provider, and are one group for the zones.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html
 */
export class ProviderSpread {
  readonly #strategy: readonly CapacityProviderStrategyItemReply[];
  readonly #counts = new Map<string | undefined, number>();
  readonly #zoneCounts = new Map<string | undefined, number[]>();

  constructor(strategy: readonly CapacityProviderStrategyItemReply[]) {
    this.#strategy = strategy;
  }

  /** @param isShare - whether the task counts for base and weight, not only for the zones */
  add(provider: string | undefined, zone: number, isShare = true): void {
    if (isShare) this.#counts.set(provider, (this.#counts.get(provider) ?? 0) + 1);
    const zones = this.#zoneCounts.get(provider) ?? [];
    zones[zone] = (zones[zone] ?? 0) + 1;
    this.#zoneCounts.set(provider, zones);
  }

  /** The provider for the next task; undefined without a strategy. */
  next(): string | undefined {
    const choices = this.#strategy.map((item) => ({
      ...item,
      taskCount: this.#counts.get(item.capacityProvider) ?? 0,
    }));
    return pickProvider(choices)?.capacityProvider;
  }

  /** Tasks of a provider by zone. */
  zoneCountsOf(provider: string | undefined): readonly number[] {
    return this.#zoneCounts.get(provider) ?? [];
  }
}

/**
 * How the tasks of a deployment are spread at this moment: its own count for the shares, all of the service's for the
 * zones. Only a strategy of several providers has to count; undefined for any other.
 */
export function providerSpreadOf(
  world: World,
  service: ServiceRecord,
  deployment: DeploymentRecord,
): ProviderSpread | undefined {
  const strategy = deployment.revision.capacityProviderStrategy ?? [];
  if (strategy.length < 2) return undefined;
  const spread = new ProviderSpread(strategy);
  for (const key of service.deployments) {
    const { heads, revision } = world.deployment(key);
    for (let standing: number = Standing.PENDING; standing < Standing.LEAVING; standing += 1) {
      for (let task = heads[standing] as number; task !== 0; task = world.tasks.next.get(task)) {
        const extras = world.extras.get(world.tasks.number.get(task));
        const provider = extras?.capacityProviderName ?? revision.capacityProviderStrategy?.[0]?.capacityProvider;
        spread.add(provider, world.tasks.zone.get(task), key === deployment.key);
      }
    }
  }
  return spread;
}
