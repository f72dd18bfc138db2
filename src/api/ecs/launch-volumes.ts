import type { TaskDefinitionRecord } from '../../engine/store/records.js';
import { EcsApiError } from '../../model/errors.js';
import { type UnsimulatedMember, unsimulatedError } from '../unsimulated.js';

const unsimulatedConfigurations: UnsimulatedMember = {
  member: 'volumeConfigurations',
  when: 'unless empty',
  help: 'Register the definition without it to simulate the rest.',
};

const unsimulatedAtLaunch: UnsimulatedMember = {
  member: 'taskDefinition',
  what: 'volumes configuredAtLaunch',
  when: 'with a volume that is configuredAtLaunch',
  help: 'Register the definition without it to simulate the rest.',
};

/** What isn't simulated of volumes that are configured when tasks are launched. */
export const unsimulatedOfVolumes: readonly UnsimulatedMember[] = [unsimulatedConfigurations, unsimulatedAtLaunch];

/**
 * Volumes that are configured when tasks are launched, which isn't simulated (ruling 34): neither their configuration nor
 * a definition that leaves one to the launch.
 *
 * @throws EcsApiError InvalidParameterException for a volume that the definition doesn't have (seen when deployed);
 * UnsupportedFeatureException
 */
export function checkLaunchVolumes(
  { definition, family, revision }: TaskDefinitionRecord,
  given: readonly { readonly name: string }[] = [],
): void {
  const foreign = given.find(({ name }) => definition.volumes.every((volume) => volume.name !== name));
  if (foreign !== undefined) {
    throw new EcsApiError(
      'InvalidParameterException',
      `The volume name '${foreign.name}' in your request does not have a matching volume in your Task Definition`,
      {
        resource: `task definition ${family}:${revision}`,
        value: foreign.name,
        help: `Its volumes are ${definition.volumes.map(({ name }) => name).join(', ') || 'none'}.`,
      },
    );
  }
  const later = definition.volumes.find((volume) => volume.configuredAtLaunch === true);
  if (given[0] !== undefined) throw unsimulatedError('ecs', unsimulatedConfigurations, given[0].name);
  if (later !== undefined) throw unsimulatedError('ecs', unsimulatedAtLaunch, later.name);
}
