import type { Endpoint } from '../../src/endpoint/endpoint.js';
import type { WireRequest } from '../../src/wire/message.js';

/** A request of a JSON service, by its whole target. */
export const target = (name: string, input: object, headers: Readonly<Record<string, string>> = {}): WireRequest => ({
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': name, ...headers },
  body: JSON.stringify(input),
});

/** A request of ECS. */
export const json = (action: string, input: object, headers: Readonly<Record<string, string>> = {}): WireRequest =>
  target(`AmazonEC2ContainerServiceV20141113.${action}`, input, headers);

/** A request of Elastic Load Balancing. */
export const elbRequest = (action: string, fields: Readonly<Record<string, string>> = {}): WireRequest => ({
  method: 'POST',
  path: '/',
  headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  body: new URLSearchParams({ Action: action, Version: '2015-12-01', ...fields }).toString(),
});

/** What an endpoint answers to a request of ECS. */
export const ask = (
  endpoint: Endpoint,
  action: string,
  input: object,
  headers: Readonly<Record<string, string>> = {},
): Record<string, unknown> => JSON.parse(endpoint.answer(json(action, input, headers)).body);
