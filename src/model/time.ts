import { SteadystateError } from './errors.js';

/**
 * A length of virtual time: milliseconds as a whole number, or text such as `'90s'`, `'5m'`, `'1h30m'`, `'250ms'`, `'2d'`.
 */
export type Duration = number | string;

/**
 * A moment of virtual time: a `Date`, ISO 8601 text, milliseconds since the epoch, or `'+5m'`, counted from now.
 */
export type Moment = Date | number | string;

const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
const durationPattern = /^(?:\d+(?:\.\d+)?(?:ms|d|h|m|s))+$/;
const durationPartPattern = /(\d+(?:\.\d+)?)(ms|d|h|m|s)/g;

/**
 * @returns whole milliseconds, 0 or more
 * @throws SteadystateError `InvalidDuration`
 */
export function parseDuration(duration: Duration, what = 'duration'): number {
  const ms = typeof duration === 'number' ? duration : durationTextMs(duration);
  if (!Number.isSafeInteger(ms) || ms < 0) {
    throw new SteadystateError('InvalidDuration', `${what} ${show(duration)} is not a length of time.`, {
      resource: what,
      value: show(duration),
      help: "Give whole milliseconds, 0 or more, or text such as '90s', '5m', '1h30m' or '250ms'.",
    });
  }
  return ms;
}

function durationTextMs(text: unknown): number {
  if (typeof text !== 'string' || !durationPattern.test(text)) return Number.NaN;
  let ms = 0;
  for (const [, amount, unit] of text.matchAll(durationPartPattern))
    ms += Number(amount) * (unitMs[unit ?? ''] ?? Number.NaN);
  // `1.005 * 1000` is 1004.9999999999999.
  return Math.round(ms * 1_000) / 1_000;
}

/**
 * @returns milliseconds since the epoch; may lie before `nowMs`, the caller decides whether it may
 * @throws SteadystateError `InvalidMoment`
 */
export function parseMoment(moment: Moment, nowMs: number): number {
  if (typeof moment === 'string' && moment.startsWith('+')) {
    return momentAfter(nowMs, parseDuration(moment.slice(1), 'moment'));
  }
  const ms = moment instanceof Date ? moment.getTime() : typeof moment === 'number' ? moment : isoMs(moment);
  if (!Number.isSafeInteger(ms) || Math.abs(ms) > momentMsMax) {
    throw new SteadystateError('InvalidMoment', `${show(moment)} is not a moment of virtual time.`, {
      value: show(moment),
      help: "Give a Date, ISO 8601 text, milliseconds since the epoch, or an offset from now such as '+5m'.",
    });
  }
  return ms;
}

/** The last moment that a `Date` can hold, in the year 275760: virtual time ends there. */
const momentMsMax = 8_640_000_000_000_000;

/** @throws SteadystateError `InvalidDuration` when it would lie beyond the end of time */
export function momentAfter(nowMs: number, durationMs: number): number {
  if (nowMs + durationMs <= momentMsMax) return nowMs + durationMs;
  throw new SteadystateError('InvalidDuration', `${durationMs} ms from now lie beyond the end of virtual time.`, {
    value: String(durationMs),
    help: `The last moment is ${new Date(momentMsMax).toISOString()}.`,
  });
}

function isoMs(text: unknown): number {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
}

const show = (value: unknown): string => (typeof value === 'string' ? `'${value}'` : String(value));

/** `0:07`, `12:05`, `1:02:03`; milliseconds only where there are any: `0:07.250`. For people. */
export function formatElapsed(ms: number): string {
  const sign = ms < 0 ? '-' : '';
  const abs = Math.abs(ms);
  const hours = Math.floor(abs / 3_600_000);
  const minutes = Math.floor(abs / 60_000) % 60;
  const seconds = Math.floor(abs / 1_000) % 60;
  const fraction = abs % 1_000;
  const tail = `${String(seconds).padStart(2, '0')}${fraction === 0 ? '' : `.${String(fraction).padStart(3, '0')}`}`;
  return hours > 0 ? `${sign}${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${sign}${minutes}:${tail}`;
}

/** `12 s`, `4 m 12 s`, `1 h 2 m`: a length of time inside a sentence. */
export function spellDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const total = Math.round(ms / 1_000);
  const days = Math.floor(total / 86_400);
  const hours = Math.floor(total / 3_600) % 24;
  const minutes = Math.floor(total / 60) % 60;
  const seconds = total % 60;
  const parts: string[] = [];
  if (days > 0) parts.push(`${days} d`);
  if (hours > 0) parts.push(`${hours} h`);
  if (minutes > 0) parts.push(`${minutes} m`);
  if (seconds > 0 && days === 0 && hours === 0) parts.push(`${seconds} s`);
  return parts.join(' ');
}
