import { createEndpoint, type Endpoint } from '../endpoint/endpoint.js';
import type { EndpointOptions } from '../endpoint/endpoint-options.js';
import { restoreSimulator, type Simulator, type SimulatorAttachments, type Snapshot } from '../simulator/simulator.js';

/** The simulator behind a server. It may become another one, by a reset or from a snapshot. */
export interface Served {
  readonly sim: Simulator;
  readonly endpoint: Endpoint;
  /** Back to the moment at which the server started; what goes wrong at the border is what it was then. */
  reset(): void;
  /** @throws SteadystateError `InvalidSnapshot`, `UnknownWorkloadSource` */
  restore(snapshot: Snapshot): void;
}

/** @param attachments - given anew to whatever simulator takes the place of the first one */
export function serve(start: Simulator, options: EndpointOptions, attachments: SimulatorAttachments): Served {
  const origin = start.fork();
  let sim = start;
  const begin = () => createEndpoint(() => sim, options);
  let endpoint = begin();
  return {
    get sim() {
      return sim;
    },
    get endpoint() {
      return endpoint;
    },
    reset() {
      // A fork leaves the logger behind, a restored simulator is given it again.
      sim =
        attachments.logger === undefined
          ? origin.fork()
          : restoreSimulator(origin.snapshot({ facts: true }), attachments);
      endpoint = begin();
    },
    restore(snapshot) {
      sim = restoreSimulator(snapshot, attachments);
    },
  };
}
