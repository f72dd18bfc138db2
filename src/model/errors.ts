/** What stands beside an error's message for the person who reads it: what it is about, what was given, the way out. */
export interface ErrorHelp {
  /** The resource the error is about, as the caller named it: `service web, cluster prod`. */
  readonly resource?: string;
  /** The value that was given. */
  readonly value?: string;
  /** What to do instead, in a sentence. */
  readonly help?: string;
}

/** AWS services that the simulator answers for, by the names that its clients have here. */
export const awsServiceNames = ['ecs', 'elbv2'] as const;
/** One of them. */
export type AwsServiceName = (typeof awsServiceNames)[number];

/**
 * A refusal by AWS. `message` is AWS's text to the letter; programs decide by `code`, people read `help` beside it.
 * Nothing has changed when an operation throws this.
 * @rule call-error-to-the-letter
 */
export class AwsApiError extends Error {
  /** AWS's exception name: `ServiceNotFoundException`. The same as `name`, as in the AWS SDK. */
  readonly code: string;
  /** Which AWS API refused. */
  readonly api: AwsServiceName;
  /** HTTP status that AWS answers with. */
  readonly statusCode: number;
  declare readonly resource?: string;
  declare readonly value?: string;
  declare readonly help?: string;
  /** Only for `ConflictException`: the resources the request conflicts with. */
  declare readonly resourceIds?: readonly string[];

  constructor(
    api: AwsServiceName,
    code: string,
    message: string,
    about: ErrorHelp & { readonly resourceIds?: readonly string[]; readonly statusCode?: number } = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.api = api;
    this.statusCode = about.statusCode ?? 400;
    if (about.resource !== undefined) this.resource = about.resource;
    if (about.value !== undefined) this.value = about.value;
    if (about.help !== undefined) this.help = about.help;
    if (about.resourceIds !== undefined) this.resourceIds = about.resourceIds;
  }
}

/** A refusal by Amazon ECS. */
export class EcsApiError extends AwsApiError {
  constructor(
    code: string,
    message: string,
    about: ErrorHelp & { readonly resourceIds?: readonly string[]; readonly statusCode?: number } = {},
  ) {
    super('ecs', code, message, about);
  }
}

/** A refusal by Elastic Load Balancing v2. `code` is the SDK's class name; `queryCode` what goes over the wire. */
export class ElbV2ApiError extends AwsApiError {
  constructor(code: string, message: string, about: ErrorHelp & { readonly statusCode?: number } = {}) {
    super('elbv2', code, message, about);
  }
}

/** A mistake in using the simulator itself (not AWS's API): an unknown option, time run backwards, a bad duration. */
export class SteadystateError extends Error {
  readonly code: SteadystateErrorCode;
  declare readonly resource?: string;
  declare readonly value?: string;
  declare readonly help?: string;

  constructor(code: SteadystateErrorCode, message: string, about: ErrorHelp = {}) {
    super(about.help === undefined ? message : `${message} ${about.help}`);
    this.name = 'SteadystateError';
    this.code = code;
    if (about.resource !== undefined) this.resource = about.resource;
    if (about.value !== undefined) this.value = about.value;
    if (about.help !== undefined) this.help = about.help;
  }
}

/** Stable names for programs; the texts may change. */
export type SteadystateErrorCode =
  | 'InvalidOption'
  | 'InvalidDuration'
  | 'InvalidMoment'
  | 'TimeRunsBackwards'
  | 'TimeMovedByListener'
  | 'UnknownOperation'
  | 'UnknownResource'
  | 'InvalidWorkload'
  | 'WorkloadForNothing'
  | 'UnknownWorkloadSource'
  | 'InvalidFault'
  | 'InvalidSeed'
  | 'InvalidScenario'
  | 'InvalidInput'
  | 'InvalidSnapshot'
  | 'FactsNotKept'
  | 'InvalidCampaign'
  | 'RunFailed'
  | 'PackageMissing'
  | 'RunawaySimulation'
  | 'PortTaken'
  | 'CannotListen';

/** A broken invariant is a bug of the simulator. The message says how to replay it. */
export class InvariantError extends Error {
  constructor(what: string, where: { readonly seed?: number; readonly atMs?: number } = {}) {
    const replay = where.seed === undefined ? '' : ` (seed ${where.seed}, virtual time ${where.atMs ?? '?'} ms)`;
    super(`Broken invariant: ${what}${replay}. This is a bug in steadystate; please report it with the snapshot.`);
    this.name = 'InvariantError';
  }
}
