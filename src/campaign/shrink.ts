import { SteadystateError } from '../model/errors.js';
import type { Scenario, Step } from '../scenario/scenario.js';
import { isPlainObject } from './plain-data.js';
import { turns } from './turns.js';

/** A scenario that still fails, and how many were tried to find it. */
export interface Shrunk {
  readonly scenario: Scenario;
  readonly tries: number;
}

/** What stays as it is: options always do. */
export interface Fixed {
  /** So many of the first steps. */
  readonly steps: number;
  /** Whether the seed was wanted by somebody, or any other would do. */
  readonly seed: boolean;
}

type FastCheck = typeof import('fast-check');
type Fails = (scenario: Scenario) => Promise<boolean>;

/** More tries than this are not worth waiting for. */
const triesMax = 2_000;

/**
 * Makes a failing scenario small, with fast-check's shrinking: leaves out steps, then members and elements of their
 * data, then brings numbers and durations down, and begins again as long as that helps.
 *
 * @param signal - asked before each try; between two of them the rest of the program has its turn
 * @throws SteadystateError `PackageMissing` without fast-check; the signal's reason
 */
export async function shrinkScenario(
  scenario: Scenario,
  fixed: Fixed,
  fails: (scenario: Scenario) => boolean,
  signal: AbortSignal | undefined,
): Promise<Shrunk> {
  const fastCheck = await loadFastCheck();
  const known = new Map<string, boolean>();
  const turn = turns();
  const failsOnce: Fails = async (candidate) => {
    const text = JSON.stringify(candidate);
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size === triesMax) return false;
    await turn.next();
    // What is thrown in here fast-check would take for a failure: who asked for the pass throws the reason.
    if (signal?.aborted === true) return false;
    const now = fails(candidate);
    known.set(text, now);
    return now;
  };
  try {
    let smallest = scenario;
    for (let last = ''; last !== JSON.stringify(smallest); ) {
      last = JSON.stringify(smallest);
      for (const pass of [withFewerSteps, withFewerMembers, withLowerNumbers]) {
        smallest = await pass(fastCheck, smallest, fixed, failsOnce);
        signal?.throwIfAborted();
      }
    }
    return { scenario: smallest, tries: known.size };
  } finally {
    turn.end();
  }
}

async function loadFastCheck(): Promise<FastCheck> {
  try {
    return await import('fast-check');
  } catch (error) {
    const missing = new SteadystateError('PackageMissing', 'Shrinking needs the package fast-check.', {
      resource: 'fast-check',
      help: 'npm install --save-dev fast-check',
    });
    missing.cause = error;
    throw missing;
  }
}

/** The smallest value on fast-check's way down from this one that still fails. */
async function smallestOf<T>(
  { check, asyncProperty }: FastCheck,
  values: import('fast-check').Arbitrary<T>,
  from: T,
  fails: (value: T) => Promise<boolean>,
): Promise<T> {
  const { counterexample } = await check(
    asyncProperty(values, async (value) => !(await fails(value))),
    { examples: [[from]], numRuns: 1 },
  );
  return counterexample?.[0] ?? from;
}

async function withFewerSteps(fastCheck: FastCheck, scenario: Scenario, fixed: Fixed, fails: Fails): Promise<Scenario> {
  const all = scenario.steps.map((_, place) => place).slice(fixed.steps);
  const keeping = (kept: readonly number[]): Scenario => ({
    ...scenario,
    steps: [...scenario.steps.slice(0, fixed.steps), ...kept.map((place) => scenario.steps[place] as Step)],
  });
  return keeping(await smallestOf(fastCheck, fastCheck.subarray(all), all, (kept) => fails(keeping(kept))));
}

async function withFewerMembers(
  fastCheck: FastCheck,
  scenario: Scenario,
  fixed: Fixed,
  fails: Fails,
): Promise<Scenario> {
  const all: string[] = [];
  walk(scenario, '', (path) => {
    if (!isNeeded(path, fixed)) all.push(path);
  });
  const keeping = (kept: readonly string[]): Scenario => {
    const left = new Set(kept);
    return rebuild(scenario, '', (path, value) =>
      isNeeded(path, fixed) || left.has(path) ? { value } : undefined,
    ) as Scenario;
  };
  return keeping(await smallestOf(fastCheck, fastCheck.subarray(all), all, (kept) => fails(keeping(kept))));
}

/** A step is what it does; and which steps there are is another pass's. */
const isNeeded = (path: string, fixed: Fixed): boolean =>
  isFixed(path, fixed) || /^\/steps(?:\/\d+(?:\/do)?)?$/.test(path);

function isFixed(path: string, fixed: Fixed): boolean {
  const [, part, name] = path.split('/');
  if (part === 'options') return fixed.seed || name !== 'seed';
  return part !== 'steps' || (name !== undefined && Number(name) < fixed.steps);
}

async function withLowerNumbers(
  fastCheck: FastCheck,
  scenario: Scenario,
  fixed: Fixed,
  fails: Fails,
): Promise<Scenario> {
  const numbers = new Map<string, Amount>();
  walk(scenario, '', (path, value) => {
    const amount = amountOf(value);
    if (amount !== undefined && amount.count > 0 && !isFixed(path, fixed)) numbers.set(path, amount);
  });
  if (numbers.size === 0) return scenario;
  const amounts = [...numbers.values()];
  const places = new Map([...numbers.keys()].map((path, place) => [path, place]));
  const having = (counts: readonly number[]): Scenario =>
    rebuild(scenario, '', (path, value) => {
      const place = places.get(path);
      return { value: place === undefined ? value : (amounts[place] as Amount).of(counts[place] as number) };
    }) as Scenario;
  const all = amounts.map(({ count }) => count);
  const lower = fastCheck.tuple(...all.map((max) => fastCheck.integer({ min: 0, max })));
  return having(await smallestOf<number[]>(fastCheck, lower, all, (counts) => fails(having(counts))));
}

/** A number in whatever form it stands in the data. */
interface Amount {
  readonly count: number;
  of(count: number): unknown;
}

/** Whole numbers, and durations and moments of one unit: `'90s'`, `'+20s'`. */
function amountOf(value: unknown): Amount | undefined {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { count: value, of: (count) => count } : undefined;
  }
  const [, sign = '', digits, unit = ''] =
    typeof value === 'string' ? (/^(\+?)(\d+)(ms|s|m|h|d)$/.exec(value) ?? []) : [];
  return digits === undefined ? undefined : { count: Number(digits), of: (count) => `${sign}${count}${unit}` };
}

/** Every member and element, with its path: `/steps/3/fault/at`. */
function walk(value: unknown, path: string, visit: (path: string, value: unknown) => void): void {
  visit(path, value);
  if (!Array.isArray(value) && !isPlainObject(value)) return;
  for (const [name, each] of Object.entries(value)) walk(each, `${path}/${name}`, visit);
}

/** A copy, with what `edit` puts in the place of each member and element; nothing where it gives undefined. */
function rebuild(
  value: unknown,
  path: string,
  edit: (path: string, value: unknown) => { readonly value: unknown } | undefined,
): unknown {
  if (!Array.isArray(value) && !isPlainObject(value)) return value;
  const entries = Object.entries(value).flatMap(([name, each]): [string, unknown][] => {
    const edited = edit(`${path}/${name}`, each);
    return edited === undefined ? [] : [[name, rebuild(edited.value, `${path}/${name}`, edit)]];
  });
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}
