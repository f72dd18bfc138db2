import { test } from 'vitest';
import { aDefinition, type Rejection, refused, withContainer } from './builders.js';

test.each<Rejection>([
  {
    wrong: 'unknown volume',
    definition: aDefinition(withContainer({ mountPoints: [{ sourceVolume: 'nope' }] })),
    text: "Unknown volume 'nope'.",
  },
  {
    wrong: 'volumes from nowhere',
    definition: aDefinition(withContainer({ volumesFrom: [{ sourceContainer: 'nope' }] })),
    text: "Invalid 'volumesFrom' setting. Unknown container: 'nope'",
  },
  {
    wrong: 'launch volume that nobody mounts',
    definition: aDefinition({ volumes: [{ name: 'data', configuredAtLaunch: true }] }),
    text: 'Volumes [data] are not referenced by any of the containers',
  },
  {
    wrong: 'EFS by IAM, unencrypted',
    definition: aDefinition({
      volumes: [
        { name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs', authorizationConfig: { iam: 'ENABLED' } } },
      ],
    }),
    text: 'EFS IAM authorization requires TransitEncryption to be enabled.',
  },
  {
    wrong: 'EFS access point with a root',
    definition: aDefinition({
      volumes: [
        {
          name: 'data',
          efsVolumeConfiguration: {
            fileSystemId: 'fs',
            rootDirectory: '/a',
            authorizationConfig: { accessPointId: 'fsap' },
          },
        },
      ],
    }),
    text: 'When using an EFS access point, the root directory must either be set to "/" or be omitted.',
  },
  {
    wrong: 'EFS port, unencrypted',
    definition: aDefinition({
      volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs', transitEncryptionPort: 2049 } }],
    }),
    text: 'TransitEncryptionPort requires that TransitEncryption is enabled.',
  },
])('$wrong [definition-volumes]', refused);
