import * as z from 'zod/mini';
import { allServices } from '../api/services.js';
import { SteadystateError } from '../model/errors.js';
import { lazily, parseData } from '../model/parse-data.js';
import { type Duration, parseDuration } from '../model/time.js';

/** Which calls a border fault hits. Without any of these: every call, until it is removed. */
export interface BorderFaultScope {
  /** AWS's names of operations: `UpdateService`, or `ecs.UpdateService` where two services have it. Default: all. */
  readonly operations?: readonly string[];
  /** How many calls it hits; then it is gone. */
  readonly calls?: number;
  /** Which part of the calls it hits, more than 0 and at most 1, drawn from the endpoint's seed. Default: 1. */
  readonly fraction?: number;
}

/** Things that go wrong between a client and AWS, as plain data. The call doesn't act unless the kind says so. */
export type BorderFault =
  /** `ThrottlingException` `Rate exceeded`. SDKs retry it. */
  | ({ readonly kind: 'throttling' } & BorderFaultScope)
  /** The service is at fault: `ServerException` of ECS, `InternalFailure` of Elastic Load Balancing. SDKs retry it. */
  | ({
      readonly kind: 'serverError';
      /** HTTP status. Default: 500. */
      readonly status?: 500 | 502 | 503 | 504;
      /** Whether the call has taken effect all the same, and only its reply is lost. Default: false. */
      readonly acted?: boolean;
    } & BorderFaultScope)
  /** `ExpiredTokenException` `The security token included in the request is expired`. */
  | ({ readonly kind: 'expiredCredentials' } & BorderFaultScope)
  /** The call takes this much virtual time before it acts. No real time passes. */
  | ({ readonly kind: 'latency'; readonly latency: Duration } & BorderFaultScope);

/** All kinds of border faults, with the members they have besides their scope. */
export const borderFaultKinds = lazily(
  (): Readonly<Record<BorderFault['kind'], Readonly<Record<string, z.ZodMiniType>>>> => {
    const status = z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]);
    return {
      throttling: {},
      serverError: { status: z.optional(status), acted: z.optional(z.boolean()) },
      expiredCredentials: {},
      latency: { latency: z.union([z.string(), z.number()]) },
    };
  },
);

const borderFaultSchema = lazily(() => {
  const scope = {
    operations: z.optional(z.array(z.string()).check(z.minLength(1))),
    calls: z.optional(z.int().check(z.gte(1))),
    fraction: z.optional(z.number().check(z.gt(0), z.lte(1))),
  };
  const shapes = Object.entries(borderFaultKinds()).map(([kind, members]) =>
    z.strictObject({ kind: z.literal(kind), ...members, ...scope }),
  );
  return z.discriminatedUnion('kind', shapes as [(typeof shapes)[number], ...typeof shapes]);
});

/** A border fault that has been read. */
export interface ReadBorderFault {
  readonly fault: BorderFault;
  /** `ecs.UpdateService`; undefined for all operations. */
  readonly operations: ReadonlySet<string> | undefined;
  readonly latencyMs: number;
}

/** @throws SteadystateError `InvalidFault` */
export function readBorderFault(given: BorderFault): ReadBorderFault {
  const { data, problem } = parseData(borderFaultSchema(), given);
  if (problem !== undefined) {
    throw new SteadystateError(
      'InvalidFault',
      `The border fault's ${problem.path || 'shape'} is not valid: ${problem.message}.`,
      {
        resource: problem.path,
        ...(problem.value === undefined ? {} : { value: problem.value }),
        help: 'See BorderFault for the kinds and their members.',
      },
    );
  }
  const fault = data as BorderFault;
  return {
    fault,
    operations: fault.operations === undefined ? undefined : new Set(fault.operations.flatMap(readOperation)),
    latencyMs: fault.kind === 'latency' ? parseDuration(fault.latency, 'latency') : 0,
  };
}

/** Every operation of that name. @throws SteadystateError `InvalidFault` */
function readOperation(name: string): string[] {
  const [first = '', second] = name.split('.');
  const action = second ?? first;
  const operation = `${action.charAt(0).toLowerCase()}${action.slice(1)}`;
  const found = allServices.filter(
    ({ api, reader }) => (second === undefined || api === first) && reader.inputOf(operation) !== undefined,
  );
  if (found.length > 0) return found.map(({ api }) => `${api}.${operation}`);
  throw new SteadystateError('InvalidFault', `There is no operation ${name}.`, {
    resource: 'operations',
    value: name,
    help: "Give AWS's name, such as UpdateService, or ecs.UpdateService.",
  });
}
