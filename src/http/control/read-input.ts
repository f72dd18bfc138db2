import { parseData } from '../../model/parse-data.js';
import { ControlError } from './control-error.js';
import { type ControlRoute, controlPath } from './routes.js';

/**
 * What a route was given: the query of `GET` and `DELETE`, the JSON body of `POST` and `PUT`.
 * @throws ControlError 400 `InvalidRequest`, 415 `UnsupportedMediaType`
 */
export function readInput(route: ControlRoute, query: URLSearchParams, type: string, body: string): unknown {
  const isQuery = route.method === 'GET' || route.method === 'DELETE';
  const given = isQuery ? Object.fromEntries(query) : jsonOf(route, type, body);
  const { data, problem } = parseData(route.schema(), given);
  if (problem === undefined) return data;
  const { path, message, value } = problem;
  throw new ControlError(400, {
    code: 'InvalidRequest',
    message: `${path === '' ? 'The request' : path} is not valid: ${message}.`,
    resource: path,
    ...(value === undefined ? {} : { value }),
    help: helpOf(route),
  });
}

function jsonOf(route: ControlRoute, type: string, body: string): unknown {
  if (body.trim() === '') return {};
  // A page in a browser can send a form or plain text to any server without asking it first; JSON it can't.
  if (!/^application\/(\w+\+)?json\b/i.test(type)) {
    throw new ControlError(415, {
      code: 'UnsupportedMediaType',
      message: type === '' ? 'The request has no content-type.' : `The request's content-type is ${type}.`,
      help: 'Send content-type: application/json.',
    });
  }
  try {
    return JSON.parse(body);
  } catch {
    throw new ControlError(400, {
      code: 'InvalidRequest',
      message: 'The body of the request is not JSON.',
      help: helpOf(route),
    });
  }
}

const helpOf = ({ method, path, about }: ControlRoute): string => `${method} ${controlPath}${path}: ${about}`;
