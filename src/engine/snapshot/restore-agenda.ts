import type { ServiceRecord } from '../store/records.js';
import type { World } from '../world.js';
import type { Snapshot } from './format.js';
import { handlePlaceOf, type SubjectKind, subjectKindOf } from './subjects.js';

/** In the old order, so that what is due at one moment keeps its order; each owner gets its handle back. */
export function restoreAgenda(
  world: World,
  snapshot: Snapshot,
  rowOf: (number: number) => number,
  targets: readonly number[],
): void {
  for (const [atMs, kind, subject, place] of snapshot.agenda) {
    const row = subjectRow(world, subjectKindOf(kind), { subject, place, rowOf, targets });
    giveHandle(world, kind, row, world.due(atMs, kind, row));
  }
}

function subjectRow(
  { tasks }: World,
  about: SubjectKind,
  {
    subject,
    place = 0,
    rowOf,
    targets,
  }: {
    readonly subject: number;
    readonly place: number | undefined;
    readonly rowOf: (number: number) => number;
    readonly targets: readonly number[];
  },
): number {
  switch (about) {
    case 'task':
      return rowOf(subject);
    case 'container':
      return tasks.firstContainer.get(rowOf(subject)) + place;
    case 'target':
      return targets[subject] as number;
    default:
      return subject;
  }
}

function giveHandle(world: World, kind: number, row: number, handle: number): void {
  const place = handlePlaceOf(kind);
  switch (place) {
    case 'tasks.step':
      world.tasks.step.set(row, handle);
      break;
    case 'tasks.judgement':
      world.tasks.judgement.set(row, handle);
      break;
    case 'extras.protectionExpiry': {
      const number = world.tasks.number.get(row);
      world.extras.set(number, { ...world.extras.get(number), protectionExpiry: handle });
      break;
    }
    case 'containers.step':
      world.containers.step.set(row, handle);
      break;
    case 'containers.probe':
      world.containers.probe.set(row, handle);
      break;
    case 'containers.startTimeout':
      world.containers.startTimeout.set(row, handle);
      break;
    case 'targets.timer':
      world.targets.timer.set(row, handle);
      break;
    case 'service.beat':
      world.service(row).beat = handle;
      break;
    case 'service.extraPass':
      world.service(row).extraPass = handle;
      break;
    case 'service.completion':
      world.service(row).completion = handle;
      break;
    case 'service.steadyRepeat':
      world.service(row).steadyRepeat = handle;
      break;
    case 'service.zoneCheck':
      world.service(row).zoneCheck = handle;
      break;
    case 'breaker.evaluation':
      giveEvaluation(world, world.service(row), handle);
      break;
    default:
      place satisfies 'nowhere';
  }
}

/** Only the newest deployment waits for one: whatever replaces it cancels it. */
function giveEvaluation(world: World, service: ServiceRecord, handle: number): void {
  const atMs = world.agenda.atMsOf(handle);
  const waiting = service.allDeployments
    .map((key) => world.deployment(key))
    .find((deployment) => deployment.breaker.evaluateAtMs === atMs);
  if (waiting !== undefined) waiting.breaker.evaluation = handle;
}
