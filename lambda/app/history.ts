/** What the days before say, and what this scan adds to them: the same for the deployed monitor and for the command line. */
import { dayAt, dayNumber, monthLater, monthOf } from '../domain/calendar';
import { type DailyPoint, forecastWarning, steadyForecast } from '../domain/forecast';
import { dailyPoints, type MonthHistory, type PastIncrease, seriesId } from '../domain/history';
import { recordOf, type ScanRecord } from '../domain/scan-record';
import { described } from '../domain/error-code';
import { percentOf } from '../domain/last-seen';
import type { Measurement } from '../domain/measurement';
import { dated } from '../domain/outlook';
import type { RegionReads } from '../domain/region-reads';
import type { Settings } from '../domain/settings';
import { HOT_PERCENT, type Outlooks } from '../domain/state';
import { worse } from '../domain/threshold';
import { addToMonth, type HistoryPlace, readMonth } from '../stores/history';
import { keys } from '../stores/keys';
import type { Objects } from '../stores/objects';
import type { Log } from './log';

/** A forecast looks back 56 days, and at what it would have said on the two days before. */
const MONTHS_BACK = 3;

export interface HistoryParts {
  readonly objects: Objects;
  readonly log: Log;
}

export interface Foreseeing {
  readonly accountId: string;
  readonly at: Date;
  readonly settings: Pick<Settings, 'forecast' | 'report'>;
  /** As they were last computed. */
  readonly known: Outlooks;
}

/**
 * Once a day, of what was at least half full on some day of late: a day says nothing before it is over. It asks the history alone, so that
 * what cannot be seen just now, or rests at night, keeps what is known of it.
 * @throws what S3 or the file system refuses
 */
export async function foresee(place: HistoryPlace, request: Foreseeing): Promise<Outlooks> {
  const { accountId, at, settings, known } = request;
  const day = dayAt(at, settings.report.timeZone);
  if (known.day === day) return known;
  const months: MonthHistory[] = [];
  for (let back = MONTHS_BACK - 1; back >= 0; back -= 1) {
    const { history } = await readMonth(place, accountId, monthLater(monthOf(day), -back));
    if (history) months.push(history);
  }
  const today = dayNumber(day);
  const { warnDays, warnDaysNotRaised } = settings.forecast;
  const all = new Map(months.flatMap(({ series }) => Object.entries(series)));
  const bySeries = [...all].flatMap(([id, { adjustable }]) => {
    const points = pointsOf(months, id, today);
    const before = (Object.hasOwn(known.bySeries, id) && known.bySeries[id]?.isWarning) || false;
    if (!before && !points.some(isHalfFull)) return [];
    const aheadDays = adjustable === 'no' ? warnDaysNotRaised : warnDays;
    const isWarning = forecastWarning({ points, today, aheadDays, before });
    return [[id, { day, forecast: dated(steadyForecast(points, today)), isWarning }] as const];
  });
  return { day, bySeries: Object.fromEntries(bySeries) };
}

/** The daily peaks before a day. */
function pointsOf(months: readonly MonthHistory[], id: string, today: number): DailyPoint[] {
  return months.flatMap(({ month, series }) => {
    const peaks = Object.hasOwn(series, id) ? (series[id]?.peaks ?? []) : [];
    return dailyPoints(month, peaks).filter(({ day }) => day < today);
  });
}

function isHalfFull({ usage, limit }: DailyPoint): boolean {
  return limit > 0 && usage * 100 >= limit * HOT_PERCENT;
}

/**
 * With what the days before say of it: a forecast may raise a severity to a warning, never to more.
 * @param warnsAbove percent: of less a forecast alone is no warning, as where there would be nothing to bring down
 */
export function withOutlooks(
  measurements: readonly Measurement[],
  { bySeries }: Outlooks,
  warnsAbove = -Infinity,
): readonly Measurement[] {
  return measurements.map((one) => {
    const id = one.status === 'measured' ? seriesId(one) : '';
    const outlook = Object.hasOwn(bySeries, id) ? bySeries[id] : undefined;
    if (one.status !== 'measured' || outlook === undefined) return one;
    const isRaised = outlook.isWarning && percentOf(one) > warnsAbove;
    return { ...one, severity: isRaised ? worse(one.severity, 'warning') : one.severity, forecast: outlook };
  });
}

/** All requests for higher limits that Service Quotas still knows. */
export function increasesIn(reads: ReadonlyMap<string, RegionReads>): PastIncrease[] {
  return [...reads].flatMap(([region, all]) => {
    const read = all.of('increase-requests');
    if (read.status !== 'read') return [];
    return read.value.map((one) => ({ ...one, region }));
  });
}

/** What the days before say; where nobody can read them, what they said when it was last asked. */
export async function lookAhead({ objects, log }: HistoryParts, request: Foreseeing): Promise<Outlooks> {
  try {
    return await foresee(historyIn(objects), request);
  } catch (error) {
    log({
      level: 'WARN',
      message: 'the history could not be read: forecasts are those of the day before',
      reason: described(error),
    });
    return request.known;
  }
}

/** @param say is told what was set aside, a sentence each @throws what S3 or the file system refuses */
export async function record(place: HistoryPlace, seen: ScanRecord, say: (setAside: string) => void): Promise<void> {
  for (const month of recordOf(seen))
    for (const { name, problem } of await addToMonth(place, month))
      say(`${name} is set aside: ${problem}; the month goes on beside it`);
}

export function historyIn(objects: Objects): HistoryPlace {
  return { objects, prefix: keys.history };
}
