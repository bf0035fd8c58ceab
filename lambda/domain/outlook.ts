/** What the days before say of those to come, with days that people and other programs can read. Pure. */
import { type Day, dayOf } from './calendar';
import type { FillsUp, Forecast, NoForecast } from './forecast';

export interface Outlook {
  /** The day on which that was said. */
  readonly day: Day;
  readonly forecast: DatedForecast;
  /** Whether it is worth a warning by itself. */
  readonly isWarning: boolean;
}

export type DatedForecast =
  | (Omit<FillsUp, 'day' | 'earliest' | 'latest'> & {
      readonly day: Day;
      readonly earliest: Day;
      readonly latest: Day | null;
    })
  | NoForecast;

export function dated(forecast: Forecast): DatedForecast {
  if (forecast.status === 'none') return forecast;
  const { day, earliest, latest } = forecast;
  return { ...forecast, day: dayOf(day), earliest: dayOf(earliest), latest: latest === null ? null : dayOf(latest) };
}
