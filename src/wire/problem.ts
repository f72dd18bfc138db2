import type { Protocol } from '../api/services.js';

/** An error that isn't a service's own: what AWS answers with before, or instead of, asking the service. */
export interface Problem {
  /** Its name in JSON protocols. */
  readonly code: string;
  /** In the query protocol. Default: `code`. */
  readonly queryCode?: string;
  readonly message: string;
  /** Default: 400. */
  readonly status?: number;
  /** In the query protocol. Default: `status`. */
  readonly queryStatus?: number;
  /** What to do instead, for people: it goes into a header of its own. */
  readonly help?: string;
}

/**
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html; expired credentials are 400 from JSON
 * services and 403 from query services in users' logs
 */
export const commonErrors = {
  /** ECS says nothing more than the name; a service that isn't served says so. */
  unknownOperation: (message: string): Problem => ({ code: 'UnknownOperationException', message }),
  invalidAction: (action: string, help?: string): Problem => ({
    code: 'InvalidAction',
    message: `The action ${action} is not valid for this web service.`,
    ...(help === undefined ? {} : { help }),
  }),
  missingAction: {
    code: 'MissingAction',
    message: 'The request must contain the parameter Action.',
    help: 'Send a form with Action and Version, or JSON with x-amz-target.',
  },
  unreadable: (help: string): Problem => ({
    code: 'SerializationException',
    queryCode: 'MalformedInput',
    message: 'The request could not be read.',
    help,
  }),
  throttled: { code: 'ThrottlingException', queryCode: 'Throttling', message: 'Rate exceeded' },
  expiredCredentials: {
    code: 'ExpiredTokenException',
    queryCode: 'ExpiredToken',
    message: 'The security token included in the request is expired',
    queryStatus: 403,
  },
} as const satisfies Readonly<Record<string, Problem | ((...texts: never[]) => Problem)>>;

/** HTTP status of a problem as a protocol has it. */
export const statusIn = (protocol: Protocol, { status = 400, queryStatus = status }: Problem): number =>
  protocol === 'awsQuery' ? queryStatus : status;
