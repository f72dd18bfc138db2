import { startServer } from '../../src/http/index.js';
import type { Caller } from './caller.js';
import { sdkCaller } from './sdk-caller.js';

/** The AWS SDK's clients as anybody has them: a server of the simulator is their endpoint. */
export const overHttp: Caller = {
  name: 'over HTTP',
  async call(sim, api, operation, input) {
    const server = await startServer({ sim, onPoll: 'none' });
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    const config = { endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 };
    try {
      return await sdkCaller('', () => config).call(sim, api, operation, input);
    } finally {
      await server.close();
    }
  },
};
