import { describe, expect, test } from 'vitest';
import { SteadystateError } from '../../src/model/errors.js';
import { type ContainerBehaviour, compileBehaviour } from '../../src/workload/behaviour.js';

/** A container about which nothing was said, but for what a row is about. */
const fine = {
  startsInMs: 0,
  exitAfterMs: undefined,
  exitCode: 137,
  outOfMemory: false,
  healthCheck: [{ atMs: 0, is: true }],
  http: [{ atMs: 0, is: { kind: 'status', status: 200, latencyMs: 0 } }],
  sigtermExitMs: 500,
  sigtermExitCode: 0,
  flaky: 0,
};
const status = (code: number, latencyMs = 0) => ({ kind: 'status', status: code, latencyMs });

describe('every member', () => {
  test.each<{ name: string; given: ContainerBehaviour; differs: object }>([
    { name: 'nothing: everything is fine', given: {}, differs: {} },
    {
      name: 'startsIn: until then checks fail and connections are refused',
      given: { startsIn: '40s' },
      differs: {
        startsInMs: 40_000,
        healthCheck: [
          { atMs: 0, is: false },
          { atMs: 40_000, is: true },
        ],
        http: [
          { atMs: 0, is: { kind: 'refused' } },
          { atMs: 40_000, is: status(200) },
        ],
      },
    },
    { name: 'exits', given: { exits: { code: 3, after: '4s' } }, differs: { exitAfterMs: 4_000, exitCode: 3 } },
    { name: 'exits at once', given: { exits: { code: 0, after: 0 } }, differs: { exitAfterMs: 0, exitCode: 0 } },
    {
      name: 'outOfMemory: exit code 137',
      given: { outOfMemory: { after: '10m' } },
      differs: { exitAfterMs: 600_000, exitCode: 137, outOfMemory: true },
    },
    {
      name: 'healthCheck',
      given: { healthCheck: 'failing' },
      differs: { healthCheck: [{ atMs: 0, is: false }] },
    },
    {
      name: 'healthCheck over time',
      given: {
        healthCheck: [
          { after: 0, is: 'passing' },
          { after: '5m', is: 'failing' },
        ],
      },
      differs: {
        healthCheck: [
          { atMs: 0, is: true },
          { atMs: 300_000, is: false },
        ],
      },
    },
    { name: 'http: a status', given: { http: 503 }, differs: { http: [{ atMs: 0, is: status(503) }] } },
    {
      name: 'http: a status after a while',
      given: { http: { status: 200, latency: '6s' } },
      differs: { http: [{ atMs: 0, is: status(200, 6_000) }] },
    },
    { name: 'http: silence', given: { http: 'silent' }, differs: { http: [{ atMs: 0, is: { kind: 'silent' } }] } },
    {
      name: 'http over time',
      given: {
        http: [
          { after: '0s', is: 200 },
          { after: '1m', is: { status: 200, latency: '2s' } },
          { after: '2m', is: 'silent' },
          { after: '3m', is: 'refused' },
        ],
      },
      differs: {
        http: [
          { atMs: 0, is: status(200) },
          { atMs: 60_000, is: status(200, 2_000) },
          { atMs: 120_000, is: { kind: 'silent' } },
          { atMs: 180_000, is: { kind: 'refused' } },
        ],
      },
    },
    {
      name: 'startsIn in the middle of steps: the step in force at that moment, then the later ones',
      given: {
        startsIn: '90s',
        http: [
          { after: 0, is: 200 },
          { after: '1m', is: 500 },
          { after: '90s', is: 501 },
          { after: '2m', is: 502 },
        ],
      },
      differs: {
        startsInMs: 90_000,
        healthCheck: [
          { atMs: 0, is: false },
          { atMs: 90_000, is: true },
        ],
        http: [
          { atMs: 0, is: { kind: 'refused' } },
          { atMs: 90_000, is: status(501) },
          { atMs: 120_000, is: status(502) },
        ],
      },
    },
    { name: 'onSigterm: ignored', given: { onSigterm: 'ignored' }, differs: { sigtermExitMs: undefined } },
    {
      name: 'onSigterm: takes its time',
      given: { onSigterm: { exitsIn: '20s', code: 3 } },
      differs: { sigtermExitMs: 20_000, sigtermExitCode: 3 },
    },
    { name: 'flaky', given: { flaky: 0.1 }, differs: { flaky: 0.1 } },
  ])('$name', ({ given, differs }) => {
    expect(compileBehaviour(given)).toEqual({ ...fine, ...differs, given, content: JSON.stringify(given) });
  });
});

describe('what is not a behaviour is refused, with its path, its value and the way out', () => {
  test.each<{ given: unknown; says: string; resource?: string; value?: string }>([
    {
      given: undefined,
      says: "The workload's behaviour is not valid: Invalid input: expected object, received undefined.",
      resource: '',
    },
    {
      given: 7,
      says: "The workload's behaviour is not valid: Invalid input: expected object, received number.",
      resource: '',
      value: '7',
    },
    {
      given: { crash: true },
      says: `The workload's crash is not valid: Unrecognized key: "crash".`,
      resource: 'crash',
      value: 'true',
    },
    {
      given: { startsIn: 'soon' },
      says: "startsIn 'soon' is not a length of time.",
      resource: 'startsIn',
      value: "'soon'",
    },
    { given: { startsIn: -1 }, says: 'startsIn -1 is not a length of time.', resource: 'startsIn', value: '-1' },
    { given: { startsIn: 0.5 }, says: 'startsIn 0.5 is not a length of time.', resource: 'startsIn', value: '0.5' },
    {
      given: { exits: { code: 300, after: 0 } },
      says: "The workload's exits.code is not valid: Too big: expected number to be <=255.",
      resource: 'exits.code',
      value: '300',
    },
    {
      given: { exits: { code: 1 } },
      says: "The workload's exits.after is not valid: Invalid input: expected string or number.",
      resource: 'exits.after',
    },
    {
      given: { exits: { code: 1, after: 'x' } },
      says: "exits.after 'x' is not a length of time.",
      resource: 'exits.after',
      value: "'x'",
    },
    {
      given: { outOfMemory: { after: 'never' } },
      says: "outOfMemory.after 'never' is not a length of time.",
      resource: 'outOfMemory.after',
      value: "'never'",
    },
    {
      given: { exits: { code: 1, after: 0 }, outOfMemory: { after: 0 } },
      says: 'A container cannot both exit and run out of memory.',
    },
    {
      given: { healthCheck: 'bad' },
      says: `The workload's healthCheck is not valid: Invalid input: expected "passing"|"failing" or array.`,
      resource: 'healthCheck',
      value: '"bad"',
    },
    {
      given: { healthCheck: [] },
      says: "The workload's healthCheck is not valid: Too small: expected array to have >=1 items.",
      resource: 'healthCheck',
      value: '[]',
    },
    {
      given: { healthCheck: [{ after: '5s', is: 'failing' }] },
      says: "The workload's healthCheck.0 starts at 5000 ms.",
      resource: 'healthCheck.0.after',
      value: '5000',
    },
    {
      given: {
        http: [
          { after: 0, is: 200 },
          { after: '2s', is: 500 },
          { after: '2s', is: 200 },
        ],
      },
      says: "The workload's http.2 starts at 2000 ms, the step before it at 2000 ms.",
      resource: 'http.2.after',
      value: '2000',
    },
    {
      given: { http: 99 },
      says: "The workload's http is not valid: Too small: expected number to be >=100.",
      resource: 'http',
      value: '99',
    },
    {
      given: { http: { status: 700 } },
      says: "The workload's http.status is not valid: Too big: expected number to be <=599.",
      resource: 'http.status',
      value: '700',
    },
    {
      given: { http: { status: 200, latency: 'x' } },
      says: "http.latency 'x' is not a length of time.",
      resource: 'http.latency',
      value: "'x'",
    },
    {
      given: {
        http: [
          { after: 0, is: 200 },
          { after: '1m', is: 'slow' },
        ],
      },
      says: `The workload's http.1.is is not valid: Invalid input: expected number or object or "silent" or "refused".`,
      resource: 'http.1.is',
      value: '"slow"',
    },
    {
      given: {
        http: [
          { after: 0, is: 200 },
          { after: '1m', is: { status: 200, latency: 'x' } },
        ],
      },
      says: "http.1.is.latency 'x' is not a length of time.",
      resource: 'http.1.is.latency',
      value: "'x'",
    },
    {
      given: { onSigterm: 'obeyed' },
      says: `The workload's onSigterm is not valid: Invalid input: expected "ignored" or object.`,
      resource: 'onSigterm',
      value: '"obeyed"',
    },
    {
      given: { onSigterm: { exitsIn: 'x' } },
      says: "onSigterm.exitsIn 'x' is not a length of time.",
      resource: 'onSigterm.exitsIn',
      value: "'x'",
    },
    {
      given: { onSigterm: { exitsIn: '1s', code: -1 } },
      says: "The workload's onSigterm.code is not valid: Too small: expected number to be >=0.",
      resource: 'onSigterm.code',
      value: '-1',
    },
    {
      given: { flaky: 1.1 },
      says: "The workload's flaky is not valid: Too big: expected number to be <=1.",
      resource: 'flaky',
      value: '1.1',
    },
  ])('$given: $says', ({ given, says, resource, value }) => {
    const refusal = refusalOf(() => compileBehaviour(given));
    expect(refusal.message.startsWith(`${says} `) ? says : refusal.message).toBe(says);
    expect({ resource: refusal.resource, value: refusal.value }).toEqual({ resource, value });
    expect(refusal.help).toBeDefined();
  });
});

function refusalOf(call: () => unknown): SteadystateError {
  try {
    call();
  } catch (error) {
    if (error instanceof SteadystateError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}
