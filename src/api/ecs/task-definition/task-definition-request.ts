import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '../../../model/aws/ecs.generated.js';
import type { Parsed } from '../../validation/parsed.js';
import type { Refusal, Rule } from '../../validation/refusal.js';

/** A RegisterTaskDefinition request whose types are right and whose required members are there. */
export type TaskDefinitionRequest = Parsed<RegisterTaskDefinitionRequest>;

export type ContainerRequest = Parsed<ContainerDefinition>;

/** What a definition that gives no network mode means; the member itself stays absent. */
export const defaultNetworkMode = 'bridge';

/** Most refusals of a definition are ClientExceptions. */
export const refuse = (message: string, help?: string, code = 'ClientException'): Refusal => ({
  code,
  message,
  ...(help !== undefined && { help }),
});

/** A rule that looks at each container by itself, in the order of the definition. */
export const eachContainer =
  (...rules: readonly ((container: ContainerRequest) => Refusal | undefined)[]): Rule<TaskDefinitionRequest> =>
  ({ containerDefinitions }) => {
    for (const container of containerDefinitions) {
      for (const rule of rules) {
        const refusal = rule(container);
        if (refusal !== undefined) return refusal;
      }
    }
    return undefined;
  };

export const asksForFargate = ({ requiresCompatibilities = [] }: TaskDefinitionRequest): boolean =>
  requiresCompatibilities.includes('FARGATE');
