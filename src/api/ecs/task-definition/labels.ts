import { SteadystateError } from '../../../model/errors.js';
import { labelledBehaviour, workloadLabel } from '../../../workload/workload-label.js';
import type { Rule } from '../../validation/refusal.js';
import { refuse, type TaskDefinitionRequest } from './task-definition-request.js';

/**
 * A label that says what a container does must say something that it can do. AWS has no such label, so its own refusals come
 * first.
 * @rule workload-label
 */
const workloads: Rule<TaskDefinitionRequest> = ({ containerDefinitions }) => {
  for (const { name = '', dockerLabels } of containerDefinitions) {
    try {
      labelledBehaviour(dockerLabels);
    } catch (error) {
      if (!(error instanceof SteadystateError)) throw error;
      return refuse(`Invalid docker label '${workloadLabel}' of container '${name}'. ${error.message}`);
    }
  }
  return undefined;
};

export const labelRules: readonly Rule<TaskDefinitionRequest>[] = [workloads];
