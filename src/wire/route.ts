import { allServices, type Protocol, type Service } from '../api/services.js';
import { parseForm } from './form.js';
import { textOf, type WireRequest } from './message.js';
import { commonErrors, type Problem } from './problem.js';

/** Where a request goes. */
export interface Route {
  readonly service: Service;
  readonly protocol: Protocol;
  /** AWS's name of the operation: `CreateService`. */
  readonly action: string;
  /** In the query protocol: the fields of the form. */
  readonly form?: ReadonlyMap<string, string>;
}

/** A request that goes nowhere: it is answered in the protocol that it seems to speak. */
export interface Astray {
  readonly protocol: Protocol;
  readonly problem: Problem;
}

/**
 * By `x-amz-target`; else by `Action` and `Version` of a form; else by the credential scope of the signature. The path is
 * ignored, and signatures are not verified.
 */
export function routeOf(request: WireRequest, services: readonly Service[] = allServices): Route | Astray {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return routeOfTarget(target, request, services);
  // Query requests may be sent with GET.
  const text = textOf(request.body) || request.path.slice(request.path.indexOf('?') + 1);
  const type = request.headers['content-type'] ?? '';
  if (isJson(type)) return { protocol: jsonOf(type), problem: commonErrors.unknownOperation('') };
  const form = parseForm(text);
  const action = form.get('Action');
  if (action === undefined || action === '') return { protocol: 'awsQuery', problem: commonErrors.missingAction };
  const version = form.get('Version');
  const scope = scopeOf(request);
  const service = services.find(
    (each) =>
      each.protocols.includes('awsQuery') &&
      (version === undefined ? each.signingName === scope : each.version === version),
  );
  if (service !== undefined) return { service, protocol: 'awsQuery', action, form };
  return { protocol: 'awsQuery', problem: commonErrors.invalidAction(action, served(version ?? scope)) };
}

function routeOfTarget(target: string, { headers }: WireRequest, services: readonly Service[]): Route | Astray {
  const protocol = jsonOf(headers['content-type'] ?? '');
  const dot = target.lastIndexOf('.');
  const prefix = target.slice(0, Math.max(0, dot));
  const service = services.find((each) => each.targetPrefix !== undefined && each.targetPrefix === prefix);
  if (service !== undefined) return { service, protocol, action: target.slice(dot + 1) };
  return { protocol, problem: commonErrors.unknownOperation(served(prefix)) };
}

/** Said of a service that isn't here: AWS has it, so AWS has no words for that. */
const served = (name: string | undefined): string =>
  `steadystate does not serve ${name === undefined || name === '' ? 'this' : name}. It serves ${allServices.map(({ title }) => title).join(' and ')}.`;

/** `ecs` of `AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/ecs/aws4_request, …` */
const scopeOf = ({ headers }: WireRequest): string | undefined =>
  /\bCredential=[^/,\s]*\/\d{8}\/[^/,\s]*\/([^/,\s]+)\/aws4_request/.exec(headers['authorization'] ?? '')?.[1];

const isJson = (type: string): boolean =>
  type.startsWith('application/x-amz-json') || type.startsWith('application/json');

const jsonOf = (type: string): Protocol =>
  type.startsWith('application/x-amz-json-1.0') ? 'awsJson1_0' : 'awsJson1_1';
