import type { ContainerFact, Fact, TargetFact, TaskFact } from '../model/facts.js';
import { shortenNames, shortTaskId } from '../model/short-names.js';

/**
 * Puts the facts of one moment into words, one line each. What ECS itself tells (service events) keeps ECS's text, but
 * for the prefix and the length of ids. Equal changes of several tasks or targets share a line.
 */
export function narrate(
  moment: readonly Fact[],
  detail: 'events' | 'normal' | 'full',
  withServices: boolean,
): string[] {
  const lines: string[] = [];
  const told = new Set<string>();
  for (const fact of moment) {
    const line = spell(fact, moment, detail, told);
    if (line === undefined) continue;
    const service = 'service' in fact ? fact.service : undefined;
    lines.push(withServices && service !== undefined ? `[${service}] ${line}` : line);
  }
  return lines;
}

function spell(
  fact: Fact,
  moment: readonly Fact[],
  detail: 'events' | 'normal' | 'full',
  told: Set<string>,
): string | undefined {
  if (fact.kind === 'serviceEvent') return serviceEvent(fact.message);
  if (detail === 'events') return fact.kind === 'call' ? call(fact) : undefined;
  switch (fact.kind) {
    case 'call':
      return call(fact);
    case 'fault':
      return `fault ${fact.change}: ${fact.about}`;
    case 'deployment':
      return deployment(fact, detail);
    case 'task':
      return detail === 'full' || isWorthTelling(fact, moment) ? once(told, taskGroup(fact, moment)) : undefined;
    case 'container':
      return detail === 'full' || fact.change === 'exited' || fact.change === 'restarted' || fact.change === 'health'
        ? once(told, containerGroup(fact, moment, detail))
        : undefined;
    case 'target':
      // Registration and draining are told by service events.
      return detail === 'full' || fact.service === undefined || (fact.state !== 'initial' && fact.state !== 'draining')
        ? once(told, targetGroup(fact, moment))
        : undefined;
    case 'scheduler':
      return scheduler(fact);
    case 'service':
      return fact.change === 'inactive' ? 'the service is INACTIVE' : undefined;
    case 'counts':
      return undefined;
    default:
      return fact satisfies never;
  }
}

/** `(service web) has started …` without what the reader knows: the service. */
function serviceEvent(message: string): string {
  return shortenNames(message.replace(/^\(service [^,)]*\) /, '').replace(/^\(service [^,)]*, /, '('));
}

const call = (fact: Extract<Fact, { kind: 'call' }>): string => {
  const operation = fact.operation.charAt(0).toUpperCase() + fact.operation.slice(1);
  const about = fact.about === '' ? '' : `: ${fact.about}`;
  const refusal = fact.error === undefined ? '' : `: refused with ${fact.error}: ${fact.why}`;
  return `${operation}${about}${refusal}`;
};

function deployment(fact: Extract<Fact, { kind: 'deployment' }>, detail: 'normal' | 'full'): string | undefined {
  switch (fact.change) {
    case 'created':
      return `deployment of ${fact.taskDefinition} begins (${fact.deploymentId})`;
    case 'left':
      return `deployment of ${fact.taskDefinition} leaves`;
    case 'pickedUp':
    case 'superseded':
      return detail === 'full'
        ? `deployment of ${fact.taskDefinition} ${fact.change === 'pickedUp' ? 'is picked up' : 'is superseded'}`
        : undefined;
    default:
      // Service events tell these.
      return undefined;
  }
}

/** RUNNING and STOPPED are told; a stop that a service event tells in the same moment isn't told twice. */
function isWorthTelling(fact: TaskFact, moment: readonly Fact[]): boolean {
  if (fact.change === 'protected' || fact.change === 'unprotected') return true;
  if (fact.change === 'status') return fact.lastStatus === 'RUNNING' || fact.lastStatus === 'STOPPED';
  if (fact.change !== 'stopRequested') return fact.change === 'created' && fact.service === undefined;
  return !moment.some(
    (other) =>
      other.kind === 'serviceEvent' &&
      (other.event === 'stopped' || other.event === 'stoppedPending' || other.event === 'unableToPlace'),
  );
}

function taskGroup(fact: TaskFact, moment: readonly Fact[]): Told {
  const same = moment.filter(
    (other): other is TaskFact =>
      other.kind === 'task' &&
      other.change === fact.change &&
      other.lastStatus === fact.lastStatus &&
      other.taskDefinition === fact.taskDefinition &&
      other.service === fact.service &&
      (fact.change !== 'stopRequested' || other.why === fact.why),
  );
  const who = `${tasks(same.length)} of ${fact.taskDefinition}`;
  const ids = list(same.map((other) => other.taskId));
  const key = `task ${fact.service} ${fact.taskDefinition} ${fact.change} ${fact.lastStatus} ${fact.change === 'stopRequested' ? fact.why : ''}`;
  switch (fact.change) {
    case 'created':
      return { key, line: `${who} created ${ids}` };
    case 'stopRequested':
      return { key, line: `${who} to stop ${ids}: ${shortenNames(fact.why ?? '')}` };
    case 'protected':
    case 'unprotected':
      return { key, line: `${who} ${fact.change} ${ids}` };
    default:
      return { key, line: `${who} ${fact.lastStatus} ${ids}` };
  }
}

function containerGroup(fact: ContainerFact, moment: readonly Fact[], detail: 'normal' | 'full'): Told | undefined {
  const isForced = detail === 'normal' && fact.change === 'exited' && !endsItsTask(fact, moment);
  if (isForced) return undefined;
  const same = moment.filter(
    (other): other is ContainerFact =>
      other.kind === 'container' &&
      other.change === fact.change &&
      other.container === fact.container &&
      other.exitCode === fact.exitCode &&
      other.health === fact.health &&
      other.service === fact.service,
  );
  const ids = list(same.map((other) => other.taskId));
  const key = `container ${fact.service} ${fact.container} ${fact.change} ${fact.exitCode} ${fact.health}`;
  const why = fact.why === undefined ? '' : `: ${fact.why}`;
  switch (fact.change) {
    case 'exited':
      return {
        key,
        line: `container ${fact.container} exits with code ${fact.exitCode} in ${tasks(same.length)} ${ids}${why}`,
      };
    case 'health':
      return { key, line: `container ${fact.container} is ${fact.health} in ${tasks(same.length)} ${ids}` };
    case 'sigterm':
      return { key, line: `SIGTERM to container ${fact.container} of ${tasks(same.length)} ${ids}` };
    case 'sigkill':
      return { key, line: `SIGKILL to container ${fact.container} of ${tasks(same.length)} ${ids}` };
    default:
      return {
        key,
        line: `container ${fact.container} ${fact.change === 'restarted' ? 'restarts' : 'starts'} in ${tasks(same.length)} ${ids}`,
      };
  }
}

/** Its exit is why the task is to stop. Of another, such as one of a task that was asked to stop before, nothing new is learnt. */
const endsItsTask = (fact: ContainerFact, moment: readonly Fact[]): boolean =>
  moment.some((other) => other.kind === 'task' && other.taskId === fact.taskId && other.change === 'stopRequested');

function targetGroup(fact: TargetFact, moment: readonly Fact[]): Told {
  const same = moment.filter(
    (other): other is TargetFact =>
      other.kind === 'target' &&
      other.targetGroup === fact.targetGroup &&
      other.state === fact.state &&
      other.why === fact.why,
  );
  const key = `target ${fact.targetGroup} ${fact.state} ${fact.why}`;
  const ids = list(same.flatMap((other) => (other.taskId === undefined ? [] : [other.taskId])));
  const why = fact.why === undefined ? '' : `: ${fact.why}`;
  const state = fact.state === 'deregistered' ? 'gone' : fact.state;
  return {
    key,
    line: `${same.length === 1 ? '1 target' : `${same.length} targets`} ${state} in ${fact.targetGroup} ${ids}${why}`.trimEnd(),
  };
}

function scheduler(fact: Extract<Fact, { kind: 'scheduler' }>): string | undefined {
  switch (fact.change) {
    case 'failuresCounted':
      return fact.threshold === undefined
        ? `failedTasks is ${fact.failureCount}: ${fact.why}`
        : `the breaker counts ${fact.why}`;
    case 'failuresReset':
      return fact.threshold === undefined
        ? `failedTasks is 0 again: ${fact.why}`
        : `the breaker counts from 0 again: ${fact.why}`;
    case 'breakerTripped':
      return `the breaker trips: ${fact.why}`;
    case 'startThrottled':
      return `starts are throttled: ${fact.why}`;
    case 'noRollbackCandidate':
      return `no rollback: ${fact.why}`;
    default:
      return undefined;
  }
}

interface Told {
  /** What the line is about: told once per moment. */
  readonly key: string;
  readonly line: string;
}

function once(told: Set<string>, entry: Told | undefined): string | undefined {
  if (entry === undefined || told.has(entry.key)) return undefined;
  told.add(entry.key);
  return entry.line;
}

const tasks = (count: number): string => (count === 1 ? '1 task' : `${count} tasks`);

/** At most three ids: the rest are counted. */
function list(ids: readonly string[]): string {
  if (ids.length === 0) return '';
  const shown = ids.slice(0, 3).map(shortTaskId).join(' ');
  return ids.length > 3 ? `(${shown} and ${ids.length - 3} more)` : `(${shown})`;
}
