import type { TargetGroupRecord } from '../../engine/store/elb-records.js';
import type { Tag } from '../../model/aws/elbv2.generated.js';
import { ElbV2ApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';

export type Tags = TargetGroupRecord['tags'];

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html */
const tagsMax = 50;

/**
 * Tags with those of a request: a key that is there gets the new value.
 * @throws ElbV2ApiError DuplicateTagKeysException, TooManyTagsException (texts inferred from the API reference)
 * @rule elb-tags
 */
export function mergeTags(present: Tags, given: readonly Parsed<Tag>[] = []): Tags {
  const merged = new Map(present.map(({ Key, Value }) => [Key, Value]));
  const seen = new Set<string>();
  for (const { Key, Value = '' } of given) {
    if (seen.has(Key)) {
      throw new ElbV2ApiError('DuplicateTagKeysException', `Tag key was specified more than once: ${Key}`, {
        resource: 'Tags',
        value: Key,
      });
    }
    seen.add(Key);
    merged.set(Key, Value);
  }
  if (merged.size > tagsMax) {
    throw new ElbV2ApiError('TooManyTagsException', `The number of tags per resource is limited to ${tagsMax}`, {
      resource: 'Tags',
      value: String(merged.size),
      help: `Give at most ${tagsMax} tags.`,
    });
  }
  return [...merged].map(([Key, Value]) => ({ Key, Value }));
}
