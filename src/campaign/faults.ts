import type { Fault } from '../faults/fault.js';
import { type Duration, parseDuration } from '../model/time.js';
import type { Draw } from './draw.js';

/** What may go wrong, and how often. */
export interface FaultsToDraw {
  /** Tasks of this service are killed, one or two at a time. */
  readonly service: string;
  /** How many faults at least and at most. Default 0 to 3. */
  readonly count?: readonly [least: number, most: number];
  /** From now, when they begin. Default 5 minutes. */
  readonly within?: Duration;
  /** How long those last that end by themselves, at most. Default 5 minutes. */
  readonly lasting?: Duration;
  /** Zones that may be lost or be without capacity. Default none. */
  readonly zones?: readonly string[];
  /** Name of a target group whose checks may fail. Default none. */
  readonly targetGroup?: string;
}

/** Faults drawn by chance, for `sim.faults.add` or a scenario's steps: in whole seconds, all over after `within` and `lasting`. */
export function drawFaults(
  draw: Draw,
  { service, count = [0, 3], within = '5m', lasting = '5m', zones = [], targetGroup }: FaultsToDraw,
): Fault[] {
  const beginMax = Math.floor(parseDuration(within, 'within') / 1_000);
  const lastMax = Math.max(1, Math.floor(parseDuration(lasting, 'lasting') / 1_000));
  const kinds = [
    'killTask',
    'slowProvisioning',
    ...(zones.length > 0 ? (['capacityUnavailable', 'zoneLost'] as const) : []),
    ...(targetGroup === undefined ? [] : (['targetsFail'] as const)),
  ] as const;
  return Array.from({ length: draw.integer(...count) }, (): Fault => {
    const kind = draw.oneOf(kinds);
    const from = draw.integer(0, beginMax);
    const window = { from: `+${from}s`, until: `+${from + draw.integer(1, lastMax)}s` };
    switch (kind) {
      case 'killTask':
        return { kind, service, pick: 'random', count: draw.integer(1, 2), at: window.from };
      case 'slowProvisioning':
        return { kind, extra: `${draw.integer(1, 60)}s`, ...window };
      case 'capacityUnavailable':
      case 'zoneLost':
        return { kind, zone: draw.oneOf(zones), ...window };
      case 'targetsFail':
        return { kind, targetGroup: targetGroup as string, how: draw.oneOf(['silent', 'refused', 503]), ...window };
      default:
        return kind satisfies never;
    }
  });
}
