import { expect, test } from 'vitest';
import { beginningNow } from '../../../src/engine/views/state-as-facts.js';
import { createSimulator, type Fact, fargateService, type SimulatorOptions } from '../../../src/index.js';
import { worldOf } from '../../../src/simulator/simulator.js';

/** Two services, one of which has a task that is STOPPED, and a task of its own. */
const sim = createSimulator({ digestGate: 'none' });
const { service } = fargateService(sim, { desiredCount: 1 });
fargateService(sim, { name: 'api', desiredCount: 2 });
const subnets = ['subnet-a'];
sim.ecs.runTask({
  taskDefinition: 'web',
  launchType: 'FARGATE',
  networkConfiguration: { awsvpcConfiguration: { subnets } },
});
sim.runUntilSteady();
const [task] = sim.ecs.listTasks({ serviceName: service }).taskArns ?? [];
sim.ecs.stopTask({ task: task ?? '' });
sim.run('1m');

const toldOf = (keepFacts: SimulatorOptions['keepFacts'] & {}) =>
  beginningNow(worldOf(sim), { keepFacts, seq: 7 })?.state.map(inShort);

const inShort = (fact: Fact): string => {
  if (fact.kind !== 'task') return `${fact.seq} ${fact.kind} ${'service' in fact ? fact.service : ''}`;
  return `${fact.seq} task of ${fact.service}: ${fact.change} ${fact.lastStatus}`;
};

test('the present as a beginning has the counts of services and what their tasks are, but for those that are STOPPED', () => {
  expect(sim.ecs.listTasks({ desiredStatus: 'STOPPED' }).taskArns).toEqual([task]);
  expect(toldOf('all')).toEqual([
    '7 counts web',
    '7 counts api',
    '7 task of api: status RUNNING',
    '7 task of api: status RUNNING',
    '7 task of web: status RUNNING',
  ]);
});

test('it has only what facts are kept of', () => {
  expect(toldOf({ services: ['web'] })).toEqual(['7 counts web', '7 task of web: status RUNNING']);
  expect(toldOf('counts')).toEqual(['7 counts web', '7 counts api']);
  expect(toldOf('none')).toBeUndefined();
});
