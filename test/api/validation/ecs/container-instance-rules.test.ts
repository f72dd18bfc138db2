import { test } from 'vitest';
import { client, ipe, many, type Rejection, refused } from '../builders.js';

test.each<Rejection>([
  {
    wrong: 'no instances',
    call: 'describeContainerInstances',
    with: {},
    answer: client('Container Instances cannot be empty.'),
  },
  {
    wrong: '101 instances',
    call: 'describeContainerInstances',
    with: { containerInstances: many(101) },
    answer: ipe('instanceIds can have at most 100 items.'),
  },
  {
    wrong: 'another status',
    call: 'updateContainerInstancesState',
    with: { containerInstances: ['a'], status: 'REGISTERING' },
    answer: ipe('Container instance status should be one of [ACTIVE, DRAINING]'),
  },
  {
    wrong: 'no attributes',
    call: 'putAttributes',
    with: { attributes: [] },
    answer: ipe('attributes can not be empty'),
  },
  {
    wrong: 'no attributes',
    call: 'deleteAttributes',
    with: { attributes: [] },
    answer: ipe('attributes value is required'),
  },
  {
    wrong: 'another target',
    call: 'listAttributes',
    with: { targetType: 'task' },
    answer: ipe('targetType must be container-instance'),
  },
])('$call: $wrong', refused);
