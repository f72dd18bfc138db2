/** What stands in a table. */
export type Cell = number | string | boolean | undefined;

/** A table as data; `String(table)` aligns its columns, so that two of them can be compared line by line. */
export class Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];

  constructor(columns: readonly string[], rows: readonly (readonly Cell[])[]) {
    this.columns = Object.freeze([...columns]);
    this.rows = Object.freeze(rows.map((row) => Object.freeze([...row])));
  }

  toString(): string {
    const lines = [this.columns, ...this.rows.map((row) => row.map(textOf))];
    const isNumber = this.columns.map((_, place) => this.rows.every((row) => isNumeric(row[place])));
    const widths = this.columns.map((_, place) => Math.max(...lines.map((line) => line[place]?.length ?? 0)));
    return lines
      .map((line) =>
        line
          .map((text, place) =>
            isNumber[place] === true ? text.padStart(widths[place] ?? 0) : text.padEnd(widths[place] ?? 0),
          )
          .join('  ')
          .trimEnd(),
      )
      .join('\n');
  }
}

const isNumeric = (cell: Cell): boolean => typeof cell === 'number' || cell === undefined;

/** At most three decimals: what differs only beyond them is noise to a reader. The data keeps them. */
const textOf = (cell: Cell): string =>
  cell === undefined ? '-' : typeof cell === 'number' ? String(Math.round(cell * 1_000) / 1_000) : String(cell);
