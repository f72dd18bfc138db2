import { expect, test } from 'vitest';
import { describedTask, fargateDefinition, fargateTask, prodCluster, type Simulator } from '../../api/ecs/setup.js';

const containerDefinitions = ['app', 'aside', 'third'].map((name) => ({ name, image: 'busybox' }));

function tasks(sim: Simulator, count: number) {
  return sim.ecs.runTask(fargateTask({ taskDefinition: 'many', count })).tasks;
}

function many(options: Parameters<typeof prodCluster>[0] = {}) {
  const sim = prodCluster(options);
  sim.ecs.registerTaskDefinition(fargateDefinition('many', { containerDefinitions }));
  return sim;
}

test('ids and addresses of the third task are what the seed and its number make of them, in every simulator', () => {
  const sim = many({ seed: 7 });
  const task = tasks(sim, 3)[2]?.taskArn ?? '';
  sim.run('30s');
  const { attachments, containers = [], taskArn } = describedTask(sim, task);
  const arns = containers.map(({ name, containerArn }) => `${name} ${containerArn?.split('/').at(-1)}`).sort();
  expect({ taskArn, arns, attachments }).toMatchInlineSnapshot(`
    {
      "arns": [
        "app 131469c7-e4ca-4015-9778-10c1f8657359",
        "aside 21c1e86e-96a2-461a-b74d-4f5789fef15e",
        "third 24812518-b665-4bcd-9c4f-08ed5347cd73",
      ],
      "attachments": [
        {
          "details": [
            {
              "name": "subnetId",
              "value": "subnet-1a",
            },
            {
              "name": "networkInterfaceId",
              "value": "eni-0e1818fa5df23819b",
            },
            {
              "name": "macAddress",
              "value": "0e:ff:de:fd:56:03",
            },
            {
              "name": "privateIPv4Address",
              "value": "10.0.0.6",
            },
          ],
          "id": "8be33781-c9fe-4f40-b41f-b4344b5f4b8e",
          "status": "ATTACHED",
          "type": "ElasticNetworkInterface",
        },
      ],
      "taskArn": "arn:aws:ecs:us-east-1:123456789012:task/prod/387f80bf21c56717ed4bb29098fb98a8",
    }
  `);
});

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test('no two tasks or containers share an id or an address, and every id has the shape of its kind', () => {
  const sim = many({ quotas: 'off' });
  const all = Array.from({ length: 12 }, () => tasks(sim, 10)).flat();
  sim.run('60s');
  const seen = all.map(({ taskArn = '' }) => describedTask(sim, taskArn));
  const details = (name: string) =>
    seen.map(({ attachments }) => attachments?.[0]?.details?.find((each) => each.name === name)?.value ?? '');
  const kinds: readonly [RegExp, readonly string[]][] = [
    [uuid, seen.map(({ attachments }) => attachments?.[0]?.id ?? '')],
    [/^eni-0[0-9a-f]{16}$/, details('networkInterfaceId')],
    [/^0e:ff(:[0-9a-f]{2}){4}$/, details('macAddress')],
    [/^10\.0\.0\.\d+$/, details('privateIPv4Address')],
    [
      uuid,
      seen.flatMap(({ containers = [] }) =>
        containers.map(({ containerArn = '' }) => containerArn.split('/').at(-1) ?? ''),
      ),
    ],
  ];
  for (const [shape, values] of kinds) {
    expect(values.filter((value) => !shape.test(value))).toEqual([]);
    expect(new Set(values).size).toBe(values.length);
  }
});

test('a network interface is there from its moment on, not later', () => {
  const sim = many();
  const task = tasks(sim, 1)[0]?.taskArn ?? '';
  const status = () => describedTask(sim, task).attachments?.[0]?.status;
  sim.run(3_999);
  expect(status()).toBe('PRECREATED');
  sim.run(1);
  expect(status()).toBe('CREATED');
});

test('a task that is stopped as its interface comes had one; a moment before, it had none', () => {
  const interfaceOf = (stoppedAfterMs: number) => {
    const sim = many();
    const task = tasks(sim, 1)[0]?.taskArn ?? '';
    sim.run(stoppedAfterMs);
    sim.ecs.stopTask({ cluster: 'prod', task });
    sim.run('1s');
    const provisioning = describedTask(sim, task).attachments?.[0]?.status;
    sim.run('1m');
    const { attachments, containers } = describedTask(sim, task);
    const details = attachments?.[0]?.details?.map(({ name, value }) =>
      value === undefined ? name : `${name} ${value}`,
    );
    return [provisioning, details?.at(-1), containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address];
  };
  expect(interfaceOf(3_999)).toEqual(['PRECREATED', 'macAddress', undefined]);
  expect(interfaceOf(4_000)).toEqual(['DETACHING', 'privateIPv4Address 10.0.0.4', '10.0.0.4']);
});
