import type { Attribute } from '../../model/aws/ecs.generated.js';
import { EcsApiError } from '../../model/errors.js';
import type { Parsed } from '../validation/parsed.js';
import { lastPart } from './lookup.js';

/**
 * Attributes are of container instances, of which there are none here yet (text: an emulator's).
 * @rule container-instances-none
 */
export function attributeTargetNotFound(attributes: readonly Parsed<Attribute>[]): EcsApiError {
  const { targetId = '' } = attributes[0] ?? {};
  return new EcsApiError('TargetNotFoundException', `Could not find ${lastPart(targetId)}`, {
    resource: `container instance ${targetId}`,
    value: targetId,
    help: 'Only container instances have attributes, and steadystate has none.',
  });
}
