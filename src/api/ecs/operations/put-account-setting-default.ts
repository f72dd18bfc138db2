import { setAccountSetting } from '../../../engine/apply/account-settings.js';
import { ecsOperation } from '../../operation.js';
import { refuseUnsimulated } from '../../unsimulated.js';
import { rootArn, settingReply, unsimulatedSetting } from '../account-settings.js';

/** Sets it for everybody who hasn't set it: the root user's value. */
export const putAccountSettingDefault = ecsOperation('putAccountSettingDefault', {
  members: {
    name: 'simulated',
    value: 'simulated',
  },
  unsimulated: [unsimulatedSetting],
  answers: 'recorded',
  handle(world, request) {
    refuseUnsimulated('ecs', [unsimulatedSetting], request);
    const setting = settingReply(request.name, request.value, rootArn(world));
    setAccountSetting(world, { name: setting.name, value: setting.value, principalArn: setting.principalArn });
    return { setting };
  },
  tells: ({ name, value }) => ({ about: `${name} ${value}` }),
});
