import { execFileSync } from 'node:child_process';

/** A part of the code that is mutated in one run, and the tests that have to notice. */
export interface MutationArea {
  readonly name: string;
  /** The share of mutants that must be noticed, percent. */
  readonly scoreMin: number;
  /** Globs of files; with `!` before it, files that are left out. */
  readonly mutate: readonly string[];
  /** Folders of tests, each ending in `**`, or single files. */
  readonly tests: readonly string[];
  /** Values worked out when a module is loaded: changing one makes all tests run, so large areas leave them out. */
  readonly ignoreStatic: boolean;
}

/** What shows the engine at work; of the laws, those that are quick, and the recount of everything it keeps. */
const engineTests = [
  'test/engine/**',
  'test/simulator/**',
  'test/golden/**',
  'test/api/ecs/**',
  'test/api/elbv2/**',
  'test/events/**',
  'test/timeline/**',
  'test/testing/**',
  'test/scenario/**',
  'test/laws/counterexamples.test.ts',
  'test/laws/counterexamples-of-services.test.ts',
  'test/laws/accounts.test.ts',
  'test/reference/second-opinion.test.ts',
];

const ofEngine = (name: string, mutate: readonly string[]): MutationArea => ({
  name: `engine/${name}`,
  scoreMin: 80,
  mutate,
  tests: engineTests,
  ignoreStatic: true,
});

export const mutationAreas: readonly MutationArea[] = [
  {
    name: 'planner',
    scoreMin: 90,
    mutate: ['src/planner/**/*.ts', '!src/planner/index.ts'],
    tests: ['test/planner/**'],
    ignoreStatic: false,
  },
  {
    name: 'lifecycle',
    scoreMin: 90,
    mutate: ['src/lifecycle/**/*.ts'],
    tests: ['test/lifecycle/**'],
    ignoreStatic: false,
  },
  { ...ofEngine('agenda', ['src/engine/agenda/**/*.ts']), tests: ['test/engine/agenda/**'], ignoreStatic: false },
  ofEngine('apply', ['src/engine/apply/**/*.ts']),
  ofEngine('store', ['src/engine/store/**/*.ts']),
  ofEngine('snapshot', ['src/engine/snapshot/**/*.ts', 'src/engine/fork.ts']),
  ofEngine('views', ['src/engine/views/**/*.ts']),
  ofEngine('moment', ['src/engine/*.ts', 'src/engine/chance/**/*.ts', '!src/engine/fork.ts']),
];

/** Paths of an area's files, in order of their names. */
export function filesOf({ mutate }: MutationArea): readonly string[] {
  const globs = mutate.map((each) => (each.startsWith('!') ? `:(exclude,glob)${each.slice(1)}` : `:(glob)${each}`));
  const listed = execFileSync('git', ['ls-files', '--', ...globs], { encoding: 'utf8' });
  return listed.trim().split('\n').sort();
}
