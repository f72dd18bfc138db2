import type { LedgerArea } from '../rule.js';

export const passes: LedgerArea = {
  title: 'Passes over a service',
  rules: [
    {
      id: 'pass-every-10-s',
      rule: 'A service is passed over every 10 s, on a grid.',
      mark: 'observed',
      source: 'ruling 1; evidence fp, fg, ex, wp: nearly all gaps are multiples of 10 s',
      options: ['scheduler.beatMs'],
    },
    {
      id: 'pass-grid-of-newest-deployment',
      rule: 'The grid is anchored at the first pass of the newest deployment; until then the former one goes on.',
      mark: 'observed',
      source: 'ruling 1',
      options: ['scheduler.beatMs'],
    },
    {
      id: 'pass-extra-replaces-only',
      rule: 'An extra pass, after a task stopped or a call took effect, replaces what is missing and does nothing else.',
      mark: 'observed',
      source: 'rulings 1, 17; five logs of six replace within a second of STOPPED',
    },
    {
      id: 'pass-after-a-call',
      rule: 'What UpdateService changes beside the revision takes effect about 4 s later.',
      mark: 'recorded',
      source: 'ruling 2; recorded: services.json #58, #59, #101, #102 (3.7 and 4.3 s)',
      options: ['scheduler.callEffectMs'],
    },
    {
      id: 'pass-in-order-of-creation',
      rule: 'Services whose passes fall on one moment are passed over in the order in which they were made, each seeing what the others took.',
      mark: 'proposed',
      source: 'ruling 14',
      noOption: 'Any fixed order serves; this one can be told from the calls.',
    },
    {
      id: 'pass-without-effect-is-skipped',
      rule: 'A beat at which nothing can have changed is left out; the grid stays where it was.',
      mark: 'proposed',
      source: 'ruling 1',
      noOption: 'It changes nothing that could be seen: law 2 holds it.',
    },
    {
      id: 'pass-waits-are-told',
      rule: 'What a pass would do but for something is known with numbers: what `explain` says, and why waiting ends.',
      mark: 'proposed',
      source: 'ruling 36',
      noOption: 'It is about telling, not about what happens.',
    },
  ],
};
