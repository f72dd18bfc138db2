import type { TaskDefinitionRecord } from '../../../engine/store/records.js';
import type { World } from '../../../engine/world.js';
import { ecsOperation } from '../../operation.js';
import { pageOf, type TokenForm } from '../page.js';

/**
 * By family, then revision; `familyPrefix` is a whole family here (recorded: controls.json #42 to #44).
 * @rule definition-lists
 */
export const listTaskDefinitions = ecsOperation('listTaskDefinitions', {
  members: {
    familyPrefix: 'simulated',
    status: 'simulated',
    sort: 'simulated',
    nextToken: 'simulated',
    maxResults: 'simulated',
  },
  handle(world, request) {
    const { familyPrefix, status = 'ACTIVE', sort = 'ASC' } = request;
    const direction = sort === 'DESC' ? -1 : 1;
    const definitions = definitionsOf(world, familyPrefix)
      .filter((definition) => definition.status === status)
      .sort((a, b) => direction * compare(a, b));
    const { items, next } = pageOf(definitions, request, {
      name: 'ListTaskDefinitions',
      size: 100,
      keyOf: ({ family, revision }) => `${family}::${String(revision).padStart(10, '0')}`,
      isAfter: (item, key) => direction * compare(item, readKey(key)) > 0,
      tokens,
    });
    return { taskDefinitionArns: items.map((definition) => definition.arn), ...next };
  },
});

function definitionsOf(world: World, family: string | undefined): TaskDefinitionRecord[] {
  if (family === undefined) return world.taskDefinitions.slice(1);
  return (world.families.get(family)?.revisions ?? []).map((key) => world.taskDefinition(key));
}

type Place = Pick<TaskDefinitionRecord, 'family' | 'revision'>;

const compare = (a: Place, b: Place): number =>
  a.family === b.family ? a.revision - b.revision : a.family < b.family ? -1 : 1;

function readKey(key: string): Place {
  const [family = '', revision = ''] = key.split('::');
  return { family, revision: Number(revision) };
}

/** The one list whose tokens can be read: the family and revision that were shown last (recorded: controls.json #43). */
const tokens: TokenForm = {
  write: (key) => key,
  read: (token) => (/^[\w-]{1,255}::\d{10}$/.test(token) ? token : undefined),
};
