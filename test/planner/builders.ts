import { expect, test } from 'vitest';
import { Standing, type TaskRow } from '../../src/model/task.js';
import type { StopCandidate } from '../../src/planner/scale-in.js';
import { planExtraPass, planServicePass } from '../../src/planner/service-pass.js';
import type { DeploymentView, PassAction, PassPlan, ServiceView, Wait } from '../../src/planner/service-view.js';

/** Names of deployments in tests, newest first, and their keys. */
export const deploymentKeys = { new: 3, old: 2, older: 1 } as const;
export type DeploymentName = keyof typeof deploymentKeys;

const nameOfKey = (key: number): string =>
  Object.entries(deploymentKeys).find(([, each]) => each === key)?.[0] ?? `deployment ${key}`;

/** `old-1` is row 2001: a deployment's tasks are numbered from 1. */
const taskRow = (name: DeploymentName, place: number): TaskRow => deploymentKeys[name] * 1_000 + place;
const taskName = (row: TaskRow): string => `${nameOfKey(Math.floor(row / 1_000))}-${placeOf(row)}`;
export const placeOf = (row: TaskRow): number => row % 1_000;

/** What a test says of one deployment. Tasks are numbered from 1 in the order of the standings here. */
export interface AboutDeployment {
  /** Its target. Default: the service's desired count for the newest, the tasks that live for the others. */
  readonly target?: number;
  readonly pending?: number;
  readonly started?: number;
  readonly settled?: number;
  readonly healthy?: number;
  readonly unhealthy?: number;
  /** Stopped by the scheduler, their containers still run. */
  readonly leaving?: number;
  /** Their containers have exited, their network interfaces are being released. */
  readonly releasing?: number;
  /** On their way out for a reason that is not the scheduler's. */
  readonly dying?: number;
  /** The same, but their containers have exited. */
  readonly released?: number;
  /** Zone of each live task, in the order above. Default: all in zone 0. */
  readonly zones?: readonly number[];
  /** Places of tasks under scale-in protection. */
  readonly protects?: readonly number[];
  /** Place of each task's capacity provider in the strategy. Default: the first. */
  readonly providers?: readonly number[];
  readonly is?: Partial<DeploymentView>;
}

/** What a test says of a service: its numbers, its deployments, and whatever else differs from a quiet one. */
export interface AboutService {
  readonly desired?: number;
  readonly min?: number;
  readonly max?: number;
  readonly new?: AboutDeployment;
  readonly old?: AboutDeployment;
  readonly older?: AboutDeployment;
  readonly is?: Partial<ServiceView>;
}

/** A view of four desired tasks at 100/200, in play, of which nothing is there yet. */
export function aService(about: AboutService = {}): ServiceView {
  const desiredCount = about.desired ?? 4;
  const superseded = (['old', 'older'] as const).flatMap((name) => {
    const given = about[name];
    return given === undefined ? [] : [{ name, given }];
  });
  const given = { name: 'new' as const, given: about.new ?? {} };
  const primary = aDeployment(given.name, given.given, {
    desiredCount,
    supersedes: superseded.length > 0,
    hadHealthyTask: (given.given.healthy ?? 0) > 0,
  });
  const all = [given, ...superseded];
  const sum = (of: (about: AboutDeployment) => number) => all.reduce((total, each) => total + of(each.given), 0);
  const zoneCounts: number[] = [];
  for (const each of all) {
    for (let place = 1; place <= liveCountOf(each.given); place += 1) {
      const zone = each.given.zones?.[place - 1] ?? 0;
      zoneCounts[zone] = (zoneCounts[zone] ?? 0) + 1;
    }
  }
  return {
    nowMs: 0,
    desiredCount,
    minimumHealthyPercent: about.min ?? 100,
    maximumPercent: about.max ?? 200,
    eagerStop: true,
    supersededStopOrder: 'oldestFirst',
    repairsSuperseded: true,
    primary,
    superseded: superseded.map((each) =>
      aDeployment(each.name, each.given, {
        desiredCount: liveCountOf(each.given),
        completed: true,
        hadHealthyTask: true,
      }),
    ),
    primaryInPlay: true,
    isPrimaryFirstPass: false,
    completesNotBeforeMs: superseded.length > 0 ? Number.POSITIVE_INFINITY : 0,
    supersededLeaveNotBeforeMs: 0,
    occupiedCount: sum((each) => liveCountOf(each) + (each.leaving ?? 0) + (each.dying ?? 0)),
    leavingCount: sum((each) => (each.leaving ?? 0) + (each.releasing ?? 0) + (each.dying ?? 0) + (each.released ?? 0)),
    zoneCounts: Object.freeze(Array.from(zoneCounts, (count) => count ?? 0)),
    zoneExtraCount: 0,
    registrationsDue: false,
    ...about.is,
  };
}

const liveCountOf = ({ pending = 0, started = 0, settled = 0, healthy = 0, unhealthy = 0 }: AboutDeployment): number =>
  pending + started + settled + healthy + unhealthy;

function aDeployment(name: DeploymentName, about: AboutDeployment, defaults: Partial<DeploymentView>): DeploymentView {
  const {
    pending = 0,
    started = 0,
    settled = 0,
    healthy = 0,
    unhealthy = 0,
    dying = 0,
    released = 0,
    leaving = 0,
  } = about;
  const standings = [
    [Standing.PENDING, pending],
    [Standing.STARTED, started],
    [Standing.SETTLED, settled],
    [Standing.HEALTHY, healthy],
    [Standing.UNHEALTHY, unhealthy],
  ] as const;
  const tasks: { readonly standing: Standing; readonly candidate: StopCandidate }[] = [];
  for (const [standing, count] of standings) {
    for (let left = count; left > 0; left -= 1) {
      const place = tasks.length + 1;
      const candidate = {
        task: taskRow(name, place),
        order: taskRow(name, place),
        zone: about.zones?.[place - 1] ?? 0,
        protected: about.protects?.includes(place) ?? false,
        provider: about.providers?.[place - 1] ?? 0,
      };
      tasks.push({ standing, candidate });
    }
  }
  const processCount = tasks.length + dying + leaving;
  return {
    key: deploymentKeys[name],
    desiredCount: 0,
    failed: false,
    completed: false,
    supersedes: false,
    pendingCount: pending,
    startedCount: started,
    settledCount: settled,
    healthyCount: healthy,
    unhealthyCount: unhealthy,
    failingInGraceCount: 0,
    presentCount: tasks.length + dying + released,
    releasedDyingCount: released,
    processCount,
    remainingCount: processCount + (about.releasing ?? 0) + released,
    hadHealthyTask: false,
    supersededPendingCount: 0,
    startsAllowedAtMs: 0,
    firstTaskOnly: false,
    repairsWait: false,
    leavesWhen: 'tasksStopped',
    ...defaults,
    ...(about.target === undefined ? {} : { desiredCount: about.target }),
    ...about.is,
    candidates: (standing) => tasks.filter((task) => task.standing === standing).map((task) => task.candidate),
  };
}

/** A whole pass on a beat in words: what it does, what it waits for, and whether the service is steady. */
export const beatOf = (view: ServiceView): string[] => describePlan(planServicePass(view));

/** The same of an extra pass. */
export const extraPassOf = (view: ServiceView): string[] => describePlan(planExtraPass(view));

/**
 * One line per action and per wait. A deployment that starts tasks also has its earlier failures counted: that is said
 * only where the one comes without the other.
 */
export function describePlan(plan: PassPlan): string[] {
  const starts = new Set(plan.actions.flatMap((action) => (action.type === 'startTasks' ? [action.deployment] : [])));
  const wanted = new Set(plan.startWanted);
  return [
    ...plan.actions.map(describeAction),
    ...plan.waits.map(describeWait),
    ...[...wanted].filter((key) => !starts.has(key)).map((key) => `counts failures of ${nameOfKey(key)}`),
    ...[...starts].filter((key) => !wanted.has(key)).map((key) => `forgets to count failures of ${nameOfKey(key)}`),
    ...(plan.steady ? ['steady'] : []),
  ];
}

function describeAction(action: PassAction): string {
  const name = 'deployment' in action ? nameOfKey(action.deployment) : '';
  switch (action.type) {
    case 'setTarget':
      return `target of ${name}: ${action.desiredCount}`;
    case 'stopTasks':
      return `stop ${action.tasks.map(taskName).join(' ')}: ${action.reason}`;
    case 'startTasks': {
      const why = [
        ...(action.repair ? ['repair'] : []),
        ...(action.replacesUnhealthy > 0 ? [`${action.replacesUnhealthy} for unhealthy`] : []),
      ];
      return `start ${action.count} ${name}${why.length > 0 ? `: ${why.join(', ')}` : ''}`;
    }
    case 'tellProtected':
      return `tell ${action.count} protected ${name}`;
    case 'tellDeadlock':
      return 'tell deadlock';
    case 'retireDeployment':
      return `${name} leaves`;
    case 'completeDeployment':
      return `${name} completes`;
    default:
      return action satisfies never;
  }
}

function describeWait(wait: Wait): string {
  const name = 'deployment' in wait ? nameOfKey(wait.deployment) : '';
  switch (wait.kind) {
    case 'firstPass':
      return `waits: first pass of ${name}`;
    case 'maximumReached':
      return `waits: ${wait.occupiedCount} of at most ${wait.occupiedMax} are there, ${wait.leavingCount} on the way out, ${wait.wanted} more ${name} wanted${wait.keptCount > 0 ? `, ${wait.keptCount} kept for repairs` : ''}`;
    case 'minimumHealthy':
      return `waits: ${wait.healthyCount} healthy, ${wait.healthyMin} must be, ${wait.toStop} more to stop`;
    case 'startThrottled':
      return `waits: ${wait.wanted} ${name} throttled for ${wait.untilMs / 1_000} s`;
    case 'firstTaskOnly':
      return `waits: ${wait.wanted} ${name} until the first one runs`;
    case 'stopsPendingFirst':
      return `waits: ${wait.wanted} ${name} until pending ones are stopped`;
    case 'deploymentFailed':
      return `waits: ${name} has failed, ${wait.wanted} wanted`;
    case 'protected':
      return `waits: ${wait.count} ${name} protected`;
    case 'starting':
      return `waits: ${wait.count} ${name} starting`;
    case 'notHealthyYet':
      return `waits: ${wait.count} ${name} not healthy yet`;
    case 'unhealthy':
      return `waits: ${wait.count} ${name} unhealthy`;
    case 'stopping':
      return `waits: ${wait.count} stopping`;
    case 'supersededLeaves':
      return `waits: ${name} leaves, ${wait.count} left${wait.notBeforeMs > 0 ? `, in ${wait.notBeforeMs / 1_000} s at the earliest` : ''}`;
    case 'completes':
      return `waits: ${name} completes ${Number.isFinite(wait.notBeforeMs) ? `in ${wait.notBeforeMs / 1_000} s` : 'when the others are gone'}`;
    case 'deadlock':
      return `waits: deadlock, ${wait.healthyMin} must be healthy and ${wait.occupiedMax} may be there`;
    default:
      return wait satisfies never;
  }
}

/** A pass over four desired tasks at 100/200, but for what the row is about, and everything it comes to. */
export interface PlanRow {
  readonly name: string;
  readonly about: AboutService;
  readonly plan: readonly string[];
}

export function itPlans(rows: readonly PlanRow[]): void {
  for (const { name, about, plan } of rows) {
    test(name, () => {
      expect(beatOf(aService(about))).toEqual(plan);
    });
  }
}
