import { expect, test } from 'vitest';
import { aDefinition, answerTo, type Rejection, refused, withContainer, withContainers } from './builders.js';

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
    wrong: 'two launch volumes',
    definition: aDefinition({
      volumes: ['a', 'b'].map((name) => ({ name, configuredAtLaunch: true })),
      ...withContainer({ mountPoints: ['a', 'b'].map((sourceVolume) => ({ sourceVolume })) }),
    }),
    text: 'volumes configured at launch can have at most 1 items.',
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

test('what containers mount that exists is taken, and EFS that is encrypted [definition-volumes]', () => {
  const efsVolumeConfiguration = {
    fileSystemId: 'fs',
    rootDirectory: '/',
    transitEncryption: 'ENABLED',
    transitEncryptionPort: 2049,
    authorizationConfig: { iam: 'ENABLED', accessPointId: 'fsap' },
  };
  const definition = aDefinition({
    volumes: [{ name: 'data', efsVolumeConfiguration }, { name: 'spare' }, { name: 'later', configuredAtLaunch: true }],
    ...withContainers(
      { name: 'a', mountPoints: [{ sourceVolume: 'data' }, { sourceVolume: 'later' }] },
      { name: 'b', volumesFrom: [{ sourceContainer: 'a' }] },
    ),
  });
  expect(answerTo(definition)).toBe('taken');
});
