import * as z from 'zod/mini';
import { lazily } from '../../model/parse-data.js';
import type { ControlName } from './control-api.js';

/** Where the control routes are. */
export const controlPath = '/_steadystate';

/** A control route. What `GET` and `DELETE` take is in the query, what `POST` and `PUT` take is the JSON body. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/_steadystate`. */
  readonly path: string;
  /** What it does, in a sentence. */
  readonly about: string;
  /** Checks the shape of what it takes; what only the simulator can judge, it judges. */
  readonly schema: () => z.ZodMiniType<unknown>;
  /** What it gives is text, not JSON. */
  readonly givesText?: true;
  /** What it takes may be as large as a snapshot. */
  readonly takesSnapshot?: true;
}

const nothing = lazily(() => z.strictObject({}));
/** The simulator checks it, and says what is wrong better than a shape could. */
const judgedLater = lazily(() => z.unknown());
const name = lazily(() => z.string().check(z.minLength(1)));
const duration = lazily(() => z.union([z.string(), z.number()]));
const moment = lazily(() => z.union([z.string(), z.number()]));
/** In a query, `+` stands for a space, and every value is text. No moment has a space in it. */
const momentInQuery = lazily(() =>
  z.pipe(
    z.string(),
    z.transform((text) => (/^-?\d+$/.test(text) ? Number(text) : text.replaceAll(' ', '+'))),
  ),
);
const number = lazily(() => z.coerce.number().check(z.int()));
const aboutService = lazily(() => z.strictObject({ service: name(), cluster: z.optional(name()) }));
const timelineQuery = lazily(() => ({
  service: z.optional(name()),
  cluster: z.optional(name()),
  from: z.optional(momentInQuery()),
  until: z.optional(momentInQuery()),
  detail: z.optional(z.enum(['events', 'normal', 'full'])),
}));

/** Every control route, by the name that it has in the client. */
export const controlRoutes: { readonly [Name in ControlName]: ControlRoute } = {
  routes: { method: 'GET', path: '/', about: 'Lists these routes.', schema: nothing },
  health: { method: 'GET', path: '/health', about: 'Says that the server is up, and how it is set.', schema: nothing },
  reset: {
    method: 'POST',
    path: '/reset',
    about: 'Takes everything back to the moment the server started. POST /moto-api/reset does the same.',
    schema: nothing,
  },

  time: { method: 'GET', path: '/time', about: 'Tells virtual time.', schema: nothing },
  run: {
    method: 'POST',
    path: '/time/run',
    about: 'Moves virtual time by a duration: {"duration": "5m"}.',
    schema: lazily(() => z.strictObject({ duration: duration() })),
  },
  runTo: {
    method: 'POST',
    path: '/time/run-to',
    about: 'Moves virtual time to a moment: {"moment": "2026-01-01T00:10:00Z"}.',
    schema: lazily(() => z.strictObject({ moment: moment() })),
  },
  runUntilSteady: {
    method: 'POST',
    path: '/time/run-until-steady',
    about: 'Moves virtual time until every service is steady: {"timeout": "30m"}, default 3h.',
    schema: lazily(() => z.strictObject({ timeout: z.optional(duration()) })),
  },

  seedResources: {
    method: 'POST',
    path: '/resources',
    about:
      'Makes resources under the names and ARNs a script knows: {"clusters": ["prod"], "taskDefinitions": ["web:7"]}.',
    schema: judgedLater,
  },

  workloads: { method: 'GET', path: '/workloads', about: 'Lists what was said of containers.', schema: nothing },
  setWorkload: {
    method: 'POST',
    path: '/workloads',
    about:
      'Says what containers do: {"selector": "web:2", "behaviour": {"exits": {"code": 1, "after": "4s"}}}; with "ahead": true also those that are registered later.',
    schema: lazily(() =>
      z.strictObject({ selector: z.unknown(), behaviour: z.unknown(), ahead: z.optional(z.boolean()) }),
    ),
  },
  clearWorkloads: {
    method: 'DELETE',
    path: '/workloads',
    about: 'Forgets what was said of containers: all are fine again, but for what their docker labels say.',
    schema: nothing,
  },

  faults: { method: 'GET', path: '/faults', about: 'Lists what goes wrong around containers.', schema: nothing },
  addFault: {
    method: 'POST',
    path: '/faults',
    about: 'Lets something go wrong: {"kind": "zoneLost", "zone": "us-east-1a", "from": "+2m", "until": "+10m"}.',
    schema: judgedLater,
  },
  removeFault: {
    method: 'DELETE',
    path: '/faults',
    about: 'Ends a fault: ?id=1.',
    schema: lazily(() => z.strictObject({ id: number() })),
  },

  borderFaults: {
    method: 'GET',
    path: '/border-faults',
    about: 'Lists what goes wrong between clients and the server, and how many calls each has hit.',
    schema: nothing,
  },
  addBorderFault: {
    method: 'POST',
    path: '/border-faults',
    about: 'Lets calls fail on their way: {"kind": "throttling", "operations": ["UpdateService"], "calls": 2}.',
    schema: judgedLater,
  },
  removeBorderFault: {
    method: 'DELETE',
    path: '/border-faults',
    about: 'Lets calls through again: ?id=1, or all of them.',
    schema: lazily(() => z.strictObject({ id: z.optional(number()) })),
  },

  snapshot: {
    method: 'GET',
    path: '/snapshot',
    about: 'Gives the whole state as JSON; with ?facts=true what happened so far comes with it.',
    schema: lazily(() => z.strictObject({ facts: z.optional(z.stringbool({ truthy: ['true'], falsy: ['false'] })) })),
  },
  restore: {
    method: 'PUT',
    path: '/snapshot',
    about: 'Goes on from a snapshot.',
    schema: judgedLater,
    takesSnapshot: true,
  },

  timeline: {
    method: 'GET',
    path: '/timeline',
    about:
      'Tells what happened, as text in columns: ?service, cluster, from, until, origin, detail=events|normal|full.',
    schema: lazily(() => z.strictObject({ ...timelineQuery(), origin: z.optional(momentInQuery()) })),
    givesText: true,
  },
  timelineEntries: {
    method: 'GET',
    path: '/timeline/entries',
    about: 'Tells what happened, as data: ?service, cluster, from, until, detail.',
    schema: lazily(() => z.strictObject(timelineQuery())),
  },
  explain: {
    method: 'GET',
    path: '/explain',
    about: "Says why a service isn't steady: ?service=web, cluster.",
    schema: aboutService,
    givesText: true,
  },
  verdicts: {
    method: 'GET',
    path: '/verdicts',
    about: "Says what became of a service's deployments: ?service=web, cluster.",
    schema: aboutService,
  },
  series: {
    method: 'GET',
    path: '/series',
    about: 'Tells how the counts of a service went: ?service=web, cluster.',
    schema: aboutService,
  },
  at: {
    method: 'GET',
    path: '/at',
    about: 'Tells how everything was at a moment: ?moment=+6m52s.',
    schema: lazily(() => z.strictObject({ moment: momentInQuery() })),
  },
};
