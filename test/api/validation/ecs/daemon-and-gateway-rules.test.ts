import { test } from 'vitest';
import { ipe, type Rejection, refused } from '../builders.js';

test.each<Rejection>([
  {
    wrong: 'a gateway of no kind',
    call: 'createGateway',
    with: { name: 'a', infrastructureRoleArn: 'b', configuration: {} },
    answer: ipe('configuration must have exactly one member.'),
  },
])('$call: $wrong', refused);
