import { CreateServiceCommand, DescribeServicesCommand, ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import type { Simulator } from '../../src/index.js';
import { clientConfig, type SimulatorClientConfig } from '../../src/sdk/index.js';
import { compare, compareLater, timed, timedLater } from '../measure.js';
import { bound, type Row } from '../row.js';
import { operationsToCall, perSecond, type Work } from '../works.js';

/** Calls a second, in process and through the SDK's client, which costs several times what the simulator does. */
export const doors = async (): Promise<Row[]> => {
  const rows: Row[] = [];
  for (const work of operationsToCall()) {
    rows.push(direct(work), await throughTheSdk(work));
  }
  return rows;
};

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

/** A page of ListTasks looks at every task there is, which no reply shows: its rows only tell. */
const toldOnly = (operation: Work['operation'], row: Row): Row =>
  operation === 'listTasks' ? { ...row, binds: '—', aim: '—', holds: true } : row;
