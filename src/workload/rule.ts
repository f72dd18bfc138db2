import * as z from 'zod/mini';
import { SteadystateError } from '../model/errors.js';
import { lazily, parseData } from '../model/parse-data.js';
import {
  type CompiledBehaviour,
  type ContainerBehaviour,
  compileBehaviour,
  type SourcedBehaviour,
} from './behaviour.js';

/** Which containers a behaviour is for. All members that are given must match. */
export interface WorkloadSelector {
  /** The image as the task definition names it: `shop/web:2`. */
  readonly image?: string;
  /** Task definition family: `web`. */
  readonly family?: string;
  /** `web:2`, the ARN of a revision, or just the family. */
  readonly taskDefinition?: string;
  /** Name of the container. Default: every container of the task. */
  readonly container?: string;
  /** Only these launches of the revision, counted from 1: `{ from: 1, to: 3 }` are the first three tasks of it. */
  readonly launches?: { readonly from?: number; readonly to?: number };
  /** Share of the launches, 0 to 1, for which it holds. Seeded. */
  readonly fraction?: number;
}

/** What decides about a rule: one container of one launch. */
export interface LaunchedContainer {
  readonly image: string;
  readonly family: string;
  readonly revision: number;
  readonly container: string;
  /** Number of the launch among the tasks of this revision, from 1. */
  readonly launch: number;
}

/** What a registered source of behaviours is told. */
export interface LaunchFacts extends LaunchedContainer {
  readonly service: string | undefined;
  readonly zone: string;
}

/**
 * A function from the facts of a launch to what the container does. Called once per container; `draw()` gives seeded
 * numbers, 0 or more and below 1.
 */
export type WorkloadSource = (facts: LaunchFacts, draw: () => number) => ContainerBehaviour;

/** A rule of `sim.workloads`, in the order in which they were set: the last one that matches decides. */
export interface WorkloadRule {
  readonly key: number;
  readonly selector: WorkloadSelector;
  readonly family: string | undefined;
  readonly revision: number | undefined;
  /** Undefined when the behaviour comes from a source. */
  readonly behaviour: CompiledBehaviour | undefined;
  readonly source: string | undefined;
}

/** Shape of a selector that isn't a text. */
export const selectorSchema = lazily(() =>
  z.strictObject({
    image: z.optional(z.string().check(z.minLength(1))),
    family: z.optional(z.string().check(z.minLength(1))),
    taskDefinition: z.optional(z.string().check(z.minLength(1))),
    container: z.optional(z.string().check(z.minLength(1))),
    launches: z.optional(
      z.strictObject({ from: z.optional(z.int().check(z.gte(1))), to: z.optional(z.int().check(z.gte(1))) }),
    ),
    fraction: z.optional(z.number().check(z.gte(0), z.lte(1))),
  }),
);

/** Shape of a behaviour that comes from a source. */
export const sourcedSchema = lazily(() => z.strictObject({ source: z.string().check(z.minLength(1)) }));

/** @throws SteadystateError `InvalidWorkload` */
export function compileRule(
  key: number,
  selector: string | WorkloadSelector,
  behaviour: ContainerBehaviour | SourcedBehaviour,
): WorkloadRule {
  const { data, problem } = parseData(
    selectorSchema(),
    typeof selector === 'string' ? { taskDefinition: selector } : selector,
  );
  if (problem !== undefined) {
    throw new SteadystateError(
      'InvalidWorkload',
      `The workload's ${['selector', problem.path].join(' ').trimEnd()} is not valid: ${problem.message}.`,
      {
        resource: problem.path,
        ...(problem.value === undefined ? {} : { value: problem.value }),
        help: "Select by image, family, taskDefinition ('web:2'), container, launches or fraction.",
      },
    );
  }
  const known = data as WorkloadSelector;
  refuseNoLaunches(known);
  const reference = known.taskDefinition === undefined ? undefined : parseReference(known.taskDefinition);
  const sourced = parseData(sourcedSchema(), behaviour).data;
  return {
    key,
    selector: known,
    family: reference?.family ?? known.family,
    revision: reference?.revision,
    behaviour: sourced === undefined ? compileBehaviour(behaviour) : undefined,
    source: sourced?.source,
  };
}

function refuseNoLaunches({ launches }: WorkloadSelector): void {
  const { from = 1, to = Number.POSITIVE_INFINITY } = launches ?? {};
  if (from <= to) return;
  throw new SteadystateError('InvalidWorkload', `The workload's selector means no launch: from ${from} to ${to}.`, {
    resource: 'launches',
    value: JSON.stringify(launches),
    help: 'launches.to must not be less than launches.from.',
  });
}

function parseReference(reference: string): { family: string; revision: number | undefined } {
  const name = reference.includes('/') ? reference.slice(reference.lastIndexOf('/') + 1) : reference;
  const colon = name.lastIndexOf(':');
  if (colon < 0) return { family: name, revision: undefined };
  const revision = Number(name.slice(colon + 1));
  if (!Number.isSafeInteger(revision) || revision < 1) {
    throw new SteadystateError('InvalidWorkload', `'${reference}' is not a task definition.`, {
      value: reference,
      help: "Write 'family', 'family:revision' or the ARN.",
    });
  }
  return { family: name.slice(0, colon), revision };
}

/** Whether a rule could ever be about this container, whatever its launch number. */
export function concerns(rule: WorkloadRule, container: Omit<LaunchedContainer, 'launch'>): boolean {
  const { selector } = rule;
  return (
    (rule.family === undefined || rule.family === container.family) &&
    (rule.revision === undefined || rule.revision === container.revision) &&
    (selector.family === undefined || selector.family === container.family) &&
    (selector.image === undefined || selector.image === container.image) &&
    (selector.container === undefined || selector.container === container.container)
  );
}

/** Whether a rule that concerns the container holds for this launch. `drawFraction` is asked only when it matters. */
export function holdsForLaunch(rule: WorkloadRule, launch: number, drawFraction: (ruleKey: number) => number): boolean {
  const { launches, fraction } = rule.selector;
  if (launches?.from !== undefined && launch < launches.from) return false;
  if (launches?.to !== undefined && launch > launches.to) return false;
  return fraction === undefined || drawFraction(rule.key) < fraction;
}

/** Whether one answer serves all launches of the container, so that it need not be asked again. */
export const sameForEveryLaunch = (rule: WorkloadRule): boolean =>
  rule.selector.launches === undefined && rule.selector.fraction === undefined && rule.source === undefined;
