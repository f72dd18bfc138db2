import { callUntold } from '../../api/call.js';
import { findTaskDefinition } from '../../api/ecs/lookup.js';
import { registerTaskDefinition } from '../../api/ecs/operations/register-task-definition.js';
import { giveRevision } from '../../engine/apply/seeds.js';
import { arnPrefix } from '../../engine/views/names.js';
import type { World } from '../../engine/world.js';
import { invalidSeed, requestMembers, seeding } from './refusals.js';
import type { TaskDefinitionSeed } from './seeds.js';

/** Highest revision number there is. */
const revisionMax = 2_147_483_647;

/** A revision that isn't the next one, too: of those before it nothing is known. @returns its ARN */
export function seedTaskDefinition(world: World, what: string, given: string | TaskDefinitionSeed): string {
  const { taskDefinition: reference, ...rest } = typeof given === 'string' ? { taskDefinition: given } : given;
  const { family, revision } = placeOf(world, what, reference);
  const present = revision === undefined ? undefined : findTaskDefinition(world, `${family}:${revision}`);
  if (present !== undefined) {
    throw invalidSeed(what, `${family}:${revision} is there already.`, reference, 'Leave it out, or seed another.');
  }
  const next = (newestOf(world, family)?.revision ?? 0) + 1;
  const request = requestOf(what, family, revision ?? next, rest);
  seeding(what, reference, () => callUntold(world, 'ecs', 'registerTaskDefinition', request));
  const made = newestOf(world, family) as NonNullable<ReturnType<typeof newestOf>>;
  return revision === undefined ? made.arn : giveRevision(world, made, revision);
}

function placeOf(world: World, what: string, reference: string): { family: string; revision: number | undefined } {
  const start = `${arnPrefix(world, 'ecs')}task-definition/`;
  const name = reference.startsWith(start) ? reference.slice(start.length) : reference;
  const [, family, digits] = /^([\w-]{1,255})(?::([1-9]\d{0,9}))?$/.exec(name) ?? [];
  const revision = digits === undefined ? undefined : Number(digits);
  if (family !== undefined && (revision ?? 1) <= revisionMax) return { family, revision };
  throw invalidSeed(
    what,
    `${reference} is no task definition.`,
    reference,
    `Write 'family:revision', 'family', or an ARN that begins with ${start}.`,
  );
}

function newestOf(world: World, family: string) {
  const key = world.families.get(family)?.revisions.at(-1);
  return key === undefined ? undefined : world.taskDefinition(key);
}

const defaultPort = 8080;

function requestOf(
  what: string,
  family: string,
  revision: number,
  { container, image, port, ...rest }: Omit<TaskDefinitionSeed, 'taskDefinition'>,
): object {
  const members = requestMembers(what, registerTaskDefinition, rest);
  const ours = { container, image, port };
  if (rest.containerDefinitions === undefined) {
    return {
      family,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      ...members,
      containerDefinitions: [
        {
          name: container ?? family,
          image: image ?? `${family}:${revision}`,
          portMappings: [{ containerPort: port ?? defaultPort }],
        },
      ],
    };
  }
  const both = Object.entries(ours).find(([, value]) => value !== undefined);
  if (both === undefined) return { family, ...members };
  throw invalidSeed(
    what,
    `${both[0]} is for a task definition without containerDefinitions.`,
    String(both[1]),
    `Leave it out, or say it in containerDefinitions.`,
  );
}
