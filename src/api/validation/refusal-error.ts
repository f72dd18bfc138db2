import { type AwsApiError, type AwsServiceName, EcsApiError, ElbV2ApiError } from '../../model/errors.js';
import type { Refusal } from './refusal.js';

/** Operations that say ClientException where most say InvalidParameterException: they make definitions and providers. */
const clientExceptions: ReadonlySet<string> = new Set([
  'registerTaskDefinition',
  'registerDaemonTaskDefinition',
  'createCapacityProvider',
]);

/** Where in a request the refused structure is, and what stood there. */
export interface RefusedPlace {
  readonly path?: readonly PropertyKey[];
  /** The request, ours by now. */
  readonly request?: unknown;
  /** The value itself where there is no request yet; the caller's, so it isn't looked into. */
  readonly given?: unknown;
}

/** The error to throw for a refusal of an operation. */
export function refusalError(
  service: AwsServiceName,
  operation: string,
  refusal: Refusal,
  { path = [], request, given }: RefusedPlace = {},
): AwsApiError {
  const place = refusal.member === undefined ? path : [...path, refusal.member];
  const value = previewOf(given ?? valueAt(request, place));
  const about = {
    resource: `${pascalCase(operation)} request${place.length === 0 ? '' : `, ${placeOf(place)}`}`,
    ...(value !== undefined && { value }),
    ...(refusal.help !== undefined && { help: refusal.help }),
  };
  if (service === 'elbv2') return new ElbV2ApiError(refusal.code ?? 'ValidationError', refusal.message, about);
  const usual = clientExceptions.has(operation) ? 'ClientException' : 'InvalidParameterException';
  return new EcsApiError(refusal.code ?? usual, refusal.message, about);
}

/** `createService` → `CreateService` */
export const pascalCase = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** `containerDefinitions[0].cpu` */
const placeOf = (path: readonly PropertyKey[]): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '');

const valueAt = (request: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, step) => (value as Record<PropertyKey, unknown> | undefined)?.[step], request);

/** A value in a few words, for a person. Nothing for a list or an object: the place says which. */
function previewOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'undefined':
    case 'object':
      return undefined;
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return shortened(String(value));
    default:
      return `a ${typeof value}`;
  }
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}...` : text);
