import type { ArguedSurvivor } from './survivors.js';

/** Mutants of one line that one argument answers. */
interface Argument extends Omit<ArguedSurvivor, 'mutant'> {
  readonly mutants: readonly string[];
}

const engineArguments: readonly Argument[] = [
  {
    file: 'src/engine/apply/task-stop.ts',
    line: 'if (stoppedFor !== undefined) world.tasks.stoppedFor.set(task, stoppedFor);',
    mutants: ['stoppedFor !== undefined → true'],
    why: 'A task is asked to stop once: the column still holds 0, and undefined is written as 0.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: 'if (reason === undefined && world.extras.size === 0) return;',
    mutants: ['reason === undefined && world.extras.size === 0 → false'],
    why: 'A short way out: with no extras at all there is no reason to forget either.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: 'world.extras.set(number, { ...rest, ...(reason === undefined ? {} : { stoppedReason: reason }) });',
    mutants: ['reason === undefined → false'],
    why: 'A member that is undefined reads like none, and is not written into snapshots.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: 'default:',
    mutants: ['default: break; → default:'],
    why: 'Falls off the end of the switch either way.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: "const delayMs = drainedMs === 0 ? 0 : latencyMs(world, task, 'drainedMs');",
    mutants: ['drainedMs === 0 → false'],
    why: 'A latency of 0 stays 0 whatever the jitter.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: 'dependants.length > 0 &&',
    mutants: ['dependants.length > 0 → dependants.length >= 0', 'dependants.length > 0 → true'],
    why: 'A short way out: of no dependants none runs.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: 'const extras = world.extras.size === 0 ? undefined : world.extras.get(tasks.number.get(task));',
    mutants: ['world.extras.size === 0 → false'],
    why: 'A short way out: an empty map has nothing of the task.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: 'if (world.tasks.phase.get(task) >= TaskPhase.DEPROVISIONING) return;',
    mutants: [
      'world.tasks.phase.get(task) >= TaskPhase.DEPROVISIONING → false',
      'world.tasks.phase.get(task) >= TaskPhase.DEPROVISIONING → world.tasks.phase.get(task) > TaskPhase.DEPROVISIONING',
    ],
    why: 'Asked twice: of a task that is past it requestStop changes nothing, and the same is asked right after it. A task that is DEPROVISIONING was asked to stop.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: 'if (index < 0) return reason;',
    mutants: ['index < 0 → false'],
    why: 'An essential container has just exited, or the cause would be another: there always is one.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a line of source
    line: 'return `${reason} (${plans[index]?.name}: exit code ${world.containers.exit.get(first + index) - 1})`;',
    mutants: ['plans[index]?.name → plans[index].name'],
    why: 'The index was found in the same list.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: 'if (tasks.firstTarget.get(task) !== 0 && !isSchedulerStop(cause)) service.toDeregister.push(task);',
    mutants: ['tasks.firstTarget.get(task) !== 0 → true'],
    why: 'A task without targets is registered nowhere: nothing is deregistered or told, and the next pass empties the list before it looks.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: "if (service.status === 'DRAINING' && remainingCountOf(world, service) === 0) {",
    mutants: [
      'remainingCountOf(world, service) === 0 → true',
      "service.status === 'DRAINING' && remainingCountOf(world, service) === 0 → true",
    ],
    why: 'Asked too early, serviceBecomesInactive sees that tasks are left, or asks again for the moment that is right.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: 'world.due(world.nowMs + world.settings.scheduler.inactiveMs, Due.SERVICE_BECOMES_INACTIVE, service.key);',
    mutants: ['world.nowMs + world.settings.scheduler.inactiveMs → world.nowMs - world.settings.scheduler.inactiveMs'],
    why: 'Asked too early, serviceBecomesInactive asks again for the moment that is right.',
  },
  {
    file: 'src/engine/apply/task-stop.ts',
    line: 'if (!isRestarting) continue;',
    mutants: ['!isRestarting → false'],
    why: 'One that has never run is shown alike while PENDING or STOPPED until its task is DEPROVISIONING; by then it is STOPPED, and no start looks at it in between.',
  },
  {
    file: 'src/engine/apply/rebalancing.ts',
    line: 'if (service.zoneCheck !== 0) world.cancelDue(service.zoneCheck);',
    mutants: ['service.zoneCheck !== 0 → true'],
    why: 'Cancelling what is not due does nothing.',
  },
  {
    file: 'src/engine/apply/rebalancing.ts',
    line: "service.status === 'ACTIVE' &&",
    mutants: ["service.status === 'ACTIVE' → true"],
    why: 'Of a service that was deleted the check is cancelled, and it is steady with no tasks only: those are balanced.',
  },
  {
    file: 'src/engine/apply/rebalancing.ts',
    line: 'configuration.deploymentConfiguration.maximumPercent > 100 &&',
    mutants: [
      'configuration.deploymentConfiguration.maximumPercent > 100 → configuration.deploymentConfiguration.maximumPercent >= 100',
      'configuration.deploymentConfiguration.maximumPercent > 100 → true',
    ],
    why: 'With a maximum of 100 percent or less a steady service has no room: nothing would be started.',
  },
  {
    file: 'src/engine/apply/rebalancing.ts',
    line: "service.schedulingStrategy === 'REPLICA' &&",
    mutants: ["service.schedulingStrategy === 'REPLICA' → true"],
    why: 'CreateService refuses DAEMON as not simulated: every service is a REPLICA one.',
  },
  {
    file: 'src/engine/apply/rebalancing.ts',
    line: 'world.primaryOf(service).revision.subnets.length > 0',
    mutants: [
      'world.primaryOf(service).revision.subnets.length > 0 → true',
      'world.primaryOf(service).revision.subnets.length > 0 → world.primaryOf(service).revision.subnets.length >= 0',
    ],
    why: 'Without subnets there are no zones to be out of balance.',
  },
  {
    file: 'src/engine/apply/rebalancing.ts',
    line: 'const zone = zones[to]?.zone ?? 0;',
    mutants: ['zones[to]?.zone → zones[to].zone'],
    why: 'A move goes to a zone of the same list.',
  },
  {
    file: 'src/engine/apply/rebalancing.ts',
    line: "'zonesUnbalanced',",
    mutants: ['\'zonesUnbalanced\' → ""'],
    why: 'Only a key: no other message of a service has this one.',
  },
  {
    file: 'src/engine/apply/rebalancing.ts',
    line: 'if (service.rebalancing <= 0 || service.deployments.length > 1) return false;',
    mutants: ['service.deployments.length > 1 → false'],
    why: 'A new deployment ends rebalancing, and one can only begin where there is a single deployment.',
  },
  {
    file: 'src/engine/apply/rebalancing.ts',
    line: 'const zones = new Set(world.primaryOf(service).revision.subnets.map((subnet) => world.subnets[subnet]?.zone ?? 0));',
    mutants: ['world.subnets[subnet]?.zone → world.subnets[subnet].zone'],
    why: 'Subnets of a revision are places in that table.',
  },
  {
    file: 'src/engine/apply/tally.ts',
    line: 'for (let index = service.serviceDeployments.length - 1; index >= 0; index -= 1) {',
    mutants: ['index -= 1 → index += 1'],
    why: 'Only the newest service deployment can be in progress: the next one looked at ends the loop, or there is none.',
  },
  {
    file: 'src/engine/apply/tally.ts',
    line: 'if (serviceDeployment === undefined || serviceDeployment.end !== undefined) break;',
    mutants: ['serviceDeployment === undefined → false'],
    why: 'An index from 0 to the last: there always is one.',
  },
];

/** src/engine */
export const survivorsOfEngine: readonly ArguedSurvivor[] = engineArguments.flatMap(({ mutants, ...rest }) =>
  mutants.map((mutant) => ({ ...rest, mutant })),
);
