/** From when to when a widget looks. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = { TM: MINUTE, TH: 60 * MINUTE, D: 1440 * MINUTE, W: 7 * 1440 * MINUTE };

/** @param start as in the body of a dashboard, such as `-PT24H` */
export function rangeOf(start: string, now: number): Range {
  const [, time = '', count, unit = ''] = /^-P(T?)(\d+)([MHDW])$/.exec(start) ?? [];
  const length = UNITS[`${time}${unit}`];
  if (length === undefined) throw new Error(`the preview knows no range like ${start}`);
  return { start: now - Number(count) * length, end: now };
}
