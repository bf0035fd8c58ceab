import type { Settings } from '../lambda/domain/settings';

/** What follows from the schedule. */
export interface Timing {
  /** One point for each scan. */
  readonly periodSeconds: number;
  readonly everyMinutes: number;
}

export function timingOf({ scan }: Pick<Settings, 'scan'>): Timing {
  return { periodSeconds: scan.everyMinutes * 60, everyMinutes: scan.everyMinutes };
}

/** The last so many scans, as the `start` of a widget of its own. */
export function recent({ everyMinutes }: Timing, scans: number): string {
  return `-PT${everyMinutes * scans}M`;
}
