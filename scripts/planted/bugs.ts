/** A mistake that somebody might make. */
export interface Bug {
  readonly name: string;
  readonly file: string;
  /** Stands in the file exactly once: a bug that can't be planted any more is an error. */
  readonly is: string;
  readonly becomes: string;
  /** Tests that should notice: they are tried first. */
  readonly near: readonly string[];
  /** What is wrong then, in the words of the domain. */
  readonly means: string;
}

/** To be caught, each of them, by a test that knows nothing of it. */
export const bugs: readonly Bug[] = [
  {
    name: 'floor for ceil',
    file: 'src/planner/bounds.ts',
    is: 'Math.ceil((desiredCount * minimumHealthyPercent) / 100)',
    becomes: 'Math.floor((desiredCount * minimumHealthyPercent) / 100)',
    near: ['test/planner/bounds.test.ts'],
    means: '50 % of 3 tasks is 1',
  },
  {
    name: 'off by one in the breaker',
    file: 'src/planner/circuit-breaker.ts',
    is: 'if (counted.failureCount < counted.threshold) return undefined;',
    becomes: 'if (counted.failureCount <= counted.threshold) return undefined;',
    near: ['test/planner/circuit-breaker.test.ts'],
    means: 'it takes one failure more than the threshold',
  },
  {
    name: 'wrong stop order',
    file: 'src/planner/scale-in.ts',
    is: 'queue.sort((a, b) => b.order - a.order)',
    becomes: 'queue.sort((a, b) => a.order - b.order)',
    near: ['test/planner/scale-in.test.ts'],
    means: 'the newest task of a zone goes first',
  },
  {
    name: 'a lost deregistration',
    file: 'src/engine/apply/service-learns.ts',
    is: 'if (tasks.firstTarget.get(task) !== 0 && !isSchedulerStop(cause)) service.toDeregister.push(task);',
    becomes: '',
    near: ['test/golden/cerebrum.test.ts'],
    means: 'the target of a task that died stays registered',
  },
  {
    name: 'a counter that drifts',
    file: 'src/engine/apply/task-lists.ts',
    is: '    deployment.remainingCount -= 1;',
    becomes: '    if (from !== Standing.DYING) deployment.remainingCount -= 1;',
    near: ['test/laws/counterexamples.test.ts'],
    means: 'tasks that died are counted as remaining for ever',
  },
  {
    name: 'a tie broken by map order',
    file: 'src/planner/scale-in.ts',
    is: ' || (one.remaining === other.remaining && one.zone < other.zone);',
    becomes: ';',
    near: ['test/planner/scale-in.test.ts'],
    means: 'of equally full zones, the one that was met first goes first',
  },
  {
    name: 'a timer not cancelled',
    file: 'src/engine/apply/targets.ts',
    is: 'world.cancelDue(world.targets.timer.get(target));\n  world.targets.timer.set(target, 0);\n  setState(world, target, TargetState.DRAINING);',
    becomes: 'world.targets.timer.set(target, 0);\n  setState(world, target, TargetState.DRAINING);',
    near: ['test/laws/counterexamples.test.ts'],
    means: 'a change of health that was foreseen comes to a draining target',
  },
  {
    name: 'a health flip one probe late',
    file: 'src/lifecycle/probes.ts',
    is: 'const deciding = firstCounted + missing - 1;',
    becomes: 'const deciding = firstCounted + missing;',
    near: ['test/lifecycle/probes.test.ts'],
    means: 'the verdict waits for one check more',
  },
  {
    name: 'a snapshot that forgets a random stream',
    file: 'src/engine/snapshot/restore.ts',
    is: 'world.chance = Chance.restore(snapshot.chance);',
    becomes: 'world.chance = new Chance(snapshot.chance.seed);',
    near: ['test/engine/snapshot/futures.test.ts'],
    means: 'after a restore chance begins anew',
  },
  {
    name: 'a pass that skips a dirty service',
    file: 'src/engine/apply/schedule.ts',
    is: 'if (world.agenda.atMsOf(service.beat) <= atMs) return;\n    world.cancelDue(service.beat);',
    becomes: 'return;',
    near: ['test/engine/apply/throttle.test.ts'],
    means: 'what changes is not looked at before the beat that something else has asked for',
  },
];
