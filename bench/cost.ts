/**
 * A day of the deployed monitor in the reference account, its scans and what it tells Slack of them: what AWS would bill, counted on
 * the wire and written to docs/cost-counts.json, from which docs/cost.md is made.
 */
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { parseDocument } from 'yaml';
import { nudged } from '../cli/demo-queue';
import { createTable } from '../cli/demo-table';
import { parameters } from '../infra/parameters';
import type { LogLine } from '../lambda/app/log';
import { monitor, type MonitorParts } from '../lambda/app/monitor';
import { notify, type NotifyParts } from '../lambda/app/notify';
import { keys } from '../lambda/stores/keys';
import type { MetricDatum } from '../lambda/domain/metric-data';
import { textOf } from '../lambda/quotas/texts';
import { openSlack } from '../lambda/slack/client';
import { senderWith } from '../lambda/slack/sender';
import { openEventBus } from '../lambda/stores/events';
import { openMetrics } from '../lambda/stores/metrics';
import { openNudges } from '../lambda/stores/nudges';
import { openBucket } from '../lambda/stores/objects';
import { readSecret } from '../lambda/stores/parameters';
import { openTable, type Table } from '../lambda/stores/table';
import { type Call, type RegionInput, startSandbox } from '../sandbox';
import { DEFAULT_CHANNEL, startSlack } from '../sandbox/slack';
import { VirtualClock } from '../sandbox/virtual-clock';
import { reference } from './estates';
import { countQueries } from './queries';

const root = resolve(__dirname, '..');
const COUNTS_FILE = join(root, 'docs', 'cost-counts.json');

const EVERY_MINUTES = 15;
const SCANS_A_DAY = (24 * 60) / EVERY_MINUTES;
/** The first hour reads everything, as no other hour does: its day is not the one that is counted. */
const SCANS_OF_FIRST_HOUR = 60 / EVERY_MINUTES;

/**
 * A day with news. The APIs of one Region that are above half of their integrations have so many besides that no route uses, from
 * that scan of the day on: with the 120 that are used, first 83 % of the quota and then 92 %, and in the end what they had.
 */
const NEWS: ReadonlyMap<number, number> = new Map([
  [20, 130],
  [36, 155],
  [60, 50],
]);
const REGION_WITH_NEWS = 'us-east-1';

/** What one run of a function did that costs something. */
interface RunCounts {
  readonly calls: readonly Call[];
  readonly logLines: number;
  readonly logBytes: number;
}

interface ScanCounts extends RunCounts {
  readonly metricsRequested: number;
  readonly series: ReadonlySet<string>;
  /** In virtual time, where answers take no time: what the pacing makes it wait. */
  readonly pacedSeconds: number;
}

export async function costOfReference() {
  const clock = new VirtualClock();
  const sandbox = await startSandbox({ account: reference, clock, complain: () => {} });
  Object.assign(process.env, sandbox.environment);
  const slack = await startSlack({ clock });
  const queueUrl = `${sandbox.endpoint}/${reference.accountId}/headroom.fifo`;
  const queries = countQueries();
  const objects = openBucket('headroom', reference.accountId);
  const table = openTable('headroom');
  const metrics = openMetrics();
  const stored = new Map<string, number>();
  let published: readonly MetricDatum[] = [];
  let lines: LogLine[] = [];
  const parts: MonitorParts = {
    clock,
    accountId: reference.accountId,
    homeRegion: sandbox.environment['AWS_REGION'] ?? '',
    objects: {
      ...objects,
      write: async (key, body, options) => {
        stored.set(key, Buffer.byteLength(body));
        return await objects.write(key, body, options);
      },
    },
    table,
    metrics: {
      ...metrics,
      publish: async (data, at) => {
        published = data;
        await metrics.publish(data, at);
      },
    },
    bus: openEventBus('default'),
    nudges: openNudges(queueUrl),
    log: (line) => lines.push(line),
  };
  const telling: NotifyParts = {
    ...parts,
    token: async () => await readSecret(parameters.slackToken),
    senderWith: (token) => senderWith(openSlack(token, slack.url)),
    textOf,
    timeMs: 120_000,
  };
  /** What was asked and logged since, which is forgotten then. */
  const countsSince = (callsBefore: number): RunCounts => {
    const sent = lines.map((line) => JSON.stringify({ timestamp: clock.now().toISOString(), ...line }));
    lines = [];
    return {
      calls: sandbox.calls.slice(callsBefore),
      logLines: sent.length,
      logBytes: sent.reduce((sum, line) => sum + Buffer.byteLength(line), 0),
    };
  };
  const scan = async (): Promise<ScanCounts> => {
    const [callsBefore, queriesBefore, startedAt] = [sandbox.calls.length, queries.count, clock.elapsed()];
    const result = await monitor(parts, { scheduledAt: clock.now(), runId: String(clock.elapsed()) });
    if (result.status !== 'scanned') throw new Error(`no scan: ${result.reason}`);
    return {
      ...countsSince(callsBefore),
      metricsRequested: queries.count - queriesBefore,
      series: new Set(published.map(({ metric, dimensions }) => JSON.stringify([metric, dimensions]))),
      pacedSeconds: (clock.elapsed() - startedAt) / 1000,
    };
  };
  /** One run for each nudge of the scan. Taking them off the queue is what Lambda does, which is not counted but assumed. */
  const tell = async (): Promise<RunCounts[]> => {
    const runs: RunCounts[] = [];
    for (const channel of await nudged(queueUrl)) {
      const callsBefore = sandbox.calls.length;
      const { halted } = await notify(telling, channel);
      if (halted !== null) throw new Error(`not everything was told: ${halted}`);
      runs.push(countsSince(callsBefore));
    }
    return runs;
  };

  await clock.run(prepare(table, parts, slack.token));
  const scans: ScanCounts[] = [];
  const told: RunCounts[] = [];
  while (scans.length < SCANS_OF_FIRST_HOUR + SCANS_A_DAY) {
    const startedAt = clock.elapsed();
    const ofDay = scans.length - SCANS_OF_FIRST_HOUR;
    const orphans = NEWS.get(ofDay);
    if (orphans !== undefined) sandbox.change(REGION_WITH_NEWS, withOrphans(orphans));
    scans.push(await clock.run(scan()));
    const runs = await clock.run(tell());
    if (ofDay >= 0) told.push(...runs);
    await clock.run(clock.sleep(EVERY_MINUTES * 60_000 - (clock.elapsed() - startedAt)));
  }
  await slack.close();
  await sandbox.close();
  const dayScans = scans.slice(SCANS_OF_FIRST_HOUR);
  const firstHour = figuresOf(scans.slice(0, SCANS_OF_FIRST_HOUR));
  const day = figuresOf(dayScans);
  const storedBytes = Object.fromEntries([...stored].filter(([key]) => key !== keys.settings));
  const counts = {
    countedOn: new Date().toISOString().slice(0, 10),
    everyMinutes: EVERY_MINUTES,
    day: { ...day, callsByOperation: callsByOperation(dayScans), notifier: notifierOf(told) },
    firstHour,
    storedBytes,
  };
  await write(counts);
  return [
    { bench: 'cost/reference/first-hour', ...firstHour },
    { bench: 'cost/reference/day', ...day },
    { bench: 'cost/reference/day/notifier', starts: told.length, calls: told.flatMap(({ calls }) => calls).length },
  ];
}

/** The settings as they are deployed, with a channel; the table as the stack makes it; and the token of the channel's Slack. */
async function prepare(table: Table, { objects }: MonitorParts, token: string): Promise<void> {
  const settings = parseDocument(readFileSync(join(root, 'headroom.yaml'), 'utf8'));
  settings.setIn(['slack', 'channel'], DEFAULT_CHANNEL.id);
  await objects.write(keys.settings, settings.toString(), { contentType: 'application/yaml' });
  await createTable(table.name);
  const ssm = new SSMClient({});
  await ssm.send(new PutParameterCommand({ Name: parameters.slackToken, Value: token, Type: 'SecureString' }));
  ssm.destroy();
}

/** The Region of the reference account; the APIs that have such integrations are those above half. */
function withOrphans(orphans: number): RegionInput {
  const region = reference.regions?.[REGION_WITH_NEWS] ?? {};
  const httpApis = region.httpApis ?? [];
  return { ...region, httpApis: httpApis.map((api) => (api.orphans === undefined ? api : { ...api, orphans })) };
}

function figuresOf(scans: readonly ScanCounts[]) {
  const total = (of: (scan: ScanCounts) => number): number => scans.reduce((sum, scan) => sum + of(scan), 0);
  return {
    scans: scans.length,
    calls: total((scan) => scan.calls.length),
    metricsRequested: total((scan) => scan.metricsRequested),
    // When nothing is due but what is read at every scan.
    metricsRequestedByQuietScan: Math.min(...scans.map((scan) => scan.metricsRequested)),
    seriesHours: seriesHours(scans),
    utilizationSeries: Math.max(...scans.map(({ series }) => [...series].filter(isUtilization).length)),
    logLines: total((scan) => scan.logLines),
    logBytes: total((scan) => scan.logBytes),
    pacedSeconds: Math.round(total((scan) => scan.pacedSeconds)),
    longestPacedSeconds: Math.round(Math.max(...scans.map((scan) => scan.pacedSeconds))),
  };
}

/** A custom metric is billed for every hour in which it got a value. */
function seriesHours(scans: readonly ScanCounts[]): number {
  const perHour = 60 / EVERY_MINUTES;
  let hours = 0;
  for (let from = 0; from < scans.length; from += perHour) {
    hours += new Set(scans.slice(from, from + perHour).flatMap(({ series }) => [...series])).size;
  }
  return hours;
}

function isUtilization(series: string): boolean {
  return series.startsWith('["utilization"');
}

function notifierOf(runs: readonly RunCounts[]) {
  return {
    starts: runs.length,
    callsByOperation: callsByOperation(runs),
    logLines: runs.reduce((sum, { logLines }) => sum + logLines, 0),
    logBytes: runs.reduce((sum, { logBytes }) => sum + logBytes, 0),
  };
}

function callsByOperation(runs: readonly RunCounts[]): Readonly<Record<string, number>> {
  const calls = new Map<string, number>();
  for (const { service, operation } of runs.flatMap((run) => run.calls)) {
    const name = `${service}:${operation}`;
    calls.set(name, (calls.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...calls].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function write(counts: object): Promise<void> {
  const options = await resolveConfig(COUNTS_FILE);
  writeFileSync(COUNTS_FILE, await format(JSON.stringify(counts), { ...options, filepath: COUNTS_FILE }));
}
