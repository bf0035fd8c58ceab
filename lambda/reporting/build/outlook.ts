/** What the daily peaks of a series say of the time after them. */
import { dayOf } from '../../domain/calendar';
import { type DailyPoint, LEAST_POINTS, type NoForecast, steadyForecast, SURE_Z } from '../../domain/forecast';
import { recentLine } from '../../domain/forecast/line';
import { isOneStep } from '../../domain/forecast/step';
import { growthOf, slopeOf } from '../../domain/forecast/trend';
import { dailyPoints } from '../../domain/history';
import { dated } from '../../domain/outlook';
import type { ReportForecast } from '../../domain/report';
import type { SeriesBook } from './book';

/** @param today the number of the first day that is not complete */
export function outlookOf({ daily }: Pick<SeriesBook, 'daily'>, today: number): ReportForecast {
  const points = [...daily].flatMap(([month, peaks]) => dailyPoints(month, peaks));
  const forecast = dated(steadyForecast(points, today));
  if (forecast.status === 'none') {
    const hint = hintOf(forecast, points, today);
    return { ...forecast, hint: hint === null ? null : dayOf(hint) };
  }
  const { status, perDay, day, earliest, latest, points: count } = forecast;
  return { status, perDay, day, earliest, latest, points: count };
}

/** Half of what a forecast takes. */
const HINT_POINTS = LEAST_POINTS / 2;
const HINT_DAYS = 365;

/** The day that the peaks of too few days point to: of flat noise two in a hundred do so, where a forecast does in none. */
function hintOf({ reason, points: count }: NoForecast, points: readonly DailyPoint[], today: number): number | null {
  if ((reason !== 'too-few-days' && reason !== 'limit-changed') || count < HINT_POINTS) return null;
  const peaks = points
    .filter(({ day }) => day < today)
    .slice(-count)
    .map((point) => ({ ...point, kind: 0 }));
  const { z, variance } = growthOf(peaks);
  const slope = slopeOf(peaks, variance);
  if (z < SURE_Z || slope.slowest <= 0 || isOneStep(peaks, slope.perDay)) return null;
  const limit = peaks.at(-1)?.limit ?? NaN;
  const { day } = recentLine(peaks, slope).meets(limit);
  return day <= today + HINT_DAYS ? Math.max(today, Math.ceil(day)) : null;
}
