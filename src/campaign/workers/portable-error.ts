/** An error as data: cloning an error between threads forgets its name and its members. */
export interface PortableError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** `code`, `resource`, `value`, `help` and the like. */
  readonly members: Readonly<Record<string, unknown>>;
}

export function portableError(error: unknown): PortableError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), members: {} };
  const { name, message, stack } = error;
  const members = Object.entries(error).filter(([, value]) => typeof value !== 'object' && typeof value !== 'function');
  return { name, message, ...(stack === undefined ? {} : { stack }), members: Object.fromEntries(members) };
}

/** An error that says the same. Not of the same class: programs decide by `code`. */
export function revive({ name, message, stack, members }: PortableError): Error {
  return Object.assign(new Error(message), members, { name }, stack === undefined ? {} : { stack });
}
