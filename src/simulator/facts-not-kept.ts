import type { FactsBegin } from '../engine/fact-log.js';
import { SteadystateError } from '../model/errors.js';
import type { KeepFacts } from '../model/settings.js';
import type { Moment } from '../model/time.js';

/** Why something of the past can't be told, and the way out: each throws `FactsNotKept`. */

interface AskedMoment {
  /** As it was given. */
  readonly moment: Moment;
  readonly atMs: number;
}

const spell = (atMs: number): string => new Date(atMs).toISOString();

const wayOut =
  'Before it, keepFacts was another one, or the simulator was restored from a snapshot without facts: keep them from the start, and take snapshots with { facts: true }.';

export function refuseUnkept(): never {
  throw new SteadystateError('FactsNotKept', 'No facts are kept, so there is no timeline.', {
    help: "Leave out the option keepFacts, or set it to 'all'.",
  });
}

export function refuseWithoutTimeline(): never {
  throw new SteadystateError('FactsNotKept', 'Only counts are kept, so there is no timeline.', {
    help: "Ask series or at, or set the option keepFacts to 'all'.",
  });
}

/** The log began later than that. */
export function refuseBefore({ moment, atMs }: AskedMoment, begin: FactsBegin): never {
  throw new SteadystateError(
    'FactsNotKept',
    `Facts are kept from ${spell(begin.atMs)} on: nothing is known of ${spell(atMs)}.`,
    { value: textOf(moment), help: `Ask about that moment or a later one. ${wayOut}` },
  );
}

/** The log began when the service was gone. */
export function refuseGone(service: string, begin: FactsBegin): never {
  throw new SteadystateError(
    'FactsNotKept',
    `Facts are kept from ${spell(begin.atMs)} on: service ${service} was gone by then.`,
    { resource: `service ${service}`, help: wayOut },
  );
}

/** @param wholeFromMs - the first moment of which every fact is kept, where that helps */
export function refuseDropped({ moment, atMs }: AskedMoment, kept: number, wholeFromMs?: number): never {
  const why =
    wholeFromMs === undefined
      ? `nothing certain is known of ${spell(atMs)}`
      : `all that happened is known from ${spell(wholeFromMs)} on, not from ${spell(atMs)}`;
  const instead = wholeFromMs === undefined ? 'Ask about the present moment' : 'Ask from there on';
  throw new SteadystateError('FactsNotKept', `Only the newest ${kept} facts are kept: ${why}.`, {
    value: textOf(moment),
    help: `${instead}, or set the option keepFacts to 'all'.`,
  });
}

/** None of those that are left is about it. */
export function refuseDroppedService(service: string, kept: number): never {
  throw new SteadystateError(
    'FactsNotKept',
    `Only the newest ${kept} facts are kept, and none of them is about service ${service}.`,
    { resource: `service ${service}`, help: "Give keepFacts a larger { last }, or set it to 'all'." },
  );
}

export function refuseUnknownCounts(service: string, kept: number): never {
  throw new SteadystateError(
    'FactsNotKept',
    `Only the newest ${kept} facts are kept: how the counts of service ${service} went is not known.`,
    { resource: `service ${service}`, help: "Set the option keepFacts to 'all', or to 'counts'." },
  );
}

/** The facts of other services are kept. */
export function refuseUncovered(service: string, keep: KeepFacts): never {
  const kept = typeof keep === 'object' && 'services' in keep ? keep.services : [];
  const whose = kept.length === 0 ? 'no service' : `${kept.length === 1 ? 'service' : 'services'} ${kept.join(', ')}`;
  throw new SteadystateError('FactsNotKept', `Only the facts of ${whose} are kept, not those of service ${service}.`, {
    resource: `service ${service}`,
    help: `Add ${JSON.stringify(service)} to the option keepFacts, or set it to 'all'.`,
  });
}

const textOf = (moment: Moment): string => (moment instanceof Date ? moment.toISOString() : String(moment));
