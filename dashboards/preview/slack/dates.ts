/** Dates as Slack writes them, for a reader who lives in UTC and has chosen the 24-hour clock. */
import { escapeHtml } from '../../../lambda/drawing/html';
import { renderLink } from './text';

export function dateOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

export function renderTime(date: Date, shown: string): string {
  return `<time datetime="${date.toISOString()}">${escapeHtml(shown)}</time>`;
}

function formatter(options: Intl.DateTimeFormatOptions): (date: Date) => string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options });
  return (date) => format.format(date);
}

export const timeOfDay = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const withSeconds = formatter({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const short = formatter({ month: 'short', day: 'numeric', year: 'numeric' });
const full = formatter({ month: 'long', day: 'numeric', year: 'numeric' });
const month = formatter({ month: 'long', day: 'numeric' });
const weekdayAndMonth = formatter({ weekday: 'long', month: 'long' });

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };

/** As in `Friday, November 20th`. */
export function dayOf(date: Date): string {
  const day = date.getUTCDate();
  const [name = '', weekday = ''] = weekdayAndMonth(date).split(' ');
  return `${weekday}, ${name} ${day}${ENDINGS[ordinals.select(day)] ?? ''}`;
}

const monthShort = formatter({ month: 'short', day: 'numeric' });

/** As in `09:15`, and with the day if it is not that of `other`. */
export function timeBeside(date: Date, other: Date): string {
  const sameDay = dayIn(date) === dayIn(other);
  return sameDay ? timeOfDay(date) : `${monthShort(date)} at ${timeOfDay(date)}`;
}

/** As in `2026-11-20`. */
export function dayIn(date: Date): string {
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
}

const long = (date: Date): string => `${dayOf(date)}, ${date.getUTCFullYear()}`;

/**
 * https://docs.slack.dev/reference/block-kit/block-elements/date-element. Those with `pretty` would say "today" on that day;
 * when somebody looks at this page is not known.
 */
const TOKENS: ReadonlyMap<string, (date: Date) => string> = new Map([
  ['date_num', dayIn],
  ['date', month],
  ['date_pretty', month],
  ['date_short', short],
  ['date_short_pretty', short],
  ['date_long', long],
  ['date_long_pretty', long],
  ['date_long_full', full],
  ['time', timeOfDay],
  ['time_secs', withSeconds],
]);

export interface SlackDate {
  /** Seconds since 1970. */
  readonly epoch: number;
  /** As in `{date_short_pretty} {time}`. */
  readonly format: string;
  readonly link: string | undefined;
  /** Shown for a date that does not exist or a format that is not known here. */
  readonly fallback: string;
}

export function renderDate({ epoch, format, link, fallback }: SlackDate): string {
  const date = new Date(epoch * 1000);
  const tokens = [...format.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  if (Number.isNaN(date.getTime()) || tokens.length === 0 || !tokens.every((name) => TOKENS.has(name)))
    return escapeHtml(fallback);
  const shown = format.replaceAll(/\{(\w+)\}/g, (_, name: string) => TOKENS.get(name)?.(date) ?? '');
  const html = renderTime(date, shown);
  return link === undefined ? html : renderLink(link, html);
}
