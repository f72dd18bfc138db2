/** The name that was most likely meant: a letter or two away, whatever the case. Undefined when none is near. */
export function closestName(given: string, names: Iterable<string>): string | undefined {
  const wrong = given.toLowerCase();
  let closest: string | undefined;
  let least = Math.max(1, Math.floor(given.length / 3)) + 1;
  for (const name of names) {
    const count = editsBetween(wrong, name.toLowerCase());
    if (count >= least) continue;
    least = count;
    closest = name;
  }
  return closest;
}

/** Letters to add, leave out, replace or exchange with the next one (Damerau and Levenshtein), row by row. */
function editsBetween(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      const isExchanged = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const exchanged = isExchanged ? (before[j - 2] as number) + 1 : replaced;
      next.push(Math.min(replaced, exchanged, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    before = row;
    row = next;
  }
  return row[to.length] as number;
}
