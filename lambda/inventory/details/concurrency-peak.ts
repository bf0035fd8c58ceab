/** CloudWatch: which functions ran in the minute in which most ran at once in the Region. */
import type { Clock } from '../../domain/clock';
import type { ConcurrencyPeak, FunctionLoad } from '../../domain/details';
import type { Read } from '../../domain/read';
import { highestSum, type Series } from '../../domain/series';
import type { RegionClients } from '../clients';
import { DAY, DAY_MINUTES, lastWholeMinute, pointsOf, theMinute } from './points';

const SECONDS_A_MINUTE = 60;

/**
 * Days of UTC, today among them. CloudWatch keeps minutes for 15 days:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
const DAYS = 14;

/**
 * From the coarse to the fine: the highest of each day says on which day the busiest minute is, the minutes of that day which one it
 * is, and what each function did is asked of that minute alone, for those that ran on any of the days. A minute counts what began in
 * it: an invocation that runs for longer shows in `concurrent`, not in `perSecond`
 * (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html).
 *
 * For 150 functions that all ran that is 3 calls, 151 + 1 + 450 = 602 metrics and at most 2,114 + 1,440 + 450 = 4,004 points; at
 * 0.01 USD for 1,000 metrics (https://aws.amazon.com/cloudwatch/pricing/) 0.006 USD. All minutes of all of them would be three
 * million points.
 */
export async function concurrencyPeak(
  clients: RegionClients,
  clock: Clock,
  names: readonly string[],
  reservedOf: ReadonlyMap<string, number | null>,
): Promise<Read<ConcurrencyPeak | null>> {
  const until = lastWholeMinute(clock);
  const account = running({});
  const since = Math.floor(until / DAY) * DAY - (DAYS - 1) * DAY;
  const everyDay = { from: since, until, periodMinutes: DAY_MINUTES };
  const days = await pointsOf(clients, clock, [account, ...names.map((name) => running(of(name)))], everyDay);
  if (days.status !== 'read') return days;
  const day = highestSum([days.value(account)]);
  if (day === null) return { ...days, value: null };

  const ofDay = { from: day.minute, until: Math.min(day.minute + DAY, until), periodMinutes: 1 };
  const minutes = await pointsOf(clients, clock, [account], ofDay);
  if (minutes.status !== 'read') return minutes;
  const busiest = highestSum([minutes.value(account)]);
  if (busiest === null) return { ...days, value: null };

  const { minute } = busiest;
  const highest = new Map(names.map((name) => [name, highestSum([days.value(running(of(name)))])?.value ?? 0]));
  const ran = names.filter((name) => highest.get(name) !== 0);
  const all = ran.flatMap((name) => [invocations(name), duration(name), running(of(name))]);
  const within = await pointsOf(clients, clock, all, theMinute(minute));
  if (within.status !== 'read') return within;
  const valueOf = (series: Series): number => within.value(series).get(minute) ?? 0;
  const functions = names.map((name): FunctionLoad => {
    const reserved = reservedOf.get(name);
    return {
      name,
      perSecond: valueOf(invocations(name)) / SECONDS_A_MINUTE,
      seconds: valueOf(duration(name)) / 1000,
      concurrent: valueOf(running(of(name))),
      highest: highest.get(name) ?? 0,
      reserved: reserved === undefined ? 'unknown' : reserved,
    };
  });
  return { ...days, value: { at: new Date(minute).toISOString(), concurrent: busiest.value, functions } };
}

type Dimensions = Readonly<Record<string, string>>;

const of = (name: string): Dimensions => ({ FunctionName: name });
const lambda = (metric: string, statistic: Series['statistic'], dimensions: Dimensions): Series => ({
  namespace: 'AWS/Lambda',
  metric,
  dimensions,
  statistic,
});
/** Without dimensions: of the whole Region. */
const running = (dimensions: Dimensions): Series => lambda('ConcurrentExecutions', 'Maximum', dimensions);
const invocations = (name: string): Series => lambda('Invocations', 'Sum', of(name));
/** In milliseconds. */
const duration = (name: string): Series => lambda('Duration', 'Average', of(name));
