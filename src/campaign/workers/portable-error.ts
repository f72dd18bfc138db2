/** What was thrown, as data: cloning an error between threads forgets its name and its members. */
export type PortableError = ErrorData | { readonly text: string };

interface ErrorData {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  /** `code`, `resource`, `value`, `help` and the like. */
  readonly members: Readonly<Record<string, unknown>>;
}

export function portableError(error: unknown): PortableError {
  if (!(error instanceof Error)) return { text: String(error) };
  const { name, message, stack } = error;
  const members = Object.entries(error).filter(([, value]) => typeof value !== 'object' && typeof value !== 'function');
  return { name, message, ...(stack === undefined ? {} : { stack }), members: Object.fromEntries(members) };
}

/** What says the same: a text, or an error. Not of the same class: programs decide by `code`. */
export function revive(portable: PortableError): unknown {
  if ('text' in portable) return portable.text;
  const { name, message, stack, members } = portable;
  return Object.assign(new Error(message), members, { name }, stack === undefined ? {} : { stack });
}
