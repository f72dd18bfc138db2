/**
 * A request as text, to tell a replay from another request: every literal difference counts, but not the order in which
 * the caller wrote the members of an object (recorded: task_tokens.json #19 to #28).
 */
export const requestText = (request: object): string =>
  JSON.stringify(request, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
