/** One attempt of a call, for an AWS SDK. */
export interface RetryToken {
  getRetryCount(): number;
  getRetryDelay(): number;
}

/** How an AWS SDK client repeats calls that failed. */
export interface RetriesWithoutPause {
  acquireInitialRetryToken(scope: string): Promise<RetryToken>;
  refreshRetryTokenForRetry(token: RetryToken, about: { readonly errorType: string }): Promise<RetryToken>;
  recordSuccess(token: RetryToken): void;
}

/**
 * Repeats what the SDK's standard strategy repeats (throttling, and failures that pass by themselves), as often, but at once:
 * its pauses would pass in real time.
 * @param attemptsMax - of a call, the first attempt included
 */
export const retriesWithoutPause = (attemptsMax: () => number): RetriesWithoutPause => ({
  acquireInitialRetryToken: async () => attempt(0),
  async refreshRetryTokenForRetry(token, { errorType }) {
    const count = token.getRetryCount() + 1;
    if (count >= attemptsMax() || (errorType !== 'THROTTLING' && errorType !== 'TRANSIENT')) {
      throw new Error('No attempts are left.');
    }
    return attempt(count);
  },
  recordSuccess: () => undefined,
});

const attempt = (count: number): RetryToken => ({ getRetryCount: () => count, getRetryDelay: () => 0 });
