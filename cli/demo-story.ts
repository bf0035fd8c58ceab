/**
 * Six hours of the deployed monitor in the demonstration account, in virtual time: so that the page shows a dashboard with a
 * past, made by the code that runs in AWS.
 */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { type AlarmDefinition, alarmDefinitions } from '../dashboards/alarm-definitions';
import { dashboardBody } from '../dashboards/dashboard';
import type { DashboardData, MetricSeries } from '../dashboards/preview/data';
import { fetchMetrics } from '../dashboards/preview/fetch';
import { renderPage, type Section } from '../dashboards/preview/page';
import { plansSection } from '../dashboards/preview/plans';
import { reportSection } from '../dashboards/preview/report';
import { tellAlarm } from '../lambda/app/alarm';
import type { Log, LogLine } from '../lambda/app/log';
import { monitor, type MonitorParts } from '../lambda/app/monitor';
import { notify } from '../lambda/app/notify';
import type { Clock } from '../lambda/domain/clock';
import type { Plan } from '../lambda/domain/plan';
import type { Settings } from '../lambda/domain/settings';
import type { Snapshot } from '../lambda/domain/snapshot';
import { metrics, NAMESPACE } from '../lambda/domain/telemetry';
import { textOf } from '../lambda/quotas/texts';
import { openEventBus } from '../lambda/stores/events';
import { keys } from '../lambda/stores/keys';
import { openMetrics } from '../lambda/stores/metrics';
import { openNudges } from '../lambda/stores/nudges';
import { type Objects, openBucket } from '../lambda/stores/objects';
import { openTable } from '../lambda/stores/table';
import type { Sandbox } from '../sandbox';
import { statesOf } from '../sandbox/alarm';
import { DEFAULT_CHANNEL, type SandboxSlack, startSlack } from '../sandbox/slack';
import { VirtualClock } from '../sandbox/virtual-clock';
import { alarmNotification } from './demo-alarm';
import { events, people } from './demo-events';
import { createQueue, nudged } from './demo-queue';
import { type DemoReport, reportOfMonth, writePast } from './demo-report';
import { Recorder, type Said, slackSection } from './demo-slack';
import { createTable } from './demo-table';

const BUCKET = 'headroom-demo';
const TABLE = 'headroom-demo';
const QUEUE = 'headroom-demo.fifo';
const LOG_GROUP = '/headroom/scan';
const CHANNEL = DEFAULT_CHANNEL.id;
const HOURS = 6;
const MINUTE = 60_000;

export interface Story {
  readonly data: DashboardData;
  readonly settings: Settings;
  /** Of its last scan. */
  readonly snapshot: Snapshot;
  /** What Slack was told: as a part of the page, and as lines for a terminal. */
  readonly slack: { readonly section: Section; readonly said: readonly Said[] };
  readonly report: DemoReport;
}

export interface Stagehands {
  readonly accountId: string;
  readonly homeRegion: string;
  readonly settings: Settings;
  readonly sandbox: Sandbox;
  /** What there is before the story: the months before it led there. */
  readonly seen: Snapshot;
  /** When the story ends. */
  readonly now: Date;
  /** Gives the sandbox the time of the story. */
  readonly setTime: (clock: Clock) => void;
  /** Where the messages' payloads go. */
  readonly payloads: string;
}

export async function liveThrough(hands: Stagehands): Promise<Story> {
  const { now, settings } = hands;
  const clock = new VirtualClock(now.getTime() - HOURS * 60 * MINUTE);
  hands.setTime(clock);
  await createTable(TABLE);
  const queueUrl = await createQueue(QUEUE);
  const slack = await startSlack({ clock });
  const recorder = new Recorder(slack, () => clock.now());
  const logLines: LogLine[] = [];
  const log = (line: LogLine): void => void logLines.push({ timestamp: clock.now().toISOString(), ...line });
  const monitored = openParts(hands, queueUrl, clock, log);
  const stage = {
    sandbox: hands.sandbox,
    slack,
    channel: CHANNEL,
    now: () => clock.now(),
    settings: async (yaml: string) => await writeSettings(monitored.objects, yaml),
    alarm: async (id: string, state: 'ALARM' | 'OK') => {
      const text = alarmNotification(alarmDefinitions(settings), { id, state, at: clock.now(), ...hands });
      await tellAlarm(
        { ...slackParts(slack, recorder), channel: CHANNEL, runbook: settings.alarms.runbook, log },
        text,
      );
    },
  };
  try {
    await stage.settings('');
    await writePast({ ...hands, objects: monitored.objects, log, until: clock.now() });
    hands.setTime(clock);
    const tell = async () => {
      const notified = { ...slackParts(slack, recorder), ...hands, ...monitored, textOf, timeMs: 120_000 };
      for (const channel of await nudged(queueUrl)) await clock.run(notify(notified, channel));
    };
    const scans = (HOURS * 60) / settings.scan.everyMinutes;
    let last: Snapshot | null = null;
    for (let scan = 0; scan <= scans; scan += 1) {
      await clock.run(Promise.resolve(events[scan]?.(stage)));
      const result = await clock.run(monitor(monitored, { scheduledAt: clock.now(), runId: String(scan) }));
      if (result.status === 'scanned') last = result.snapshot;
      await tell();
      const next = now.getTime() - (scans - scan - 1) * settings.scan.everyMinutes * MINUTE;
      await passUntil(clock, Math.min(next, now.getTime() + MINUTE));
    }
    if (last === null) throw new Error('the story has no scan');
    const report = await clock.run(reportOfMonth({ ...hands, ...monitored }, { now, settings }));
    await tell();
    await recorder.write(hands.payloads);
    const metricsOf = await readMetrics(clock.now().getTime());
    return {
      settings,
      snapshot: last,
      data: { metrics: metricsOf, logLines, now: clock.now().getTime() },
      slack: { section: slackSection(slack, CHANNEL, people), said: recorder.said },
      report,
    };
  } finally {
    for (const part of [monitored.objects, monitored.metrics, monitored.bus, monitored.nudges]) part.close();
    monitored.table.client.destroy();
    await slack.close();
  }
}

function openParts({ accountId, homeRegion }: Stagehands, queueUrl: string, clock: Clock, log: Log): MonitorParts {
  return {
    clock,
    accountId,
    homeRegion,
    log,
    objects: openBucket(BUCKET, accountId),
    table: openTable(TABLE),
    metrics: openMetrics(),
    bus: openEventBus('default'),
    nudges: openNudges(queueUrl),
  };
}

async function writeSettings(objects: Objects, yaml: string): Promise<void> {
  const slack = `slack: { channel: ${CHANNEL}, reactions: true }\n`;
  await objects.write(keys.settings, `${slack}${yaml}`, { contentType: 'application/yaml' });
}

function slackParts(slack: SandboxSlack, recorder: Recorder) {
  return {
    token: async () => await Promise.resolve(slack.token),
    senderWith: () => recorder.sender(),
  };
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

/** Where the report's files are, as the page sees it. */
export const REPORT_FOLDER = 'report';

/** The page: the very dashboard that would be deployed, with what the story told CloudWatch, over just that time. */
export function storyPage(
  { data, settings, slack, snapshot, report: { report } }: Story,
  plans: readonly Plan[],
  homeRegion: string,
): string {
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
  const sections = [slack.section, reportSection(report, REPORT_FOLDER), plansSection(plans)];
  return renderPage({ snapshot, body, data, alarms, sections });
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
