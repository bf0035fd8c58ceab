/** What one scan adds to the history, month by month. Pure. */
import { dayAt, dayOfMonth, type Month, monthOf } from './calendar';
import { groupBy } from './group-by';
import { type Incident, LONGEST_TIMELINE } from './incident';
import {
  type DailyPeak,
  emptyMonth,
  merged,
  type MonthHistory,
  type PastIncrease,
  type PastTransition,
  seriesId,
} from './history';
import type { Measurement } from './measurement';
import type { PlanNote } from './plan';

export interface ScanRecord {
  readonly accountId: string;
  /** When the scan was to be. */
  readonly at: Date;
  /** Whose days these are: a zone of the IANA database. */
  readonly timeZone: string;
  /** Percent. */
  readonly coverage: number;
  readonly measurements: readonly Measurement[];
  readonly incidents: readonly Incident[];
  /** Everything that happened to an incident until then stands in the history; `null`: nothing does. ISO 8601. */
  readonly recordedThrough: string | null;
  readonly increases: readonly PastIncrease[];
  readonly plans: Readonly<Record<string, PlanNote>>;
}

const MINUTE = 60_000;

/** A rate may have peaked, and an incident changed, in the month before. */
export function recordOf(scan: ScanRecord): readonly MonthHistory[] {
  const { accountId, at, timeZone, coverage, increases, plans } = scan;
  const months = new Map<Month, MonthHistory>();
  const add = (month: Month, part: Partial<MonthHistory>): void => {
    const addition = { ...emptyMonth(accountId, month), timeZone, ...part };
    months.set(month, merged(months.get(month) ?? addition, addition));
  };
  add(monthOf(dayAt(at, timeZone)), {
    scans: [[Math.floor(at.getTime() / MINUTE), coverage]],
    increases: Object.fromEntries(increases.map((one) => [one.id, one])),
    plans,
  });
  for (const [month, series] of peaksOf(scan)) add(month, { series });
  const transitions = scan.incidents.flatMap((incident) => transitionsOf(incident, scan.recordedThrough));
  for (const [month, all] of groupBy(transitions, ({ at: time }) => monthOf(dayAt(new Date(time), timeZone))))
    add(month, { transitions: all });
  return [...months.values()];
}

/** What is carried from an earlier scan counts for the day on which it was measured, where it stands already. */
function peaksOf({ measurements, timeZone }: ScanRecord): ReadonlyMap<Month, MonthHistory['series']> {
  const months = new Map<Month, Map<string, MonthHistory['series'][string]>>();
  const days = new Map<number, string>();
  for (const one of measurements) {
    if (one.status !== 'measured') continue;
    const minute = Math.floor(Date.parse(one.peakAt ?? one.measuredAt) / MINUTE);
    const day = days.get(minute) ?? dayAt(new Date(minute * MINUTE), timeZone);
    days.set(minute, day);
    const peak: DailyPeak = [dayOfMonth(day), one.usage, one.limit, minute];
    const { quota, region, resource, adjustable } = one;
    const series = months.get(monthOf(day)) ?? new Map<string, MonthHistory['series'][string]>();
    months.set(monthOf(day), series.set(seriesId(one), { quota, region, resource, adjustable, peaks: [peak] }));
  }
  return new Map([...months].map(([month, series]) => [month, Object.fromEntries(series)]));
}

/** The states of its episode, each with the seq that it came with. A long story has lost its middle, and with it the seq of its first. */
function transitionsOf(incident: Incident, recordedThrough: string | null): PastTransition[] {
  const { fingerprint, episode, seq, region, subject, timeline } = incident;
  return timeline.flatMap(({ at, state }, index) => {
    const isCertain = index > 0 || timeline.length < LONGEST_TIMELINE;
    const isNew = recordedThrough === null || at > recordedThrough;
    if (!isCertain || !isNew) return [];
    return [{ fingerprint, episode, seq: seq - (timeline.length - 1 - index), at, state, region, subject }];
  });
}
