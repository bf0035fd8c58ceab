/** Histories to report on: of what is measured once a day at noon (UTC), scanned once a day at six. */
import { dayIn, daysIn, type Month } from '../../../../lambda/domain/calendar';
import {
  type DailyPeak,
  emptyMonth,
  type MonthHistory,
  type PastScan,
  type PastTransition,
  type SeriesHistory,
  seriesId,
} from '../../../../lambda/domain/history';
import type { IncidentSubject } from '../../../../lambda/domain/fingerprint';
import type { SubjectText } from '../../../../lambda/domain/message';
import type { Report } from '../../../../lambda/domain/report';
import { textOfWords } from '../../../../lambda/domain/words';
import { Book, type Reporting, reportOf } from '../../../../lambda/reporting/build';

export const ACCOUNT = '111122223333';

const known: Readonly<Record<string, Pick<SubjectText, 'title' | 'remedy' | 'raise'>>> = {
  'http-api-integrations': {
    title: 'Integrations per HTTP API',
    remedy: ['Delete those that no route names in its `target`.', 'Share them.'],
    raise: 'no',
  },
  'lambda-concurrency': { title: 'Lambda concurrent executions', remedy: ['Cap the largest function.'], raise: 'yes' },
  'websocket-api-routes': { title: 'Routes per WebSocket API', remedy: [], raise: 'support' },
  'stage-throttle': { title: 'Stage throttle', remedy: ['Raise it.'], raise: 'own' },
  coverage: { title: 'Headroom cannot see everything', remedy: ['Look into the log of the scan.'], raise: null },
};

function textOf({ id }: IncidentSubject): SubjectText {
  const text = known[id] ?? { title: `quota ${id}`, remedy: [], raise: null };
  return { ...text, breaks: `${text.title} break`, service: null, quotaCode: null };
}

export const reporting: Reporting = {
  now: new Date('2026-11-01T06:05:00Z'),
  revision: 1,
  thresholds: {
    default: { warning: { percent: 80 }, critical: { percent: 90 }, clear: null },
    overrides: [],
  },
  forecast: { warnDays: 14, warnDaysNotRaised: 60 },
  textOf,
  quotasOfCode: () => [],
  unreadable: [],
};

export function minuteOf(at: string): number {
  return Date.parse(at) / 60_000;
}

/** @param usages by day, from the first of the month on; `null` where nobody measured it */
export function peaksIn(month: Month, usages: readonly (number | null)[], limit = 300): DailyPeak[] {
  return usages.flatMap((usage, index): DailyPeak[] =>
    usage === null ? [] : [[index + 1, usage, limit, minuteOf(`${dayIn(month, index + 1)}T12:00:00Z`)]],
  );
}

/** The same usage on every day. */
export function steady(month: Month, usage: number, limit = 300): DailyPeak[] {
  return peaksIn(
    month,
    Array.from({ length: daysIn(month) }, () => usage),
    limit,
  );
}

export const integrations: SeriesHistory = {
  quota: 'http-api-integrations',
  region: 'us-east-1',
  resource: { type: 'http-api', id: 'a1b2c3', name: 'orders' },
  adjustable: 'no',
  peaks: [],
};

export const concurrency: SeriesHistory = {
  quota: 'lambda-concurrency',
  region: 'eu-west-1',
  resource: null,
  adjustable: 'yes',
  peaks: [],
};

export function scansOn(month: Month, days: readonly number[], coverage = 100): PastScan[] {
  return days.map((day) => [minuteOf(`${dayIn(month, day)}T06:00:00Z`), coverage]);
}

export function everyDay(month: Month): number[] {
  return Array.from({ length: daysIn(month) }, (_, index) => index + 1);
}

/** A month that was scanned on all its days. */
export function history(
  month: Month,
  series: readonly SeriesHistory[],
  more: Partial<MonthHistory> = {},
): MonthHistory {
  return {
    ...emptyMonth(ACCOUNT, month),
    series: Object.fromEntries(series.map((one) => [seriesId(one), one])),
    scans: scansOn(month, everyDay(month)),
    ...more,
  };
}

/** @param told as in `warning 2026-10-03T10:00:00Z`: its states, each with its time */
export function transitions(fingerprint: string, episode: number, firstSeq: number, told: string[]): PastTransition[] {
  return told.map((one, index) => {
    const [state = '', at = ''] = one.split(' ');
    return {
      fingerprint,
      episode,
      seq: firstSeq + index,
      at,
      state: state === 'ok' || state === 'muted' || state === 'critical' ? state : 'warning',
      region: 'us-east-1',
      subject: { kind: 'quota', id: 'http-api-integrations' },
    };
  });
}

export function bookOf(month: Month, histories: readonly MonthHistory[], timeZone = 'UTC'): Book {
  const book = new Book(month, timeZone);
  for (const one of histories) book.add(one);
  return book;
}

/** Of October 2026, where nothing else is said. */
export function reportOn(histories: readonly MonthHistory[], more: Partial<Reporting> = {}): Report {
  return reportOf(bookOf('2026-10', histories), { ...reporting, ...more });
}

export function decisionText({ decision }: Report): string {
  return textOfWords(decision.text);
}
