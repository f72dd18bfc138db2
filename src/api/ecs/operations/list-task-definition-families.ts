import type { FamilyRecord } from '../../../engine/store/records.js';
import type { World } from '../../../engine/world.js';
import { ecsOperation } from '../../operation.js';
import { pageOf } from '../page.js';

/** Without `status`, families with and without ACTIVE revisions (documented; recorded: controls.json #60). */
export const listTaskDefinitionFamilies = ecsOperation('listTaskDefinitionFamilies', {
  members: {
    familyPrefix: 'simulated',
    status: 'simulated',
    nextToken: 'simulated',
    maxResults: 'simulated',
  },
  handle(world, request) {
    const { familyPrefix = '', status = 'ALL' } = request;
    const families = [...world.families.values()]
      .filter((family) => family.name.startsWith(familyPrefix))
      .filter((family) => status === 'ALL' || (status === 'ACTIVE') === hasActiveRevision(world, family))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = pageOf(families, request, {
      name: 'ListTaskDefinitionFamilies',
      size: 100,
      keyOf: (family) => family.name,
    });
    return { families: items.map((family) => family.name), ...next };
  },
});

const hasActiveRevision = (world: World, family: FamilyRecord): boolean =>
  family.revisions.some((key) => world.taskDefinition(key).status === 'ACTIVE');
