import { afterEach, describe, expect, test } from 'vitest';
import { type ControlClient, connect, startServer } from '../../src/http/index.js';
import type { ResourceSeeds } from '../../src/simulator/seeding/seeds.js';
import { awsShell, commandsOf, type Ended } from './aws-cli.js';

/**
 * Every `aws` command of two tutorials, character for character, by the AWS CLI of Debian; one simulator per document.
 * @see https://github.com/OneUptime/blog (How to Create an ECS Service for Long-Running Containers),
 * Tech World by Yashrajsinh (AWS ECS Container Service)
 */

const folder = 'test/real/documents';
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

interface Document {
  readonly name: string;
  readonly region: string;
  /** What it takes for granted. */
  readonly seeds: ResourceSeeds;
  readonly files: readonly string[];
  /** What its reader does before a command: waits, mostly. By the number of the command, from 1. */
  readonly before: Readonly<Record<number, (control: ControlClient) => Promise<unknown>>>;
  /** Commands of services that aren't served yet, and the error they get. */
  readonly pending: Readonly<Record<number, string>>;
}

const steady = (control: ControlClient) => control.runUntilSteady();
const notServed = (operation: string, service: string) =>
  `An error occurred (UnknownOperationException) when calling the ${operation} operation: steadystate does not serve ${service}. It serves Amazon ECS and Elastic Load Balancing v2.`;

/** Deletes the service in one of two ways, one after the other: the second begins where the first did. */
let beforeDeletion: Awaited<ReturnType<ControlClient['snapshot']>>;

const documents: readonly Document[] = [
  {
    name: 'ecs-service',
    region: 'us-east-1',
    seeds: {
      clusters: ['my-first-cluster'],
      taskDefinitions: [{ taskDefinition: 'web-app:1', container: 'web', port: 8080 }, 'api:1'],
      targetGroups: ['arn:aws:elasticloadbalancing:us-east-1:123456789:targetgroup/web-tg/abc123'],
    },
    files: [`${folder}/task-definition-v2.json`],
    before: {
      8: steady,
      10: (control) => control.run({ duration: '30s' }),
      11: steady,
      12: steady,
      13: steady,
      14: async (control) => {
        await control.runUntilSteady();
        beforeDeletion = await control.snapshot();
      },
      15: steady,
      16: (control) => control.restore(beforeDeletion),
    },
    pending: {
      5: notServed('CreatePrivateDnsNamespace', 'Route53AutoNaming_v20170314'),
      6: notServed('CreateService', 'Route53AutoNaming_v20170314'),
    },
  },
  {
    name: 'container-service',
    region: 'ap-south-1',
    seeds: { targetGroups: ['arn:aws:elasticloadbalancing:ap-south-1:123456789012:targetgroup/web-api-tg/abc123'] },
    files: [`${folder}/task-definition.json`],
    before: { 6: steady },
    pending: {
      7: notServed('RegisterScalableTarget', 'AnyScaleFrontendService'),
      8: notServed('PutScalingPolicy', 'AnyScaleFrontendService'),
      9: notServed('PutScalingPolicy', 'AnyScaleFrontendService'),
      10: notServed('DescribeScalingActivities', 'AnyScaleFrontendService'),
    },
  },
];

describe.each(documents)('$name', ({ name, region, seeds, files, before, pending }) => {
  test('every command does what the document says', async () => {
    const server = await startServer({ simulator: { region } });
    const shell = awsShell(server.url, region, files);
    ends.push(() => server.close(), shell.remove);
    const control = connect(server.url);
    await control.seedResources(seeds);
    const told: string[] = [];
    const failed: Record<number, string> = {};
    for (const [index, command] of commandsOf(`${folder}/${name}-commands.txt`).entries()) {
      await before[index + 1]?.(control);
      const ended = await shell.run(command);
      told.push(`# ${index + 1}\n${command}\n\n${spell(ended)}\n`);
      if (ended.status === 0) continue;
      expect(ended.status).toBe(254);
      failed[index + 1] = ended.error;
    }
    expect(failed).toEqual(pending);
    await expect(told.join('\n')).toMatchFileSnapshot(`documents/${name}-outputs.txt`);
  });
});

const spell = ({ status, out, error }: Ended): string =>
  status === 0 ? JSON.stringify(out, undefined, 2) : `${error} (status ${status})`;
