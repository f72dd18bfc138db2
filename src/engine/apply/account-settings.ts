import type { AccountSettingRecord } from '../store/account-records.js';
import type { World } from '../world.js';

/** Replaces what this principal has set by that name, if anything. */
export function setAccountSetting(world: World, setting: AccountSettingRecord): void {
  deleteAccountSetting(world, setting);
  world.accountSettings.push(setting);
}

export function deleteAccountSetting(
  world: World,
  { name, principalArn }: Pick<AccountSettingRecord, 'name' | 'principalArn'>,
): void {
  const place = world.accountSettings.findIndex((each) => each.name === name && each.principalArn === principalArn);
  if (place >= 0) world.accountSettings.splice(place, 1);
}
