import type { World } from '../../engine/world.js';
import type { Setting, SettingName } from '../../model/aws/ecs.generated.js';
import type { UnsimulatedAsked } from '../unsimulated.js';
import { callerArn } from './lookup.js';

/**
 * Settings of the account, with what holds where nobody has set anything.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html
 * @rule account-setting-defaults
 */
const defaults: Readonly<Record<SettingName, string>> = {
  awsvpcTrunking: 'disabled',
  containerInsights: 'disabled',
  containerInstanceLongArnFormat: 'enabled',
  defaultLogDriverMode: 'non-blocking',
  fargateEventWindows: 'disabled',
  fargateFIPSMode: 'disabled',
  fargateTaskRetirementWaitPeriod: '7',
  guardDutyActivate: 'off',
  serviceLongArnFormat: 'enabled',
  tagResourceAuthorization: 'on',
  taskLongArnFormat: 'enabled',
};

/** By name: the order in which they are listed (inferred). */
export const settingNames = Object.keys(defaults) as readonly SettingName[];

/** The root user: what it sets holds for everybody who has set nothing. */
export const rootArn = (world: World): string => `arn:${world.settings.partition}:iam::${world.settings.account}:root`;

/** Whom a request is about: the caller, unless it says. */
export const principalOf = (world: World, given: string | undefined): string => given ?? callerArn(world);

const ownValue = (world: World, name: SettingName, principalArn: string): string | undefined =>
  world.accountSettings.find((each) => each.name === name && each.principalArn === principalArn)?.value;

/** What this principal has set itself; nothing where it has not. */
export function ownSetting(world: World, name: SettingName, principalArn: string): Setting | undefined {
  const value = ownValue(world, name, principalArn);
  return value === undefined ? undefined : settingReply(name, value, principalArn);
}

/**
 * What holds for this principal: its own value, else the root user's, else AWS's.
 * @rule account-setting-in-force
 */
export const effectiveSetting = (world: World, name: SettingName, principalArn: string): Setting =>
  settingReply(
    name,
    ownValue(world, name, principalArn) ?? ownValue(world, name, rootArn(world)) ?? defaults[name],
    principalArn,
  );

/** What holds for who calls. */
export const settingInForce = (world: World, name: SettingName): string =>
  effectiveSetting(world, name, callerArn(world)).value;

export const settingReply = (name: SettingName, value: string, principalArn: string): Setting => ({
  name,
  value,
  principalArn,
  type: name === 'guardDutyActivate' ? 'aws_managed' : 'user',
});

const longArnFormats: ReadonlySet<SettingName> = new Set([
  'containerInstanceLongArnFormat',
  'serviceLongArnFormat',
  'taskLongArnFormat',
]);

/** ARNs are long here. */
export const unsimulatedSetting: UnsimulatedAsked<{ readonly name: SettingName; readonly value: string }> = {
  member: 'value',
  what: 'ARNs in the short form',
  when: 'when disabled, of the three LongArnFormat settings',
  asked: ({ name, value }) => (longArnFormats.has(name) && value === 'disabled' ? `${name} disabled` : undefined),
  help: 'ARNs have had the long form everywhere since 2021: leave the setting enabled.',
};
