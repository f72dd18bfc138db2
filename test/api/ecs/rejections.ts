import { describe, expect, test } from 'vitest';
import type { EcsOperations } from '../../../src/model/aws/ecs.generated.js';
import { expectRefused, fargateDefinition, fargateService, fargateTask, prodCluster, refusalOf } from './setup.js';

/**
 * Recorded rejections, each made on the same populated simulator. Left out: an unknown task role (roles are not looked up
 * here), and target groups, which are Elastic Load Balancing's.
 */

export const ipe = 'InvalidParameterException';
export const client = 'ClientException';

/** What the rejections are about: one of each kind in each state. */
export function populated() {
  const sim = prodCluster({ network: 'strict', subnets: { 'subnet-1a': 'us-east-1a' }, securityGroups: ['sg-1'] });
  const { ecs } = sim;
  ecs.createCluster({ clusterName: 'gone' });
  ecs.deleteCluster({ cluster: 'gone' });
  ecs.registerTaskDefinition(fargateDefinition('old'));
  ecs.registerTaskDefinition(fargateDefinition('old'));
  for (const taskDefinition of ['old:1', 'old:2']) ecs.deregisterTaskDefinition({ taskDefinition });
  ecs.deleteTaskDefinitions({ taskDefinitions: ['old:2'] });
  ecs.createService(fargateService({ clientToken: 'service-token' }));
  ecs.createService(fargateService({ serviceName: 'draining', desiredCount: 0 }));
  ecs.deleteService({ cluster: 'prod', service: 'draining' });
  ecs.runTask(fargateTask({ clientToken: 'task-token' }));
  const stopped = ecs.runTask(fargateTask()).tasks[0]?.taskArn ?? '';
  ecs.stopTask({ cluster: 'prod', task: stopped });
  sim.run('20s');
  return { sim, stopped };
}

export type Row = {
  readonly [Name in keyof EcsOperations]: readonly [
    operation: Name,
    wrong: string,
    request: EcsOperations[Name]['input'],
    code: string,
    message: string,
  ];
}[keyof EcsOperations];

/** A value that the types don't allow. */
export const bogus = (value: string) => value as never;

/** Each is refused to the letter and changes nothing; beside the text stands what it is about. */
export function testRejections({ sim }: Pick<ReturnType<typeof populated>, 'sim'>, rows: readonly Row[]): void {
  describe('are refused to the letter, and change nothing [call-error-to-the-letter] [call-succeeds-whole-or-not-at-all]', () => {
    test.each(rows)('%s: %s', (operation, _wrong, request, code, message) => {
      const call = () => (sim.ecs[operation] as (input: unknown) => unknown)(request);
      expectRefused(sim, call, code, message);
      const error = refusalOf(call);
      expect(error.resource, 'what it is about').toBeTypeOf('string');
      expect(error.api).toBe('ecs');
      expect(error.name).toBe(code);
    });
  });
}
