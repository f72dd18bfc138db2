import { describe, expect, test } from 'vitest';
import {
  answersOverTime,
  describeFinding,
  matchesCode,
  probeAnswer,
  type TargetCheck,
} from '../../src/lifecycle/target-check.js';
import { ProbeOutcome } from '../../src/model/target.js';
import { type Answer, type ContainerBehaviour, compileBehaviour } from '../../src/workload/behaviour.js';

const { PASSED, REFUSED, TIMED_OUT, CODE_MISMATCH } = ProbeOutcome;

const http: TargetCheck = { protocol: 'HTTP', timeoutMs: 5_000, matcher: '200' };
const tcp: TargetCheck = { protocol: 'TCP', timeoutMs: 10_000, matcher: undefined };

describe('a status and a matcher [target-matcher]', () => {
  for (const { matcher, matching, others } of [
    { matcher: '200', matching: [200], others: [199, 201, 404] },
    { matcher: '200,202', matching: [200, 202], others: [201, 203] },
    { matcher: '200-299', matching: [200, 250, 299], others: [199, 300] },
    { matcher: '200-204,301,404-499', matching: [200, 204, 301, 404, 499], others: [205, 302, 403, 500] },
    { matcher: '200, 404', matching: [200, 404], others: [202] },
  ]) {
    test(matcher, () => {
      expect([...matching, ...others].filter((status) => matchesCode(matcher, status))).toEqual(matching);
    });
  }
});

describe('what one check finds [target-what-a-check-finds]', () => {
  const answers = (status: number, latencyMs = 0): Answer => ({ kind: 'status', status, latencyMs });
  for (const { name, answer, check, finding } of [
    {
      name: '200 passes',
      answer: answers(200),
      check: http,
      finding: { outcome: PASSED, code: 200, resultAfterMs: 0 },
    },
    {
      name: 'the result comes with the answer',
      answer: answers(200, 4_999),
      check: http,
      finding: { outcome: PASSED, code: 200, resultAfterMs: 4_999 },
    },
    {
      name: 'an answer at the timeout is too late',
      answer: answers(200, 5_000),
      check: http,
      finding: { outcome: TIMED_OUT, resultAfterMs: 5_000 },
    },
    {
      name: '503 does not match 200',
      answer: answers(503, 20),
      check: http,
      finding: { outcome: CODE_MISMATCH, code: 503, resultAfterMs: 20 },
    },
    {
      name: 'any status will do without a matcher',
      answer: answers(503),
      check: { ...http, matcher: undefined },
      finding: { outcome: PASSED, code: 503, resultAfterMs: 0 },
    },
    {
      name: 'HTTPS looks at the status as well',
      answer: answers(503),
      check: { ...http, protocol: 'HTTPS' },
      finding: { outcome: CODE_MISMATCH, code: 503, resultAfterMs: 0 },
    },
    { name: 'TCP does not', answer: answers(503, 60_000), check: tcp, finding: { outcome: PASSED, resultAfterMs: 0 } },
    {
      name: 'silence runs into the timeout',
      answer: { kind: 'silent' },
      check: http,
      finding: { outcome: TIMED_OUT, resultAfterMs: 5_000 },
    },
    {
      name: 'a silent process still takes TCP connections',
      answer: { kind: 'silent' },
      check: tcp,
      finding: { outcome: PASSED, resultAfterMs: 0 },
    },
    {
      name: 'a refused connection is known at once',
      answer: { kind: 'refused' },
      check: http,
      finding: { outcome: REFUSED, resultAfterMs: 0 },
    },
    {
      name: 'a refused TCP connection fails as well',
      answer: { kind: 'refused' },
      check: tcp,
      finding: { outcome: REFUSED, resultAfterMs: 0 },
    },
  ] as const) {
    test(name, () => {
      expect(probeAnswer(answer, check)).toEqual(finding);
    });
  }
});

describe('what checks find over time', () => {
  for (const { name, behaviour, spans } of [
    {
      name: 'a container about which nothing was said',
      behaviour: {},
      spans: [{ fromMs: 0, outcome: PASSED, code: 200, resultAfterMs: 0 }],
    },
    {
      name: 'it refuses until it serves',
      behaviour: { startsIn: '8s' },
      spans: [
        { fromMs: 0, outcome: REFUSED, resultAfterMs: 0 },
        { fromMs: 8_000, outcome: PASSED, code: 200, resultAfterMs: 0 },
      ],
    },
    {
      name: 'its answers change',
      behaviour: {
        http: [
          { after: 0, is: 200 },
          { after: '1m', is: 'silent' },
          { after: '2m', is: { status: 500, latency: '40ms' } },
        ],
      },
      spans: [
        { fromMs: 0, outcome: PASSED, code: 200, resultAfterMs: 0 },
        { fromMs: 60_000, outcome: TIMED_OUT, resultAfterMs: 5_000 },
        { fromMs: 120_000, outcome: CODE_MISMATCH, code: 500, resultAfterMs: 40 },
      ],
    },
  ] satisfies { name: string; behaviour: ContainerBehaviour; spans: unknown }[]) {
    test(name, () => {
      expect(answersOverTime(compileBehaviour(behaviour), http)).toEqual(spans);
    });
  }
});

test('what checks find is worked out once for all targets of one behaviour and one check', () => {
  const behaviour = compileBehaviour({});
  const overHttp = answersOverTime(behaviour, http);
  const overTcp = answersOverTime(behaviour, tcp);
  expect(answersOverTime(behaviour, http)).toBe(overHttp);
  expect(answersOverTime(behaviour, tcp)).toBe(overTcp);
  expect(overTcp).toEqual([{ fromMs: 0, outcome: PASSED, resultAfterMs: 0 }]);
});

describe('how a finding is told [target-reasons]', () => {
  for (const { outcome, code, told } of [
    {
      outcome: CODE_MISMATCH,
      code: 503,
      told: { reason: 'Target.ResponseCodeMismatch', description: 'Health checks failed with these codes: [503]' },
    },
    { outcome: TIMED_OUT, code: 0, told: { reason: 'Target.Timeout', description: 'Request timed out' } },
    { outcome: REFUSED, code: 0, told: { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' } },
  ]) {
    test(told.reason, () => {
      expect(describeFinding(outcome, code)).toEqual(told);
    });
  }
});
