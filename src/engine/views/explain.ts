import { checkStartMs } from '../../lifecycle/probes.js';
import { shortenNames } from '../../model/short-names.js';
import { TargetState } from '../../model/target.js';
import { HealthStatus, Standing } from '../../model/task.js';
import { spellDuration } from '../../model/time.js';
import { planServicePass } from '../../planner/service-pass.js';
import type { PassAction, Wait } from '../../planner/service-view.js';
import { placementDelayMs } from '../../planner/start-throttle.js';
import type { DeploymentRecord, ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';
import { thresholdOf } from './breaker-threshold.js';
import { launchesAllowed } from './launch-rate.js';
import { taskDefinitionName } from './names.js';
import { containerPlan, targetPlan } from './probe-plan.js';
import { runsOnFargate } from './runs-on-fargate.js';
import { serviceViewOf } from './service-view.js';
import { fullGroupOf, isDeleted } from './target-group.js';
import { isInDisabledZone } from './target-zone.js';
import { zoneHasCapacity } from './zone-capacity.js';

/**
 * Why a service isn't steady, in sentences with numbers: what a pass at this moment would wait for, and what is known
 * of the tasks it waits for. The most telling sentence comes first.
 */
export function explainService(world: World, service: ServiceRecord): string[] {
  if (service.status === 'INACTIVE') return [`Service ${service.name} is INACTIVE: it was deleted.`];
  if (service.steady && service.status !== 'DRAINING')
    return [
      `Service ${service.name} is steady: ${count(service.desiredCount, 'task')} of ${nameOf(world, world.primaryOf(service))} as desired.`,
    ];
  const primary = world.primaryOf(service);
  if (service.desiredCount > 0 && !runsOnFargate(primary)) {
    return [
      `${nameOf(world, primary)} runs on ${primary.revision.launchType}, and no container instances are registered in cluster ${world.cluster(service.cluster).name}. Set launchType FARGATE.`,
    ];
  }
  // What a pass at this moment would do, and what it would wait for. Nothing is changed.
  const plan = planServicePass(serviceViewOf(world, service));
  const sentences = launchSentences(world, service, plan.actions);
  for (const wait of withSettled(world, service, plan.waits).sort((a, b) => rank(a) - rank(b))) {
    const sentence = spell(world, service, wait);
    if (sentence !== undefined) sentences.push(sentence);
  }
  sentences.push(...breakerSentences(world, service));
  if (service.status === 'DRAINING')
    sentences.push(
      `Service ${service.name} is DRAINING: it was deleted and becomes INACTIVE when its tasks have stopped.`,
    );
  // Whatever its tasks wait for besides: it would not become steady then either.
  if (
    primary.rolloutState === 'FAILED' &&
    service.status !== 'DRAINING' &&
    !plan.waits.some(({ kind }) => kind === 'deploymentFailed')
  )
    sentences.unshift(
      `The deployment of ${nameOf(world, primary)} has FAILED, though ${count(totalOf(primary), 'task')} of it ${are(totalOf(primary))} there. Only a new deployment helps.`,
    );
  if (sentences.length === 0)
    sentences.push(`Service ${service.name} is not steady yet; its next pass will see to it.`);
  return sentences;
}

/** Where tasks have to be healthy, those that have run long enough for a steady state alone wait like the others. */
function withSettled(world: World, service: ServiceRecord, waits: readonly Wait[]): Wait[] {
  const primary = world.primaryOf(service);
  const settled = primary.sizes[Standing.SETTLED] as number;
  if (!needsHealthy(primary) || settled === 0) return [...waits];
  const others = waits.filter((wait) => wait.kind !== 'notHealthyYet' || wait.deployment !== primary.key);
  const started = primary.sizes[Standing.STARTED] as number;
  return [...others, { kind: 'notHealthyYet', deployment: primary.key, count: started + settled }];
}

/** A deployment that superseded another one is complete with healthy tasks; a first one, and a steady state, with less. */
const needsHealthy = ({ supersedes, rolloutState }: DeploymentRecord): boolean =>
  supersedes && rolloutState !== 'COMPLETED';

/** Dead ends first, then what holds back, then what is under way. */
function rank(wait: Wait): number {
  const order: readonly Wait['kind'][] = [
    'deadlock',
    'deploymentFailed',
    'protected',
    'startThrottled',
    'minimumHealthy',
    'maximumReached',
    'firstTaskOnly',
    'stopsPendingFirst',
    'unhealthy',
    'notHealthyYet',
    'starting',
    'firstPass',
    'supersededLeaves',
    'completes',
    'stopping',
  ];
  return order.indexOf(wait.kind);
}

function spell(world: World, service: ServiceRecord, wait: Wait): string | undefined {
  const deployment = 'deployment' in wait ? world.deployment(wait.deployment) : world.primaryOf(service);
  const name = nameOf(world, deployment);
  switch (wait.kind) {
    case 'deadlock':
      return `Nothing can move: ${count(wait.healthyMin, 'task')} must stay healthy and at most ${wait.occupiedMax} may be there, so no old task may stop and no new one may start. Lower minimumHealthyPercent or raise maximumPercent.`;
    case 'deploymentFailed':
      return `The deployment of ${name} has FAILED and starts no tasks: ${wait.wanted} of ${service.desiredCount} ${are(wait.wanted)} missing. Only a new deployment helps.`;
    case 'protected':
      return `Scale-in protection keeps ${count(wait.count, 'task')} of ${name} that would have to stop.`;
    case 'startThrottled':
      return `Starts of ${name} are throttled after ${count(failuresOf(deployment), 'failed attempt')}${lastFailure(world, deployment)}: the next start attempt is in ${spellDuration(wait.untilMs - world.nowMs)}.`;
    case 'minimumHealthy':
      return `${count(wait.healthyMin, 'task')} must stay healthy and ${wait.healthyCount} ${are(wait.healthyCount)}: ${count(wait.toStop, 'task')} may stop only when others are healthy.`;
    case 'maximumReached':
      return `The maximum of ${count(wait.occupiedMax, 'task')} is reached: ${wait.wanted} more of ${name} ${are(wait.wanted)} wanted${wait.leavingCount > 0 ? `, ${wait.leavingCount} ${are(wait.leavingCount)} on the way out` : ''}${wait.keptCount > 0 ? `, ${count(wait.keptCount, 'slot')} ${are(wait.keptCount)} kept for the repair of superseded tasks` : ''}.`;
    case 'firstTaskOnly':
      return `${count(wait.wanted, 'task')} of ${name} ${wait.wanted === 1 ? 'waits' : 'wait'} until the first one is RUNNING and the image digests are known.`;
    case 'stopsPendingFirst':
      return `Pending tasks of the superseded deployment are stopped first; ${count(wait.wanted, 'task')} of ${name} ${wait.wanted === 1 ? 'follows' : 'follow'} one pass later.`;
    case 'unhealthy':
      return `${count(wait.count, 'task')} of ${name} ${are(wait.count)} unhealthy and ${wait.count === 1 ? 'waits' : 'wait'} for a replacement.`;
    case 'notHealthyYet':
      return notHealthyYet(world, service, deployment, wait.count);
    case 'starting':
      return `${wait.count} of ${count(totalOf(deployment), 'task')} of ${name} ${are(wait.count)} starting.`;
    case 'firstPass':
      return service.firstPassMs === service.forcedOutMs
        ? `The tasks of service ${service.name} are asked to stop in ${spellDuration(service.forcedOutMs - world.nowMs)}.`
        : `The deployment of ${name} gets its first pass in ${spellDuration(service.firstPassMs - world.nowMs)}.`;
    case 'supersededLeaves':
      return wait.count > 0
        ? `${count(wait.count, 'task')} of the superseded ${name} ${wait.count === 1 ? 'has' : 'have'} not stopped yet.`
        : wait.notBeforeMs > world.nowMs
          ? `The superseded deployment of ${name} leaves in ${spellDuration(wait.notBeforeMs - world.nowMs)}.`
          : undefined;
    case 'completes':
      return `The deployment of ${name} completes in ${spellDuration(wait.notBeforeMs - world.nowMs)}.`;
    case 'stopping':
      return `${count(wait.count, 'task')} ${are(wait.count)} stopping.`;
    default:
      return wait satisfies never;
  }
}

/** RUNNING tasks that don't count yet, and what the first of them waits for. */
function notHealthyYet(world: World, service: ServiceRecord, deployment: DeploymentRecord, waiting: number): string {
  const what = `${waiting} of ${count(totalOf(deployment), 'task')} of ${nameOf(world, deployment)} ${waiting === 1 ? 'runs but does' : 'run but do'} not count as healthy yet`;
  const task = deployment.heads[Standing.STARTED] || (deployment.heads[Standing.SETTLED] as number);
  return `${what}: ${waitsFor(world, service, deployment, task, waiting === 1)}.`;
}

/** @param only - there is no other such task; otherwise it is called the first */
function waitsFor(
  world: World,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  task: number,
  only: boolean,
): string {
  const it = only ? 'it' : 'the first';
  const itsTarget = only ? 'its target' : 'the target of the first';
  const { targetGroups } = deployment.revision;
  const missing = targetGroups.map(({ group }) => world.targetGroup(group)).find((group) => isDeleted(world, group));
  if (missing !== undefined)
    return `target group ${missing.name} was deleted: update the service with one that is there`;
  let registered = 0;
  for (let target = world.tasks.firstTarget.get(task); target !== 0; target = world.targets.nextOfTask.get(target)) {
    const state = world.targets.state.get(target);
    const plan = targetPlan(world, target);
    if (state === TargetState.DRAINING) continue;
    registered += 1;
    if (isInDisabledZone(world, target)) return 'its load balancer is not enabled in its Availability Zone';
    if (state === TargetState.UNUSED) return 'the target group is used by no listener';
    if (state === TargetState.HEALTHY || plan === undefined) continue;
    const next = nextCheckMs(plan, world.nowMs);
    return state === TargetState.INITIAL
      ? `${itsTarget} waits for its first passing check, the next one is in ${spellDuration(next - world.nowMs)}`
      : `${itsTarget} is unhealthy`;
  }
  const first = world.tasks.firstContainer.get(task);
  const { containers } = world.taskDefinition(world.tasks.taskDefinition.get(task));
  for (const [index, { name, essential }] of containers.entries()) {
    if (!essential) continue;
    const plan = containerPlan(world, first + index);
    const health = world.containers.health.get(first + index);
    if (plan === undefined || health === HealthStatus.HEALTHY) continue;
    const container = `${name}${only ? '' : ' of the first'}`;
    return health === HealthStatus.UNHEALTHY
      ? `container ${container} is UNHEALTHY`
      : `container ${container} has not passed its health check, the next one is in ${spellDuration(nextCheckMs(plan, world.nowMs) - world.nowMs)}`;
  }
  const { settleMs, steadySettleMs } = world.settings.scheduler;
  if (
    targetGroups.length === 0 &&
    !containers.some(({ essential, healthCheck }) => essential && healthCheck !== undefined)
  ) {
    const countsAtMs =
      world.tasks.startedAt.get(task) + (needsHealthy(deployment) ? settleMs : Math.min(steadySettleMs, settleMs));
    return countsAtMs > world.nowMs
      ? `${it} has to run for ${spellDuration(countsAtMs - world.nowMs)} more`
      : `${it} counts on the next beat`;
  }
  const judgement = world.tasks.judgement.get(task);
  if (judgement !== 0)
    return `${it} has to run for ${spellDuration(world.agenda.atMsOf(judgement) - world.nowMs)} more`;
  if (registered === targetGroups.length) return `${it} counts on the next beat`;
  // A target that is gone is no reason to stop its task (load-balancing §3.3), and a task is registered once.
  const full = fullGroupOf(world, deployment);
  if (service.toRegister.includes(task) && full !== undefined)
    return `target group ${full.name} has ${count(full.targetCount, 'target')} and takes no more (quotas.targetsPerTargetGroup)`;
  if (service.toRegister.includes(task)) return `${it} is registered in the target group on the next beat`;
  const gone = `${itsTarget} was deregistered by a user, and the service registers a task once: register it, or stop the task`;
  const isUnused = targetGroups.some(({ group }) => world.targetGroup(group).listenerCount === 0);
  return isUnused ? `${gone}; a target group is used by no listener either` : gone;
}

function nextCheckMs(plan: { readonly firstMs: number; readonly everyMs: number }, nowMs: number): number {
  const check = Math.max(0, Math.ceil((nowMs + 1 - plan.firstMs) / plan.everyMs));
  return checkStartMs(plan, check);
}

/** Starts that the plan is for, and that find no place, or come at another pass because of the launch rates. */
function launchSentences(world: World, service: ServiceRecord, actions: readonly PassAction[]): string[] {
  const sentences: string[] = [];
  let allowed = launchesAllowed(world, service);
  for (const action of actions) {
    if (action.type !== 'startTasks') continue;
    const deployment = world.deployment(action.deployment);
    const name = nameOf(world, deployment);
    const { subnets } = deployment.revision;
    if (!subnets.some((subnet) => zoneHasCapacity(world, world.subnets[subnet]?.zone ?? 0)))
      sentences.push(
        `No Availability Zone of ${name} has capacity: ${count(action.count, 'task')} cannot be placed, which is tried again on the next beat.`,
      );
    else if (allowed < action.count)
      sentences.push(
        `The launch rate lets ${allowed} of ${count(action.count, 'task')} of ${name} start now: the rest waits for a later pass (quotas).`,
      );
    allowed = Math.max(0, allowed - action.count);
  }
  return sentences;
}

function breakerSentences(world: World, service: ServiceRecord): string[] {
  const primary = world.primaryOf(service);
  if (primary.rolloutState !== 'IN_PROGRESS') return [];
  const { deploymentCircuitBreaker: breaker } = service.configuration.deploymentConfiguration;
  const failed = primary.breaker.failureCount;
  const threshold = thresholdOf(world, service);
  if (!breaker.enable) {
    return failed > 0
      ? [
          `The deployment circuit breaker is off: after ${count(failed, 'failure')}${lastFailure(world, primary)} it goes on trying.`,
        ]
      : [];
  }
  const uncounted = primary.breaker.uncounted;
  if (failed + uncounted === 0) return [];
  return [
    `The breaker has counted ${failed} of ${threshold} failures${uncounted > 0 ? `, ${uncounted} more ${are(uncounted)} counted at the next start` : ''}${lastFailure(world, primary)}.`,
    ...(primary.breaker.evaluateAtMs > 0
      ? [`It compares again in ${spellDuration(primary.breaker.evaluateAtMs - world.nowMs)}.`]
      : []),
  ];
}

const nameOf = (world: World, deployment: DeploymentRecord): string =>
  taskDefinitionName(world.taskDefinition(deployment.revision.taskDefinition));

const failuresOf = ({ throttle }: DeploymentRecord): number => throttle.failures + throttle.placementFailures;

/** Why the last attempt failed: one that found no place left no task behind, and so no reason. */
function lastFailure(world: World, { lastFailure: reason, throttle }: DeploymentRecord): string {
  if (placementDelayMs(world.settings.placementThrottle, throttle.placementFailures) > 0) return ' (no capacity)';
  return reason === '' ? '' : ` (the last: ${shortenNames(reason).replace(/\.$/, '')})`;
}

const totalOf = ({ sizes }: DeploymentRecord): number =>
  sizes.slice(Standing.PENDING, Standing.LEAVING).reduce((sum, size) => sum + size, 0);

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;
const are = (amount: number): string => (amount === 1 ? 'is' : 'are');
