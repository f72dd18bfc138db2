import type { Service } from '../api/services.js';
import { AwsApiError } from '../model/errors.js';
import type { Simulator } from '../simulator/simulator.js';
import { requestOfForm } from '../wire/form.js';
import { requestOfJson } from '../wire/json.js';
import { textOf, type WireReply, type WireRequest } from '../wire/message.js';
import { commonErrors, type Problem } from '../wire/problem.js';
import { type Answered, errorReplyOf, problemReplyOf, replyOf } from '../wire/reply.js';
import { type Route, routeOf } from '../wire/route.js';
import type { BorderFault } from './border-fault.js';
import { type BorderFaults, createBorderFaults } from './border-faults.js';
import { checkEndpointOptions, type EndpointOptions } from './endpoint-options.js';
import { movingTime } from './moving-time.js';
import { readOnPoll } from './on-poll.js';
import { createPolling } from './polling.js';
import { type Waiter, waiterOf } from './waiter.js';

/** What stands before a simulator: a request comes in as AWS's protocols have it, and the reply goes out. */
export interface Endpoint {
  /**
   * Never throws, and never keeps anything half done: whatever comes in, one reply goes out.
   * @param waiter - who asks, where the door knows what the request doesn't say
   */
  answer(request: WireRequest, waiter?: Waiter): WireReply;
  readonly faults: BorderFaults;
}

/**
 * @param sim - the simulator, or how to find the present one
 * @throws SteadystateError `InvalidOption`, `InvalidFault`
 */
export function createEndpoint(sim: Simulator | (() => Simulator), options: EndpointOptions = {}): Endpoint {
  checkEndpointOptions(options);
  const { pollers = 'all', faults: given = [], seed = 1, clock } = options;
  const step = readOnPoll(options.onPoll ?? (clock !== undefined ? 'none' : pollers === 'all' ? 'settle' : '15s'));
  let clockMs = clock?.() ?? 0;
  const faults = createBorderFaults(seed, given);
  const poll = createPolling(step, pollers);
  const present = typeof sim === 'function' ? sim : () => sim;
  let requestCount = 0;

  const answer = (request: WireRequest, waiter = waiterOf(request.headers)): WireReply => {
    requestCount += 1;
    const requestId = requestIdOf(requestCount);
    const route = routeOf(request);
    if ('problem' in route) return problemReplyOf({ protocol: route.protocol, requestId }, route.problem);
    const { service, protocol, action } = route;
    const answered = { service, protocol, requestId };
    try {
      return answerCall(request, route, answered, waiter);
    } catch (error) {
      return replyOfThrown(answered, action, error);
    }
  };

  const answerCall = (
    request: WireRequest,
    route: Route,
    answered: Answered & { readonly service: Service },
    waiter: Waiter | undefined,
  ) => {
    const { service, action } = route;
    const operation = operationOf(service, action);
    if (operation === undefined) return problemReplyOf(answered, unknownOperation(route));
    const input = inputOf(route, operation, request);
    if (input === undefined) return problemReplyOf(answered, commonErrors.unreadable('The body is not a JSON object.'));
    const simulator = present();
    follow(simulator);
    const hit = faults.hit(service.api, operation);
    for (const { latencyMs } of hit) if (latencyMs > 0) movingTime(() => simulator.run(latencyMs));
    for (const { fault } of hit) {
      const problem = problemOf(fault, service);
      if (problem === undefined) continue;
      if (fault.kind === 'serverError' && fault.acted === true) callUnheard(simulator, service, operation, input);
      return problemReplyOf(answered, problem);
    }
    const makeCall = () => call(simulator, service, operation, input);
    poll({ simulator, api: service.api, operation, input, body: textOf(request.body), waiter, call: makeCall });
    return replyOf(answered, action, makeCall());
  };

  /** The part of a millisecond that is left over counts next time; a clock that is set back moves nothing. */
  const follow = (simulator: Simulator) => {
    if (clock === undefined) return;
    const nowMs = clock();
    const movedMs = Math.max(0, Math.floor(nowMs - clockMs));
    clockMs = Math.min(nowMs, clockMs + movedMs);
    if (movedMs > 0) movingTime(() => simulator.run(movedMs));
  };

  return { answer, faults };
}

/** `createService` of `CreateService`; undefined when the service has no such operation. */
function operationOf({ reader }: Service, action: string): string | undefined {
  if (!/^[A-Z]/.test(action)) return undefined;
  const operation = `${action.charAt(0).toLowerCase()}${action.slice(1)}`;
  return reader.inputOf(operation) === undefined ? undefined : operation;
}

function inputOf({ service, form }: Route, operation: string, { body }: WireRequest): object | undefined {
  const shape = service.reader.inputOf(operation);
  if (form === undefined || shape === undefined) return requestOfJson(textOf(body));
  return requestOfForm(service.reader, shape, form);
}

const call = (simulator: Simulator, { api }: Service, operation: string, input: unknown): unknown =>
  (simulator[api] as unknown as Readonly<Record<string, (input: unknown) => unknown>>)[operation]?.(input);

/** A call whose reply is lost, a refusal as well. */
function callUnheard(simulator: Simulator, service: Service, operation: string, input: unknown): void {
  try {
    call(simulator, service, operation, input);
  } catch (error) {
    if (!(error instanceof AwsApiError)) throw error;
  }
}

/** ECS says nothing but the name. */
const unknownOperation = ({ protocol, action }: Route): Problem =>
  protocol === 'awsQuery' ? commonErrors.invalidAction(action) : commonErrors.unknownOperation('');

/** What a fault answers with; undefined where it lets the call through. */
function problemOf(fault: BorderFault, { internalError }: Service): Problem | undefined {
  switch (fault.kind) {
    case 'throttling':
      return commonErrors.throttled;
    case 'expiredCredentials':
      return commonErrors.expiredCredentials;
    case 'serverError': {
      const { status = 500 } = fault;
      return { code: internalError, message: 'Service Unavailable. Please try again later.', status };
    }
    case 'latency':
      return undefined;
    default:
      return fault satisfies never;
  }
}

/** A refusal is the service's own; anything else is a mistake of ours, or of whoever set the simulator up: it is named. */
function replyOfThrown(answered: Answered & { readonly service: Service }, action: string, error: unknown): WireReply {
  if (error instanceof AwsApiError) return errorReplyOf(answered, error);
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return problemReplyOf(answered, {
    code: answered.service.internalError,
    message: `steadystate could not answer ${action}: ${what}`,
    status: 500,
  });
}

/** A UUID by its form, a number by its meaning: the first request is 1. */
const requestIdOf = (count: number): string => `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
