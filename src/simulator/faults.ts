import { addFault, describeFault, faultEnds } from '../engine/apply/faults.js';
import { taskById, taskIdOf } from '../engine/views/names.js';
import type { World } from '../engine/world.js';
import { compileFault, type Fault } from '../faults/fault.js';
import { SteadystateError } from '../model/errors.js';

/** A fault that was added, with its moments. */
export interface AddedFault {
  /** For `remove`. */
  readonly id: number;
  readonly from: Date;
  /** Absent for one that stays until it is removed. */
  readonly until?: Date;
  readonly fault: Fault;
}

/** What goes wrong: `sim.faults`. */
export interface Faults {
  /**
   * @throws SteadystateError `InvalidFault`, or `UnknownResource` for a service, task, zone, image or target group that isn't there
   */
  add(fault: Fault): AddedFault;
  /** Ends a fault now, or takes back one that has not begun. @throws SteadystateError `UnknownResource` */
  remove(id: number): void;
  /** Faults that are there or still to come, in the order they were added. */
  list(): AddedFault[];
}

export function createFaults(world: World, changed: () => void): Faults {
  const describe = (key: number): AddedFault => {
    const record = world.faults.get(key);
    if (record === undefined) throw unknown(`fault ${key}`, describeAll(world));
    return {
      id: key,
      from: new Date(record.fromMs),
      ...(Number.isFinite(record.untilMs) ? { until: new Date(record.untilMs) } : {}),
      fault: structuredClone(record.fault),
    };
  };
  return {
    add(fault) {
      const record = compileFault(world.counters.fault + 1, fault, world.nowMs);
      refuseUnknown(world, record.fault);
      addFault(world, record);
      changed();
      return describe(record.key);
    },
    remove(id) {
      if (!world.faults.has(id)) throw unknown(`fault ${id}`, describeAll(world));
      faultEnds(world, id);
      changed();
    },
    list: () => [...world.faults.keys()].map(describe),
  };
}

const describeAll = (world: World): string =>
  [...world.faults.values()].map((record) => `${record.key} (${describeFault(record)})`).join(', ') || 'none';

/** A fault about something that isn't there would never do anything. */
function refuseUnknown(world: World, fault: Fault): void {
  const definitions = world.taskDefinitions.slice(1);
  switch (fault.kind) {
    case 'killTask': {
      if (fault.task !== undefined) refuseUnknownTask(world, fault.task);
      if (fault.service === undefined) return;
      const names = world.services.slice(1).map((service) => service.name);
      if (!names.includes(fault.service)) throw unknown(`service ${fault.service}`, names.join(', ') || 'none');
      return;
    }
    case 'imagePullFails': {
      const images = new Set(definitions.flatMap((definition) => definition.containers.map((plan) => plan.image)));
      if (!images.has(fault.image)) throw unknown(`image ${fault.image}`, [...images].join(', ') || 'none');
      return;
    }
    case 'secretMissing':
    case 'logGroupMissing': {
      const names = definitions.map(({ family, revision }) => `${family}:${revision}`);
      const known = definitions.some(({ family, revision, arn }) =>
        [family, `${family}:${revision}`, arn].includes(fault.taskDefinition),
      );
      if (!known) throw unknown(`task definition ${fault.taskDefinition}`, names.join(', ') || 'none');
      return;
    }
    case 'targetsFail': {
      const groups = [...world.targetGroups.values()];
      if (groups.some((group) => [group.name, group.arn].includes(fault.targetGroup))) return;
      throw unknown(`target group ${fault.targetGroup}`, groups.map((group) => group.name).join(', ') || 'none');
    }
    case 'capacityUnavailable':
    case 'zoneLost':
    case 'slowProvisioning':
      if (fault.zone === undefined || world.settings.zones.includes(fault.zone)) return;
      throw unknown(`zone ${fault.zone}`, world.settings.zones.join(', '));
    default:
      fault satisfies never;
  }
}

/** A task has its id from the moment it is created: one that isn't known now never will be. */
function refuseUnknownTask(world: World, reference: string): void {
  const id = reference.slice(reference.lastIndexOf('/') + 1);
  if (taskById(world, id) !== 0) return;
  const tasks = [...world.taskIndex.rows()];
  const known = tasks.slice(0, 5).map((task) => taskIdOf(world, task));
  const more = tasks.length > known.length ? ` and ${tasks.length - known.length} more` : '';
  throw unknown(`task ${id}`, known.length === 0 ? 'none' : `${known.join(', ')}${more}`);
}

function unknown(what: string, known: string): SteadystateError {
  return new SteadystateError('UnknownResource', `There is no ${what}.`, {
    resource: what,
    help: `Known are: ${known}.`,
  });
}
