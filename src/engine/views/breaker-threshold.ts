import { breakerThreshold } from '../../planner/circuit-breaker.js';
import type { ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';

/**
 * How many failures in a row trip the breaker of a service, by its desired count at this moment.
 * @rule breaker-threshold-follows-desired-count
 */
export function thresholdOf(world: World, service: ServiceRecord): number {
  const configured = service.configuration.deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration;
  const { rules } = world.settings;
  const threshold =
    rules.breakerThresholds && configured !== undefined
      ? { type: configured.type as 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT' | 'COUNT', value: configured.value }
      : ({ type: 'BOUNDED_PERCENT', value: 50 } as const);
  return breakerThreshold(threshold, service.desiredCount, rules.breakerMin);
}
