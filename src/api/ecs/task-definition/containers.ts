import type { Refusal, Rule } from '../../validation/refusal.js';
import { type ContainerRequest, eachContainer, refuse, type TaskDefinitionRequest } from './task-definition-request.js';

/** Quota. */
const containersMax = 10;

/** MiB; Docker from 20.10 on takes no less. */
const containerMemoryMin = 6;

const named = ({ name = '', image = '' }: ContainerRequest): Refusal | undefined => {
  if (name === '') return refuse('Container.name should not be null or empty.', 'Give every container a name.');
  if (!/^[a-zA-Z0-9\-_]{1,255}$/.test(name)) {
    return refuse(
      'Container.name contains invalid characters.',
      'Use 1 to 255 letters, digits, hyphens and underscores.',
    );
  }
  return image === ''
    ? refuse('Container.image should not be null or empty.', `Give container ${name} an image.`)
    : undefined;
};

/** The limit's text is inferred, the others seen when deployed. */
const listed: Rule<TaskDefinitionRequest> = ({ containerDefinitions }) => {
  if (containerDefinitions.length > containersMax) return refuse(`containers can have at most ${containersMax} items.`);
  if (new Set(containerDefinitions.map((each) => each.name)).size < containerDefinitions.length) {
    return refuse('Container names must be unique within a task definition');
  }
  return undefined;
};

/** Texts: an emulator's and users' logs; seen when deployed; a value below the least: inferred. */
const memory: Rule<TaskDefinitionRequest> = (request) =>
  eachContainer((container) => {
    const { name, memory: limit, memoryReservation: reservation } = container;
    if (limit === undefined && reservation === undefined) {
      if (request.memory !== undefined) return undefined;
      return refuse(
        `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
        'Give memory to the container or to the task.',
      );
    }
    if (limit !== undefined && limit < containerMemoryMin) {
      return refuse(`Invalid 'memory' setting for container '${name}'.`, `Give at least ${containerMemoryMin} MiB.`);
    }
    if (reservation !== undefined && reservation < containerMemoryMin) {
      return refuse(
        `Invalid 'memoryReservation' setting for container '${name}'.`,
        `Give at least ${containerMemoryMin} MiB.`,
      );
    }
    if (limit !== undefined && reservation !== undefined && limit < reservation) {
      return refuse("'memory' must be greater than or equal to 'memoryReservation'");
    }
    return undefined;
  })(request);

const negativeCpu = ({ name, cpu = 0 }: ContainerRequest): Refusal | undefined =>
  cpu < 0 ? refuse(`Invalid 'cpu' setting for container '${name}'.`, '0 takes what is left.') : undefined;

const oneEssential: Rule<TaskDefinitionRequest> = ({ containerDefinitions }) =>
  containerDefinitions.every(({ essential = true }) => !essential)
    ? refuse("Task definition doesn't have any essential container")
    : undefined;

/** Seconds and tries, both ends included. The upper texts were seen when deployed; the lower ones follow them (inferred). */
const healthCheckBounds = { interval: [5, 300], timeout: [2, 60], retries: [1, 10], startPeriod: [0, 300] } as const;

const healthCheck = ({ name, healthCheck: check }: ContainerRequest): Refusal | undefined => {
  if (check === undefined) return undefined;
  if (check.command.length === 0) {
    return refuse(`Health check command must not be empty for container '${name}'`, 'Begin it with CMD or CMD-SHELL.');
  }
  for (const [member, [least, most]] of Object.entries(healthCheckBounds)) {
    const value = check[member as keyof typeof healthCheckBounds];
    if (value === undefined) continue;
    if (value < least) {
      return refuse(
        `Health check ${member} must be greater than or equal to the minimum allowed value ${least} for container '${name}'`,
      );
    }
    if (value > most) {
      return refuse(
        `Health check ${member} must be less than or equal to the maximum allowed value ${most} for container '${name}'`,
      );
    }
  }
  return undefined;
};

/** The text for the period was seen when deployed; the number of exit codes is documented. */
const restartPolicy = ({ name, restartPolicy: policy }: ContainerRequest): Refusal | undefined => {
  const { restartAttemptPeriod = 300, ignoredExitCodes = [] } = policy ?? {};
  if (restartAttemptPeriod < 60 || restartAttemptPeriod > 1_800) {
    return refuse(`The 'restartAttemptPeriod' setting for container '${name}' must be between 60 and 1800.`);
  }
  return ignoredExitCodes.length > 50 ? refuse('ignoredExitCodes can have at most 50 items.') : undefined;
};

/** @see recorded: controls.json #23, #24, #25 for stopTimeout; startTimeout follows it (inferred) */
const timeouts = ({ name, stopTimeout = 30, startTimeout = 30 }: ContainerRequest): Refusal | undefined => {
  if (stopTimeout < 2) return refuse(`Granular stop timeout on container '${name}' must be at least 2 seconds.`);
  if (startTimeout < 2) return refuse(`Granular start timeout on container '${name}' must be at least 2 seconds.`);
  return undefined;
};

/** Seen when deployed. */
const limits = ({ ulimits = [], environmentFiles = [] }: ContainerRequest): Refusal | undefined => {
  const over = ulimits.find(({ softLimit, hardLimit }) => softLimit > hardLimit);
  if (over !== undefined) return refuse(`Soft limit exceeds hard limit for ulimit ${over.name}`);
  if (environmentFiles.length > 10) {
    return refuse('The maximum number of environment files was exceeded. Specify ten or less and try again.');
  }
  return environmentFiles.some(({ value }) => !/^arn:[\w-]+:s3:::.+/.test(value))
    ? refuse('Invalid arn syntax.')
    : undefined;
};

/** @rule definition-containers */
export const containerRules: readonly Rule<TaskDefinitionRequest>[] = [
  eachContainer(named),
  listed,
  memory,
  eachContainer(negativeCpu),
  oneEssential,
  eachContainer(healthCheck, restartPolicy, timeouts, limits),
];

/** @see recorded: controls.json #73, #77; the essential dependency: users' logs */
const conditions: Rule<TaskDefinitionRequest> = ({ containerDefinitions }) => {
  const byName = new Map(containerDefinitions.map((container) => [container.name, container]));
  for (const { dependsOn = [] } of containerDefinitions) {
    for (const { containerName, condition } of dependsOn) {
      const dependency = byName.get(containerName);
      if (dependency === undefined) {
        return refuse(`Cannot depend on container + '${containerName}' because it does not exist`);
      }
      if ((condition === 'SUCCESS' || condition === 'COMPLETE') && (dependency.essential ?? true)) {
        return refuse(
          'A dependency container with SUCCESS or COMPLETE condition cannot be an essential container',
          `Set essential: false on ${containerName}.`,
        );
      }
      if (condition === 'HEALTHY' && dependency.healthCheck === undefined) {
        return refuse(
          'A dependency container with HEALTHY condition must have health check configured',
          `Give ${containerName} a healthCheck.`,
        );
      }
    }
  }
  return undefined;
};

/** @see recorded: controls.json #78 */
const noCycle: Rule<TaskDefinitionRequest> = ({ containerDefinitions }) => {
  const dependencies = new Map(
    containerDefinitions.map(({ name, dependsOn = [] }) => [name, dependsOn.map((each) => each.containerName)]),
  );
  const done = new Set<string | undefined>();
  const leadsToItself = (name: string | undefined, path: readonly (string | undefined)[]): boolean => {
    if (path.includes(name)) return true;
    if (done.has(name)) return false;
    const found = (dependencies.get(name) ?? []).some((next) => leadsToItself(next, [...path, name]));
    done.add(name);
    return found;
  };
  return containerDefinitions.some(({ name }) => leadsToItself(name, []))
    ? refuse('Container dependsOn contains a cycle')
    : undefined;
};

export const dependencyRules: readonly Rule<TaskDefinitionRequest>[] = [conditions, noCycle];
