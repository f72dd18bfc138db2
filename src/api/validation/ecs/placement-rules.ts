import type { LaunchType, PlacementConstraint, PlacementStrategy } from '../../../model/aws/ecs.generated.js';
import type { Unchecked } from '../parsed.js';
import type { Rule } from '../refusal.js';
import { atMostItems, firstOf, longest, oneOf, refusedWhen } from '../rules.js';
import { type RuleTable, rulesOf } from '../rules-of.js';

interface Placed {
  readonly launchType?: LaunchType;
  readonly placementConstraints?: readonly Unchecked<PlacementConstraint>[];
  readonly placementStrategy?: readonly Unchecked<PlacementStrategy>[];
}

/** `launch type should be one of […]`: AWS lists FMI, which no API accepts (recorded: services.json #68). */
export const knownLaunchType = <Structure extends { launchType?: LaunchType }>(): Rule<Structure> =>
  oneOf(
    'launchType',
    ['EC2', 'FARGATE', 'EXTERNAL', 'MANAGED_INSTANCES'],
    'launch type should be one of [EC2,FARGATE,EXTERNAL,FMI,MANAGED_INSTANCES]',
  );

/** Constraints and strategies of a request, and that Fargate takes none (texts: seen when deployed, 2026). */
export const placementRequestRules = <Structure extends Placed>(): Rule<Structure> =>
  firstOf<Structure>(
    atMostItems('placementConstraints', 10),
    atMostItems('placementStrategy', 5, 'Maximum number of strategies is 5.'),
    refusedWhen(
      ({ launchType, placementConstraints: items = [] }) => launchType === 'FARGATE' && items.length > 0,
      'Placement constraints are not supported with FARGATE launch type.',
      { member: 'placementConstraints', help: 'Fargate spreads tasks over the zones of the subnets by itself.' },
    ),
    refusedWhen(
      ({ launchType, placementStrategy: items = [] }) => launchType === 'FARGATE' && items.length > 0,
      'Placement strategies are not supported with FARGATE launch type.',
      { member: 'placementStrategy', help: 'Fargate spreads tasks over the zones of the subnets by itself.' },
    ),
  );

export const placementRules: RuleTable = {
  PlacementConstraint: rulesOf<PlacementConstraint>(
    refusedWhen(
      ({ type, expression }) => type === 'distinctInstance' && expression !== undefined,
      'distinctInstance expression should not be specified.',
      { member: 'expression' },
    ),
    longest('expression', 2_000),
  ),
  PlacementStrategy: rulesOf<PlacementStrategy>(
    refusedWhen(
      ({ type, field }) => type === 'binpack' && !/^(cpu|memory)$/i.test(field ?? ''),
      ({ field = '' }) => `binpack field '${field}' is invalid.`,
      { member: 'field', help: 'Use cpu or memory.' },
    ),
    refusedWhen(
      ({ type, field }) => type === 'random' && field !== undefined,
      'random field should not be specified.',
      {
        member: 'field',
      },
    ),
    refusedWhen(({ type, field }) => type === 'spread' && (field ?? '') === '', 'spread field should be specified.', {
      member: 'field',
      help: 'Use instanceId or attribute:ecs.availability-zone (inferred text).',
    }),
    longest('field', 255),
  ),
};
