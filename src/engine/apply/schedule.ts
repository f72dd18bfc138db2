import { type BeatGrid, beatAfter, beatAtOrAfter } from '../../planner/beat.js';
import { Due } from '../agenda/due.js';
import type { ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';

/**
 * When a service is looked at. Only beats at which something may have changed are on the agenda; the grid stays where
 * it was (ruling 1).
 */

/**
 * Until the newest deployment's first pass the old grid goes on; from it on, a grid of its own.
 * @rule pass-grid-of-newest-deployment
 */
function beatFor(world: World, service: ServiceRecord, notBeforeMs: number): number {
  const beatMs = world.settings.scheduler.beatMs;
  if (notBeforeMs < service.firstPassMs) {
    const onOldGrid = beatAtOrAfter({ anchorMs: service.gridAnchorMs, beatMs }, notBeforeMs);
    return Math.min(onOldGrid, service.firstPassMs);
  }
  return beatAtOrAfter({ anchorMs: service.firstPassMs, beatMs }, notBeforeMs);
}

export const gridOf = (world: World, service: ServiceRecord): BeatGrid => ({
  anchorMs: world.nowMs < service.firstPassMs ? service.gridAnchorMs : service.firstPassMs,
  beatMs: world.settings.scheduler.beatMs,
});

/**
 * Asks for the first beat at or after `notBeforeMs`; an earlier one that is due already serves as well. What changes
 * after this moment's beat waits for the next one. A service that is INACTIVE has none: what was on the agenda of it was
 * cancelled, but messages that would be repeated, and the like, still come due.
 * @rule pass-without-effect-is-skipped
 */
export function requestBeat(world: World, service: ServiceRecord, notBeforeMs = world.nowMs): void {
  if (service.status === 'INACTIVE') return;
  const first = beatFor(world, service, Math.max(notBeforeMs, service.forcedOutMs));
  const atMs = first === service.lastBeatMs ? beatFor(world, service, first + 1) : first;
  if (service.beat !== 0) {
    if (world.agenda.atMsOf(service.beat) <= atMs) return;
    world.cancelDue(service.beat);
  }
  service.beat = world.due(atMs, Due.SERVICE_BEAT, service.key);
}

/** Asks for the first beat after this moment. */
export function requestNextBeat(world: World, service: ServiceRecord): void {
  requestBeat(world, service, beatAfter(gridOf(world, service), world.nowMs));
}

/**
 * Asks for the beat that sees a call. A scheduled call comes before the passes of its moment, so a beat of that moment
 * sees it, whether or not anything else asked for that beat; a call made when a moment is over waits for the next one.
 */
export function requestBeatAfterCall(world: World, service: ServiceRecord): void {
  if (world.passesToCome) requestBeat(world, service);
  else requestNextBeat(world, service);
}

/** Asks for an extra pass, which only replaces what stopped. */
export function requestExtraPass(world: World, service: ServiceRecord, atMs = world.nowMs): void {
  if (service.extraPass !== 0) {
    if (world.agenda.atMsOf(service.extraPass) <= atMs) return;
    world.cancelDue(service.extraPass);
  }
  service.extraPass = world.due(atMs, Due.SERVICE_EXTRA_PASS, service.key);
}
