import { describe, expect, test } from 'vitest';
import type { Fact, FactDraft } from '../../src/model/facts.js';
import { narrate } from '../../src/timeline/narrate.js';

const about = { cluster: 'default', service: 'web' } as const;
const ids = ['1', '2', '3', '4', '5'].map((digit) => digit.repeat(32));
const [first = '', second = '', third = '', fourth = ''] = ids;

/** Facts of one moment. */
const moment = (...drafts: FactDraft[]): Fact[] =>
  drafts.map((draft, index) => ({ atMs: 0, seq: index + 1, ...draft }) as Fact);

type DraftOf<Kind extends Fact['kind']> = Extract<FactDraft, { kind: Kind }>;

const task = (taskId: string, change: DraftOf<'task'>['change'], rest: Partial<DraftOf<'task'>> = {}): FactDraft => ({
  kind: 'task',
  ...about,
  taskDefinition: 'web:1',
  taskId,
  zone: 'us-east-1a',
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  change,
  ...rest,
});
const container = (
  taskId: string,
  change: DraftOf<'container'>['change'],
  rest: Partial<DraftOf<'container'>> = {},
): FactDraft => ({
  kind: 'container',
  ...about,
  taskId,
  container: 'app',
  change,
  ...rest,
});
const target = (state: DraftOf<'target'>['state'], rest: Partial<DraftOf<'target'>> = {}): FactDraft => ({
  kind: 'target',
  ...about,
  targetGroup: 'web',
  taskId: first,
  id: '10.0.0.4',
  port: 8080,
  state,
  ...rest,
});
const deployment = (change: DraftOf<'deployment'>['change']): FactDraft => ({
  kind: 'deployment',
  ...about,
  deploymentId: 'ecs-svc/1',
  taskDefinition: 'web:2',
  change,
});
const scheduler = (
  change: DraftOf<'scheduler'>['change'],
  why: string,
  rest: Partial<DraftOf<'scheduler'>> = {},
): FactDraft => ({
  kind: 'scheduler',
  ...about,
  change,
  why,
  ...rest,
});
const serviceEvent = (event: DraftOf<'serviceEvent'>['event'], message: string): FactDraft => ({
  kind: 'serviceEvent',
  ...about,
  event,
  message,
});
const call = (rest: Partial<DraftOf<'call'>>): FactDraft => ({
  kind: 'call',
  api: 'ecs',
  operation: 'updateService',
  about: 'desiredCount 5',
  ...rest,
});

/** What each detail makes of facts; an empty list where it tells nothing. */
interface Row {
  readonly name: string;
  readonly facts: readonly FactDraft[];
  readonly normal: readonly string[];
  /** Where it differs from `normal`. */
  readonly full?: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'a call', facts: [call({})], normal: ['UpdateService: desiredCount 5'] },
  { name: 'a call about nothing', facts: [call({ operation: 'listTasks', about: '' })], normal: ['ListTasks'] },
  {
    name: 'a call that was refused',
    facts: [call({ error: 'ServiceNotFoundException', why: 'Service not found.' })],
    normal: ['UpdateService: desiredCount 5: refused with ServiceNotFoundException: Service not found.'],
  },
  {
    name: 'a fault',
    facts: [
      { kind: 'fault', change: 'started', about: 'zoneLost us-east-1a' },
      { kind: 'fault', change: 'ended', about: 'zoneLost us-east-1b' },
    ],
    normal: ['fault started: zoneLost us-east-1a', 'fault ended: zoneLost us-east-1b'],
  },
  {
    name: 'a deployment that comes and goes; service events tell the rest',
    facts: [
      deployment('created'),
      deployment('superseded'),
      deployment('pickedUp'),
      deployment('completed'),
      deployment('failed'),
      deployment('rollingBack'),
      deployment('left'),
    ],
    normal: ['deployment of web:2 begins (ecs-svc/1)', 'deployment of web:2 leaves'],
    full: [
      'deployment of web:2 begins (ecs-svc/1)',
      'deployment of web:2 is superseded',
      'deployment of web:2 is picked up',
      'deployment of web:2 leaves',
    ],
  },
  {
    name: 'a status',
    facts: [task(first, 'status', { lastStatus: 'PENDING' }), task(second, 'status', { lastStatus: 'STOPPED' })],
    normal: ['1 task of web:1 STOPPED (22222222)'],
    full: ['1 task of web:1 PENDING (11111111)', '1 task of web:1 STOPPED (22222222)'],
  },
  {
    name: 'the same status of several tasks: three ids at most',
    facts: [first, second, third, fourth].map((id) => task(id, 'status')),
    normal: ['4 tasks of web:1 RUNNING (11111111 22222222 33333333 and 1 more)'],
  },
  {
    name: 'the same status of several revisions',
    facts: [task(first, 'status'), task(second, 'status', { taskDefinition: 'web:2' }), task(third, 'status')],
    normal: ['2 tasks of web:1 RUNNING (11111111 33333333)', '1 task of web:2 RUNNING (22222222)'],
  },
  {
    name: 'a task of a service that is created is told by its event',
    facts: [task(first, 'created', { lastStatus: 'PROVISIONING' })],
    normal: [],
    full: ['1 task of web:1 created (11111111)'],
  },
  {
    name: 'requests to stop, by their reason',
    facts: [
      task(first, 'stopRequested', { why: 'Essential container in task exited' }),
      task(second, 'stopRequested', { why: 'A closer look' }),
      task(third, 'stopRequested', { why: 'Essential container in task exited' }),
    ],
    normal: [
      '2 tasks of web:1 to stop (11111111 33333333): Essential container in task exited',
      '1 task of web:1 to stop (22222222): A closer look',
    ],
  },
  {
    name: 'a request to stop that a service event tells in the same moment',
    facts: [
      task(first, 'stopRequested', { why: 'Scaling activity' }),
      serviceEvent('stopped', `(service web) has stopped 1 running tasks: (task ${first}).`),
    ],
    normal: ['has stopped 1 running tasks: (task 11111111).'],
    full: ['1 task of web:1 to stop (11111111): Scaling activity', 'has stopped 1 running tasks: (task 11111111).'],
  },
  {
    name: 'protection',
    facts: [task(first, 'protected'), task(second, 'unprotected')],
    normal: ['1 task of web:1 protected (11111111)', '1 task of web:1 unprotected (22222222)'],
  },
  {
    name: 'an exit that makes its task stop',
    facts: [
      container(first, 'exited', { exitCode: 1 }),
      container(second, 'exited', { exitCode: 1 }),
      container(third, 'exited', { exitCode: 137, why: 'OutOfMemoryError: Container killed due to memory usage' }),
      ...[first, second, third].map((id) => task(id, 'stopRequested', { why: 'Essential container in task exited' })),
    ],
    normal: [
      'container app exits with code 1 in 2 tasks (11111111 22222222)',
      'container app exits with code 137 in 1 task (33333333): OutOfMemoryError: Container killed due to memory usage',
      '3 tasks of web:1 to stop (11111111 22222222 33333333): Essential container in task exited',
    ],
  },
  {
    name: 'an exit in a task that was asked to stop before',
    facts: [container(first, 'exited', { exitCode: 0 })],
    normal: [],
    full: ['container app exits with code 0 in 1 task (11111111)'],
  },
  {
    name: 'the rest of what happens to containers',
    facts: [
      container(first, 'started'),
      container(first, 'restarted'),
      container(first, 'health', { health: 'HEALTHY' }),
      container(second, 'health', { health: 'UNHEALTHY' }),
      container(first, 'sigterm'),
      container(first, 'sigkill'),
    ],
    normal: [
      'container app restarts in 1 task (11111111)',
      'container app is HEALTHY in 1 task (11111111)',
      'container app is UNHEALTHY in 1 task (22222222)',
    ],
    full: [
      'container app starts in 1 task (11111111)',
      'container app restarts in 1 task (11111111)',
      'container app is HEALTHY in 1 task (11111111)',
      'container app is UNHEALTHY in 1 task (22222222)',
      'SIGTERM to container app of 1 task (11111111)',
      'SIGKILL to container app of 1 task (11111111)',
    ],
  },
  {
    name: 'targets',
    facts: [
      target('initial'),
      target('healthy'),
      target('healthy', { taskId: second, id: '10.0.0.5' }),
      target('unhealthy', { why: 'Request timed out' }),
      target('draining'),
      target('deregistered'),
    ],
    normal: [
      '2 targets healthy in web (11111111 22222222)',
      '1 target unhealthy in web (11111111): Request timed out',
      '1 target gone in web (11111111)',
    ],
    full: [
      '1 target initial in web (11111111)',
      '2 targets healthy in web (11111111 22222222)',
      '1 target unhealthy in web (11111111): Request timed out',
      '1 target draining in web (11111111)',
      '1 target gone in web (11111111)',
    ],
  },
  {
    name: 'the breaker',
    facts: [
      scheduler('failuresCounted', '2 of 3 failures', { failureCount: 2, threshold: 3 }),
      scheduler('failuresReset', 'a task of the deployment counts healthy', { failureCount: 0, threshold: 3 }),
      scheduler('breakerTripped', '3 failures, threshold 3', { failureCount: 3, threshold: 3 }),
      scheduler('noRollbackCandidate', 'there is no completed deployment'),
    ],
    normal: [
      'the breaker counts 2 of 3 failures',
      'the breaker counts from 0 again: a task of the deployment counts healthy',
      'the breaker trips: 3 failures, threshold 3',
      'no rollback: there is no completed deployment',
    ],
  },
  {
    name: 'failures while the breaker is off',
    facts: [
      scheduler('failuresCounted', 'the circuit breaker is off', { failureCount: 2 }),
      scheduler('failuresReset', 'a task of the deployment counts healthy', { failureCount: 0 }),
    ],
    normal: [
      'failedTasks is 2: the circuit breaker is off',
      'failedTasks is 0 again: a task of the deployment counts healthy',
    ],
  },
  {
    name: 'the throttle; steadiness is told by its event',
    facts: [
      scheduler('startThrottled', 'nothing could be placed; the next attempt comes in 900 s'),
      scheduler('steady', ''),
      scheduler('unsteady', ''),
    ],
    normal: ['starts are throttled: nothing could be placed; the next attempt comes in 900 s'],
  },
  {
    name: 'a service that is gone; other changes of services are told by calls',
    facts: (['created', 'desiredCount', 'draining', 'inactive'] as const).map((change) => ({
      kind: 'service',
      ...about,
      change,
      desiredCount: 0,
    })),
    normal: ['the service is INACTIVE'],
  },
  {
    name: 'counts stand in their column',
    facts: [{ kind: 'counts', ...about, desiredCount: 1, deployments: [], occupied: 0 }],
    normal: [],
  },
  {
    name: "a service event: ECS's text, but for the service and the length of names",
    facts: [
      serviceEvent('started', `(service web) has started 2 tasks: (task ${first}) (task ${second}).`),
      serviceEvent('draining', '(service web, taskSet ecs-svc/1) has begun draining connections on 1 tasks.'),
      serviceEvent(
        'registered',
        '(service web) registered 1 targets in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef)',
      ),
    ],
    normal: [
      'has started 2 tasks: (task 11111111) (task 22222222).',
      '(taskSet ecs-svc/1) has begun draining connections on 1 tasks.',
      'registered 1 targets in (target-group web)',
    ],
  },
];

describe('each kind of fact', () => {
  test.each(rows)('$name', ({ facts, normal, full = normal }) => {
    expect(narrate(moment(...facts), 'normal', false)).toEqual(normal);
    expect(narrate(moment(...facts), 'full', false)).toEqual(full);
  });
});

test('standalone tasks have no event that tells them', () => {
  const { service: _service, ...alone } = task(first, 'created') as DraftOf<'task'>;
  expect(narrate(moment(alone), 'normal', false)).toEqual(['1 task of web:1 created (11111111)']);
});

test("a target that is nobody's task is told whole", () => {
  const { service: _service, taskId: _taskId, ...alone } = target('initial') as DraftOf<'target'>;
  expect(narrate(moment(alone), 'normal', false)).toEqual(['1 target initial in web']);
});

test('detail events: only calls and what ECS itself tells', () => {
  const facts = moment(
    call({}),
    deployment('created'),
    task(first, 'status'),
    scheduler('breakerTripped', '3 failures, threshold 3'),
    { kind: 'fault', change: 'started', about: 'capacityUnavailable' },
    serviceEvent('steady', '(service web) has reached a steady state.'),
  );
  expect(narrate(facts, 'events', false)).toEqual(['UpdateService: desiredCount 5', 'has reached a steady state.']);
});

test('of several services each line names its own', () => {
  const facts = moment(
    task(first, 'status'),
    task(second, 'status', { service: 'api' }),
    call({ service: 'web' }),
    call({ operation: 'createCluster', about: 'default' }),
    { kind: 'fault', change: 'started', about: 'capacityUnavailable' },
  );
  expect(narrate(facts, 'normal', true)).toEqual([
    '[web] 1 task of web:1 RUNNING (11111111)',
    '[api] 1 task of web:1 RUNNING (22222222)',
    '[web] UpdateService: desiredCount 5',
    'CreateCluster: default',
    'fault started: capacityUnavailable',
  ]);
});
