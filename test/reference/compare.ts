import { EngineView } from './engine-view.js';
import { ReferenceModel } from './reference-model.js';
import type { SmallWorld } from './small-world.js';

/** The first tick at which both views differ. */
export interface Difference {
  readonly atMs: number;
  /** Both views beside each other, and what came before. */
  readonly report: string;
}

/** Every so many ticks the engine is looked at anew, though it told nothing. */
const lookEvery = 60;

/** Steps both through the world, tick by tick. @returns the first difference */
export function firstDifference(world: SmallWorld): Difference | undefined {
  const engine = new EngineView(world);
  const model = new ReferenceModel(world);
  engine.view(true);
  let before: readonly string[] = [];
  for (let atMs = world.tickMs, tick = 1; atMs <= world.lastsMs; atMs += world.tickMs, tick += 1) {
    const deeds = world.deeds.filter((deed) => deed.atMs === atMs);
    engine.prepare(atMs, deeds);
    const told = engine.runTo(atMs);
    const expected = model.tick(deeds);
    const modelMoved =
      expected.state.length !== before.length || expected.state.some((line, at) => line !== before[at]);
    before = expected.state;
    const seen = engine.view(told || modelMoved || tick % lookEvery === 0);
    if (isSame(seen.state, expected.state) && isSame(seen.events, expected.events)) continue;
    return {
      atMs,
      report: [
        `At +${atMs / 1_000} s they differ.`,
        ...beside('state', seen.state, expected.state),
        ...beside('events', seen.events, expected.events),
        '',
        'What the engine told up to here:',
        engine.sim.timeline(),
      ].join('\n'),
    };
  }
  return undefined;
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, index) => line === b[index]);

/** Lines that both have once, others as `engine:` and `model:`. */
function beside(what: string, engine: readonly string[], model: readonly string[]): string[] {
  const lines: string[] = ['', `${what}:`];
  for (let index = 0; index < Math.max(engine.length, model.length); index += 1) {
    const [one, other] = [engine[index], model[index]];
    if (one === other) lines.push(`            ${one}`);
    else lines.push(`    engine: ${one ?? '(nothing)'}`, `     model: ${other ?? '(nothing)'}`);
  }
  return lines;
}
