import { describe, expect, test } from 'vitest';
import { type Damaged, refusalOf } from './damage.js';
import { aFullSimulator } from './full.js';

/**
 * Every field that is looked at before a world is made of a snapshot, by what it has to be; where there are several
 * alike, the first. What isn't here is not looked at.
 */

const snapshot = aFullSimulator(79, {
  stopEventOrder: 'deregisteredFirst',
  subnets: { 'subnet-a': 'us-east-1a' },
  securityGroups: ['sg-1'],
}).snapshot({ facts: true }) as Damaged;

/** Kind of field: wrong values, each with what is said about it. */
const kinds: Readonly<Record<string, readonly (readonly [wrong: unknown, said: string])[]>> = {
  text: [[7, 'expected string, received number'], missing('string')],
  integer: [['7', 'expected number, received string'], [0.5, 'expected int, received number'], missing('number')],
  number: [['7', 'expected number, received string'], missing('number')],
  count: [['7', 'expected number, received string'], [-1, 'Too small: expected number to be >=0'], missing('number')],
  key: [['7', 'expected number, received string'], [0, 'Too small: expected number to be >=1'], missing('number')],
  truth: [['yes', 'expected boolean, received string'], missing('boolean')],
  list: [[{}, 'expected array, received object'], missing('array')],
  pair: [[7, 'expected tuple, received number'], missing('tuple')],
  record: [[7, 'expected record, received number'], missing('record')],
  object: [[7, 'expected object, received number'], missing('object')],
  numberOrNull: [['7', 'expected number, received string'], missing('number')],
  numberIfAny: [['7', 'expected number, received string']],
};

function missing(expected: string): readonly [undefined, string] {
  return [undefined, `expected ${expected}, received undefined`];
}

const fields: Readonly<Record<keyof typeof kinds, string>> = {
  text: `settings.region settings.account settings.partition settings.zones.0 settings.subnets.0.id
    settings.subnets.0.zone settings.securityGroups.0 clusters.0.name clusters.0.services.0.0
    taskDefinitions.0.family taskDefinitions.0.arn taskDefinitions.0.definition.registeredAt
    taskDefinitions.0.containers.0.name taskDefinitions.0.containers.0.image families.0.name services.0.name
    services.0.serviceDeployments.0.id deployments.0.id elbByArn.0.0 subnets.0.id accountSettings.0.name
    accountSettings.0.principalArn accountSettings.0.value capacityProviders.0.name
    capacityProviders.0.autoScalingGroupProvider.autoScalingGroupArn externalServices.0.name
    externalServices.0.taskSets.0.id faults.0.fault.kind calls.0.operation idempotentRuns.0.0 idempotentRuns.0.1.request facts.0.kind`,
  integer: 'settings.startMs agenda.0.0 agenda.0.1 agenda.0.2 agenda.0.3',
  number: `settings.latency.pullMs settings.jitter settings.scheduler.beatMs settings.breaker.afterStartMs
    settings.startThrottle.delaysMs.0 settings.startThrottle.growFactor settings.placementThrottle.delaysMs.0
    settings.rules.breakerMin chance.streams.faults.0
    services.0.events.0.atMs services.0.zoneCounts.0 services.0.launches.atMs
    externalServices.0.taskSets.0.scalePercent faults.0.fromMs calls.0.atMs idempotentRuns.0.1.atMs fargateLaunches.atMs facts.0.atMs
    tasks.0.fields.phase tasks.0.containers.0.status targets.0.fields.port`,
  count: `settings.seed counters.task chance.seed clusters.0.services.0.1 families.0.revisions.0
    services.0.desiredCount services.0.events.0.number deployments.0.desiredCount
    deployments.0.revision.targetGroups.0.container deployments.0.revision.targetGroups.0.port
    deployments.0.revision.subnets.0 deployments.0.throttle.failures deployments.0.breaker.failureCount elbByArn.0.1
    externalServices.0.desiredCount tasks.0.targets.0 facts.0.seq`,
  key: `settings.tickMs clusters.0.key taskDefinitions.0.key taskDefinitions.0.revision services.0.key services.0.cluster
    services.0.deployments.0 services.0.allDeployments.0 services.0.queues.1.0 deployments.0.key deployments.0.service
    deployments.0.revision.taskDefinition deployments.0.revision.targetGroups.0.group deployments.0.tasks.3.0
    loadBalancers.0.key listeners.0.key targetGroups.0.key externalServices.0.key externalServices.0.cluster
    externalServices.0.taskSets.0.taskDefinition tasks.0.number targets.0.group workloadRules.0.key faults.0.key
    activeFaults.0 calls.0.key idempotentRuns.0.1.tasks.0 unsettledServices.0`,
  truth: 'settings.eagerStop settings.rules.repairsSuperseded settings.rules.breakerThresholds services.0.steady',
  list: `settings.zones settings.subnets settings.securityGroups settings.startThrottle.delaysMs
    settings.placementThrottle.delaysMs chance.streams.faults clusters.0.services taskDefinitions.0.containers families.0.revisions
    services.0.deployments services.0.allDeployments services.0.serviceDeployments services.0.events services.0.told
    services.0.zoneCounts services.0.queues services.0.queues.0 deployments.0.revision.targetGroups
    deployments.0.revision.subnets deployments.0.tasks deployments.0.tasks.0 externalServices.0.taskSets
    tasks.0.containers tasks.0.targets agenda.0 idempotentRuns.0.1.tasks`,
  pair: 'clusters.0.services.0 elbByArn.0 idempotentRuns.0',
  record: 'services.0.serviceDeployments.0.tally tasks.0.fields tasks.0.containers.0 targets.0.fields',
  object: `settings.latency settings.scheduler settings.breaker settings.startThrottle settings.placementThrottle
    settings.quotas settings.rules settings.subnets.0 chance.streams clusters.0 taskDefinitions.0 taskDefinitions.0.definition taskDefinitions.0.containers.0
    families.0 services.0 services.0.configuration services.0.serviceDeployments.0 services.0.events.0
    services.0.launches deployments.0 deployments.0.revision deployments.0.revision.targetGroups.0
    deployments.0.throttle deployments.0.breaker loadBalancers.0 listeners.0 targetGroups.0 subnets.0 accountSettings.0
    capacityProviders.0 capacityProviders.0.autoScalingGroupProvider externalServices.0
    externalServices.0.configuration externalServices.0.taskSets.0 tasks.0 targets.0 workloadRules.0 behaviours.0
    faults.0 faults.0.fault calls.0 idempotentRuns.0.1 facts.0`,
  numberOrNull: `settings.quotas.clusters services.0.launches.tokens deployments.0.throttle.nextStartMs faults.0.untilMs
    fargateLaunches.tokens`,
  numberIfAny: 'targets.1.task targets.1.container',
};

/** Fields with a word of a few. */
const words: Readonly<Record<string, readonly string[]>> = {
  'settings.network': ['lenient', 'strict'],
  'settings.stopPick': ['oldest', 'newest', 'random'],
  'settings.supersededStopOrder': ['oldestFirst', 'newestFirst'],
  'settings.slotFreed': ['onContainersStopped', 'onStopped'],
  'settings.digestGate': ['firstTask', 'none'],
  'settings.replaceExternallyStopped': ['onStopped', 'onStopRequested'],
  'settings.stopEventOrder': ['stoppedFirst', 'deregisteredFirst'],
  'settings.drainingText': ['taskSet', 'plain'],
  'services.0.status': ['ACTIVE', 'DRAINING', 'INACTIVE'],
  'deployments.0.status': ['PRIMARY', 'ACTIVE', 'LEFT'],
  'deployments.0.rolloutState': ['IN_PROGRESS', 'COMPLETED', 'FAILED'],
  'capacityProviders.0.status': ['ACTIVE', 'INACTIVE'],
  'externalServices.0.status': ['ACTIVE', 'DRAINING'],
  'externalServices.0.taskSets.0.status': ['ACTIVE', 'PRIMARY'],
  'calls.0.api': ['ecs', 'elbv2'],
};

/** What is said of the snapshot with another value at a path. */
function saidWith(path: string, wrong: unknown): string | undefined {
  const damaged = structuredClone(snapshot);
  const members = path.split('.');
  const last = members.pop() as string;
  const owner = members.reduce((value, member) => value[member], damaged);
  expect(owner, `the snapshot has no ${path}`).toHaveProperty(last);
  owner[last] = wrong;
  return refusalOf(damaged);
}

test('the undamaged one is taken', () => {
  expect(refusalOf(snapshot)).toBeUndefined();
});

describe.each(Object.keys(kinds))('%s:', (kind) => {
  test.each((fields[kind] as string).split(/\s+/))('%s', (path) => {
    for (const [wrong, said] of kinds[kind] as (typeof kinds)[string]) {
      const message = said.startsWith('expected') ? `Invalid input: ${said}` : said;
      expect(saidWith(path, wrong)).toBe(`${path} is ${JSON.stringify(wrong) ?? 'missing'}: ${message}`);
    }
  });
});

test.each(Object.entries(words))('a word that %s knows', (path, known) => {
  const options = known.map((word) => `"${word}"`).join('|');
  for (const wrong of ['', 'SOME', undefined]) {
    expect(saidWith(path, wrong)).toBe(
      `${path} is ${JSON.stringify(wrong) ?? 'missing'}: Invalid option: expected one of ${options}`,
    );
  }
});

test('which facts are kept: a word, how many, or of whom', () => {
  const said = (wrong: unknown) => saidWith('settings.keepFacts', wrong);
  expect(['all', 'none', 'counts', { last: 5 }, { services: ['web'] }].map(said)).toEqual(Array(5).fill(undefined));
  expect([undefined, 'some', { last: 'x' }, { services: [7] }].map(said)).toEqual([
    'settings.keepFacts is missing: Invalid input: expected "all"|"none"|"counts" or object or object',
    'settings.keepFacts is "some": Invalid input: expected "all"|"none"|"counts" or object or object',
    'settings.keepFacts.last is "x": Invalid input: expected number, received string',
    'settings.keepFacts.services.0 is 7: Invalid input: expected string, received number',
  ]);
});
