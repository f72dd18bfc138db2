import type { LedgerArea } from '../rule.js';

export const accounts: LedgerArea = {
  title: 'Accounts and capacity providers',
  rules: [
    {
      id: 'account-setting-defaults',
      rule: 'Where nobody has set anything: long ARNs, Container Insights off, a retirement wait of 7 days, non-blocking logs.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html',
    },
    {
      id: 'account-setting-in-force',
      rule: "A principal's own value holds, else the root user's, else AWS's.",
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html',
    },
    {
      id: 'account-setting-rejections',
      rule: 'Each setting has its own values; guardDutyActivate is read-only.',
      mark: 'documented',
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html; texts inferred',
    },
    {
      id: 'cluster-default-settings',
      rule: "A new cluster has Container Insights as the account's setting says; a cluster that is there keeps its own.",
      mark: 'documented',
      source:
        'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html; default recorded: services.json #7',
    },
  ],
};
