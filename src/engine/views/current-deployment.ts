import type { ServiceDeploymentRecord, ServiceRecord } from '../store/records.js';

/** The service deployment that is not over, if any. */
export function currentServiceDeployment(service: ServiceRecord): ServiceDeploymentRecord | undefined {
  const last = service.serviceDeployments[service.serviceDeployments.length - 1];
  return last?.end === undefined ? last : undefined;
}

/** Says in `statusReason` that a newer service deployment ended one; verdicts know it by that. */
export const supersededReason = 'Service deployment was stopped because a new service deployment was started.';
