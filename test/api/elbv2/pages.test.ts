import { expect, test } from 'vitest';
import { aScene, madeTargetGroup } from './builders.js';

test('a page that nobody gave a size has 400 [elb-pages]', () => {
  const scene = aScene();
  for (let number = 1; number <= 401; number += 1) madeTargetGroup(scene, { Name: `web-${number}` });
  const first = scene.elb('describeTargetGroups', {});
  expect(first.TargetGroups).toHaveLength(400);
  const { TargetGroups, NextMarker } = scene.elb('describeTargetGroups', { Marker: first.NextMarker });
  expect([TargetGroups.map((each) => each.TargetGroupName), NextMarker]).toEqual([['web-401'], undefined]);
});

test('pages go on where the one before ended [elb-pages]', () => {
  const scene = aScene();
  for (const Name of ['a', 'b', 'c']) madeTargetGroup(scene, { Name });
  const names = (Marker?: string) => {
    const { TargetGroups, NextMarker } = scene.elb('describeTargetGroups', { PageSize: 2, Marker });
    return { names: TargetGroups.map((each) => each.TargetGroupName), NextMarker };
  };
  const first = names();
  expect(first.names).toEqual(['a', 'b']);
  expect(names(first.NextMarker)).toEqual({ names: ['c'], NextMarker: undefined });
});
