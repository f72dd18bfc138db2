import type { ClusterRecord, TaskExtras } from '../store/records.js';
import type { World } from '../world.js';

type Tags = ClusterRecord['tags'];

/** Replaces the tags of anything but a task. */
export function setTags(record: Pick<ClusterRecord, 'tags'>, tags: Tags): void {
  record.tags = tags;
}

export function setTaskTags(world: World, task: number, tags: Tags): void {
  const number = world.tasks.number.get(task);
  const { tags: _former, ...rest } = world.extras.get(number) ?? ({} as TaskExtras);
  world.extras.set(number, tags.length === 0 ? rest : { ...rest, tags });
}
