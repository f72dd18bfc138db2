import { AwsApiError, type AwsServiceName, type Simulator } from '../../src/index.js';

/** What came of a call: a reply, or AWS's name and text of an error. */
export type Outcome = { readonly reply: unknown } | { readonly error: string; readonly message: string };

/** A way to call a simulator. */
export interface Caller {
  readonly name: string;
  /** @param operation - AWS's name of it in camelCase */
  call(sim: Simulator, api: AwsServiceName, operation: string, input: object): Promise<Outcome>;
}

/** `sim.ecs` and `sim.elbv2` themselves: what all other ways are compared with. */
export const inProcess: Caller = {
  name: 'in process',
  async call(sim, api, operation, input) {
    const client = sim[api] as unknown as Readonly<Record<string, (input: object) => unknown>>;
    try {
      return { reply: client[operation]?.(input) };
    } catch (error) {
      if (!(error instanceof AwsApiError)) throw error;
      return { error: error.code, message: error.message };
    }
  },
};

/** What an exception of an SDK says. Where AWS sends no text, the SDK has one of its own. */
export const outcomeOfThrown = (error: unknown): Outcome => {
  const { name, message } = error as Error;
  return { error: name, message: message === 'UnknownError' ? '' : message };
};
