/** Times: as everybody's own clock shows them, and how long something took. */
import { formatNumber, plural } from '../../domain/format';
import { plain } from './words';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const inUtc = new Intl.DateTimeFormat('en', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
});

/** Slack's markup for a time; after the bar, what stands there where it cannot be shown. @param iso ISO 8601 */
export function timeToken(iso: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return plain(iso, 40);
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${timeInUtc(iso)}>`;
}

/** `20 Nov 12:00 UTC`, for where Slack's markup is not read. */
export function timeInUtc(iso: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return plain(iso, 40);
  const { day, month, hour, minute } = partsOf(at);
  return `${day} ${month} ${hour}:${minute} UTC`;
}

/** When a mute ends: an instant, or a day, at whose end (UTC) it does. */
export function untilToken(until: string): string {
  const day = dayOf(until);
  return day === null ? timeToken(until) : `the end of ${day} (UTC)`;
}

export function untilInUtc(until: string): string {
  const day = dayOf(until);
  return day === null ? timeInUtc(until) : `the end of ${day} (UTC)`;
}

function dayOf(until: string): string | null {
  const at = Date.parse(until);
  if (until.length !== 'YYYY-MM-DD'.length || Number.isNaN(at)) return null;
  const { day, month, year } = partsOf(at);
  return `${day} ${month} ${year}`;
}

function partsOf(at: number) {
  const parts = new Map(inUtc.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { day: part('day'), month: part('month'), year: part('year'), hour: part('hour'), minute: part('minute') };
}

/** `45 min`, `4 h 15 min`, `26 h`, `3 days`; `null` where a time is not known. */
export function between(from: string | undefined, to: string | undefined): string | null {
  const length = Date.parse(to ?? '') - Date.parse(from ?? '');
  if (Number.isNaN(length) || length < 0) return null;
  if (length < HOUR) return `${Math.round(length / MINUTE)} min`;
  if (length >= 2 * DAY) return plural(Math.round(length / DAY), 'day');
  const minutes = Math.round(length / MINUTE);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return hours < 10 && rest > 0 ? `${hours} h ${rest} min` : `${formatNumber(Math.round(minutes / 60))} h`;
}
