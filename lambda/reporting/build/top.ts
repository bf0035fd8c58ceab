/** What stands first in a report, day by day and with what is to be done about it. */
import { dayOfMonth } from '../../domain/calendar';
import type { IncidentSubject } from '../../domain/fingerprint';
import type { SubjectText } from '../../domain/message';
import type { ReportTop } from '../../domain/report';
import type { Book } from './book';
import type { Parts } from './parts';
import type { Line } from './rows';

/** As many as one reads day by day. */
export const MOST_TOP = 5;

/** @param lines all of the report, in its order */
export function topOf(
  lines: readonly Line[],
  parts: Parts,
  textOf: (subject: IncidentSubject) => SubjectText,
): ReportTop[] {
  return lines
    .slice(0, MOST_TOP)
    .map((line, row) => ({ row, days: daysOf(line, parts.book), plan: planOf(line, parts, textOf) }));
}

function daysOf({ days }: Line, { times }: Book): ReportTop['days'] {
  const known = new Map(days.map((peak) => [peak[0], peak]));
  return times.days.map(({ day }) => {
    const [, usage = null, limit = null] = known.get(dayOfMonth(day)) ?? [];
    return { day, usage, limit };
  });
}

function planOf({ row }: Line, parts: Parts, textOf: (subject: IncidentSubject) => SubjectText): ReportTop['plan'] {
  const { accountId, region, quota } = row;
  const subject: IncidentSubject = { kind: 'quota', id: quota };
  const note = parts.planOf({ accountId, region, subject });
  if (note === null) return { kind: 'general', steps: textOf(subject).remedy };
  const { at, key, summary, steps, choices } = note;
  return { kind: 'computed', at, key, summary, steps, choices };
}
