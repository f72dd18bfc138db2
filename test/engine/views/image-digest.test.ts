import { expect, test } from 'vitest';
import { imageDigestOf } from '../../../src/engine/views/image-digest.js';

test('the digest of an image is the one in its name, wherever that begins, else one made of the name [task-image-digest]', () => {
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  expect([`web@${digest}`, `web:1@${digest}`, `@${digest}`].map(imageDigestOf)).toEqual([digest, digest, digest]);
  expect(imageDigestOf('web:1')).toMatchInlineSnapshot(
    `"sha256:bf5786c5815c8085383bd7b8271d6c9cfbd2cc9a67efefa442f308ccd3f9f1bc"`,
  );
  expect(imageDigestOf('web:2')).not.toBe(imageDigestOf('web:1'));
});
