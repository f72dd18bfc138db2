import type { ContainerBehaviour, LaunchFacts, Simulator } from 'steadystate';
import type { RunNumber } from 'steadystate/campaign';

/** Measures that worker threads load. */

export interface Kills {
  /** Seconds after the update. */
  readonly kills: readonly number[];
}

/** An update of web to web:2 with tasks killed meanwhile. */
export function updateUnderFire(sim: Simulator, { kills }: Kills) {
  sim.ecs.updateService({ service: 'web', taskDefinition: 'web:2' });
  for (const at of kills) sim.faults.add({ kind: 'killTask', service: 'web', pick: 'random', at: `+${at}s` });
  const { tookMs, outcome } = sim.runUntilSteady();
  const victims = sim
    .facts()
    .flatMap((fact) => (fact.kind === 'container' && fact.change === 'exited' ? [fact.taskId] : []));
  return {
    seconds: tookMs / 1_000,
    lowestHealthy: sim.verdict('web').lowestHealthy.count,
    outcome,
    lostAny: victims.length > 0,
    victims: victims.map((id) => id.slice(0, 8)).join(' '),
    ...(kills.length > 0 ? { firstKill: Math.min(...kills) } : {}),
  };
}

/** Refuses to measure under fire. */
export function onlyInPeace(sim: Simulator, { kills }: Kills) {
  if (kills.length > 2) sim.ecs.updateService({ service: `gone-${kills.length}` });
  return { kills: kills.length };
}

/** How long a service takes to come up at a setting. */
export function comeUp(sim: Simulator, { desiredCount, startsIn }: { desiredCount: number; startsIn: number }) {
  sim.ecs.updateService({ service: 'web', desiredCount });
  sim.workloads.set('web', { startsIn: `${startsIn}s` });
  return { seconds: sim.runUntilSteady().tookMs / 1_000 };
}

/** Does to its parameters, and adds to what it measured, what others must not see. */
export function untidy(_: Simulator, { when }: { readonly when: Date }): { readonly atMs: number } {
  const hidden = { [Symbol('hidden')]: 1 };
  return { atMs: when.setTime(when.getTime() + 5), ...hidden };
}

/** Throws what is no error. */
export function throwsText(): { readonly never?: number } {
  throw 'boom';
}

/** Throws what nobody expects, another thing in each run. */
export function throwsAnything(_sim: Simulator, { what }: { readonly what: string }): { readonly never?: number } {
  const things: Readonly<Record<string, unknown>> = {
    data: { a: 1, list: [new Date(0)] },
    nothing: undefined,
    bare: Object.create(null),
    withMembers: Object.assign(new Error('told'), { info: { tasks: 3 }, call: () => 1 }),
  };
  throw things[what];
}

/** Throws an error that has causes. */
export function throwsWithCauses(): { readonly never?: number } {
  throw new Error('top', { cause: new TypeError('middle', { cause: 'bottom' }) });
}

/** Throws an error that is its own cause. */
export function throwsItsOwnCause(): { readonly never?: number } {
  const error = new Error('round');
  error.cause = error;
  throw error;
}

/** Only the first run ends by itself. */
export function endless(sim: Simulator, _: object, { run }: RunNumber): { readonly elapsedMs: number } {
  while (run > 0) sim.run('1h');
  return { elapsedMs: sim.elapsedMs };
}

/** A source of behaviours: each launch takes longer to start. */
export function slower({ launch }: LaunchFacts): ContainerBehaviour {
  return { startsIn: `${launch * 20}s` };
}

/** How long a service of one task takes to come up with three, and with three that behave as another source tells. */
export function comeUpTwice(sim: Simulator, { source }: { readonly source: string }) {
  sim.ecs.updateService({ service: 'web', desiredCount: 3 });
  const first = sim.runUntilSteady().tookMs;
  sim.workloads.set('web', { source });
  sim.ecs.updateService({ service: 'web', forceNewDeployment: true });
  return { first, second: sim.runUntilSteady().tookMs };
}
