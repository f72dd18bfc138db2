import type { ServiceDeploymentRecord, ServiceRecord } from '../store/records.js';

/** The service deployment that is not over, if any. */
export function currentServiceDeployment(service: ServiceRecord): ServiceDeploymentRecord | undefined {
  const last = service.serviceDeployments[service.serviceDeployments.length - 1];
  return last?.end === undefined ? last : undefined;
}
