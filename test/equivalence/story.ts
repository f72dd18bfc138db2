import type { createSimulator, restoreSimulator, Simulator, SimulatorOptions, Snapshot } from '../../src/index.js';

/**
 * A story is what was done to a simulator, as JSON: it can be told again by any build of the package, in Node or in a
 * browser, in one go or in steps, through a snapshot or by a fork. However it is told, the same has to happen. Imports
 * nothing but types, so that the build that tells it is the one that is given.
 */
export interface Story {
  readonly name: string;
  readonly options: SimulatorOptions;
  readonly deeds: readonly StoryDeed[];
  /** Ms since the epoch. */
  readonly endMs: number;
}

export type StoryDeed = { readonly atMs: number } & (
  | { readonly does: 'call'; readonly api: 'ecs' | 'elbv2'; readonly operation: string; readonly input: unknown }
  | {
      readonly does: 'method';
      readonly of: 'workloads' | 'faults' | 'sim';
      readonly name: string;
      readonly given: unknown[];
    }
);

/** A build of the package. */
export interface Build {
  readonly createSimulator: typeof createSimulator;
  readonly restoreSimulator: typeof restoreSimulator;
}

/** Told from the beginning to the end. @returns the simulator as it is then */
export function tellStory(build: Build, story: Story): Simulator {
  const sim = build.createSimulator(story.options);
  goOn(sim, story, 0);
  return sim;
}

/**
 * Tells a story in every way: in one go; in uneven steps of time; interrupted by a snapshot that goes through text, and
 * by a fork, halfway and after the last deed.
 * @returns what happened, a fact a line, and the state at the end
 * @throws Error when it is not always the same
 */
export function tellEveryWay(build: Build, story: Story): string {
  const told = endOf(tellStory(build, story));
  const stepped = build.createSimulator(story.options);
  goOn(stepped, story, 0, unevenSteps);
  expectSame('told in steps', endOf(stepped), told);
  for (const place of [Math.floor(story.deeds.length / 2), story.deeds.length]) {
    const sim = build.createSimulator(story.options);
    for (const deed of story.deeds.slice(0, place)) perform(sim, deed);
    // Where things are under way: soon after a deed, and before the next.
    const restMs = (story.deeds[place]?.atMs ?? story.endMs) - sim.now.getTime();
    sim.runTo(sim.now.getTime() + Math.min(47_300, Math.floor(restMs / 3)));
    const snapshot = JSON.parse(JSON.stringify(sim.snapshot({ facts: true }))) as Snapshot;
    const restored = build.restoreSimulator(snapshot);
    const fork = sim.fork();
    for (const [how, each] of [
      ['restored', restored],
      ['forked', fork],
      ['after a snapshot and a fork', sim],
    ] as const) {
      goOn(each, story, place);
      expectSame(`${how} after ${place} deeds`, endOf(each), told);
    }
  }
  return told;
}

/** One line for a long text: how many lines, and a hash of 53 bits. */
export function digest(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  const hash = 0x1_0000_0000 * (b & 0x1f_ffff) + (a >>> 0);
  return `${text.split('\n').length} lines, ${hash.toString(16).padStart(14, '0')}`;
}

/** What a program prints that tells many stories. */
export function printStories(build: Build, stories: readonly Story[], print: (line: string) => void): void {
  for (const story of stories) print(`${story.name}: ${digest(tellEveryWay(build, story))}`);
}

type Move = (sim: Simulator, toMs: number) => void;
const inOneGo: Move = (sim, toMs) => {
  sim.runTo(toMs);
};
const unevenSteps: Move = (sim, toMs) => {
  for (let stepMs = 700; sim.now.getTime() + stepMs < toMs; stepMs = (stepMs * 7 + 333) % 61_000) {
    sim.runTo(sim.now.getTime() + stepMs);
  }
  sim.runTo(toMs);
};

function goOn(sim: Simulator, story: Story, from: number, move: Move = inOneGo): void {
  for (const deed of story.deeds.slice(from)) perform(sim, deed, move);
  move(sim, story.endMs);
}

/** A refusal changes nothing, and belongs to the story. */
function perform(sim: Simulator, deed: StoryDeed, move: Move = inOneGo): void {
  move(sim, deed.atMs);
  const of = deed.does === 'call' ? sim[deed.api] : deed.of === 'sim' ? sim : sim[deed.of];
  const name = deed.does === 'call' ? deed.operation : deed.name;
  const given = deed.does === 'call' ? [deed.input] : deed.given;
  try {
    (of as unknown as Record<string, (...given: unknown[]) => unknown>)[name]?.(...given);
  } catch (error) {
    if (typeof (error as { code?: unknown }).code !== 'string') throw error;
  }
}

function endOf(sim: Simulator): string {
  const facts = sim.facts().map((fact) => JSON.stringify(fact));
  return [...facts, JSON.stringify(sim.snapshot())].join('\n');
}

function expectSame(how: string, found: string, told: string): void {
  if (found === told) return;
  const [lines, expected] = [found.split('\n'), told.split('\n')];
  const at = lines.findIndex((line, index) => line !== expected[index]);
  throw new Error(
    `${how}, line ${at + 1} differs:\n${lines[at] ?? '(nothing)'}\ninstead of\n${expected[at] ?? '(nothing)'}`,
  );
}
