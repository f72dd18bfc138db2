import type { CapacityProviderStrategyItemReply } from '../../model/aws/ecs.generated.js';
import { pickZone, type ZoneChoice } from '../../planner/zone-spread.js';
import type { TaskExtras } from '../store/records.js';
import { TaskFlag } from '../store/task-table.js';
import { zoneHasCapacity } from '../views/zone-capacity.js';
import type { World } from '../world.js';
import { takeFargateLaunches } from './launches.js';
import { ProviderSpread } from './provider-spread.js';
import { launchTask } from './task-start.js';

/** Tasks that RunTask starts: nobody replaces them. Input has been checked: nothing here refuses. */

export interface RunDraft {
  readonly taskDefinition: number;
  readonly count: number;
  /** Places of the subnets in the simulator's table, in the order of the request. */
  readonly subnets: readonly number[];
  readonly capacityProviderStrategy: readonly CapacityProviderStrategyItemReply[] | undefined;
  /** `cluster` and `group` are there. */
  readonly extras: Omit<TaskExtras, 'capacityProviderName'>;
  /** The token with its scope, and the request as it was sent. */
  readonly idempotency: { readonly key: string; readonly request: string } | undefined;
}

export interface RunOutcome {
  /** Rows of the tasks that were started. */
  readonly tasks: readonly number[];
  /** Tasks for which there was no capacity. */
  readonly unplacedCount: number;
}

export function runTasks(world: World, draft: RunDraft): RunOutcome {
  const spread = groupSpread(world, draft);
  const tasks: number[] = [];
  const { idempotency } = draft;
  const shared = { ...draft.extras, ...(idempotency === undefined ? {} : { run: idempotency.key }) };
  for (let placed = 0; placed < draft.count; placed += 1) {
    const provider = spread.next();
    const choice = pickZone(zoneChoices(world, draft, spread.zoneCountsOf(provider)));
    if (choice === undefined) break;
    tasks.push(
      launchTask(world, {
        taskDefinition: draft.taskDefinition,
        deployment: 0,
        zone: choice.zone,
        subnet: draft.subnets[choice.firstSubnet] as number,
        extras: { ...shared, ...(provider === undefined ? {} : { capacityProviderName: provider }) },
      }),
    );
    spread.add(provider, choice.zone);
  }
  takeFargateLaunches(world, tasks.length);
  if (idempotency !== undefined && tasks.length > 0) {
    const { key, request } = idempotency;
    world.idempotentRuns.set(key, {
      atMs: world.nowMs,
      request,
      tasks: tasks.map((task) => world.tasks.number.get(task)),
    });
  }
  return { tasks, unplacedCount: draft.count - tasks.length };
}

/**
 * Live tasks of the same group and cluster, by provider and zone: new ones are spread over the zones together with them
 * (proposed), and over the providers by themselves. With a single zone there is nothing to choose, and nothing is counted.
 * @rule launch-run-task-spreads-with-its-group
 */
function groupSpread(world: World, draft: RunDraft): ProviderSpread {
  const spread = new ProviderSpread(draft.capacityProviderStrategy ?? []);
  if (new Set(draft.subnets.map((subnet) => world.subnets[subnet]?.zone)).size < 2) return spread;
  for (const [number, extras] of world.extras) {
    if (extras.cluster !== draft.extras.cluster || extras.group !== draft.extras.group) continue;
    const task = world.taskIndex.get(number);
    if (world.tasks.has(task, TaskFlag.STOP_REQUESTED)) continue;
    spread.add(extras.capacityProviderName, world.tasks.zone.get(task), false);
  }
  return spread;
}

function zoneChoices(world: World, draft: RunDraft, zoneCounts: readonly number[]): ZoneChoice[] {
  const choices = new Map<number, ZoneChoice>();
  draft.subnets.forEach((subnet, index) => {
    const zone = world.subnets[subnet]?.zone ?? 0;
    if (choices.has(zone)) return;
    choices.set(zone, {
      zone,
      taskCount: zoneCounts[zone] ?? 0,
      firstSubnet: index,
      available: zoneHasCapacity(world, zone),
    });
  });
  return [...choices.values()];
}
