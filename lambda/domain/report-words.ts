/**
 * What every form of the monthly report says in the same words: days and months, how something changed, when it fills up, or why nobody
 * can say. Names in them are hostile text, as they are: who shows a sentence makes all of it harmless there.
 */
import { type Day, dayNumber, type Month } from './calendar';
import { HORIZON_DAYS, LEAST_POINTS, type NoForecastReason } from './forecast';
import { formatNumber, plural } from './format';
import { NO_NAME } from './plan-words';
import type { ReportAccount, ReportDecision, ReportForecast, ReportIncrease, ReportPeak, ReportRow } from './report';
import type { Resource } from './resources';
import { code, type Words, words } from './words';

const inUtc = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const MONTH_LETTERS = 3;

function partsOf(day: Day): { readonly day: string; readonly month: string; readonly year: string } {
  const parts = new Map(inUtc.formatToParts(new Date(`${day}T00:00:00Z`)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return { day: part('day'), month: part('month'), year: part('year') };
}

/** `October 2026`. */
export function monthName(month: Month): string {
  const { month: name, year } = partsOf(`${month}-01`);
  return `${name} ${year}`;
}

/** `Oct`, for an axis. */
export function monthLetters(month: Month): string {
  return partsOf(`${month}-01`).month.slice(0, MONTH_LETTERS);
}

/** `9 Dec 2026`. */
export function dayText(day: Day): string {
  return `${dayInYear(day)} ${partsOf(day).year}`;
}

/** `9 Dec`. */
export function dayInYear(day: Day): string {
  const { day: number, month } = partsOf(day);
  return `${number} ${month.slice(0, MONTH_LETTERS)}`;
}

/** `2–20 Dec 2026`, `28 Nov–9 Dec 2026`, `20 Dec 2026–4 Jan 2027`. */
export function daysText(from: Day, to: Day): string {
  const [first, last] = [partsOf(from), partsOf(to)];
  if (from === to) return dayText(to);
  if (first.year !== last.year) return `${dayText(from)}–${dayText(to)}`;
  return `${first.month === last.month ? first.day : dayInYear(from)}–${dayText(to)}`;
}

/** Days that follow one another together: `1–3 Oct 2026, 9 Oct 2026`. @param days ascending */
export function dayRuns(days: readonly Day[]): string {
  const runs: [first: Day, last: Day][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && dayNumber(day) === dayNumber(run[1]) + 1) run[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([first, last]) => daysText(first, last)).join(', ');
}

/** `30 Oct 2026, 10:15`, on the clocks of the report. @param iso ISO 8601 */
export function momentText(iso: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const parts = new Map(format.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${part('day')} ${part('month')} ${part('year')}, ${part('hour')}:${part('minute')}`;
}

/** `prod-edge (111122223333)`: two accounts may have one name. */
export function accountText({ accountId, name }: ReportAccount): string {
  return name === null || name === '' ? accountId : `${name} (${accountId})`;
}

/** `prod-edge (111122223333), us-east-1`. */
export function placeText(accounts: readonly ReportAccount[], { accountId, region }: Place): string {
  const known = accounts.find((one) => one.accountId === accountId);
  return `${accountText(known ?? { accountId, name: null })}, ${region}`;
}

type Place = Pick<ReportRow, 'accountId' | 'region'>;

/** The name, and the id where it says more: names need not be unique. */
export function resourceText({ type, id, name }: Resource): string {
  if (name.trim() === '') return `${NO_NAME} ${id}`;
  if (type === 'stage' || type === 'route' || type === 'domain-name' || id === name) return name;
  return `${name} (${id})`;
}

/** `Integrations per HTTP API: content-prod (a1b2c3d4e5)`. */
export function rowName({ title, resource }: Pick<ReportRow, 'title' | 'resource'>): Words {
  return resource === null ? [title] : words`${title}: ${code(resourceText(resource))}`;
}

/** `98 %`; of a limit of 0 there is no share. */
export function percentText({ percent }: Pick<ReportPeak, 'percent'>): string {
  return percent === null ? 'limit 0' : `${formatNumber(percent)} %`;
}

/** Points of utilization against the month before; `null` where one of the two is not known. */
export function pointsOf({ peak, before }: Pick<ReportRow, 'peak' | 'before'>): number | null {
  if (peak.percent === null || before === null || before.percent === null) return null;
  return Math.round((peak.percent - before.percent) * 10) / 10;
}

/** `+4.3`, `−1.2`, `±0`, `new`; `–` where nobody can say. */
export function pointsText(row: Pick<ReportRow, 'peak' | 'before'>): string {
  if (row.before === null) return 'new';
  const points = pointsOf(row);
  if (points === null) return '–';
  if (points === 0) return '±0';
  return `${points > 0 ? '+' : '−'}${formatNumber(Math.abs(points))}`;
}

const ANSWERS = {
  yes: 'yes',
  support: 'by AWS Support',
  no: 'no',
  own: 'your setting',
} as const satisfies Record<NonNullable<ReportRow['raise']>, string>;

/** Whether AWS raises the limit: a few words; `–` where nobody knows. */
export function raiseText({ raise }: Pick<ReportRow, 'raise'>): string {
  return raise === null ? '–' : ANSWERS[raise];
}

/** Why there is no forecast, in a few words, whatever the row. */
export const noForecastWords = {
  'too-few-days': 'too few days of history',
  'limit-changed': 'the limit changed, and its history begins anew',
  'not-growing': 'not growing',
  'one-step': 'rose once, and has stayed since',
  drifting: 'drifts, and whether it grows is not sure',
  'far-from-full': 'less than half full',
  'too-far-ahead': `grows, but is not full within ${HORIZON_DAYS} days`,
  unsteady: 'the last days do not say the same',
  full: 'full already',
  'no-limit': 'the limit is 0',
} as const satisfies Record<NoForecastReason, string>;

type NoForecast = Extract<ReportForecast, { status: 'none' }>;

function reasonText({ reason, points }: NoForecast): string {
  const soFar = `${points} of ${LEAST_POINTS} days of history`;
  if (reason === 'too-few-days') return soFar;
  return reason === 'limit-changed' ? `${soFar} since the limit changed` : noForecastWords[reason];
}

/** `about 9 Dec 2026 (2–20 Dec)`, or `no forecast: 12 of 28 days of history`. */
export function forecastText({ forecast, lastDay }: Pick<ReportRow, 'forecast' | 'lastDay'>): string {
  if (forecast === null) return `no forecast: ${unmeasuredText({ lastDay })}`;
  if (forecast.status === 'fills-up') return `about ${dayText(forecast.day)} (${likelyText(forecast)})`;
  const hint = forecast.hint === null ? '' : `; what there is points to ${dayText(forecast.hint)}`;
  return `no forecast: ${reasonText(forecast)}${hint}`;
}

/** `not measured since 27 Oct`: whether it was deleted, or nobody could read it, nobody knows. */
export function unmeasuredText({ lastDay }: Pick<ReportRow, 'lastDay'>): string {
  return `not measured since ${dayInYear(lastDay)}`;
}

/** The days between which it is likely: `2–20 Dec`; with the year where that is not the one of the day. */
export function likelyText({ day, earliest, latest }: Extract<ReportForecast, { status: 'fills-up' }>): string {
  const year = partsOf(day).year;
  if (latest === null) {
    return `not before ${partsOf(earliest).year === year ? dayInYear(earliest) : dayText(earliest)}`;
  }
  return daysText(earliest, latest).replaceAll(` ${year}`, '');
}

const DECIDE = 'One thing to decide:';

/** What stands before the sentence of a decision; `null` before one that asks for none. */
export const decisionLeads = {
  full: DECIDE,
  'fills-up': DECIDE,
  near: DECIDE,
  blind: DECIDE,
  'no-data': null,
  nothing: null,
} as const satisfies Record<ReportDecision['kind'], string | null>;

/** `1 granted`, `2 pending`: how many had which outcome; those that none had are left out. */
export function outcomeTexts(increases: readonly Pick<ReportIncrease, 'outcome'>[]): string[] {
  return (['granted', 'pending', 'refused', 'closed'] as const).flatMap((outcome) => {
    const count = increases.filter((one) => one.outcome === outcome).length;
    return count === 0 ? [] : [`${formatNumber(count)} ${outcome}`];
  });
}

const HOURS_IN_DAYS = 48;

/** `25 min`, `9 h`, `3 days`. @param hours may be a fraction */
export function hoursText(hours: number): string {
  if (hours < 1) return `${Math.round(hours * 60)} min`;
  if (hours < HOURS_IN_DAYS) return `${formatNumber(hours)} h`;
  return plural(Math.round((hours / 24) * 10) / 10, 'day');
}
