/** Anything that may be thrown, as text: data as JSON, and what has no text by its kind. */
export function textOf(thrown: unknown): string {
  try {
    return typeof thrown === 'object' && thrown !== null ? (JSON.stringify(thrown) ?? String(thrown)) : String(thrown);
  } catch {
    return `a thrown ${typeof thrown}`;
  }
}
