import type { ListenerRecord, LoadBalancerRecord, TargetGroupRecord } from '../store/elb-records.js';
import type { TaskDefinitionRecord } from '../store/records.js';
import type { World } from '../world.js';
import { addressOfBalancer } from './load-balancers.js';
import { taskDefinitionArn } from './task-definitions.js';

/** What was just made gets the ARN that somebody's script knows it by. Nothing names it yet, and nothing here refuses. */

export function giveTargetGroupArn(world: World, group: TargetGroupRecord, arn: string): void {
  moveArn(world, group, arn);
  world.targetGroups.set(group.key, { ...group, arn });
}

export function giveLoadBalancerArn(world: World, loadBalancer: LoadBalancerRecord, arn: string): void {
  moveArn(world, loadBalancer, arn);
  const address = addressOfBalancer(world, loadBalancer, loadBalancer.key, arn);
  const description = { ...loadBalancer.description, LoadBalancerArn: arn, ...address };
  world.loadBalancers.set(loadBalancer.key, { ...loadBalancer, arn, description });
}

export function giveListenerArn(world: World, listener: ListenerRecord, arn: string): void {
  moveArn(world, listener, arn);
  world.listeners.set(listener.key, {
    ...listener,
    arn,
    description: { ...listener.description, ListenerArn: arn },
  });
}

function moveArn(world: World, { key, arn }: { readonly key: number; readonly arn: string }, to: string): void {
  world.elbByArn.delete(arn);
  world.elbByArn.set(to, key);
}

/** The newest revision of its family becomes this one; the others stay. @returns its ARN */
export function giveRevision(world: World, definition: TaskDefinitionRecord, revision: number): string {
  const { key, family } = definition;
  const arn = taskDefinitionArn(world, family, revision);
  world.taskDefinitions[key] = {
    ...definition,
    revision,
    arn,
    definition: { ...definition.definition, revision, taskDefinitionArn: arn },
  };
  const numberOf = (each: number) => world.taskDefinition(each).revision;
  world.families.get(family)?.revisions.sort((a, b) => numberOf(a) - numberOf(b));
  return arn;
}
