/** The past of the demonstration account in its bucket, and the monthly report that the product makes of it. */
import type { Log } from '../lambda/app/log';
import { makeReport, monthBefore, type ReportParts } from '../lambda/app/report';
import { dayAt, dayIn, dayNumber, dayOf, daysIn, startOf } from '../lambda/domain/calendar';
import type { Clock } from '../lambda/domain/clock';
import { emptyMonth } from '../lambda/domain/history';
import type { Report } from '../lambda/domain/report';
import type { Settings } from '../lambda/domain/settings';
import type { Snapshot } from '../lambda/domain/snapshot';
import { wavers } from '../lambda/quotas';
import { addToMonth } from '../lambda/stores/history';
import { keys } from '../lambda/stores/keys';
import type { Objects } from '../lambda/stores/objects';
import { readReportFile, type ReportFiles } from '../lambda/stores/reports';
import { describeAccount, type Sandbox } from '../sandbox';
import { VirtualClock } from '../sandbox/virtual-clock';
import { monthsBefore } from './demo-history';
import { isWeekend, pastOf } from './demo-past';
import { pastPlans } from './demo-past-plans';

export interface Past {
  readonly sandbox: Sandbox;
  /** Gives the sandbox a time. */
  readonly setTime: (clock: Clock) => void;
  readonly objects: Objects;
  /** What there is today. */
  readonly seen: Snapshot;
  readonly settings: Settings;
  readonly log: Log;
  /** When the story ends: the month before it is reported. */
  readonly now: Date;
  /** When it begins. */
  readonly until: Date;
}

/** As if the monitor had run for months. The sandbox has another time afterwards. */
export async function writePast({ sandbox, setTime, objects, seen, settings, log, now, until }: Past): Promise<void> {
  const { history: description } = describeAccount('demo');
  if (description === undefined) throw new Error('the demonstration account has no history');
  const month = monthBefore(now, settings);
  const { timeZone } = settings.report;
  const today = dayNumber(dayAt(until, timeZone));
  const series = pastOf({ description, measurements: seen.measurements, today, month, wavers });
  const place = { objects, prefix: keys.history };
  for (const one of monthsBefore({ description, series, snapshot: seen, settings, month, until }))
    await addToMonth(place, one);

  const day = lastWorkingDay(dayNumber(dayIn(month, daysIn(month))));
  const clock = new VirtualClock(startOf(dayOf(day), timeZone).getTime() + AFTERNOON_MS);
  setTime(clock);
  const plans = await clock.run(pastPlans({ sandbox, objects, clock, settings, log, series, day }));
  await addToMonth(place, { ...emptyMonth(seen.accountId, month), plans });
}

const AFTERNOON_MS = 15 * 60 * 60_000;

function lastWorkingDay(day: number): number {
  return isWeekend(day) ? lastWorkingDay(day - 1) : day;
}

export interface DemoReport {
  readonly report: Report;
  readonly files: ReportFiles;
}

/** What the first of the month brings. */
export async function reportOfMonth(
  parts: ReportParts,
  { now, settings }: Pick<Past, 'now' | 'settings'>,
): Promise<DemoReport> {
  const month = monthBefore(now, settings);
  const report = await makeReport(parts, { at: now, month });
  const textOf = async (format: keyof ReportFiles): Promise<string> => {
    const text = await readReportFile(parts.objects, keys.report(month, format));
    if (text === null) throw new Error(`the report of ${month} has no ${format}`);
    return text;
  };
  return { report, files: { html: await textOf('html'), csv: await textOf('csv'), json: await textOf('json') } };
}
