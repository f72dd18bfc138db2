import type { TaskDefinitionRecord } from '../../engine/store/records.js';
import { EcsApiError } from '../../model/errors.js';

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
  const member = given.length > 0 ? 'volumeConfigurations' : 'volumes configuredAtLaunch';
  const name = given[0]?.name ?? later?.name;
  if (name === undefined) return;
  throw new EcsApiError('UnsupportedFeatureException', `steadystate does not simulate ${member} (${name}) yet.`, {
    resource: member,
    value: name,
    help: 'Register the definition without it to simulate the rest.',
  });
}
