import { SteadystateError } from '../model/errors.js';
import type { Simulator } from '../simulator/simulator.js';

/** Sleep in virtual time is on until it is restored. */
export interface VirtualSleep {
  /** Gives `setTimeout`, `clearTimeout` and `Date` back. Whoever sleeps then is never woken. */
  restore(): void;
}

/**
 * Lets code that sleeps by itself sleep in virtual time: from now on `setTimeout` doesn't wait. It moves the simulator's time
 * to the moment at which the sleeper is to wake, and wakes it in a later turn of the event loop; several sleepers wake in the
 * order of their moments. `Date` goes on with virtual time, so that deadlines come.
 *
 * It replaces the global `setTimeout`, `clearTimeout` and `Date` until `restore()`. A timer that was `unref()`ed moves nothing, and
 * is woken when others have slept long enough. `setInterval` and `node:timers/promises` stay as they are. With fake timers of
 * your own (Vitest's, Jest's), give `clientConfig` a `clock` instead.
 *
 * @throws SteadystateError `InvalidOption` while fake timers are on, or another virtual sleep
 */
export function sleepsInVirtualTime(sim: Simulator): VirtualSleep {
  const real = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    Date: globalThis.Date,
  };
  refuseFakeTimers(real.setTimeout);
  refuseVirtualSleep(real.setTimeout);
  const startMs = sim.elapsedMs;
  const sleepers = new Set<Sleeper>();
  const byHandle = new WeakMap<object, Sleeper>();
  let isOn = true;
  let isTurnComing = false;

  /** A whole turn of the event loop later, so that whatever is under way comes first. */
  const wakeLater = (): void => {
    if (isTurnComing || ![...sleepers].some(({ drives }) => drives)) return;
    isTurnComing = true;
    real.setTimeout(() => {
      isTurnComing = false;
      if (isOn) wakeNext();
    }, 0);
  };

  const wakeNext = (): void => {
    const next = earliest(sleepers);
    if (next === undefined) return;
    sleepers.delete(next);
    try {
      // Polls may have moved time further than this already.
      if (sim.elapsedMs < next.dueMs) sim.run(next.dueMs - sim.elapsedMs);
      next.wake();
    } finally {
      wakeLater();
    }
  };

  const sleep = (wake: (...values: never[]) => void, delay?: number, ...values: never[]): SleeperHandle => {
    const ms = wholeMs(delay);
    const sleeper: Sleeper = { dueMs: sim.elapsedMs + ms, drives: true, wake: () => wake(...values) };
    const handle: SleeperHandle = {
      ref: () => {
        sleeper.drives = true;
        wakeLater();
        return handle;
      },
      unref: () => {
        sleeper.drives = false;
        return handle;
      },
      hasRef: () => sleeper.drives,
      refresh: () => {
        sleeper.dueMs = sim.elapsedMs + ms;
        sleepers.add(sleeper);
        wakeLater();
        return handle;
      },
      close: () => {
        sleepers.delete(sleeper);
        return handle;
      },
    };
    byHandle.set(handle, sleeper);
    sleepers.add(sleeper);
    wakeLater();
    return handle;
  };

  const clear = (handle: unknown): void => {
    const sleeper = typeof handle === 'object' && handle !== null ? byHandle.get(handle) : undefined;
    if (sleeper !== undefined) sleepers.delete(sleeper);
    else real.clearTimeout(handle as never);
  };

  // What `util.promisify(setTimeout)` looks for.
  const promised = Symbol.for('nodejs.util.promisify.custom');
  Object.defineProperty(sleep, promised, {
    value: (delay?: number, value?: never) =>
      new Promise((resolve) => sleep(resolve as () => void, delay, value as never)),
  });
  Object.defineProperty(sleep, isVirtual, { value: true });
  globalThis.setTimeout = sleep as never;
  globalThis.clearTimeout = clear as never;
  globalThis.Date = dateThatGoesOn(real.Date, () => sim.elapsedMs - startMs);

  return {
    restore() {
      if (!isOn) return;
      isOn = false;
      sleepers.clear();
      globalThis.setTimeout = real.setTimeout;
      globalThis.clearTimeout = real.clearTimeout;
      globalThis.Date = real.Date;
    },
  };
}

/** On the `setTimeout` of a virtual sleep: the same in each copy of this module. */
const isVirtual = Symbol.for('steadystate.virtualSleep');

interface Sleeper {
  /** Of the simulator's `elapsedMs`. */
  dueMs: number;
  /** Whether time is moved for it. */
  drives: boolean;
  readonly wake: () => void;
}

/** As Node's timers. */
interface SleeperHandle {
  ref(): SleeperHandle;
  unref(): SleeperHandle;
  hasRef(): boolean;
  refresh(): SleeperHandle;
  close(): SleeperHandle;
}

/** The longest a timer can sleep; what is longer, or no number, wakes at once, as with the real one. */
const sleepMsMax = 2_147_483_647;

function wholeMs(delay: number | undefined): number {
  const ms = Math.ceil(Number(delay ?? 0));
  return ms > 0 && ms <= sleepMsMax ? ms : 0;
}

/** Of those with the same moment the one that fell asleep first. */
function earliest(sleepers: ReadonlySet<Sleeper>): Sleeper | undefined {
  let first: Sleeper | undefined;
  for (const sleeper of sleepers) if (first === undefined || sleeper.dueMs < first.dueMs) first = sleeper;
  return first;
}

/** The same `Date`, but that now is later. */
const dateThatGoesOn = (real: DateConstructor, laterByMs: () => number): DateConstructor => {
  const nowMs = (): number => real.now() + laterByMs();
  return new Proxy(real, {
    construct: (target, values, as) => Reflect.construct(target, values.length === 0 ? [nowMs()] : values, as) as Date,
    apply: () => new real(nowMs()).toString(),
    get: (target, name, as) => (name === 'now' ? nowMs : Reflect.get(target, name, as)),
  });
};

function refuseFakeTimers(timer: object): void {
  if (!('clock' in timer)) return;
  throw new SteadystateError('InvalidOption', 'Fake timers are on: setTimeout already sleeps in a time of its own.', {
    resource: 'sleepsInVirtualTime',
    help: 'Turn them off, or let virtual time follow them: clientConfig(sim, { clock: () => Date.now() }).',
  });
}

/** Restored in another order than they began, two would leave one's timers for good. */
function refuseVirtualSleep(timer: object): void {
  if (!(isVirtual in timer)) return;
  throw new SteadystateError('InvalidOption', 'A virtual sleep is on already.', {
    resource: 'sleepsInVirtualTime',
    help: 'End it first, with restore(): in a finally, or after each test.',
  });
}
