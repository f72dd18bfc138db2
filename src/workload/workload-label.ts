import { SteadystateError } from '../model/errors.js';
import { type ContainerBehaviour, compileBehaviour } from './behaviour.js';
import { readJson } from './json-text.js';

/** The docker label of a container definition that says what the container does. */
export const workloadLabel = 'steadystate.workload';

/**
 * What a container does by its own label, for those who cannot call `sim.workloads`: templates, Terraform, shell scripts.
 *
 * @returns undefined without the label
 * @throws SteadystateError `InvalidWorkload`, with the place of the mistake: in the text, or in the behaviour
 * @rule workload-label
 */
export function labelledBehaviour(labels: Readonly<Record<string, string>> = {}): ContainerBehaviour | undefined {
  const text = Object.hasOwn(labels, workloadLabel) ? labels[workloadLabel] : undefined;
  if (text === undefined) return undefined;
  const read = readJson(text);
  if (read.mistake !== undefined) {
    const { expected, position, line, column } = read.mistake;
    throw new SteadystateError(
      'InvalidWorkload',
      `It is not JSON: expected ${expected} at position ${position} (line ${line}, column ${column}).`,
      { resource: workloadLabel, value: text },
    );
  }
  return compileBehaviour(read.value).given;
}
