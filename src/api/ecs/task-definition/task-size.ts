import type { Refusal, Rule } from '../../validation/refusal.js';
import { asksForFargate, eachContainer, refuse, type TaskDefinitionRequest } from './task-definition-request.js';

/** CPU units; documented for EC2 and external instances. */
const cpuUnitsMin = 128;
const cpuUnitsMax = 196_608;

/** CPU units of a task's `cpu`: `256`, `.25 vCPU`, `1vcpu`. Nothing when it is no size. */
export const cpuUnitsOf = (text: string): number | undefined => sizeOf(text, /^(\d+|\d*\.?\d+\s*vcpu)$/i, 1_024);

/** MiB of a task's `memory`: `512`, `0.5GB`, `1 gb`. Nothing when it is no size. */
export const memoryMiBOf = (text: string): number | undefined => sizeOf(text, /^(\d+|\d*\.?\d+\s*gb)$/i, 1_024);

function sizeOf(text: string, pattern: RegExp, perUnit: number): number | undefined {
  const trimmed = text.trim();
  if (!pattern.test(trimmed)) return undefined;
  const size = /[a-z]/i.test(trimmed) ? Number.parseFloat(trimmed) * perUnit : Number(trimmed);
  return Number.isSafeInteger(size) && size > 0 && size <= 2 ** 31 - 1 ? size : undefined;
}

/**
 * Sizes that aren't: an empty `cpu` is recorded (controls.json #66), the limits are documented, `memory` follows `cpu`
 * (inferred).
 */
const readable: Rule<TaskDefinitionRequest> = (request) => {
  if (request.cpu !== undefined) {
    const units = cpuUnitsOf(request.cpu);
    const fits = units !== undefined && (asksForFargate(request) || (units >= cpuUnitsMin && units <= cpuUnitsMax));
    if (!fits)
      return unreadable('cpu', `Give CPU units like 256, or vCPUs like .25 vCPU; ${cpuUnitsMin} units at least.`);
  }
  if (request.memory !== undefined && memoryMiBOf(request.memory) === undefined) {
    return unreadable('memory', 'Give MiB like 512, or GB like 0.5 GB.');
  }
  return undefined;
};

const unreadable = (member: string, help: string): Refusal =>
  refuse(`Invalid '${member}' setting for task.`, help, 'InvalidParameterException');

/** Users' logs; seen when deployed. */
const withinTask: Rule<TaskDefinitionRequest> = (request) => {
  const taskCpu = cpuUnitsOf(request.cpu ?? '');
  const cpuSum = request.containerDefinitions.reduce((sum, { cpu = 0 }) => sum + cpu, 0);
  if (taskCpu !== undefined && cpuSum > taskCpu) {
    return refuse(
      "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.",
      `The containers ask for ${cpuSum}, the task has ${taskCpu}.`,
    );
  }
  const taskMemory = memoryMiBOf(request.memory ?? '');
  if (taskMemory === undefined) return undefined;
  return eachContainer(({ name, memory = 0 }) =>
    memory > taskMemory
      ? refuse(
          `The 'memory' setting for container '${name}' is greater than for the task`,
          `The task has ${taskMemory} MiB.`,
        )
      : undefined,
  )(request);
};

/** Fargate only, 21 to 200 GiB (texts: seen when deployed). */
const ephemeralStorage: Rule<TaskDefinitionRequest> = (request) => {
  if (request.ephemeralStorage === undefined) return undefined;
  if (!asksForFargate(request)) return refuse('Tasks using the EC2 launch type do not support EphemeralStorage.');
  return ephemeralStorageRefusal(request.ephemeralStorage.sizeInGiB);
};

export function ephemeralStorageRefusal(sizeInGiB: number): Refusal | undefined {
  if (sizeInGiB < 21) return refuse('EphemeralStorage size should be at least 21', 'Leave it out for 20 GiB.');
  return sizeInGiB > 200 ? refuse('EphemeralStorage size should be at most 200') : undefined;
}

/** @rule definition-sizes */
export const sizeRules: readonly Rule<TaskDefinitionRequest>[] = [readable, withinTask, ephemeralStorage];
