import type { ArguedSurvivor } from './survivors.js';
import { applyArguments } from './survivors-of-apply.js';
import { commandArguments } from './survivors-of-commands.js';
import { momentArguments } from './survivors-of-moment.js';
import { resourceArguments } from './survivors-of-resources.js';
import { tableArguments } from './survivors-of-tables.js';
import { viewArguments } from './survivors-of-views.js';

/** Mutants of one line that one argument answers. */
export interface Argument extends Omit<ArguedSurvivor, 'mutant'> {
  readonly mutants: readonly string[];
}

const engineArguments: readonly Argument[] = [
  ...tableArguments,
  ...applyArguments,
  ...commandArguments,
  ...momentArguments,
  ...resourceArguments,
  ...viewArguments,
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
    mutants: ['remainingCountOf(world, service) === 0 → true'],
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
    file: 'src/engine/apply/service-pass.ts',
    line: "if (service.status === 'INACTIVE') return;",
    mutants: ['\'INACTIVE\' → ""', "service.status === 'INACTIVE' → false"],
    why: 'Beat, extra pass and completion of a service are cancelled when it becomes INACTIVE, and none is asked for after that.',
  },
  {
    file: 'src/engine/apply/service-pass.ts',
    line: 'if (service.toTellStopped.length === 0) return false;',
    mutants: ['service.toTellStopped.length === 0 → false'],
    why: 'A short way out: of no tasks none has drained.',
  },
  {
    file: 'src/engine/apply/service-pass.ts',
    line: 'if (drained.length === 0) return false;',
    mutants: ['false → true'],
    why: 'While stops are still to be told the service is not steady, and their list asks for the next beat anyway.',
  },
  {
    file: 'src/engine/apply/service-pass.ts',
    line: 'if (deregistered) return;',
    mutants: ['deregistered → false'],
    why: 'What was deregistered is draining or gone by then: a second time does nothing and tells nothing.',
  },
  {
    file: 'src/engine/apply/service-pass.ts',
    line: 'deregistered = true;',
    mutants: ['true → false'],
    why: 'What was deregistered is draining or gone by then: a second time does nothing and tells nothing.',
  },
  {
    file: 'src/engine/apply/service-pass.ts',
    line: "if (changesSomething(action) && action.type !== 'completeDeployment') this.didAnythingButComplete = true;",
    mutants: ["changesSomething(action) && action.type !== 'completeDeployment' → false", 'true → false'],
    why: 'A plan that is steady has no other action than completion: what this notes only matters for a plan that is not.',
  },
  {
    file: 'src/engine/apply/service-pass.ts',
    line: "this.#tellWhatBlocks({ kind: 'deadlock' }, 'deadlock');",
    mutants: ['\'deadlock\' → ""'],
    why: 'Only a key: no other message of a service has this one.',
  },
  {
    file: 'src/engine/apply/service-pass.ts',
    line: 'default:',
    mutants: ['default: action satisfies never; → default:'],
    why: 'Never reached: the compiler objects to an action that has no case.',
  },
  {
    file: 'src/engine/apply/service-pass.ts',
    line: "action.type === 'setTarget' && action.desiredCount === 0 && action.deployment !== service.deployments[0],",
    mutants: ["action.type === 'setTarget' → true"],
    why: 'Only targets have a desired count.',
  },
  {
    file: 'src/engine/apply/service-pass.ts',
    line: "if (wait.kind === 'stopsPendingFirst') requestNextBeat(world, service);",
    mutants: ['\'stopsPendingFirst\' → ""', "wait.kind === 'stopsPendingFirst' → false"],
    why: 'It is only waited for in a pass that stops pending tasks: those ask for the next beat already.',
  },
  {
    file: 'src/engine/apply/schedule.ts',
    line: 'if (notBeforeMs < service.firstPassMs) {',
    mutants: ['notBeforeMs < service.firstPassMs → notBeforeMs <= service.firstPassMs'],
    why: 'At the first pass itself both ways give the first pass.',
  },
  {
    file: 'src/engine/apply/schedule.ts',
    line: 'anchorMs: world.nowMs < service.firstPassMs ? service.gridAnchorMs : service.firstPassMs,',
    mutants: ['world.nowMs < service.firstPassMs → world.nowMs <= service.firstPassMs'],
    why: 'At the first pass the next beat of the old grid lies at most a beat later: the first of the new grid from there on is the same.',
  },
  {
    file: 'src/engine/apply/schedule.ts',
    line: 'if (world.agenda.atMsOf(service.beat) <= atMs) return;',
    mutants: ['world.agenda.atMsOf(service.beat) <= atMs → world.agenda.atMsOf(service.beat) < atMs'],
    why: 'One that is due at the same moment is replaced by one at the same moment; passes of a moment are ordered by service and kind.',
  },
  {
    file: 'src/engine/apply/schedule.ts',
    line: 'if (world.agenda.atMsOf(service.extraPass) <= atMs) return;',
    mutants: ['world.agenda.atMsOf(service.extraPass) <= atMs → world.agenda.atMsOf(service.extraPass) < atMs'],
    why: 'One that is due at the same moment is replaced by one at the same moment; passes of a moment are ordered by service and kind.',
  },
  {
    file: 'src/engine/apply/readiness.ts',
    line: 'default:',
    mutants: ['default: findings satisfies never; → default:'],
    why: 'Never reached: the compiler objects to a finding that has no case.',
  },
  {
    file: 'src/engine/apply/readiness.ts',
    line: 'default:',
    mutants: ['default: return readiness satisfies never; → default:'],
    why: 'Never reached: the compiler objects to a readiness that has no case.',
  },
  {
    file: 'src/engine/apply/readiness.ts',
    line: "if (deployment !== undefined && examine(world, task, deployment.revision.targetGroups.length) === 'passing') {",
    mutants: ['deployment !== undefined → true'],
    why: 'Only tasks of services are judged: reviewReadiness returns before for all others.',
  },
  {
    file: 'src/engine/apply/readiness.ts',
    line: 'for (let index = 0; index < definition.containers.length; index += 1) {',
    mutants: ['index < definition.containers.length → index <= definition.containers.length'],
    why: 'Past the last container there is no plan, and so no check.',
  },
  {
    file: 'src/engine/apply/readiness.ts',
    line: 'if (plan?.healthCheck === undefined || !plan.essential) continue;',
    mutants: ['plan?.healthCheck → plan.healthCheck'],
    why: 'An index from 0 to the last: there always is one.',
  },
  {
    file: 'src/engine/apply/readiness.ts',
    line: 'if (deployment === undefined) return;',
    mutants: ['deployment === undefined → false'],
    why: 'A standalone task is never anything but NOT_READY: the line before has returned.',
  },
  {
    file: 'src/engine/apply/rescaling.ts',
    line: 'primaryHealthyCount: primary?.sizes[Standing.HEALTHY] ?? 0,',
    mutants: ['primary?.sizes → primary.sizes'],
    why: 'A service always has a newest deployment.',
  },
  {
    file: 'src/engine/apply/task-end.ts',
    line: 'if (extras.run !== undefined) forgetRun(world, extras.run);',
    mutants: ['extras.run !== undefined → true'],
    why: 'No run is remembered under no key: nothing is forgotten.',
  },
  {
    file: 'src/engine/apply/task-end.ts',
    line: 'const isVisible = world.idempotentRuns.get(key)?.tasks.some((number) => world.taskIndex.get(number) !== 0);',
    mutants: ['world.idempotentRuns.get(key)?.tasks → world.idempotentRuns.get(key).tasks'],
    why: 'A run is remembered until the last of its tasks is purged, which is what happens here.',
  },
  {
    file: 'src/engine/apply/task-end.ts',
    line: 'if (service !== undefined) requestBeat(world, service);',
    mutants: ['service !== undefined → true'],
    why: 'UpdateTaskProtection refuses tasks that belong to no service.',
  },
];

/** src/engine */
export const survivorsOfEngine: readonly ArguedSurvivor[] = engineArguments.flatMap(({ mutants, ...rest }) =>
  mutants.map((mutant) => ({ ...rest, mutant })),
);
