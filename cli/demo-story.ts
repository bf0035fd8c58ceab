/**
 * Six hours of the deployed monitor in the demonstration account, in virtual time: so that the page shows a dashboard with a
 * past, made by the code that runs in AWS.
 */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type AlarmDefinition, alarmDefinitions } from '../dashboards/alarm-definitions';
import { dashboardBody } from '../dashboards/dashboard';
import type { DashboardData, LogLine, MetricSeries } from '../dashboards/preview/data';
import { fetchMetrics } from '../dashboards/preview/fetch';
import { renderPage } from '../dashboards/preview/page';
import { monitor } from '../lambda/app/monitor';
import type { Clock } from '../lambda/domain/clock';
import type { Settings } from '../lambda/domain/settings';
import type { Snapshot } from '../lambda/domain/snapshot';
import { metrics, NAMESPACE } from '../lambda/domain/telemetry';
import { keys } from '../lambda/stores/keys';
import { openMetrics } from '../lambda/stores/metrics';
import { openBucket } from '../lambda/stores/objects';
import { openTable } from '../lambda/stores/table';
import { statesOf } from '../sandbox/alarm';
import { VirtualClock } from '../sandbox/virtual-clock';
import { createTable } from './demo-table';

const BUCKET = 'headroom-demo';
const TABLE = 'headroom-demo';
const LOG_GROUP = '/headroom/scan';
const HOURS = 6;
const MINUTE = 60_000;

export interface Story {
  readonly data: DashboardData;
  readonly settings: Settings;
}

/**
 * @param now when the story ends
 * @param setTime gives the sandbox the time of the story
 */
export async function liveThrough(
  accountId: string,
  homeRegion: string,
  settings: Settings,
  now: Date,
  setTime: (clock: Clock) => void,
): Promise<Story> {
  const clock = new VirtualClock(now.getTime() - HOURS * 60 * MINUTE);
  setTime(clock);
  await createTable(TABLE);
  const logLines: LogLine[] = [];
  const stores = { objects: openBucket(BUCKET, accountId), table: openTable(TABLE), metrics: openMetrics() };
  await stores.objects.write(keys.settings, '', { contentType: 'application/yaml' });
  try {
    for (let minutes = 0; minutes <= HOURS * 60; minutes += settings.scan.everyMinutes) {
      await clock.run(
        monitor(
          {
            clock,
            accountId,
            homeRegion,
            ...stores,
            log: (line) => void logLines.push({ timestamp: clock.now().toISOString(), ...line }),
          },
          { scheduledAt: clock.now(), runId: String(minutes) },
        ),
      );
      const next = now.getTime() - (HOURS * 60 - minutes - settings.scan.everyMinutes) * MINUTE;
      await passUntil(clock, Math.min(next, now.getTime() + MINUTE));
    }
    const metricsOf = await readMetrics(clock.now().getTime());
    return { settings, data: { metrics: metricsOf, logLines, now: clock.now().getTime() } };
  } finally {
    stores.objects.close();
    stores.table.client.destroy();
    stores.metrics.close();
  }
}

/** Minute by minute: before a long jump the clock waits to see whether anybody is still doing something. */
async function passUntil(clock: VirtualClock, time: number): Promise<void> {
  for (let left = time - clock.now().getTime(); left > 0; left = time - clock.now().getTime()) {
    await clock.run(clock.sleep(Math.min(left, MINUTE)));
  }
}

async function readMetrics(end: number): Promise<MetricSeries[]> {
  const client = new CloudWatchClient({});
  try {
    return await fetchMetrics(client, { start: end - (HOURS + 1) * 60 * MINUTE, end });
  } finally {
    client.destroy();
  }
}

/** The page: the very dashboard that would be deployed, with what the story told CloudWatch, over just that time. */
export function storyPage({ data, settings }: Story, snapshot: Snapshot, homeRegion: string): string {
  const definitions = alarmDefinitions(settings);
  const arn = ({ name }: AlarmDefinition): string =>
    `arn:aws:cloudwatch:${homeRegion}:${snapshot.accountId}:alarm:${name}`;
  const body = {
    ...dashboardBody({
      region: homeRegion,
      regions: snapshot.regions.map(({ region }) => region),
      accounts: [snapshot.accountId],
      logGroup: LOG_GROUP,
      bucket: BUCKET,
      alarms: definitions.map(arn),
      settings,
    }),
    start: `-PT${HOURS}H`,
  };
  const alarms = definitions.map((definition) => ({
    arn: arn(definition),
    name: definition.name,
    state: stateOf(definition, data, settings.scan.everyMinutes),
  }));
  return renderPage({ snapshot, body, data, alarms });
}

const OPERATORS = {
  below: 'LessThanThreshold',
  above: 'GreaterThanThreshold',
  'at or above': 'GreaterThanOrEqualToThreshold',
} as const;
const MISSING = { breaching: 'breaching', fine: 'notBreaching', unchanged: 'ignore' } as const;

/** The alarms of the functions and queues themselves have no data here, as in an account where nothing went wrong. */
function stateOf(definition: AlarmDefinition, { metrics: all, now }: DashboardData, everyMinutes: number) {
  const { watches, breaches, threshold, of, missing } = definition;
  const series =
    'metric' in watches
      ? all.find(
          ({ namespace, name, dimensions }) =>
            namespace === NAMESPACE &&
            name === metrics[watches.metric].name &&
            Object.entries(watches.dimensions ?? {}).every(([key, value]) => dimensions[key] === value),
        )
      : undefined;
  const period = everyMinutes * MINUTE;
  const periods = (HOURS * 60) / everyMinutes;
  const values = Array.from({ length: periods }, (_, index) => {
    const end = now - (periods - 1 - index) * period;
    return series?.points.find(({ time }) => time > end - period && time <= end)?.value ?? null;
  });
  const states = statesOf(
    {
      ComparisonOperator: OPERATORS[breaches],
      Threshold: threshold,
      DatapointsToAlarm: of[0],
      EvaluationPeriods: of[1],
      TreatMissingData: MISSING[missing],
    },
    values,
  );
  return states.at(-1) ?? 'INSUFFICIENT_DATA';
}
