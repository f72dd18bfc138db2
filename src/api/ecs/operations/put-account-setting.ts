import { setAccountSetting } from '../../../engine/apply/account-settings.js';
import { ecsOperation } from '../../operation.js';
import { refuseUnsimulated } from '../../unsimulated.js';
import { principalOf, settingReply, unsimulatedSetting } from '../account-settings.js';

/** Sets it for the caller or the principal named; the root user's value is everybody's default (documented). */
export const putAccountSetting = ecsOperation('putAccountSetting', {
  members: {
    name: 'simulated',
    value: 'simulated',
    principalArn: 'simulated',
  },
  unsimulated: [unsimulatedSetting],
  answers: 'recorded',
  handle(world, request) {
    refuseUnsimulated('ecs', [unsimulatedSetting], request);
    const setting = settingReply(request.name, request.value, principalOf(world, request.principalArn));
    setAccountSetting(world, { name: setting.name, value: setting.value, principalArn: setting.principalArn });
    return { setting };
  },
  tells: ({ name, value }) => ({ about: `${name} ${value}` }),
});
