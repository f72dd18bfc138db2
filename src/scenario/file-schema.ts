import * as z from 'zod/mini';
import { faultSchema } from '../faults/fault.js';
import { awsServiceNames } from '../model/errors.js';
import { lazily } from '../model/parse-data.js';
import { verdictOutcomes } from '../model/verdict.js';
import { fargateServiceSchema } from '../simulator/fargate-service.js';
import { optionsSchema } from '../simulator/options.js';
import { seedsSchema } from '../simulator/seeding/seeds.js';
import { countNames } from '../simulator/watched-counts.js';
import { behaviourSchema } from '../workload/behaviour.js';
import { selectorSchema, sourcedSchema } from '../workload/rule.js';
import { type Expectation, expectedCountNames } from './expectation.js';
import type { Step } from './scenario.js';

/** The shape of scenarios in files: of steps and expectations each kind by itself, so that mistakes can be told by kind. */

type Shape = Readonly<Record<string, z.ZodMiniType>>;

/** A kind of step: its members, and which of them its short form names by the kind itself. */
export interface StepKind {
  readonly main: string;
  readonly members: Shape;
}

/** Name of a step kind. */
export type StepName = Step['do'];

const text = () => z.string().check(z.minLength(1));
const duration = () => z.union([text(), z.int().check(z.gte(0))]);
const moment = () => z.union([text(), z.int(), z.date()]);

/** Any operation, with its API in front: `ecs.updateService`. */
export const operationPattern = new RegExp(`^(${awsServiceNames.join('|')})\\.[A-Za-z]+$`);
const operation = () =>
  z.string().check(z.regex(operationPattern, "expected an operation such as 'ecs.updateService'"));
const input = () => z.looseObject({});

/** All kinds of steps. The short form of `{ do: run, duration: 5m }` is `run: 5m`. */
export const stepKinds = lazily(
  (): Readonly<Record<StepName, StepKind>> => ({
    seed: { main: 'resources', members: { resources: seedsSchema() } },
    fargateService: { main: 'facts', members: { facts: z.optional(fargateServiceSchema()) } },
    register: { main: 'service', members: { service: text(), image: text() } },
    call: { main: 'operation', members: { operation: operation(), input: z.optional(input()) } },
    schedule: {
      main: 'operation',
      members: { operation: operation(), moment: moment(), input: z.optional(input()) },
    },
    workload: {
      main: 'selector',
      members: {
        selector: z.union([text(), selectorSchema()]),
        behaviour: z.union([behaviourSchema(), sourcedSchema()]),
      },
    },
    fault: { main: 'fault', members: { fault: faultSchema() } },
    run: { main: 'duration', members: { duration: duration() } },
    runUntilSteady: { main: 'timeout', members: { timeout: z.optional(duration()) } },
    expect: { main: 'that', members: { that: expectationSchema() } },
  }),
);

type Keys<T> = T extends unknown ? keyof T : never;

/** Name of an expectation kind: the member that says what is expected. */
export type ExpectationName = Exclude<
  Keys<Expectation>,
  'service' | 'cluster' | 'taskDefinition' | 'within' | 'to' | 'of' | 'from' | 'at'
>;

/** All kinds of expectations, with their members. */
export const expectationKinds = lazily((): Readonly<Record<ExpectationName, Shape>> => {
  const named = z.union([z.literal(true), text()]);
  const cluster = z.optional(text());
  const about = { service: z.optional(text()), cluster };
  const within = z.optional(duration());
  const count = z.int().check(z.gte(0));
  const from = z.optional(moment());
  return {
    steady: { steady: named, cluster },
    completed: { completed: named, cluster, taskDefinition: z.optional(text()), within },
    rolledBack: { rolledBack: named, cluster, to: z.optional(text()), within },
    verdict: {
      verdict: z.enum(verdictOutcomes),
      within,
      ...about,
    },
    neverFewerThan: {
      neverFewerThan: count,
      of: z.optional(z.enum(countNames)),
      from,
      ...about,
    },
    neverMoreThan: { neverMoreThan: count, from, ...about },
    counts: {
      counts: z.strictObject(Object.fromEntries(expectedCountNames.map((name) => [name, z.optional(count)]))),
      at: z.optional(moment()),
      ...about,
    },
    event: { event: text(), ...about },
    timeline: { timeline: text(), ...about },
    not: { not: z.unknown() },
  };
});

/** Expectations that need no more than their name: `- steady`. */
export const bareExpectations: readonly ExpectationName[] = ['steady', 'completed', 'rolledBack'];
/** Steps that need no more than their name: `- runUntilSteady`. */
export const bareSteps: readonly StepName[] = ['fargateService', 'runUntilSteady'];

/** Any expectation, for editors: files are checked kind by kind. */
function expectationSchema(): z.ZodMiniType {
  const any: z.ZodMiniType = z.lazy(() =>
    z.union([
      z.enum(bareExpectations as [string, ...string[]]),
      ...Object.values(expectationKinds()).map((members) => z.strictObject('not' in members ? { not: any } : members)),
    ]),
  );
  return any;
}

/** `{ do: run, duration: 5m }` */
export const longForm = (name: StepName): z.ZodMiniType =>
  z.strictObject({ do: z.literal(name), ...stepKinds()[name].members });

/** `run: 5m` */
export function shortForm(name: StepName): z.ZodMiniType {
  const { main, members } = stepKinds()[name];
  const { [main]: meant, ...others } = members;
  return z.strictObject({ [name]: meant as z.ZodMiniType, ...others });
}

/** Any step, for editors: files are checked kind by kind. */
function stepSchema(): z.ZodMiniType {
  const names = Object.keys(stepKinds()) as StepName[];
  return z.union([
    z.enum(bareSteps as [string, ...string[]]),
    ...names.flatMap((name) => [shortForm(name), longForm(name)]),
    z.record(operation(), input()),
  ]);
}

/** What stands around steps and expectations. */
const sections = () => ({
  $schema: z.optional(z.string()),
  name: z.optional(text()),
  description: z.optional(z.string()),
  options: z.optional(optionsSchema()),
  resources: z.optional(seedsSchema()),
  services: z.optional(z.array(fargateServiceSchema())),
  workloads: z.optional(z.array(z.strictObject(stepKinds().workload.members))),
  faults: z.optional(z.array(faultSchema())),
});

/** A file without a look into its steps and expectations. */
export const outerSchema = lazily(() => {
  const some = z.optional(z.array(z.unknown()));
  return z.strictObject({ ...sections(), steps: some, expect: some });
});

/** A whole file, for editors. */
export const fileSchema = lazily(() =>
  z.strictObject({
    ...sections(),
    steps: z.optional(z.array(stepSchema())),
    expect: z.optional(z.array(expectationSchema())),
  }),
);
