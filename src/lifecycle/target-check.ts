import { ProbeOutcome } from '../model/target.js';
import type { Answer, CompiledBehaviour } from '../workload/behaviour.js';
import type { ProbeSpan } from './probes.js';

/** What a target group asks of a target. */
export interface TargetCheck {
  /** HTTP and HTTPS look at the status; all others only at whether the connection is taken. */
  readonly protocol: string;
  readonly timeoutMs: number;
  /** `200`, `200,202`, `200-299`; undefined where any answer will do. */
  readonly matcher: string | undefined;
}

/**
 * Whether a status lies in a matcher such as `200`, `200,202` or `200-299`.
 * @rule target-matcher
 */
export function matchesCode(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [from = Number.NaN, to = from] = part.split('-').map(Number);
    return status >= from && status <= to;
  });
}

/**
 * What one check finds, in the order of ELB's tests: refused, no answer in time, a status outside the matcher, passed.
 * @rule target-what-a-check-finds
 */
export function probeAnswer(answer: Answer, check: TargetCheck): Omit<ProbeSpan, 'fromMs'> {
  if (answer.kind === 'refused') return { outcome: ProbeOutcome.REFUSED, resultAfterMs: 0 };
  const looksAtStatus = check.protocol === 'HTTP' || check.protocol === 'HTTPS';
  if (answer.kind === 'silent') {
    // A silent process still takes connections: only a check that waits for an answer notices.
    return looksAtStatus
      ? { outcome: ProbeOutcome.TIMED_OUT, resultAfterMs: check.timeoutMs }
      : { outcome: ProbeOutcome.PASSED, resultAfterMs: 0 };
  }
  if (!looksAtStatus) return { outcome: ProbeOutcome.PASSED, resultAfterMs: 0 };
  if (answer.latencyMs >= check.timeoutMs) return { outcome: ProbeOutcome.TIMED_OUT, resultAfterMs: check.timeoutMs };
  const passed = check.matcher === undefined || matchesCode(check.matcher, answer.status);
  return {
    outcome: passed ? ProbeOutcome.PASSED : ProbeOutcome.CODE_MISMATCH,
    code: answer.status,
    resultAfterMs: answer.latencyMs,
  };
}

/** What checks of a running container find over time, from its start on. The same arguments give the same list. */
export function answersOverTime(behaviour: CompiledBehaviour, check: TargetCheck): readonly ProbeSpan[] {
  let ofBehaviour = remembered.get(behaviour);
  if (ofBehaviour === undefined) {
    ofBehaviour = new WeakMap();
    remembered.set(behaviour, ofBehaviour);
  }
  let spans = ofBehaviour.get(check);
  if (spans === undefined) {
    spans = behaviour.http.map((step) => ({ fromMs: step.atMs, ...probeAnswer(step.is, check) }));
    ofBehaviour.set(check, spans);
  }
  return spans;
}

/** Thousands of targets share a behaviour and a check: what those come to is worked out once. */
const remembered = new WeakMap<CompiledBehaviour, WeakMap<TargetCheck, readonly ProbeSpan[]>>();

/** Why a target that is registered is `unused`: texts of DescribeTargetHealth, the second of ECS's events, too. */
export const unusedTexts = {
  group: 'Target group is not configured to receive traffic from the load balancer',
  zone: 'Target is in an Availability Zone that is not enabled for the load balancer',
} as const;

/**
 * Texts of DescribeTargetHealth and of ECS's events.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 * @rule target-reasons
 */
export function describeFinding(
  outcome: ProbeOutcome,
  code: number,
): { readonly reason: string; readonly description: string } {
  switch (outcome) {
    case ProbeOutcome.CODE_MISMATCH:
      return {
        reason: 'Target.ResponseCodeMismatch',
        description: `Health checks failed with these codes: [${code}]`,
      };
    case ProbeOutcome.TIMED_OUT:
      return { reason: 'Target.Timeout', description: 'Request timed out' };
    default:
      return { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
  }
}
