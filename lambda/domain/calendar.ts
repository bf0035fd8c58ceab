/** Days and months as people count them: in a time zone, with its clock changes and leap days. Pure. */

/** A day, as in `2026-10-31`. */
export type Day = string;
/** A month, as in `2026-10`. */
export type Month = string;

const DAY_MS = 24 * 60 * 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, made);
  return made;
}

/** The day that it is there at this time. @param timeZone of the IANA database, as in `Europe/Vienna` */
export function dayAt(at: Date, timeZone: string): Day {
  const parts = formatIn(timeZone).formatToParts(at);
  const part = (wanted: Intl.DateTimeFormatPartTypes): string => parts.find(({ type }) => type === wanted)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

export function monthOf(day: Day): Month {
  return day.slice(0, 'YYYY-MM'.length);
}

/** 1 to 31. */
export function dayOfMonth(day: Day): number {
  return Number(day.slice('YYYY-MM-'.length));
}

/** Days since the first of January 1970, so that they can be counted. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** The day with this number. */
export function dayOf(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length);
}

export function dayIn(month: Month, day: number): Day {
  return `${month}-${String(day).padStart(2, '0')}`;
}

/** @param months how many later; negative for earlier */
export function monthLater(month: Month, months: number): Month {
  const [year = NaN, number = NaN] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 'YYYY-MM'.length);
}

/** 28 to 31. */
export function daysIn(month: Month): number {
  return dayNumber(dayIn(monthLater(month, 1), 1)) - dayNumber(dayIn(month, 1));
}

/** Its first instant, and that of the month after it: with a clock change between them they are an hour nearer or farther apart. */
export function boundsOf(month: Month, timeZone: string): { readonly start: Date; readonly end: Date } {
  return {
    start: startOf(dayIn(month, 1), timeZone),
    end: startOf(dayIn(monthLater(month, 1), 1), timeZone),
  };
}

/** No zone is farther from UTC, https://en.wikipedia.org/wiki/List_of_UTC_offsets */
const EASTERNMOST_MINUTES = 14 * 60;
const WESTERNMOST_MINUTES = 12 * 60;
const MINUTE_MS = 60_000;

/**
 * The first instant of a day. Where the clock skips midnight, the first that there is; of a day that was skipped as a whole (a zone
 * that crossed the date line) the first of the day after it.
 */
export function startOf(day: Day, timeZone: string): Date {
  const midnight = (dayNumber(day) * DAY_MS) / MINUTE_MS;
  // Sought rather than computed: the offset from UTC is known only at an instant. Offsets are whole minutes.
  let before = midnight - EASTERNMOST_MINUTES - 1;
  let from = midnight + WESTERNMOST_MINUTES;
  while (from - before > 1) {
    const between = Math.floor((before + from) / 2);
    if (dayAt(new Date(between * MINUTE_MS), timeZone) >= day) from = between;
    else before = between;
  }
  return new Date(from * MINUTE_MS);
}
