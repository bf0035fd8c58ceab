/**
 * A day of the deployed monitor in the reference account: what AWS would bill, counted on the wire and written to
 * docs/cost-counts.json, from which docs/cost.md is made.
 */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync, writeFileSync } from 'node:fs';
import { IncomingMessage } from 'node:http';
import { join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import * as z from 'zod';
import { createTable } from '../cli/demo-table';
import type { LogLine } from '../lambda/app/log';
import { monitor, type MonitorParts } from '../lambda/app/monitor';
import { keys } from '../lambda/stores/keys';
import type { MetricDatum } from '../lambda/domain/metric-data';
import { openEventBus } from '../lambda/stores/events';
import { openMetrics } from '../lambda/stores/metrics';
import { openNudges } from '../lambda/stores/nudges';
import { openBucket } from '../lambda/stores/objects';
import { openTable, type Table } from '../lambda/stores/table';
import { type Call, startSandbox } from '../sandbox';
import { VirtualClock } from '../sandbox/virtual-clock';
import { reference } from './estates';

const root = resolve(__dirname, '..');
const COUNTS_FILE = join(root, 'docs', 'cost-counts.json');

const EVERY_MINUTES = 15;
const SCANS_A_DAY = (24 * 60) / EVERY_MINUTES;
/** The first hour reads everything, as no other hour does: its day is not the one that is counted. */
const SCANS_OF_FIRST_HOUR = 60 / EVERY_MINUTES;

/** What one scan did that costs something. */
interface ScanCounts {
  readonly calls: readonly Call[];
  readonly metricsRequested: number;
  readonly series: ReadonlySet<string>;
  readonly logLines: number;
  readonly logBytes: number;
  /** In virtual time, where answers take no time: what the pacing makes it wait. */
  readonly pacedSeconds: number;
}

export async function costOfReference() {
  const clock = new VirtualClock();
  const sandbox = await startSandbox({ account: reference, clock, complain: () => {} });
  Object.assign(process.env, sandbox.environment);
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
    nudges: openNudges(`${sandbox.endpoint}/${reference.accountId}/headroom.fifo`),
    log: (line) => lines.push(line),
  };
  const scan = async (): Promise<ScanCounts> => {
    const [callsBefore, queriesBefore, startedAt] = [sandbox.calls.length, queries.count, clock.elapsed()];
    lines = [];
    const result = await monitor(parts, { scheduledAt: clock.now(), runId: String(clock.elapsed()) });
    if (result.status !== 'scanned') throw new Error(`no scan: ${result.reason}`);
    const pacedSeconds = (clock.elapsed() - startedAt) / 1000;
    const sent = lines.map((line) => JSON.stringify({ timestamp: clock.now().toISOString(), ...line }));
    return {
      calls: sandbox.calls.slice(callsBefore),
      metricsRequested: queries.count - queriesBefore,
      series: new Set(published.map(({ metric, dimensions }) => JSON.stringify([metric, dimensions]))),
      logLines: sent.length,
      logBytes: sent.reduce((sum, line) => sum + Buffer.byteLength(line), 0),
      pacedSeconds,
    };
  };

  await clock.run(prepare(table, parts));
  const scans: ScanCounts[] = [];
  while (scans.length < SCANS_OF_FIRST_HOUR + SCANS_A_DAY) {
    const startedAt = clock.elapsed();
    scans.push(await clock.run(scan()));
    await clock.run(clock.sleep(EVERY_MINUTES * 60_000 - (clock.elapsed() - startedAt)));
  }
  await sandbox.close();
  const dayScans = scans.slice(SCANS_OF_FIRST_HOUR);
  const firstHour = figuresOf(scans.slice(0, SCANS_OF_FIRST_HOUR));
  const day = figuresOf(dayScans);
  const storedBytes = Object.fromEntries([...stored].filter(([key]) => key !== keys.settings));
  const counts = {
    countedOn: new Date().toISOString().slice(0, 10),
    everyMinutes: EVERY_MINUTES,
    day: { ...day, callsByOperation: callsByOperation(dayScans) },
    firstHour,
    storedBytes,
  };
  await write(counts);
  return [
    { bench: 'cost/reference/first-hour', ...firstHour },
    { bench: 'cost/reference/day', ...day },
  ];
}

/** The settings as they are deployed, and the table as the stack makes it. */
async function prepare(table: Table, { objects }: MonitorParts): Promise<void> {
  await objects.write(keys.settings, readFileSync(join(root, 'headroom.yaml')), { contentType: 'application/yaml' });
  await createTable(table.name);
}

const GetMetricDataBody = z.object({ MetricDataQueries: z.array(z.unknown()) });

/**
 * What GetMetricData is billed by: the metrics of each request, counted where the sandbox receives it. A further page of the same
 * answer is counted again: whether AWS does so is not documented, and this errs on the dear side.
 */
function countQueries(): { count: number } {
  const queries = { count: 0 };
  subscribe('http.server.request.start', (message) => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return;
    const { request } = message;
    if (!(request instanceof IncomingMessage)) return;
    if (!String(request.headers['x-amz-target']).endsWith('.GetMetricData')) return;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      queries.count += GetMetricDataBody.parse(JSON.parse(Buffer.concat(chunks).toString())).MetricDataQueries.length;
    });
  });
  return queries;
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

function callsByOperation(scans: readonly ScanCounts[]): Readonly<Record<string, number>> {
  const calls = new Map<string, number>();
  for (const { service, operation } of scans.flatMap((scan) => scan.calls)) {
    const name = `${service}:${operation}`;
    calls.set(name, (calls.get(name) ?? 0) + 1);
  }
  return Object.fromEntries([...calls].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function write(counts: object): Promise<void> {
  const options = await resolveConfig(COUNTS_FILE);
  writeFileSync(COUNTS_FILE, await format(JSON.stringify(counts), { ...options, filepath: COUNTS_FILE }));
}
