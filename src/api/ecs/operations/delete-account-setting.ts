import { deleteAccountSetting as applyDeleteAccountSetting } from '../../../engine/apply/account-settings.js';
import { ecsOperation } from '../../operation.js';
import { effectiveSetting, ownSetting, principalOf } from '../account-settings.js';

/**
 * Takes a principal's own value away, and answers with it; where there is none, with what holds (inferred).
 * @rule account-setting-in-force
 */
export const deleteAccountSetting = ecsOperation('deleteAccountSetting', {
  members: {
    name: 'simulated',
    principalArn: 'simulated',
  },
  answers: 'recorded',
  handle(world, { name, principalArn }) {
    const principal = principalOf(world, principalArn);
    const setting = ownSetting(world, name, principal) ?? effectiveSetting(world, name, principal);
    applyDeleteAccountSetting(world, { name, principalArn: principal });
    return { setting };
  },
  tells: ({ name }) => ({ about: name }),
});
