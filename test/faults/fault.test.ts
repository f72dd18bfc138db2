import { describe, expect, test } from 'vitest';
import { compileFault, type Fault, startFailureReason } from '../../src/faults/fault.js';

const nowMs = Date.UTC(2026, 0, 1, 12);
const compile = (fault: unknown) => compileFault(1, fault as Fault, nowMs);

describe('every kind', () => {
  const always = { key: 1, fromMs: nowMs, untilMs: Number.POSITIVE_INFINITY, failsAfterMs: undefined, extraMs: 0 };

  test.each<Fault>([
    { kind: 'imagePullFails', image: 'web:2' },
    { kind: 'secretMissing', taskDefinition: 'web' },
    { kind: 'logGroupMissing', taskDefinition: 'web:2' },
    { kind: 'capacityUnavailable' },
    { kind: 'capacityUnavailable', zone: 'us-east-1a' },
    { kind: 'zoneLost', zone: 'us-east-1a' },
    { kind: 'targetsFail', targetGroup: 'web' },
    { kind: 'targetsFail', targetGroup: 'web', how: 503 },
    { kind: 'slowProvisioning', times: 2 },
  ])('$kind lasts from now on until it is removed', (fault) => {
    expect(compile(fault)).toEqual({ ...always, fault });
  });

  test('killTask is over at once', () => {
    const fault = { kind: 'killTask', service: 'web' } as const;
    expect(compile(fault)).toEqual({ ...always, untilMs: nowMs, fault });
    expect(compile({ ...fault, at: '+2m' })).toMatchObject({ fromMs: nowMs + 120_000, untilMs: nowMs + 120_000 });
  });

  test('moments are dates, text, ms or offsets from now', () => {
    const until = new Date(nowMs + 600_000);
    const fault = { kind: 'capacityUnavailable', from: '+2m', until } as const;
    expect(compile(fault)).toEqual({ ...always, fromMs: nowMs + 120_000, untilMs: nowMs + 600_000, fault });
    expect(compile({ ...fault, from: '2026-01-01T12:01:00Z', until: nowMs + 90_000 })).toMatchObject({
      fromMs: nowMs + 60_000,
      untilMs: nowMs + 90_000,
    });
  });

  test('durations are in ms', () => {
    expect(compile({ kind: 'imagePullFails', image: 'web:2', failsAfter: '10s' }).failsAfterMs).toBe(10_000);
    expect(compile({ kind: 'secretMissing', taskDefinition: 'web', failsAfter: 0 }).failsAfterMs).toBe(0);
    expect(compile({ kind: 'slowProvisioning', extra: '1m30s' }).extraMs).toBe(90_000);
  });
});

test.each<{ fault: Fault; reason: string }>([
  {
    fault: { kind: 'imagePullFails', image: 'web:2' },
    reason: 'CannotPullContainerError: ref pull has been retried 5 time(s): failed to resolve reference web:2',
  },
  {
    fault: { kind: 'imagePullFails', image: 'web:2', reason: 'toomanyrequests' },
    reason: 'CannotPullContainerError: toomanyrequests',
  },
  {
    fault: { kind: 'secretMissing', taskDefinition: 'web' },
    reason:
      'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve secret from asm',
  },
  {
    fault: { kind: 'logGroupMissing', taskDefinition: 'web' },
    reason: 'ResourceInitializationError: failed to validate logger args: The specified log group does not exist.',
  },
  {
    fault: { kind: 'logGroupMissing', taskDefinition: 'web', reason: 'no such stream' },
    reason: 'ResourceInitializationError: no such stream',
  },
])('a task that fails to start says: $reason', ({ fault, reason }) => {
  expect(startFailureReason(fault)).toBe(reason);
});

describe('what is not a fault is refused, with its path, its value and the way out', () => {
  test.each<{ fault: unknown; says: string; resource?: string; value?: string }>([
    {
      fault: { kind: 'meteor' },
      says: "The fault's kind is not valid: Invalid discriminator value. Expected 'killTask' | 'imagePullFails' | 'secretMissing' | 'logGroupMissing' | 'capacityUnavailable' | 'zoneLost' | 'targetsFail' | 'slowProvisioning'.",
      resource: 'kind',
      value: '"meteor"',
    },
    {
      fault: 'zoneLost',
      says: "The fault's shape is not valid: Invalid input: expected object, received string.",
      resource: '',
      value: '"zoneLost"',
    },
    { fault: { kind: 'killTask' }, says: 'killTask needs to know which task to kill.' },
    {
      fault: { kind: 'killTask', task: 'a', service: 'web' },
      says: 'killTask needs to know which task to kill.',
    },
    {
      fault: { kind: 'killTask', service: 'web', count: 0 },
      says: "The fault's count is not valid: Too small: expected number to be >=1.",
      resource: 'count',
      value: '0',
    },
    {
      fault: { kind: 'killTask', service: 'web', pick: 'eldest' },
      says: `The fault's pick is not valid: Invalid option: expected one of "oldest"|"newest"|"random".`,
      resource: 'pick',
      value: '"eldest"',
    },
    {
      fault: { kind: 'killTask', service: 'web', exitCode: 256 },
      says: "The fault's exitCode is not valid: Too big: expected number to be <=255.",
      resource: 'exitCode',
      value: '256',
    },
    {
      fault: { kind: 'killTask', service: 'web', from: '+1m' },
      says: `The fault's from is not valid: Unrecognized key: "from".`,
      resource: 'from',
      value: '"+1m"',
    },
    {
      fault: { kind: 'killTask', service: 'web', at: nowMs - 1 },
      says: "The fault's at lies in the past: it is 2026-01-01T12:00:00.000Z.",
      resource: 'at',
      value: '2026-01-01T11:59:59.999Z',
    },
    {
      fault: { kind: 'capacityUnavailable', from: '2026-01-01T11:00:00Z' },
      says: "The fault's from lies in the past: it is 2026-01-01T12:00:00.000Z.",
      resource: 'from',
      value: '2026-01-01T11:00:00.000Z',
    },
    {
      fault: { kind: 'capacityUnavailable', from: 'yesterday' },
      says: "'yesterday' is not a moment of virtual time.",
      value: "'yesterday'",
    },
    {
      fault: { kind: 'zoneLost', zone: 'us-east-1a', from: '+5m', until: '+5m' },
      says: 'The fault would end at 2026-01-01T12:05:00.000Z, but it starts at 2026-01-01T12:05:00.000Z.',
      resource: 'until',
      value: '2026-01-01T12:05:00.000Z',
    },
    {
      fault: { kind: 'zoneLost' },
      says: "The fault's zone is not valid: Invalid input: expected string, received undefined.",
      resource: 'zone',
    },
    {
      fault: { kind: 'imagePullFails', image: 'web:2', failsAfter: 'late' },
      says: "failsAfter 'late' is not a length of time.",
      resource: 'failsAfter',
      value: "'late'",
    },
    {
      fault: { kind: 'targetsFail', targetGroup: 'web', how: 'slow' },
      says: `The fault's how is not valid: Invalid input: expected number or "silent"|"refused".`,
      resource: 'how',
      value: '"slow"',
    },
    { fault: { kind: 'slowProvisioning' }, says: 'slowProvisioning needs to know how slow.' },
    {
      fault: { kind: 'slowProvisioning', times: -1 },
      says: "The fault's times is not valid: Too small: expected number to be >=0.",
      resource: 'times',
      value: '-1',
    },
  ])('$fault', ({ fault, says, resource, value }) => {
    expect(() => compile(fault)).toThrow(
      expect.objectContaining({
        name: 'SteadystateError',
        message: expect.stringContaining(`${says} `),
        help: expect.stringMatching(/.+/),
        ...(resource === undefined ? {} : { resource }),
        ...(value === undefined ? {} : { value }),
      }),
    );
  });
});
