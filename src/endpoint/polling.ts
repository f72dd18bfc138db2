import type { AwsServiceName } from '../model/errors.js';
import { type Awaited, settledCondition } from '../simulator/settling.js';
import { type Simulator, worldOf } from '../simulator/simulator.js';
import type { EndpointOptions } from './endpoint-options.js';
import { movingTime } from './moving-time.js';
import { type PollStep, settleTimeout } from './on-poll.js';
import type { Waiter } from './waiter.js';

/** A call that may be a polling read. */
export interface PolledCall {
  readonly simulator: Simulator;
  readonly api: AwsServiceName;
  readonly operation: string;
  readonly input: unknown;
  /** As it came: it tells whether the same is asked again. */
  readonly body: string;
  readonly waiter: Waiter | undefined;
  /** @throws AwsApiError what AWS refuses */
  readonly call: () => unknown;
}

/**
 * What polling reads do to virtual time, before they are answered.
 * @returns to be told of every call, in order
 */
export function createPolling(step: PollStep, pollers: EndpointOptions['pollers']): (polled: PolledCall) => void {
  /** DescribeTasks requests that waited, since the last call of another kind. */
  const waited = new Set<string>();

  return ({ simulator, api, operation, input, body, waiter, call }) => {
    if (operation !== 'describeTasks') waited.clear();
    if (step === 0) return;
    const world = worldOf(simulator);
    const settles = step === 'settle' || (pollers === 'recognised' && waiter !== undefined);
    const isSettled = settledCondition(world, api, operation, input, awaitedBy(waiter, settles));
    if (isSettled === undefined) return;
    const awaiting = !isSettled();
    // What AWS refuses is thrown here, before time moves: a refused call changes nothing.
    if (awaiting) call();
    if (!settles) {
      if (awaiting) movingTime(() => simulator.run(step));
      return;
    }
    if (awaiting) movingTime(() => simulator.runUntil(isSettled, { timeout: settleTimeout }));
    if (operation !== 'describeTasks' || waiter?.name !== undefined) return;
    if (!awaiting && waited.has(body)) {
      // Asked again, about tasks that run: whoever asks waits for them to stop.
      const areStopped = settledCondition(world, 'ecs', operation, input, 'standaloneTasksStopped');
      if (areStopped?.() === false) movingTime(() => simulator.runUntil(areStopped, { timeout: settleTimeout }));
    }
    waited.add(body);
  };
}

/** In steps, a standalone task is followed until it has stopped, for whoever doesn't say that it waits for less. */
function awaitedBy(waiter: Waiter | undefined, settles: boolean): Awaited | undefined {
  if (waiter?.name === 'tasks-stopped') return 'tasksStopped';
  return waiter?.name === undefined && !settles ? 'standaloneTasksStopped' : undefined;
}
