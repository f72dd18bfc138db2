import { InvariantError } from '../model/errors.js';
import { Due } from './agenda/due.js';
import { containerExits, containerHealthChanges, containerStarts, containerStartTimesOut } from './apply/containers.js';
import { pickUpDeployments } from './apply/deployments.js';
import { faultEnds, faultStarts } from './apply/faults.js';
import { taskGraceEnds, taskSettles } from './apply/readiness.js';
import { rebalanceZones } from './apply/rebalancing.js';
import { evaluateBreaker, stopPendingOfFailed } from './apply/rollback.js';
import { requestNextBeat } from './apply/schedule.js';
import { completionDue, serviceBeat, serviceExtraPass } from './apply/service-pass.js';
import { forceTasksOut, serviceBecomesInactive } from './apply/services.js';
import { steadyStateRepeats } from './apply/steadiness.js';
import { drainingEnds, targetHealthChanges } from './apply/targets.js';
import { purgeTask } from './apply/task-end.js';
import { protectionExpires } from './apply/task-protection.js';
import { taskActivated, taskPending, taskPendingTimesOut, taskStartFails } from './apply/task-start.js';
import { taskDeprovisions, taskSigterm, taskStopped } from './apply/task-stop.js';
import type { World } from './world.js';

/** What is due at this moment happens: each kind has one writer. */
export function handleDue(world: World, kind: Exclude<Due, typeof Due.SCHEDULED_CALL>, subject: number): void {
  switch (kind) {
    case Due.FAULT_STARTS:
      return faultStarts(world, subject);
    case Due.FAULT_ENDS:
      return faultEnds(world, subject);
    case Due.TASK_PENDING:
      return taskPending(world, subject);
    case Due.TASK_RUNNING:
      return taskActivated(world, subject);
    case Due.TASK_START_FAILS:
      return taskStartFails(world, subject);
    case Due.TASK_SIGTERM:
      return taskSigterm(world, subject);
    case Due.TASK_DEPROVISIONS:
      return taskDeprovisions(world, subject);
    case Due.TASK_STOPPED:
      return taskStopped(world, subject);
    case Due.CONTAINER_STARTS:
      return containerStarts(world, subject);
    case Due.CONTAINER_EXITS:
      return containerExits(world, subject);
    case Due.CONTAINER_START_TIMES_OUT:
      return containerStartTimesOut(world, subject);
    case Due.PROTECTION_EXPIRES:
      return protectionExpires(world, subject);
    case Due.TASK_PENDING_TIMES_OUT:
      return taskPendingTimesOut(world, subject);
    case Due.CONTAINER_HEALTH:
      return containerHealthChanges(world, subject);
    case Due.TARGET_HEALTH:
      return targetHealthChanges(world, subject);
    case Due.TARGET_DRAINED:
      return drainingEnds(world, subject);
    case Due.TASK_SETTLES:
      return taskSettles(world, subject);
    case Due.TASK_GRACE_ENDS:
      return taskGraceEnds(world, subject);
    case Due.SERVICE_TASKS_FORCED_OUT:
      return forceTasksOut(world, world.service(subject));
    case Due.DEPLOYMENT_PICKED_UP:
      return pickUpDeployments(world, world.service(subject));
    case Due.BREAKER_EVALUATES:
      return evaluateBreaker(world, world.service(subject));
    case Due.FAILED_DEPLOYMENT_STOPS_PENDING:
      return stopPendingOfFailed(world, world.service(subject));
    case Due.SERVICE_EXTRA_PASS:
      return serviceExtraPass(world, world.service(subject));
    case Due.SERVICE_BEAT:
      return serviceBeat(world, world.service(subject));
    case Due.DEPLOYMENT_COMPLETES:
      return completionDue(world, world.service(subject));
    case Due.ZONES_REBALANCE:
      return rebalanceZones(world, world.service(subject));
    case Due.SERVICE_BECOMES_INACTIVE:
      return serviceBecomesInactive(world, world.service(subject));
    case Due.TASK_PURGE:
      return purgeTask(world, subject);
    case Due.STEADY_STATE_REPEATS:
      return steadyStateRepeats(world, world.service(subject));
    case Due.MESSAGE_REPEATS:
      return requestNextBeat(world, world.service(subject));
    default:
      kind satisfies never;
      throw new InvariantError(`nothing handles what is due as kind ${kind}`, {
        seed: world.settings.seed,
        atMs: world.nowMs,
      });
  }
}
