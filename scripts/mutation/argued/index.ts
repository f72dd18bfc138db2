import { agenda } from './agenda.js';
import { applyResources } from './apply-resources.js';
import { applyServices } from './apply-services.js';
import { applyTasks } from './apply-tasks.js';
import type { Argument } from './argument.js';
import { lifecycle } from './lifecycle.js';
import { moment } from './moment.js';
import { planner } from './planner.js';
import { snapshot } from './snapshot.js';
import { store } from './store.js';
import { views } from './views.js';

/** An argument about one mutant. Each must match a survivor of the last run: a stale one is an error. */
export interface ArguedSurvivor extends Omit<Argument, 'mutants'> {
  readonly file: string;
  readonly mutant: string;
}

/** One file here for each area of scripts/mutation/areas.ts; of engine/apply, three. */
const areas = [planner, lifecycle, agenda, applyServices, applyTasks, applyResources, store, snapshot, views, moment];

export const arguedSurvivors: readonly ArguedSurvivor[] = areas
  .flatMap((area) => Object.entries(area))
  .flatMap(([file, list]) =>
    list.flatMap(({ line, mutants, why }) => mutants.map((mutant) => ({ file, line, mutant, why }))),
  );
