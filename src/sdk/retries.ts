/** One attempt of a call, for an AWS SDK. */
export interface RetryToken {
  getRetryCount(): number;
  getRetryDelay(): number;
}

/** What an AWS SDK says of an attempt that failed, as far as it is looked at. */
export interface FailedAttempt {
  readonly errorType: string;
  readonly error?: unknown;
}

/** How an AWS SDK client repeats calls that failed. */
export interface RetriesWithoutPause {
  acquireInitialRetryToken(scope: string): Promise<RetryToken>;
  refreshRetryTokenForRetry(token: RetryToken, about: FailedAttempt): Promise<RetryToken>;
  recordSuccess(token: RetryToken): void;
}

/**
 * Repeats what the SDK's standard strategy repeats (throttling, and failures that pass by themselves), as often, but at once:
 * its pauses would pass in real time.
 * @param attemptsMax - of the call that a response belongs to, the first attempt included
 */
export const retriesWithoutPause = (attemptsMax: (response: object) => number): RetriesWithoutPause => ({
  acquireInitialRetryToken: async () => attempt(0),
  async refreshRetryTokenForRetry(token, { errorType, error }) {
    const count = token.getRetryCount() + 1;
    if (count >= attemptsMax(responseOf(error)) || (errorType !== 'THROTTLING' && errorType !== 'TRANSIENT')) {
      throw new Error('No attempts are left.');
    }
    return attempt(count);
  },
  recordSuccess: () => undefined,
});

const attempt = (count: number): RetryToken => ({ getRetryCount: () => count, getRetryDelay: () => 0 });

/** The SDK's errors have the response they were read from. */
const responseOf = (error: unknown): object => (error as { $response?: object } | undefined)?.$response ?? {};
