const ecs = 'https://docs.aws.amazon.com/AmazonECS/latest';
const elb = 'https://docs.aws.amazon.com/elasticloadbalancing/latest';

/** AWS's pages that sources name in short. */
export const pages: Readonly<Record<string, string>> = {
  API_UpdateService: `${ecs}/APIReference/API_UpdateService.html`,
  API_DeploymentConfiguration: `${ecs}/APIReference/API_DeploymentConfiguration.html`,
  API_DeploymentCircuitBreaker: `${ecs}/APIReference/API_DeploymentCircuitBreaker.html`,
  API_ThresholdConfiguration: `${ecs}/APIReference/API_ThresholdConfiguration.html`,
  'deployment circuit breaker': `${ecs}/developerguide/deployment-circuit-breaker.html`,
  'service throttle logic': `${ecs}/developerguide/service-throttle-logic.html`,
  'service events': `${ecs}/developerguide/service-event-messages-list.html`,
  'zone rebalancing': `${ecs}/developerguide/service-rebalancing.html`,
  'target group health checks': `${elb}/application/target-group-health-checks.html`,
};
