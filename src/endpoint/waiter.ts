/** A waiter, as far as its requests give it away. */
export interface Waiter {
  /** `tasks-stopped`; absent where only that it is one can be told. */
  readonly name?: string;
}

/**
 * Whether a request comes from a waiter. AWS CLI v2 names its command; botocore (boto3, AWS CLI v1) lists feature B in a waiter's
 * requests only. The JavaScript SDK gives no sign.
 * @see tried with AWS CLI 2.9.19 and 1.45, botocore 1.43, @aws-sdk/client-ecs 3.1161
 */
export function waiterOf(headers: Readonly<Record<string, string>>): Waiter | undefined {
  const agent = headers['user-agent'] ?? '';
  const name = /(?:^|\s)command\/\w+\.wait\.([a-z-]+)/.exec(agent)?.[1];
  if (name !== undefined) return { name };
  const features = /(?:^|\s)m\/(\S+)/.exec(agent)?.[1]?.split(',') ?? [];
  return features.includes('B') ? {} : undefined;
}
