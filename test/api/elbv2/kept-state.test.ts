import { expect, test } from 'vitest';
import { forkWorld } from '../../../src/engine/fork.js';
import { restoreWorld } from '../../../src/engine/snapshot/restore.js';
import { takeSnapshot } from '../../../src/engine/snapshot/take.js';
import type { World } from '../../../src/engine/world.js';
import {
  aLoadBalancer,
  aScene,
  aTargetGroup,
  forwardTo,
  healthOf,
  madeListener,
  madePath,
  type Scene,
  sceneOf,
} from './builders.js';

/** Balancers of every kind of state there is: rules, tags, attributes, targets in four states. */
function crowded(): { scene: Scene; group: string; listener: string } {
  const scene = aScene();
  const { balancer, group, listener } = madePath(scene, { HealthCheckIntervalSeconds: 10, UnhealthyThresholdCount: 5 });
  const other = scene.elb('createTargetGroup', aTargetGroup({ Name: 'tcp', Protocol: 'TCP' })).TargetGroups[0];
  scene.elb('createRule', {
    ListenerArn: listener,
    Priority: 7,
    Conditions: [{ Field: 'path-pattern', Values: ['/a'] }],
    Actions: forwardTo(group),
    Tags: [{ Key: 'a', Value: 'b' }],
  });
  madeListener(scene, balancer, group, { Port: 81 });
  scene.elb('modifyTargetGroupAttributes', {
    TargetGroupArn: group,
    Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '45' }],
  });
  for (const TargetGroupArn of [group, other?.TargetGroupArn]) {
    scene.elb('registerTargets', { TargetGroupArn, Targets: [{ Id: '10.0.0.9' }, { Id: '10.0.80.1', Port: 81 }] });
  }
  scene.pass(24);
  scene.elb('deregisterTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.9' }] });
  return { scene, group, listener };
}

test.each<{ kept: string; copyOf: (world: World) => World }>([
  { kept: 'a restored snapshot', copyOf: (world) => restoreWorld(takeSnapshot(world, true), new Map()) },
  { kept: 'a fork', copyOf: (world) => forkWorld(world) },
])('$kept has the same balancers and the same future', ({ copyOf }) => {
  const { scene, group, listener } = crowded();
  const copy = sceneOf(copyOf(scene.world));
  const story = (of: Scene) => {
    const told: unknown[] = [];
    const tell = () =>
      told.push(
        of.elb('describeLoadBalancers', {}),
        of.elb('describeTargetGroups', {}),
        of.elb('describeRules', { ListenerArn: listener }),
        of.elb('describeTargetGroupAttributes', { TargetGroupArn: group }),
        healthOf(of, group),
      );
    tell();
    of.pass(30);
    tell();
    of.elb('modifyTargetGroup', { TargetGroupArn: group, HealthCheckIntervalSeconds: 20 });
    of.pass(60);
    tell();
    told.push(of.elb('createTargetGroup', aTargetGroup({ Name: 'tcp', Protocol: 'TCP' })));
    told.push(of.elb('createTargetGroup', aTargetGroup({ Name: 'new' })));
    told.push(of.elb('createLoadBalancer', aLoadBalancer()));
    of.elb('deleteListener', { ListenerArn: listener });
    of.pass(600);
    told.push(healthOf(of, group), of.elb('describeTargetGroups', {}));
    return told;
  };
  const copied = story(copy);
  expect(story(scene)).toEqual(copied);
  expect(takeSnapshot(copy.world, false)).toEqual(takeSnapshot(scene.world, false));
});
