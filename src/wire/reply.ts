import type { Protocol, Service } from '../api/services.js';
import type { AwsApiError } from '../model/errors.js';
import { jsonOf } from './json.js';
import type { WireReply } from './message.js';
import { type Problem, statusIn } from './problem.js';
import { escaped, xmlOf } from './xml.js';

/** What a reply says of the request besides its result. */
export interface Answered {
  readonly protocol: Protocol;
  readonly requestId: string;
  /** Absent where the request goes to no service. */
  readonly service?: Service;
}

/** A call that succeeded. @param action - AWS's name of the operation */
export function replyOf({ protocol, requestId, service }: Answered, action: string, reply: unknown): WireReply {
  if (protocol !== 'awsQuery') return jsonReply(protocol, requestId, 200, jsonOf(reply));
  const maps = service?.xmlMaps ?? [];
  const result = xmlOf(`${action}Result`, reply ?? {}, maps);
  const { xmlNamespace = '' } = service ?? {};
  const body = `<${action}Response xmlns="${xmlNamespace}">${result}<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;
  return xmlReply(requestId, 200, body);
}

/** A call that the service refused. Its help goes into a header: the message is AWS's, to the letter. */
export function errorReplyOf(answered: Answered & { readonly service: Service }, error: AwsApiError): WireReply {
  const { errors } = answered.service;
  const known = Object.hasOwn(errors, error.code) ? errors[error.code] : undefined;
  const status = known?.status ?? error.statusCode;
  const queryCode = known?.queryCode ?? error.code.replace(/Exception$/, '');
  const { code, message, help, resourceIds } = error;
  return failure(answered, { code, queryCode, status, message, ...(help && { help }) }, resourceIds);
}

/** An error that isn't the service's own. */
export const problemReplyOf = (answered: Answered, problem: Problem): WireReply =>
  failure(answered, { queryCode: problem.code, ...problem, status: statusIn(answered.protocol, problem) });

interface Failure {
  readonly code: string;
  /** Its name in the query protocol. */
  readonly queryCode: string;
  readonly status: number;
  readonly message: string;
  readonly help?: string;
}

function failure(
  { protocol, requestId, service }: Answered,
  { code, queryCode, status, message, help }: Failure,
  resourceIds?: readonly string[],
): WireReply {
  const helpHeader = help === undefined ? {} : { 'x-steadystate-help': headerText(help) };
  const type = status < 500 ? 'Sender' : 'Receiver';
  if (protocol !== 'awsQuery') {
    // Clients that were written for the query protocol look for its code in JSON, too.
    const isQueryCompatible = service?.protocols.includes('awsQuery') === true;
    const queryHeader = isQueryCompatible ? { 'x-amzn-query-error': `${queryCode};${type}` } : {};
    const body = JSON.stringify({ __type: code, ...(message === '' ? {} : { message }), resourceIds });
    return jsonReply(protocol, requestId, status, body, { 'x-amzn-errortype': code, ...queryHeader, ...helpHeader });
  }
  const error = `<Error><Type>${type}</Type><Code>${escaped(queryCode)}</Code><Message>${escaped(message)}</Message></Error>`;
  const namespace = service?.xmlNamespace === undefined ? '' : ` xmlns="${service.xmlNamespace}"`;
  const body = `<ErrorResponse${namespace}>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
  return xmlReply(requestId, status, body, helpHeader);
}

const jsonReply = (
  protocol: Protocol,
  requestId: string,
  status: number,
  body: string,
  more: Readonly<Record<string, string>> = {},
): WireReply => ({
  status,
  headers: {
    'content-type': protocol === 'awsJson1_0' ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1',
    'x-amzn-requestid': requestId,
    ...more,
  },
  body,
});

const xmlReply = (
  requestId: string,
  status: number,
  body: string,
  more: Readonly<Record<string, string>> = {},
): WireReply => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId, ...more },
  body,
});

/** Headers hold printable ASCII. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 1_000);
