/** One line of the table. */
export interface Row {
  readonly work: string;
  /** What binds, as the table says it. */
  readonly binds: string;
  readonly aim: string;
  /** What was measured, in the unit of what binds. */
  readonly measured: string;
  readonly holds: boolean;
  readonly missesAim?: boolean;
  /** For the reader: absolute times, counts. Nothing of it binds. */
  readonly about: string;
}

/** A row that binds one number from above. */
export function bound(
  work: string,
  measured: number,
  {
    atMost,
    aim,
    unit,
    about,
  }: { readonly atMost: number; readonly aim: number; readonly unit: string; readonly about: string },
): Row {
  const shown = (value: number) => `${round(value)}${unit.startsWith('×') ? '' : ' '}${unit}`.trim();
  const text = (value: number) => (unit === '×' ? `×${round(value)}` : shown(value));
  return {
    work,
    binds: text(atMost),
    aim: text(aim),
    measured: text(measured),
    holds: measured <= atMost,
    missesAim: measured > aim,
    about,
  };
}

/** Three digits that mean something. */
export function round(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.min(digits, 3) });
}

export const millis = (ns: number): string => `${round(ns / 1e6)} ms`;
