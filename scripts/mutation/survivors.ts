import { survivorsOfEngine } from './survivors-of-engine.js';

/** Why a mutant that no test notices may live. Each must match a survivor of the last run: a stale one is an error. */
export interface ArguedSurvivor {
  /** Path from the top of the repository. */
  readonly file: string;
  /** The line in which it begins, without indentation. */
  readonly line: string;
  /** `original → replacement`, as docs/mutation.md shows it. */
  readonly mutant: string;
  readonly why: string;
}

export const arguedSurvivors: readonly ArguedSurvivor[] = [
  {
    file: 'src/lifecycle/dependencies.ts',
    line: 'default:',
    mutant: 'default: return condition satisfies never; → default:',
    why: 'Never reached: the compiler objects to a condition that has no case.',
  },
  {
    file: 'src/lifecycle/probes.ts',
    line: 'let check = Math.floor((nowMs - plan.firstMs) / plan.everyMs);',
    mutant: 'nowMs - plan.firstMs → nowMs + plan.firstMs',
    why: 'The search only begins at a later check; those whose result is not there yet are passed over anyway.',
  },
  {
    file: 'src/planner/start-throttle.ts',
    line: 'if (failures <= throttle.growAfter) return step;',
    mutant: 'failures <= throttle.growAfter → failures < throttle.growAfter',
    why: 'With exactly as many failures the delay grows by the factor to the power of 0: the same, for whole delays up to the maximum.',
  },
  {
    file: 'src/planner/zone-spread.ts',
    line: '(choice.taskCount === best.taskCount && choice.firstSubnet < best.firstSubnet)',
    mutant: 'choice.firstSubnet < best.firstSubnet → choice.firstSubnet <= best.firstSubnet',
    why: 'A subnet lies in one zone: no two zones have the same first subnet.',
  },
  {
    file: 'src/planner/rolling-update.ts',
    line: 'if (failing > 0) {',
    mutant: 'failing > 0 → failing >= 0',
    why: 'With none failing there is no pair, and of no tasks none is picked.',
  },
  {
    file: 'src/planner/rolling-update.ts',
    line: 'if (failing > 0) {',
    mutant: 'failing > 0 → true',
    why: 'With none failing there is no pair, and of no tasks none is picked.',
  },
  {
    file: 'src/planner/rolling-update.ts',
    line: 'const isComing = standing !== Standing.UNHEALTHY && standing !== Standing.HEALTHY;',
    mutant: 'standing !== Standing.UNHEALTHY → true',
    why: 'Unhealthy tasks are only left here while healthy and unhealthy ones together are no more than the target: the surplus is then never more than the coming ones that may go.',
  },
  {
    file: 'src/planner/rolling-update.ts',
    line: 'if (isComing) comingAllowed -= stopped;',
    mutant: 'isComing → true',
    why: 'The same: where unhealthy tasks stop, the surplus that is left is what limits the coming ones; healthy ones are the last.',
  },
  {
    file: 'src/planner/rolling-update.ts',
    line: 'if (draft.unhealthy === 0) return;',
    mutant: 'draft.unhealthy === 0 → false',
    why: 'A short way out: what follows does nothing then.',
  },
  {
    file: 'src/planner/rolling-update.ts',
    line: 'if (surplus <= 0) return;',
    mutant: 'surplus <= 0 → false',
    why: 'A short way out: what follows does nothing then.',
  },
  {
    file: 'src/planner/rolling-update.ts',
    line: 'if (surplus <= 0) return;',
    mutant: 'surplus <= 0 → surplus < 0',
    why: 'A short way out: what follows does nothing then.',
  },
  {
    file: 'src/planner/rolling-update.ts',
    line: 'if (count <= 0) return 0;',
    mutant: 'count <= 0 → false',
    why: 'A short way out: of no tasks none is picked.',
  },
  {
    file: 'src/planner/rolling-update.ts',
    line: 'if (count <= 0) return 0;',
    mutant: 'count <= 0 → count < 0',
    why: 'A short way out: of no tasks none is picked.',
  },
  {
    file: 'src/planner/service-pass.ts',
    line: "const completes = completion.actions.some((action) => action.type === 'completeDeployment');",
    mutant: "action.type === 'completeDeployment' → true",
    why: 'The other action retires a superseded deployment, and with one listed the service is not steady.',
  },
  {
    file: 'src/planner/service-pass.ts',
    line: 'actions: completion.actions.length === 0 ? actions : [...actions, ...completion.actions],',
    mutant: 'completion.actions.length === 0 → false',
    why: 'A short way out: a list with nothing added is the same list.',
  },
  {
    file: 'src/planner/service-pass.ts',
    line: 'const isQuiet = plan.stops.length + plan.starts.length + plan.protectedBlocks.length === 0 && !plan.deadlock;',
    mutant: 'plan.stops.length + plan.starts.length + plan.protectedBlocks.length === 0 && !plan.deadlock → false',
    why: 'A short way out of the frequent pass in which nothing is told: the long one gives the same.',
  },
  {
    file: 'src/planner/service-pass.ts',
    line: 'if (isQuiet) return actions;',
    mutant: 'isQuiet → false',
    why: 'A short way out of the frequent pass in which nothing is told: the long one gives the same.',
  },
  ...survivorsOfEngine,
];
