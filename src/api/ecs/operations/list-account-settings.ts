import { ecsOperation } from '../../operation.js';
import { effectiveSetting, ownSetting, principalOf, settingNames } from '../account-settings.js';
import { pageOf } from '../page.js';

/** What a principal has set itself, or, with `effectiveSettings`, all that holds for it; by name (inferred). */
export const listAccountSettings = ecsOperation('listAccountSettings', {
  members: {
    name: 'simulated',
    value: 'simulated',
    principalArn: 'simulated',
    effectiveSettings: 'simulated',
    nextToken: 'simulated',
    maxResults: 'simulated',
  },
  answers: 'recorded',
  handle(world, request) {
    const principal = principalOf(world, request.principalArn);
    const settings = settingNames
      .filter((name) => request.name === undefined || request.name === name)
      .flatMap(
        (name) =>
          (request.effectiveSettings === true
            ? effectiveSetting(world, name, principal)
            : ownSetting(world, name, principal)) ?? [],
      )
      .filter(({ value }) => request.value === undefined || request.value === value);
    const { items, next } = pageOf(settings, request, {
      name: 'ListAccountSettings',
      size: 10,
      keyOf: ({ name }) => name,
    });
    return { settings: [...items], ...next };
  },
});
