import { createEndpoint } from '../endpoint/endpoint.js';
import type { EndpointOptions } from '../endpoint/endpoint-options.js';
import { type Simulator, worldOf } from '../simulator/simulator.js';
import { createRequestHandler, type SimulatorRequestHandler } from './request-handler.js';
import { type RetriesWithoutPause, retriesWithoutPause } from './retries.js';

/** How clients of a simulator are treated. */
export type ClientConfigOptions = Omit<EndpointOptions, 'pollers'>;

/** A signer of AWS SDK clients that doesn't sign. */
export interface UnsignedRequests {
  sign<Request>(request: Request): Promise<Request>;
}

/** What makes an AWS SDK client a client of a simulator: it is spread into, or given as, the client's configuration. */
export interface SimulatorClientConfig {
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Leaves requests unsigned: nobody looks at signatures here, and they cost as much as the rest of a call. */
  readonly signer: UnsignedRequests;
  readonly requestHandler: SimulatorRequestHandler;
  /** As often as the client's `maxAttempts` says (the SDK's default is 3), without a pause between. */
  readonly retryStrategy: RetriesWithoutPause;
}

/**
 * Configuration of any AWS SDK v3 client whose service the simulator has: `new ECSClient(clientConfig(sim))`. Calls are
 * answered in process.
 *
 * **A polling read moves virtual time**: DescribeServices, DescribeTasks, DescribeServiceDeployments and DescribeTargetHealth on
 * something that hasn't settled run time until it has (at most 30 virtual minutes), so that the SDK's waiters finish at once; where
 * it never settles, they sleep for real, unless `sleepsInVirtualTime` is on. Give `onPoll` to have it otherwise. `sim.ecs` and `sim.elbv2` never move time.
 *
 * @throws SteadystateError `InvalidOption`, `InvalidFault`
 */
export function clientConfig(sim: Simulator, options: ClientConfigOptions = {}): SimulatorClientConfig {
  // By response: clients that share a configuration may make different numbers of attempts. An old SDK (3.290, not
  // 3.438) doesn't show the strategy the response: then the latest number holds.
  const attemptsMax = new WeakMap<object, number>();
  let latest = 3;
  const endpoint = createEndpoint(sim, options);
  return {
    region: worldOf(sim).settings.region,
    credentials: { accessKeyId: 'AKIASTEADYSTATE', secretAccessKey: 'steadystate' },
    signer: { sign: async (request) => request },
    requestHandler: createRequestHandler(endpoint, (response, max) => {
      attemptsMax.set(response, max);
      latest = max;
    }),
    retryStrategy: retriesWithoutPause((response) => attemptsMax.get(response) ?? latest),
  };
}
