import { ecrImage } from './fargate.js';
import type { ContainerRequest, TaskDefinitionRequest } from './task-definition-request.js';

const dockerApi = (version: string): string => `com.amazonaws.ecs.capability.docker-remote-api.1.${version}`;

type Contribution = readonly [when: (request: TaskDefinitionRequest) => boolean, attributes: readonly string[]];

const anyContainer =
  (holds: (container: ContainerRequest) => boolean) =>
  ({ containerDefinitions }: TaskDefinitionRequest): boolean =>
    containerDefinitions.some(holds);

const usesAwslogs = anyContainer(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs');
const usesEcr = anyContainer(({ image = '' }) => ecrImage.test(image));
const hasExecutionRole = ({ executionRoleArn }: TaskDefinitionRequest): boolean => executionRoleArn !== undefined;
const hasHealthCheck = anyContainer(({ healthCheck }) => healthCheck !== undefined);

/**
 * What a definition asks of a container instance, in the order AWS returns it.
 *
 * @see recorded: services.json #8, execution.json #22, task_dependency_transitions.json #18, #19; ECR: users' outputs
 * @rule definition-requires-attributes
 */
const contributions: readonly Contribution[] = [
  [usesAwslogs, ['com.amazonaws.ecs.capability.logging-driver.awslogs']],
  [(request) => usesAwslogs(request) && hasExecutionRole(request), ['ecs.capability.execution-role-awslogs']],
  [usesEcr, ['com.amazonaws.ecs.capability.ecr-auth']],
  [usesAwslogs, [dockerApi('19')]],
  [(request) => usesEcr(request) && hasExecutionRole(request), ['ecs.capability.execution-role-ecr-pull']],
  [anyContainer(({ image = '' }) => image.includes('@sha256:')), [dockerApi('21')]],
  [({ taskRoleArn }) => taskRoleArn !== undefined, ['com.amazonaws.ecs.capability.task-iam-role']],
  [hasHealthCheck, ['ecs.capability.container-health-check']],
  [
    anyContainer(
      ({ dependsOn = [], startTimeout, stopTimeout }) =>
        dependsOn.length > 0 || startTimeout !== undefined || stopTimeout !== undefined,
    ),
    ['ecs.capability.container-ordering'],
  ],
  [({ networkMode }) => networkMode === 'awsvpc', [dockerApi('18'), 'ecs.capability.task-eni']],
  [hasHealthCheck, [dockerApi('29')]],
];

/** The names of the attributes, none of them twice. */
export const requiredAttributesOf = (request: TaskDefinitionRequest): readonly string[] =>
  contributions.flatMap(([when, attributes]) => (when(request) ? attributes : []));
