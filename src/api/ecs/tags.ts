import type { Tag } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';

type Tags = readonly Tag[];

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-using-tags.html */
const tagsMax = 50;

/**
 * Known keys get their new value where they are, new ones follow (recorded: task_tags.json #13 to #15).
 * @rule tags-in-place
 */
export function withTags(tags: Tags, given: Tags): Tags {
  const merged = new Map([...tags, ...given].map(({ key, value }) => [key, value]));
  return [...merged].map(([key, value]) => ({ key, value }));
}

export const withoutTags = (tags: Tags, keys: readonly string[]): Tags =>
  tags.filter(({ key = '' }) => !keys.includes(key));

/**
 * Those that AWS sets itself don't count.
 * @throws EcsApiError LimitExceededException (text inferred)
 * @rule tags-at-most-fifty
 */
export function refuseTooManyTags(tags: Tags, resource: string): void {
  const own = tags.filter(({ key = '' }) => !key.startsWith('aws:'));
  if (own.length <= tagsMax) return;
  throw new EcsApiError('LimitExceededException', `The number of tags exceeds the limit of ${tagsMax}.`, {
    resource,
    value: `${own.length} tags`,
    help: 'Take tags away with UntagResource first.',
  });
}
