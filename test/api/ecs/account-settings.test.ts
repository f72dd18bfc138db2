import { describe, expect, test } from 'vitest';
import type { SettingName } from '../../../src/model/aws/ecs.generated.js';
import { createSimulator, restoreSimulator } from '../../../src/simulator/simulator.js';
import { bogus, ipe, type Row, testRejections } from './rejections.js';
import { caller, prodCluster, stateOf } from './setup.js';

const root = 'arn:aws:iam::123456789012:root';
const role = 'arn:aws:iam::123456789012:role/deploy';

const setting = (name: SettingName, value: string, principalArn: string) => ({
  name,
  value,
  principalArn,
  type: 'user',
});

test('where nobody has set anything [account-setting-defaults]', () => {
  const { ecs } = createSimulator();
  expect(ecs.listAccountSettings()).toEqual({ settings: [] });
  const first = ecs.listAccountSettings({ effectiveSettings: true });
  const second = ecs.listAccountSettings({ effectiveSettings: true, nextToken: first.nextToken });
  expect(second).not.toHaveProperty('nextToken');
  expect([...first.settings, ...second.settings]).toEqual([
    setting('awsvpcTrunking', 'disabled', caller),
    setting('containerInsights', 'disabled', caller),
    setting('containerInstanceLongArnFormat', 'enabled', caller),
    setting('defaultLogDriverMode', 'non-blocking', caller),
    setting('fargateEventWindows', 'disabled', caller),
    setting('fargateFIPSMode', 'disabled', caller),
    setting('fargateTaskRetirementWaitPeriod', '7', caller),
    { ...setting('guardDutyActivate', 'off', caller), type: 'aws_managed' },
    setting('serviceLongArnFormat', 'enabled', caller),
    setting('tagResourceAuthorization', 'on', caller),
    setting('taskLongArnFormat', 'enabled', caller),
  ]);
});

test("a principal's own value holds, else the root user's [account-setting-in-force]", () => {
  const { ecs } = createSimulator();
  const inForce = (principalArn?: string) =>
    ecs.listAccountSettings({ name: 'awsvpcTrunking', effectiveSettings: true, ...(principalArn && { principalArn }) })
      .settings;
  expect(ecs.putAccountSettingDefault({ name: 'awsvpcTrunking', value: 'enabled' })).toEqual({
    setting: setting('awsvpcTrunking', 'enabled', root),
  });
  expect(ecs.listAccountSettings()).toEqual({ settings: [] });
  expect(ecs.listAccountSettings({ principalArn: root })).toEqual({
    settings: [setting('awsvpcTrunking', 'enabled', root)],
  });
  expect(inForce()).toEqual([setting('awsvpcTrunking', 'enabled', caller)]);

  expect(ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'disabled' })).toEqual({
    setting: setting('awsvpcTrunking', 'disabled', caller),
  });
  ecs.putAccountSetting({ name: 'fargateTaskRetirementWaitPeriod', value: '14', principalArn: role });
  expect(inForce()).toEqual([setting('awsvpcTrunking', 'disabled', caller)]);
  expect(inForce(role)).toEqual([setting('awsvpcTrunking', 'enabled', role)]);
  expect(ecs.listAccountSettings({ principalArn: role })).toEqual({
    settings: [setting('fargateTaskRetirementWaitPeriod', '14', role)],
  });
  expect(ecs.listAccountSettings({ name: 'awsvpcTrunking', value: 'enabled' })).toEqual({ settings: [] });

  // Set for the root user by name: the same as the default.
  ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'disabled', principalArn: root });
  expect(inForce(role)).toEqual([setting('awsvpcTrunking', 'disabled', role)]);

  ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'enabled' });
  expect(ecs.deleteAccountSetting({ name: 'awsvpcTrunking' })).toEqual({
    setting: setting('awsvpcTrunking', 'enabled', caller),
  });
  expect(inForce()).toEqual([setting('awsvpcTrunking', 'disabled', caller)]);
  // Nothing is left to take away: what holds is told.
  expect(ecs.deleteAccountSetting({ name: 'awsvpcTrunking' })).toEqual({
    setting: setting('awsvpcTrunking', 'disabled', caller),
  });
});

test('containerInsights is what new clusters have [cluster-default-settings]', () => {
  const { ecs } = createSimulator();
  const settings = (clusterName: string, given?: 'disabled') =>
    ecs.createCluster({
      clusterName,
      ...(given && { settings: [{ name: 'containerInsights' as const, value: given }] }),
    }).cluster?.settings;
  expect(settings('before')).toEqual([{ name: 'containerInsights', value: 'disabled' }]);
  ecs.putAccountSettingDefault({ name: 'containerInsights', value: 'enabled' });
  expect(settings('enabled')).toEqual([{ name: 'containerInsights', value: 'enabled' }]);
  ecs.putAccountSetting({ name: 'containerInsights', value: 'enhanced' });
  expect(settings('enhanced')).toEqual([{ name: 'containerInsights', value: 'enhanced' }]);
  expect(settings('told', 'disabled')).toEqual([{ name: 'containerInsights', value: 'disabled' }]);
  expect(settings('before')).toEqual([{ name: 'containerInsights', value: 'disabled' }]);
});

test('settings are part of snapshots and forks, each their own', () => {
  const sim = createSimulator();
  sim.ecs.putAccountSetting({ name: 'containerInsights', value: 'enhanced' });
  const restored = restoreSimulator(sim.snapshot());
  const fork = sim.fork();
  for (const copy of [restored, fork]) expect(stateOf(copy)).toEqual(stateOf(sim));
  const before = stateOf(sim);
  for (const copy of [restored, fork]) copy.ecs.deleteAccountSetting({ name: 'containerInsights' });
  expect(stateOf(sim)).toEqual(before);
});

const names =
  'serviceLongArnFormat,taskLongArnFormat,containerInstanceLongArnFormat,awsvpcTrunking,containerInsights,fargateFIPSMode,tagResourceAuthorization,fargateTaskRetirementWaitPeriod,guardDutyActivate,defaultLogDriverMode,fargateEventWindows';

const rows: readonly Row[] = [
  [
    'putAccountSetting',
    'an unknown name',
    { name: bogus('unknown'), value: 'enabled' },
    ipe,
    `unknown should be one of [${names}]`,
  ],
  ['listAccountSettings', 'an unknown name', { name: bogus('unknown') }, ipe, `unknown should be one of [${names}]`],
  ['deleteAccountSetting', 'an unknown name', { name: bogus('unknown') }, ipe, `unknown should be one of [${names}]`],
  ['putAccountSetting', 'no name', { name: undefined, value: 'enabled' }, ipe, 'name can not be empty.'],
  [
    'putAccountSettingDefault',
    'no value',
    { name: 'awsvpcTrunking', value: undefined },
    ipe,
    'value can not be empty.',
  ],
  [
    'putAccountSetting',
    'on',
    { name: 'awsvpcTrunking', value: 'on' },
    ipe,
    'value should be one of [enabled,disabled]',
  ],
  [
    'putAccountSettingDefault',
    'enhanced logs',
    { name: 'defaultLogDriverMode', value: 'enhanced' },
    ipe,
    'value should be one of [blocking,non-blocking]',
  ],
  [
    'putAccountSetting',
    '3 days',
    { name: 'fargateTaskRetirementWaitPeriod', value: '3' },
    ipe,
    'value should be one of [0,7,14]',
  ],
  [
    'putAccountSetting',
    'insights on',
    { name: 'containerInsights', value: 'on' },
    ipe,
    'value should be one of [disabled,enabled,enhanced]',
  ],
  [
    'putAccountSetting',
    'an authorization enabled',
    { name: 'tagResourceAuthorization', value: 'enabled' },
    ipe,
    'value should be one of [on,off]',
  ],
  [
    'putAccountSetting',
    "AWS's own setting",
    { name: 'guardDutyActivate', value: 'on' },
    ipe,
    'guardDutyActivate is managed by AWS and is read-only.',
  ],
  ['listAccountSettings', 'a value without a name', { value: 'enabled' }, ipe, 'name can not be empty.'],
  ['listAccountSettings', 'no principal', { principalArn: 'me' }, ipe, 'The principal ARN is invalid.'],
  ['listAccountSettings', 'eleven at a time', { maxResults: 11 }, ipe, 'Max results can not be greater than 10'],
  [
    'putAccountSetting',
    'short ARNs',
    { name: 'serviceLongArnFormat', value: 'disabled' },
    'UnsupportedFeatureException',
    'steadystate does not simulate ARNs in the short form (serviceLongArnFormat disabled) yet.',
  ],
];

describe('account settings [account-setting-rejections]', () => {
  testRejections({ sim: prodCluster() }, rows);

  test('have values that are taken', () => {
    const { ecs } = createSimulator();
    const values = {
      containerInsights: ['disabled', 'enabled', 'enhanced'],
      tagResourceAuthorization: ['on', 'off'],
      fargateTaskRetirementWaitPeriod: ['0', '7', '14'],
      defaultLogDriverMode: ['blocking', 'non-blocking'],
      awsvpcTrunking: ['enabled', 'disabled'],
    };
    for (const [name, each] of Object.entries(values) as [SettingName, string[]][])
      for (const value of each)
        for (const principalArn of [root, role, caller])
          expect(ecs.putAccountSetting({ name, value, principalArn })).toEqual({
            setting: setting(name, value, principalArn),
          });
  });
});

test('a value that is set again replaces the one of its name, and no other of that principal', () => {
  const { ecs } = createSimulator();
  ecs.putAccountSetting({ name: 'awsvpcTrunking', value: 'disabled' });
  ecs.putAccountSetting({ name: 'fargateTaskRetirementWaitPeriod', value: '14' });
  ecs.putAccountSetting({ name: 'fargateTaskRetirementWaitPeriod', value: '7' });
  expect(ecs.listAccountSettings()).toEqual({
    settings: [setting('awsvpcTrunking', 'disabled', caller), setting('fargateTaskRetirementWaitPeriod', '7', caller)],
  });
});
