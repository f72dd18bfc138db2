import type { World } from '../../engine/world.js';
import { mixText } from '../../model/scramble.js';

/**
 * ARN of a Cloud Map namespace. One given by name is made on the spot (documented); one given by ARN isn't looked up, for
 * Cloud Map isn't simulated.
 */
export function namespaceArnOf(world: World, namespace: string): string {
  if (namespace.startsWith('arn:')) return namespace;
  const { partition, region, account, seed } = world.settings;
  const id = [0, 1, 2]
    .map((part) =>
      mixText(seed + part, namespace)
        .toString(36)
        .padStart(7, '0'),
    )
    .join('');
  return `arn:${partition}:servicediscovery:${region}:${account}:namespace/ns-${id.slice(0, 16)}`;
}
