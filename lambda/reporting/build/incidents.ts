/** Incidents of a month and of the one before it: opened, resolved, open at its end, and for how long. */
import { median } from 'simple-statistics';
import { boundsOf } from '../../domain/calendar';
import type { Count, ReportIncidents } from '../../domain/report';
import type { AccountBook, Book } from './book';
import type { Episode } from './episodes';

const HOUR_MS = 60 * 60_000;

/** Of accounts whose months these are. */
export interface Watched extends Pick<Book, 'times' | 'before' | 'timeZone'> {
  accounts(): readonly Pick<AccountBook, 'months' | 'episodes'>[];
}

/** What is muted is open: nobody has resolved it. */
export function incidentsOf(book: Watched): ReportIncidents {
  const accounts = book.accounts();
  const episodes = accounts.flatMap((account) => account.episodes.all);
  const { start, end } = book.times;
  const now = between(start, end, episodes);
  const isBeforeKnown = accounts.some(({ months }) => months.includes(book.before));
  const startBefore = boundsOf(book.before, book.timeZone).start.getTime();
  const before = isBeforeKnown ? between(startBefore, start, episodes) : null;
  const count = (of: 'opened' | 'resolved' | 'open'): Count => ({ now: now[of], before: before?.[of] ?? null });
  return {
    opened: count('opened'),
    resolved: count('resolved'),
    open: count('open'),
    medianOpenHours: { now: now.medianHours, before: before?.medianHours ?? null },
  };
}

interface MonthOfIncidents {
  readonly opened: number;
  readonly resolved: number;
  readonly open: number;
  readonly medianHours: number | null;
}

function between(start: number, end: number, episodes: readonly Episode[]): MonthOfIncidents {
  const isIn = (time: number): boolean => time >= start && time < end;
  const resolved = episodes.filter(({ until }) => until !== null && isIn(until));
  const hours = resolved.flatMap(({ lasted }) => (lasted === null ? [] : [lasted / HOUR_MS]));
  return {
    opened: episodes.filter(({ since, isOpeningKnown }) => isOpeningKnown && isIn(since)).length,
    resolved: resolved.length,
    open: episodes.filter(({ since, until }) => since < end && (until === null || until >= end)).length,
    medianHours: hours.length === 0 ? null : Math.round(median(hours) * 10) / 10,
  };
}
