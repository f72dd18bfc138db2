import * as ecsSdk from '@aws-sdk/client-ecs';
import * as elbSdk from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsServiceName } from '../../src/index.js';
import { clientConfig } from '../../src/sdk/index.js';
import { type Caller, outcomeOfThrown } from './caller.js';

interface SdkClient {
  send(command: unknown): Promise<Record<string, unknown>>;
}
type Command = new (input: object) => unknown;

const sdks: Readonly<
  Record<AwsServiceName, { readonly Client: new (config: object) => SdkClient; readonly commands: object }>
> = {
  ecs: { Client: ecsSdk.ECSClient as never, commands: ecsSdk },
  elbv2: { Client: elbSdk.ElasticLoadBalancingV2Client as never, commands: elbSdk },
};

/** Real clients of the AWS SDK. @param configOf - what makes a client one of this simulator */
export const sdkCaller = (name: string, configOf: (sim: Parameters<typeof clientConfig>[0]) => object): Caller => ({
  name,
  async call(sim, api, operation, input) {
    const { Client, commands } = sdks[api];
    const commandName = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Command`;
    const Command = (commands as Readonly<Record<string, Command>>)[commandName];
    if (Command === undefined) throw new Error(`The SDK has no ${commandName}.`);
    try {
      const { $metadata: _metadata, ...reply } = await new Client(configOf(sim)).send(new Command(input));
      return { reply };
    } catch (error) {
      return outcomeOfThrown(error);
    }
  },
});

/** The clients of `steadystate/sdk`. */
export const throughTheSdk = sdkCaller('through the SDK', (sim) => clientConfig(sim, { onPoll: 'none' }));
