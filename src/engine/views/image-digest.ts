import { mixText } from '../../model/scramble.js';

/**
 * Digest of an image: the one in its name, else one made from the name, the same in every simulator. Tags never move here.
 * @returns `sha256:` and 64 hexadecimal digits
 * @rule task-image-digest
 */
export function imageDigestOf(image: string): string {
  const at = image.indexOf('@sha256:');
  if (at >= 0) return image.slice(at + 1);
  const words = Array.from({ length: 8 }, (_, part) => mixText(part, image).toString(16).padStart(8, '0'));
  return `sha256:${words.join('')}`;
}
