import { test } from 'vitest';
import { aService, aTask, ipe, type Rejection, refused } from '../builders.js';

test.each<Rejection>([
  {
    wrong: 'constraints on Fargate',
    call: 'createService',
    with: aService({ launchType: 'FARGATE', placementConstraints: [{ type: 'distinctInstance' }] }),
    answer: ipe('Placement constraints are not supported with FARGATE launch type.'),
  },
  {
    wrong: 'strategies on Fargate',
    call: 'runTask',
    with: aTask({ launchType: 'FARGATE', placementStrategy: [{ type: 'random' }] }),
    answer: ipe('Placement strategies are not supported with FARGATE launch type.'),
  },
  {
    wrong: 'six strategies',
    call: 'createService',
    with: aService({ placementStrategy: Array(6).fill({ type: 'random' }) }),
    answer: ipe('Maximum number of strategies is 5.'),
  },
  {
    wrong: 'binpack by host',
    call: 'createService',
    with: aService({ placementStrategy: [{ type: 'binpack', field: 'instanceId' }] }),
    answer: ipe("binpack field 'instanceId' is invalid."),
  },
  {
    wrong: 'random with a field',
    call: 'createService',
    with: aService({ placementStrategy: [{ type: 'random', field: 'cpu' }] }),
    answer: ipe('random field should not be specified.'),
  },
  {
    wrong: 'distinctInstance with an expression',
    call: 'runTask',
    with: aTask({ placementConstraints: [{ type: 'distinctInstance', expression: 'a' }] }),
    answer: ipe('distinctInstance expression should not be specified.'),
  },
])('$call: $wrong [call-texts-without-a-source]', refused);
