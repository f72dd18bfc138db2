import type { Attachment, NetworkInterface } from '../../model/aws/ecs.generated.js';
import { hexOf, IdKind, mix, uuidOf } from '../../model/scramble.js';
import { TaskPhase } from '../../model/task.js';
import type { World } from '../world.js';
import { addressOf, deploymentOf } from './names.js';
import { wasStoppedWhileProvisioning } from './task-moments.js';

/** A task's network interface and what is shown of it. Only tasks in network mode awsvpc have one. */

/** `PRECREATED` knows its subnet; `CREATED` and later ones have an address, unless the task was stopped before. */
type InterfaceStatus = 'PRECREATED' | 'CREATED' | 'ATTACHED' | 'DETACHING' | 'DELETED';

const hasNetworkInterface = (world: World, task: number): boolean =>
  (deploymentOf(world, task)?.revision.network ?? world.extras.get(world.tasks.number.get(task))?.network) !==
  undefined;

/**
 * @param told - in an event: it tells of DEPROVISIONING before the interface begins to go (recorded: execution.json)
 * @rule task-interface-shown
 */
export function describeAttachments(world: World, task: number, told = false): Attachment[] {
  if (!hasNetworkInterface(world, task)) return [];
  const status = statusOf(world, task);
  return [
    {
      id: attachmentId(world, task),
      type: told ? 'eni' : 'ElasticNetworkInterface',
      status: told && status === 'DETACHING' ? 'ATTACHED' : status,
      details: [
        { name: 'subnetId', value: world.subnets[world.tasks.subnet.get(task)]?.id ?? '' },
        ...detailsOf(world, task, status),
      ],
    },
  ];
}

/** The interface as each container of the task shows it: none before it exists, no address if it never did. */
export function describeInterfaces(world: World, task: number): NetworkInterface[] {
  if (!hasNetworkInterface(world, task)) return [];
  const status = statusOf(world, task);
  if (status === 'PRECREATED') return [];
  const attachment = { attachmentId: attachmentId(world, task) };
  return wasCreated(world, task) ? [{ ...attachment, privateIpv4Address: addressOf(world, task) }] : [attachment];
}

function statusOf(world: World, task: number): InterfaceStatus {
  switch (world.tasks.phase.get(task)) {
    case TaskPhase.PROVISIONING:
      return wasCreated(world, task) ? 'CREATED' : 'PRECREATED';
    case TaskPhase.DEPROVISIONING:
      return wasCreated(world, task) ? 'DETACHING' : 'PRECREATED';
    case TaskPhase.STOPPED:
      return 'DELETED';
    default:
      return 'ATTACHED';
  }
}

/**
 * It exists some seconds after the task; a stop in between means that it never will (recorded: task_tokens.json #15).
 * @rule task-interface-time
 */
function wasCreated(world: World, task: number): boolean {
  const { tasks, settings } = world;
  const existsMs = tasks.createdAt.get(task) + settings.latency.networkInterfaceMs;
  const endMs = wasStoppedWhileProvisioning(world, task) ? tasks.stoppingAt.get(task) : world.nowMs;
  return existsMs <= endMs;
}

function detailsOf(world: World, task: number, status: InterfaceStatus): Attachment['details'] {
  if (status === 'PRECREATED') return [];
  if (!wasCreated(world, task)) return [{ name: 'networkInterfaceId', value: 'unset' }, { name: 'macAddress' }];
  return [
    { name: 'networkInterfaceId', value: interfaceId(world, task) },
    { name: 'macAddress', value: macAddress(world, task) },
    { name: 'privateIPv4Address', value: addressOf(world, task) },
  ];
}

const attachmentId = (world: World, task: number): string =>
  uuidOf(world.settings.seed, IdKind.ATTACHMENT, world.tasks.number.get(task));

/** `eni-0` and 16 hexadecimal digits. */
const interfaceId = (world: World, task: number): string =>
  `eni-0${hexOf(world.settings.seed, IdKind.NETWORK_INTERFACE, world.tasks.number.get(task), 16)}`;

/** Every recorded one begins with `0e:ff`. */
function macAddress(world: World, task: number): string {
  const bytes = mix(world.settings.seed, IdKind.NETWORK_INTERFACE, world.tasks.number.get(task), -1);
  return `0e:ff:${bytes.toString(16).padStart(8, '0').match(/../g)?.join(':')}`;
}
