import type { AwsServiceName } from '../model/errors.js';
import { SteadystateError } from '../model/errors.js';
import { mix } from '../model/scramble.js';
import { type BorderFault, type ReadBorderFault, readBorderFault } from './border-fault.js';

/** A border fault that was added. */
export interface AddedBorderFault {
  /** For `remove`. */
  readonly id: number;
  readonly fault: BorderFault;
  /** How many calls it has hit. */
  readonly hits: number;
}

/** What goes wrong between clients and an endpoint. It is not part of the simulator: snapshots and forks don't have it. */
export interface BorderFaults {
  /** @throws SteadystateError `InvalidFault` */
  add(fault: BorderFault): AddedBorderFault;
  /** @throws SteadystateError `UnknownResource` */
  remove(id: number): void;
  clear(): void;
  /** Those that may still hit a call, in the order they were added. */
  list(): AddedBorderFault[];
}

/** The endpoint's side of it. */
export interface BorderFaultsOfEndpoint extends BorderFaults {
  /** Those that hit this call, in the order they were added: each is asked once per call. */
  hit(api: AwsServiceName, operation: string): readonly ReadBorderFault[];
}

interface Entry extends ReadBorderFault {
  readonly id: number;
  /** Calls within its scope so far. */
  asked: number;
  hits: number;
}

export function createBorderFaults(seed: number, given: readonly BorderFault[]): BorderFaultsOfEndpoint {
  const entries = new Map<number, Entry>();
  let added = 0;

  const describe = ({ id, fault, hits }: Entry): AddedBorderFault => ({ id, fault: structuredClone(fault), hits });

  const add = (fault: BorderFault): AddedBorderFault => {
    const read = readBorderFault(fault);
    added += 1;
    const entry: Entry = { ...read, id: added, asked: 0, hits: 0 };
    entries.set(entry.id, entry);
    return describe(entry);
  };

  const isHit = (entry: Entry, name: string): boolean => {
    if (entry.operations?.has(name) === false) return false;
    entry.asked += 1;
    // Keyed by fault and call, so that one fault's draws don't depend on another's.
    const drawn = mix(seed, entry.id, entry.asked) / 0x1_0000_0000;
    if (drawn >= (entry.fault.fraction ?? 1)) return false;
    entry.hits += 1;
    if (entry.hits === entry.fault.calls) entries.delete(entry.id);
    return true;
  };

  for (const fault of given) add(fault);
  return {
    add,
    remove(id) {
      if (entries.delete(id)) return;
      throw new SteadystateError('UnknownResource', `There is no border fault ${id}.`, {
        resource: `border fault ${id}`,
        help: `Known are: ${[...entries.keys()].join(', ') || 'none'}.`,
      });
    },
    clear: () => entries.clear(),
    list: () => [...entries.values()].map(describe),
    hit: (api, operation) =>
      entries.size === 0 ? [] : [...entries.values()].filter((entry) => isHit(entry, `${api}.${operation}`)),
  };
}
