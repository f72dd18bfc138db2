/** Lets the rest of the program have its turn between runs: signals, input, a browser's painting. Takes microseconds. */
export interface Turns {
  next(): Promise<void>;
  /** Must be called when there are no more turns. */
  end(): void;
}

// Taken at the beginning: tests replace timers by false ones, in which nobody moves time.
const { setImmediate } = globalThis;

/**
 * In Node by `setImmediate`; elsewhere by messages to oneself, which aren't slowed down when they are nested, as timers
 * are. (In Node messages won't do: it delivers a thousand in a row before anything else has its turn.)
 */
export function turns(): Turns {
  if (typeof setImmediate === 'function') {
    return { next: () => new Promise((resolve) => setImmediate(resolve)), end: () => {} };
  }
  const { port1, port2 } = new MessageChannel();
  let resume: () => void = () => {};
  Object.assign(port1, { onmessage: () => resume() });
  return {
    next: () =>
      new Promise((resolve) => {
        resume = resolve;
        port2.postMessage(undefined);
      }),
    end: () => port1.close(),
  };
}
