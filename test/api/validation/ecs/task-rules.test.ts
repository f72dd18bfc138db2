import { test } from 'vitest';
import { aTask, aTaskId, client, ipe, many, type Rejection, refused } from '../builders.js';

test.each<Rejection>([
  {
    wrong: 'maxResults 101',
    call: 'listTasks',
    with: { maxResults: 101 },
    answer: ipe('Max results can not be greater than 100'),
  },
  { wrong: 'no tasks', call: 'describeTasks', with: { tasks: [] }, answer: ipe('Tasks cannot be empty.') },
  {
    wrong: '101 tasks',
    call: 'describeTasks',
    with: { tasks: Array(101).fill(aTaskId) },
    answer: ipe('taskIds can have at most 100 items.'),
  },
  {
    wrong: 'short id',
    call: 'describeTasks',
    with: { tasks: ['nope'] },
    answer: ipe('task length should be one of [32,36]'),
  },
  {
    wrong: 'a cluster among tasks',
    call: 'describeTasks',
    with: { tasks: ['arn:aws:ecs:us-east-1:000000000000:cluster/prod'] },
    answer: ipe('Unsupported resource type: cluster'),
  },
  { wrong: 'malformed task', call: 'stopTask', with: { task: 'a task' }, answer: ipe('Task Identifier is invalid') },
  { wrong: '11 tasks at once', call: 'runTask', with: aTask({ count: 11 }), answer: ipe('count must be at most 10') },
  { wrong: 'no tasks at once', call: 'runTask', with: aTask({ count: 0 }), answer: ipe('count must be at least 1') },
  {
    wrong: 'startedBy of 129 characters',
    call: 'runTask',
    with: aTask({ startedBy: 'x'.repeat(129) }),
    answer: ipe('startedBy longer than 128.'),
  },
  {
    wrong: 'startedBy of 37 characters',
    call: 'startTask',
    with: aTask({ containerInstances: ['i'], startedBy: 'x'.repeat(37) }),
    answer: ipe('startedBy longer than 36.'),
  },
  {
    wrong: 'long overrides',
    call: 'runTask',
    with: aTask({ overrides: { containerOverrides: [{ name: 'web', command: ['x'.repeat(8_200)] }] } }),
    answer: ipe('Container Overrides length must be at most 8192'),
  },
  { wrong: 'no instances', call: 'startTask', with: aTask(), answer: client('Container Instances cannot be empty.') },
  {
    wrong: 'serviceName and family',
    call: 'listTasks',
    with: { serviceName: 'web', family: 'web' },
    answer: ipe('cannot specify serviceName with other arguments'),
  },
  {
    wrong: 'family with an at sign',
    call: 'listTasks',
    with: { family: 'a@b' },
    answer: ipe('family must match ^[a-zA-Z0-9\\-_]+$'),
  },
  {
    wrong: '11 protected tasks',
    call: 'updateTaskProtection',
    with: { cluster: 'prod', protectionEnabled: true, tasks: many(11) },
    answer: ipe('taskIds can have at most 10 items.'),
  },
  {
    wrong: 'protection for too long',
    call: 'updateTaskProtection',
    with: { cluster: 'prod', protectionEnabled: true, tasks: ['a'], expiresInMinutes: 2_881 },
    answer: ipe('expiresInMinutes must be at most 2880'),
  },
  { wrong: 'a task that is not given', call: 'stopTask', with: {}, answer: ipe('task can not be empty.') },
])('$call: $wrong [run-task-rejections]', refused);
