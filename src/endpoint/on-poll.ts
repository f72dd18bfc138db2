import { SteadystateError } from '../model/errors.js';
import { type Duration, parseDuration } from '../model/time.js';

/**
 * What a polling read (DescribeServices, DescribeTasks, DescribeServiceDeployments, DescribeTargetHealth) does to virtual
 * time when what it asks about hasn't settled:
 *
 * - `settle`: time runs until it has, nothing that is due can change it any more, or 30 virtual minutes have passed
 * - a duration, such as `15s`, the rhythm of AWS's own waiters: time runs by that much; also for a standalone task that runs, until
 *   it has stopped
 * - `none`: nothing; you move time yourself
 */
export type OnPoll = 'settle' | 'none' | Duration;

/** An `OnPoll` that has been read: ms of a step, 0 for none. */
export type PollStep = 'settle' | number;

/** @throws SteadystateError `InvalidOption` */
export function readOnPoll(onPoll: OnPoll): PollStep {
  if (onPoll === 'settle') return 'settle';
  if (onPoll === 'none') return 0;
  try {
    const stepMs = parseDuration(onPoll, 'onPoll');
    if (stepMs > 0) return stepMs;
  } catch (error) {
    if (!(error instanceof SteadystateError)) throw error;
  }
  throw new SteadystateError('InvalidOption', `onPoll ${JSON.stringify(onPoll)} is not a way to poll.`, {
    resource: 'onPoll',
    value: String(onPoll),
    help: "Give 'settle', 'none', or a length of time such as '15s'.",
  });
}

/** What `settle` gives up after. */
export const settleTimeout: Duration = '30m';
