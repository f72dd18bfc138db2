import type { Rule } from '../../validation/refusal.js';
import { refuse, type TaskDefinitionRequest } from './task-definition-request.js';

/** What containers mount must exist (seen when deployed). */
const references: Rule<TaskDefinitionRequest> = ({ containerDefinitions, volumes = [] }) => {
  const names = new Set(volumes.map((volume) => volume.name));
  const containers = new Set(containerDefinitions.map((container) => container.name));
  for (const { mountPoints = [], volumesFrom = [] } of containerDefinitions) {
    const unknown = mountPoints.find(({ sourceVolume }) => !names.has(sourceVolume));
    if (unknown !== undefined) return refuse(`Unknown volume '${unknown.sourceVolume}'.`, 'Declare it in volumes.');
    const missing = volumesFrom.find(({ sourceContainer }) => !containers.has(sourceContainer));
    if (missing !== undefined) {
      return refuse(`Invalid 'volumesFrom' setting. Unknown container: '${missing.sourceContainer}'`);
    }
  }
  return undefined;
};

/** Volumes configured at launch must be mounted (seen when deployed), and there is one at most (documented, text inferred). */
const configuredAtLaunch: Rule<TaskDefinitionRequest> = ({ containerDefinitions, volumes = [] }) => {
  const later = volumes.filter((volume) => volume.configuredAtLaunch === true).map((volume) => volume.name);
  const mounted = new Set(
    containerDefinitions.flatMap(({ mountPoints = [] }) => mountPoints.map((each) => each.sourceVolume)),
  );
  const unused = later.filter((name) => !mounted.has(name));
  if (unused.length > 0) return refuse(`Volumes [${unused.join(', ')}] are not referenced by any of the containers`);
  return later.length > 1 ? refuse('volumes configured at launch can have at most 1 items.') : undefined;
};

/** Seen when deployed. */
const efs: Rule<TaskDefinitionRequest> = ({ volumes = [] }) => {
  for (const { efsVolumeConfiguration: settings } of volumes) {
    if (settings === undefined) continue;
    const encrypted = settings.transitEncryption === 'ENABLED';
    if (settings.authorizationConfig?.iam === 'ENABLED' && !encrypted) {
      return refuse('EFS IAM authorization requires TransitEncryption to be enabled.');
    }
    if (settings.transitEncryptionPort !== undefined && !encrypted) {
      return refuse('TransitEncryptionPort requires that TransitEncryption is enabled.');
    }
    if (settings.authorizationConfig?.accessPointId !== undefined && (settings.rootDirectory ?? '/') !== '/') {
      return refuse('When using an EFS access point, the root directory must either be set to "/" or be omitted.');
    }
  }
  return undefined;
};

/** @rule definition-volumes */
export const volumeRules: readonly Rule<TaskDefinitionRequest>[] = [references, configuredAtLaunch, efs];
