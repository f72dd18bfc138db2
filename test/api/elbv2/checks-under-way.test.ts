import { describe, expect, test } from 'vitest';
import { aScene, healthOf, madePath } from './builders.js';

describe('ModifyTargetGroup, while checks go on [target-settings-change]', () => {
  const registered = (about: Parameters<typeof madePath>[1]) => {
    const scene = aScene();
    const { group } = madePath(scene, about);
    scene.elb('registerTargets', { TargetGroupArn: group, Targets: [{ Id: '10.0.0.254' }] });
    return {
      scene,
      group,
      modify: (changes: object) => scene.elb('modifyTargetGroup', { TargetGroupArn: group, ...changes }),
    };
  };

  test('the next check comes when it would have, those after it at the new interval', () => {
    // Checks at 1, 31, 61, 91 s; failures are known 5 s later.
    const { scene, group, modify } = registered({ UnhealthyThresholdCount: 4 });
    scene.pass(40);
    modify({ HealthCheckIntervalSeconds: 10 });
    // Two failures so far; then checks at 61 and 71 s.
    scene.pass(35.999);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 initial Elb.InitialHealthChecking']);
    scene.pass(0.001);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unhealthy Target.Timeout']);
  });

  test('a longer interval does not put off the next check', () => {
    const { scene, group, modify } = registered({ HealthCheckIntervalSeconds: 10 });
    scene.pass(7);
    modify({ HealthCheckIntervalSeconds: 300 });
    scene.pass(8.999);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 initial Elb.InitialHealthChecking']);
    scene.pass(0.001);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unhealthy Target.Timeout']);
  });

  test('a lower threshold is reached by the next check', () => {
    const { scene, group, modify } = registered({ UnhealthyThresholdCount: 10 });
    scene.pass(140);
    modify({ UnhealthyThresholdCount: 2 });
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 initial Elb.InitialHealthChecking']);
    scene.pass(16);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unhealthy Target.Timeout']);
  });

  test('a check that is under way gets the new timeout', () => {
    const { scene, group, modify } = registered({ HealthCheckTimeoutSeconds: 20 });
    scene.pass(31 + 4);
    modify({ HealthCheckTimeoutSeconds: 5 });
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 initial Elb.InitialHealthChecking']);
    scene.pass(1);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unhealthy Target.Timeout']);
  });

  test('before the first check it stays a registration in progress', () => {
    const { scene, group, modify } = registered({});
    scene.pass(0.5);
    modify({ HealthCheckIntervalSeconds: 10 });
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 initial Elb.RegistrationInProgress']);
    scene.pass(15.5);
    expect(healthOf(scene, group)).toEqual(['10.0.0.254:80 unhealthy Target.Timeout']);
  });
});
