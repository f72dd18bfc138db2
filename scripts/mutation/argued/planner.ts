import type { ArgumentsByFile } from './argument.js';

/** src/planner. */
export const planner: ArgumentsByFile = {
  'src/planner/draft.ts': [
    {
      line: 'if (count <= 0) return tasks;',
      mutants: ['count <= 0 → false', 'count <= 0 → count < 0'],
      why: 'A short way out: of no tasks none is picked.',
    },
  ],
  'src/planner/rolling-update.ts': [
    {
      line: 'if (left > 0) this.#noteHeld(left, [Standing.HEALTHY]);',
      mutants: ['left > 0 → true', 'left > 0 → left >= 0'],
      why: 'Spares the frequent pass a walk: of none that are held none is noted.',
    },
    {
      line: 'if (left <= 0) return;',
      mutants: ['left <= 0 → false', 'left <= 0 → left < 0'],
      why: 'A short way out: of no tasks none is stopped, and none is held.',
    },
    {
      line: 'if (held <= 0) continue;',
      mutants: ['held <= 0 → false', 'held <= 0 → held < 0'],
      why: 'Only counts above 0 are told; a count is negative where tasks are on their way out, and nothing is told then.',
    },
    {
      line: 'if (failing > 0) {',
      mutants: ['failing > 0 → failing >= 0', 'failing > 0 → true'],
      why: 'With none failing there is no pair, and of no tasks none is picked.',
    },
    {
      line: 'const isComing = standing !== Standing.UNHEALTHY && standing !== Standing.HEALTHY;',
      mutants: ['standing !== Standing.UNHEALTHY → true'],
      why: 'Unhealthy tasks are only left here while healthy and unhealthy ones together are no more than the target: the surplus is then never more than the coming ones that may go.',
    },
    {
      line: 'if (isComing) comingAllowed -= stopped;',
      mutants: ['isComing → true'],
      why: 'The same: where unhealthy tasks stop, the surplus that is left is what limits the coming ones; healthy ones are the last.',
    },
    {
      line: 'if (draft.unhealthy === 0) return;',
      mutants: ['draft.unhealthy === 0 → false'],
      why: 'A short way out: what follows does nothing then.',
    },
    {
      line: 'if (surplus <= 0) return;',
      mutants: ['surplus <= 0 → false', 'surplus <= 0 → surplus < 0'],
      why: 'A short way out: what follows does nothing then.',
    },
  ],
  'src/planner/scale-in.ts': [
    {
      line: '): boolean => one.remaining > other.remaining || (one.remaining === other.remaining && one.zone < other.zone);',
      mutants: ['one.zone < other.zone → one.zone <= other.zone'],
      why: 'Each zone has one queue: no two that are compared have the same.',
    },
  ],
  'src/planner/service-pass.ts': [
    {
      line: "const completes = completion.actions.some((action) => action.type === 'completeDeployment');",
      mutants: ["action.type === 'completeDeployment' → true"],
      why: 'The other action retires a superseded deployment, and with one listed the service is not steady.',
    },
    {
      line: 'actions: completion.actions.length === 0 ? actions : [...actions, ...completion.actions],',
      mutants: ['completion.actions.length === 0 → false'],
      why: 'A short way out: a list with nothing added is the same list.',
    },
    {
      line: 'const isQuiet = plan.stops.length + plan.starts.length + plan.protectedBlocks.length === 0 && !plan.deadlock;',
      mutants: ['plan.stops.length + plan.starts.length + plan.protectedBlocks.length === 0 && !plan.deadlock → false'],
      why: 'A short way out of the frequent pass in which nothing is told: the long one gives the same.',
    },
    {
      line: 'if (isQuiet) return actions;',
      mutants: ['isQuiet → false'],
      why: 'A short way out of the frequent pass in which nothing is told: the long one gives the same.',
    },
  ],
  'src/planner/start-throttle.ts': [
    {
      line: 'if (failures <= throttle.growAfter) return step;',
      mutants: ['failures <= throttle.growAfter → failures < throttle.growAfter'],
      why: 'With exactly as many failures the delay grows by the factor to the power of 0: the same, for whole delays up to the maximum.',
    },
  ],
  'src/planner/zone-spread.ts': [
    {
      line: '(choice.taskCount === best.taskCount && choice.firstSubnet < best.firstSubnet)',
      mutants: ['choice.firstSubnet < best.firstSubnet → choice.firstSubnet <= best.firstSubnet'],
      why: 'A subnet lies in one zone: no two zones have the same first subnet.',
    },
  ],
};
