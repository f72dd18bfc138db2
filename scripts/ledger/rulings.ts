/** A rule of this project where sources contradict each other or leave a choice. Comments name it by its number. */
export interface Ruling {
  readonly text: string;
  /** For one that no rule of the ledger follows: why. */
  readonly noRule?: string;
}

/** By number. A number is never given to another ruling. */
export const rulings: Readonly<Record<number, Ruling>> = {
  1: {
    text: 'Passes over a service lie on a grid of 10 s, anchored at the first pass of its newest deployment. Extra passes (a task stopped, a call took effect) only deregister and replace; health is counted, surplus stopped and deployments completed on the grid',
  },
  2: {
    text: 'From a call to its effect: pick-up 5 s, first start 15 s, desired count up to 4 s, force deletion 22 s, INACTIVE 75 s after the later of the call and the last STOPPED',
  },
  3: {
    text: 'Behind a target group a task counts as healthy at the first beat that finds all its targets healthy (and its container check, if any); with a container check only, at the beat after HEALTHY; with none, after 40 s of RUNNING, as far as old tasks are stopped for it. A first deployment, and steady state, need only 5 s',
  },
  4: {
    text: "A task asked to stop leaves `runningCount` at once; a deployment's `desiredCount` is the scheduler's present target",
  },
  5: {
    text: "`lastStatus` shows less than the inner phases: plain services' tasks are never seen ACTIVATING, DEACTIVATING or STOPPING; behind a balancer DEACTIVATING is seen, with several target groups ACTIVATING too",
  },
  6: { text: 'A target may outlive its process, but not the pass after its task is STOPPED' },
  7: { text: 'Fargate: STOPPING takes the shutdown and 1.5 s; a kill the stop timeout and 11 s; DEPROVISIONING 23 s' },
  8: {
    text: "A new deployment's first pass stops tasks that were pending when their deployment was superseded; its own first start then comes one pass later",
  },
  9: {
    text: "A superseded deployment's target is never above desired less the new one's healthy tasks; once the new one has all, all old tasks go and none is repaired",
  },
  10: {
    text: 'Repairs of the old revision come before new starts, but for one that follows a repair which failed, or which made room before it got healthy',
  },
  11: { text: 'The new deployment may hold a replacement beside each unhealthy task that waits for it' },
  12: {
    text: 'Unhealthy tasks: all at once in a deployment that never had a healthy one; otherwise replaced first where there is room, else one at a time',
  },
  13: {
    text: "Tasks that don't count healthy go before those that do; no stop of the scheduler's takes the healthy below the minimum; above the maximum, pending old tasks go first",
  },
  14: { text: 'Services are passed over in the order in which they were made' },
  15: { text: "The bounds of a pass are those of that moment; tasks in DEPROVISIONING don't count" },
  16: {
    text: 'A new revision with images by tag starts one task first, and the rest when it is RUNNING or after three have failed',
  },
  17: { text: 'A task that dies or is stopped by a user is replaced when it is STOPPED' },
  18: { text: 'Told in this order: stopped, deregistered, draining, completed, steady' },
  19: { text: 'Deregistration comes one pass after the decision; SIGTERM about 9.5 s after the deregistration delay' },
  20: {
    text: 'Behind a target group an old deployment leaves at the beat after its last process exited, and the new one completes at the next. Otherwise it leaves at the beat after STOPPED, completion 25 s later; at desired count 0 it stays at least 60 s',
  },
  21: {
    text: 'Failed starts are delayed by 0, 0 and then 300 s, growing after ten; told as impaired after more than ten',
  },
  22: {
    text: 'The breaker counts start failures and crashes when the next start is wanted, and fails the deployment 3 s later; health failures when the stop is decided, 45 s later, unless a task got healthy meanwhile',
  },
  23: {
    text: 'A failed start tells "was unable to place a task"; without any capacity the third and later attempts wait 900 s',
  },
  24: {
    text: 'Two published listings are excerpts: compared from their first line on',
    noRule: 'It is about comparing logs with what the simulator tells.',
  },
  25: { text: "A rollback re-uses the old deployment's id and counts its own failures from 0" },
  26: {
    text: 'Any subnet id is accepted; its zone is as declared, else by a zone letter at its end, else zones in turn',
  },
  27: { text: "Quotas are AWS's" },
  28: { text: 'Fargate tasks go to the zone with fewest tasks of the service, then in the order of the subnets' },
  29: { text: "An ALB's new target is healthy after one passed check, an NLB's after the healthy threshold" },
  30: { text: '`launchType` omitted means EC2; without container instances such a service starts nothing and says so' },
  31: { text: "100/100 is refused; other pairs that can't move are told as a deadlock" },
  32: { text: "An error's message is AWS's to the letter; help stands beside it" },
  33: { text: 'A grace period without a balancer is accepted; the first deployment has no source revisions' },
  34: { text: "What isn't simulated is refused by name when it would change what happens, and kept when it wouldn't" },
  35: { text: 'Dated rules: breaker thresholds since July 2026, repairs of the old revision since November 2025' },
  36: { text: 'Settled: steady, or in a state that nothing due can change' },
};
