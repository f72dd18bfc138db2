import type { LedgerArea } from '../rule.js';

export const bounds: LedgerArea = {
  title: 'Bounds',
  rules: [
    {
      id: 'bounds-minimum-rounds-up',
      rule: 'While tasks are exchanged, `minimumHealthyPercent` of the desired count must stay healthy, rounded up.',
      mark: 'documented',
      source: 'API_DeploymentConfiguration',
    },
    {
      id: 'bounds-maximum-rounds-down',
      rule: 'At most `maximumPercent` of the desired count may be there at one time, rounded down.',
      mark: 'documented',
      source: 'API_DeploymentConfiguration',
    },
    {
      id: 'bounds-of-the-whole-service',
      rule: 'The bounds hold for all deployments together, with the percents and the desired count in force at the moment of the pass.',
      mark: 'documented',
      source: 'API_DeploymentConfiguration; ruling 15',
    },
    {
      id: 'bounds-slot-until-containers-stop',
      rule: 'A task keeps its slot under the maximum until its containers have stopped.',
      mark: 'documented',
      source:
        'https://github.com/awsdocs/amazon-ecs-developer-guide/blob/master/doc_source/service_definition_parameters.md ("RUNNING, STOPPING, or PENDING"); rolling-deployment §5.2; seen in amazon-ecs-agent #271',
    },
    {
      id: 'bounds-deprovisioning-has-no-slot',
      rule: 'A task in DEPROVISIONING has given up its slot, unless it is to keep it until it is STOPPED.',
      mark: 'proposed',
      source: 'ruling 15; AWS lists RUNNING, STOPPING and PENDING',
      options: ['slotFreed'],
    },
    {
      id: 'bounds-deadlock-is-told',
      rule: 'Where neither a start nor a stop is possible and nothing under way will change that, the service says so.',
      mark: 'documented',
      source: 'service events; ruling 31',
    },
    {
      id: 'bounds-100-100-is-refused',
      rule: 'CreateService and UpdateService refuse 100/100 percents that leave no room to move.',
      mark: 'observed',
      source: 'ruling 31; seen when deployed, September 2026',
    },
  ],
};
