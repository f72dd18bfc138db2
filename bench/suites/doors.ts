import { CreateServiceCommand, DescribeServicesCommand, ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import type { Simulator } from '../../src/index.js';
import { clientConfig, type SimulatorClientConfig } from '../../src/sdk/index.js';
import { aFleet, anEmptyFleet, forkOf } from '../fleet.js';
import { compare, compareLater, timed, timedLater } from '../measure.js';
import { bound, type Row, round } from '../row.js';

/** One operation, called again and again. */
interface Work {
  readonly name: string;
  /** Calls in one slice of time. */
  readonly calls: number;
  /** Where it is called: made anew for each slice. */
  readonly sim: () => Simulator;
  readonly operation: 'createService' | 'describeServices' | 'listTasks';
  readonly input: (call: number) => object;
}

/** Calls a second, in process and through the SDK's client, which costs several times what the simulator does. */
export const doors = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const work of [createService(), describeSmallService(), describeServices(), listTasks()]) {
    rows.push(direct(work), await throughTheSdk(work));
  }
  return rows;
};

function createService(): Work {
  const base = anEmptyFleet(1);
  return {
    name: 'createService',
    calls: 200,
    sim: () => forkOf(base).sim,
    operation: 'createService',
    input: (call) => ({
      serviceName: `new-${call}`,
      taskDefinition: 'web-0:1',
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-a'] } },
    }),
  };
}

function describeSmallService(): Work {
  const { sim, names } = aFleet(1, 3);
  return {
    name: 'describeServices of a small service',
    calls: 500,
    sim: () => sim,
    operation: 'describeServices',
    input: () => ({ services: names }),
  };
}

function describeServices(): Work {
  const { sim, names } = anEmptyFleet(10);
  const eventsOf = (service: string) =>
    sim.ecs.describeServices({ services: [service] }).services[0]?.events?.length ?? 0;
  // Scaling up and down tells of it each time.
  for (let desiredCount = 1; names.some((name) => eventsOf(name) < 100); desiredCount = 1 - desiredCount) {
    for (const service of names) sim.ecs.updateService({ service, desiredCount });
    sim.runUntilSteady();
  }
  return {
    name: 'describeServices of 10 with 100 events each',
    calls: 50,
    sim: () => sim,
    operation: 'describeServices',
    input: () => ({ services: names }),
  };
}

function listTasks(): Work {
  const { sim } = aFleet(10, 1_000);
  return {
    name: 'listTasks over 10,000',
    calls: 20,
    sim: () => sim,
    operation: 'listTasks',
    input: () => ({ maxResults: 100 }),
  };
}

/** Against turning the reply into JSON, which every door but this one has to do. */
function direct({ name, calls, sim, operation, input }: Work): Row {
  const call = (on: Simulator, count: number) => on.ecs[operation](input(count) as never);
  const reply = call(sim(), 0);
  const { ns, ratio } = compare(
    () => {
      const on = sim();
      return timed(() => {
        for (let count = 0; count < calls; count += 1) call(on, count);
        return calls;
      });
    },
    () =>
      timed(() => {
        for (let count = 0; count < calls; count += 1) JSON.stringify(reply);
        return calls;
      }),
  );
  const row = bound(`${name}, in process, against JSON.stringify of the reply`, ratio, {
    atMost: operation === 'createService' ? 40 : 4,
    aim: operation === 'createService' ? 20 : 2,
    unit: '×',
    about: perSecond(ns),
  });
  return toldOnly(operation, row);
}

const commands = {
  createService: CreateServiceCommand,
  describeServices: DescribeServicesCommand,
  listTasks: ListTasksCommand,
} as unknown as Readonly<Record<Work['operation'], typeof DescribeServicesCommand>>;

/** Against the same client with a handler that answers a constant: what the SDK costs by itself. */
async function throughTheSdk({ name, calls, sim, operation, input }: Work): Promise<Row> {
  const Command = commands[operation];
  const slice = async (config: SimulatorClientConfig) => {
    const client = new ECSClient(config);
    return timedLater(async () => {
      for (let count = 0; count < calls; count += 1) await client.send(new Command(input(count) as never));
      return calls;
    });
  };
  const config = () => clientConfig(sim(), { onPoll: 'none' });
  const constant = await constantConfig(config(), () => new Command(input(0) as never));
  const { ns, referenceNs, ratio } = await compareLater(
    () => slice(config()),
    () => slice(constant),
  );
  const row = bound(`${name}, through the SDK, against a handler that answers a constant`, ratio, {
    atMost: 3,
    aim: 1.5,
    unit: '×',
    about: `${perSecond(ns)}; the constant: ${perSecond(referenceNs)}`,
  });
  return toldOnly(operation, row);
}

/** What the simulator answers to the first call, again and again. */
async function constantConfig(
  config: SimulatorClientConfig,
  command: () => never | object,
): Promise<SimulatorClientConfig> {
  const { requestHandler } = config;
  let answer: Awaited<ReturnType<typeof requestHandler.handle>> | undefined;
  const keeping = {
    ...requestHandler,
    handle: async (...given: Parameters<typeof requestHandler.handle>) => {
      answer ??= await requestHandler.handle(...given);
      return answer;
    },
  };
  const constant = { ...config, requestHandler: keeping };
  await new ECSClient(constant).send(command() as never);
  return constant;
}

const perSecond = (ns: number): string => `${round(1e9 / ns)} a second`;

/** A page of ListTasks looks at every task there is, which no reply shows: its rows only tell. */
const toldOnly = (operation: Work['operation'], row: Row): Row =>
  operation === 'listTasks' ? { ...row, binds: '—', aim: '—', holds: true } : row;
