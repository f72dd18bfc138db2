import { describe, expect, test } from 'vitest';
import { parseSource, sourcesUnder } from './source.js';
import { writerRule } from './writer.js';

test('the house: engine/apply is the only writer of the state', () => {
  expect(sourcesUnder('src').flatMap(writerRule)).toEqual([]);
});

describe('a write from elsewhere is told', () => {
  const found = (text: string, path = 'src/api/ecs/operations/stop-task.ts') => writerRule(parseSource(path, text));

  test.each([
    ['world.nowMs = 1;', 'world.nowMs'],
    ['world.counters.call += 1;', 'world.counters.call'],
    ['world.service(1).steady = true;', 'world.service(1).steady'],
    ['service.deployments.push(1);', 'service.deployments'],
    ['(service as Mutable).desiredCount++;', '(service as Mutable).desiredCount'],
    ['this.#world.calls.delete(1);', 'this.#world.calls'],
    ['delete world.extras[1];', 'world.extras[1]'],
    ['world.tasks.phase.set(1, 2);', 'world.tasks.phase'],
    ['world.services[1]!.events.length = 0;', 'world.services[1]!.events.length'],
  ])('%s', (text, target) => {
    expect(found(text)).toEqual([
      `src/api/ecs/operations/stop-task.ts:1: ${target} is written here -> call a function of engine/apply, the only writer`,
    ]);
  });

  test.each([
    'let world = other; world = next;',
    'const names = new Set(); names.add(world.name);',
    'if (world.nowMs === 1) go(world.nowMs >= 2);',
    'const before = world.tasks.phase.get(1);',
    'reply.tasks = [];',
    'class Simulator { constructor(world: World) { this.#world = world; } }',
  ])('but not: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  test('nor in the writer itself', () => {
    expect(found('world.nowMs = 1;', 'src/engine/apply/schedule.ts')).toEqual([]);
    expect(found('world.nowMs = 1;', 'src/engine/views/names.ts')).toHaveLength(1);
  });
});
