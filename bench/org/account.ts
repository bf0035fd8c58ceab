/** One account of the organization in a sandbox of its own, scanned by the very code that scans a batch, in virtual time. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import { createTable } from '../../cli/demo-table';
import type { LogLine } from '../../lambda/app/log';
import { type BatchParts, scanBatch } from '../../lambda/app/round/batch';
import type { AccountSummary } from '../../lambda/domain/account-summary';
import { openEventBus } from '../../lambda/stores/events';
import { keys } from '../../lambda/stores/keys';
import { openBucket } from '../../lambda/stores/objects';
import { readOutcome } from '../../lambda/stores/round';
import { openTable } from '../../lambda/stores/table';
import { DEFAULT_CHANNEL } from '../../sandbox/slack';
import type { Clock } from '../../lambda/domain/clock';
import { ACCOUNT } from './classes';

const HOME = 'us-east-1';
export const ORGANIZATION_ID = 'o-a1b2c3d4e5';
/** Of the scan function in an organization. */
const FUNCTION_MS = 10 * 60_000;

/** The settings as they are deployed, with a channel and an organization: so the pace is that of many accounts. */
export function organizationYaml(): string {
  const settings = parseDocument(readFileSync(join(resolve(__dirname, '../..'), 'headroom.yaml'), 'utf8'));
  settings.setIn(['slack', 'channel'], DEFAULT_CHANNEL.id);
  settings.setIn(['organization'], settings.createNode({ id: ORGANIZATION_ID, units: ['r-ab12'] }));
  return settings.toString();
}

export interface ScanOfAccount {
  readonly summary: AccountSummary;
  /** In virtual time, where answers take no time: what the pacing makes it wait. */
  readonly pacedSeconds: number;
  /** Of this process. */
  readonly cpuSeconds: number;
  readonly logLines: number;
  readonly logBytes: number;
  /** Written to the bucket, by key. */
  readonly written: Readonly<Record<string, number>>;
}

export interface WatchedAccount {
  scan(): Promise<ScanOfAccount>;
  /** So that the next scan is as the first one. */
  forget(): Promise<void>;
}

/** A clock and who lets its time pass while something is done. */
export interface BenchClock extends Clock {
  run<T>(work: Promise<T>): Promise<T>;
}

/** The environment must name a sandbox. */
export async function openAccount(clock: BenchClock): Promise<WatchedAccount> {
  const objects = openBucket('headroom', ACCOUNT);
  const table = openTable('headroom');
  let lines: LogLine[] = [];
  let written: Record<string, number> = {};
  const parts: BatchParts = {
    clock,
    homeRegion: HOME,
    objects: {
      ...objects,
      write: async (key, body, options) => {
        written[key] = Buffer.byteLength(body);
        return await objects.write(key, body, options);
      },
    },
    table,
    bus: openEventBus('default'),
    log: (line) => lines.push(line),
    home: ACCOUNT,
    partition: 'aws',
    externalId: 'bench',
    timeMs: FUNCTION_MS,
  };
  await clock.run(createTable(table.name));
  await clock.run(objects.write(keys.settings, organizationYaml(), { contentType: 'application/yaml' }));
  const facts = { accountId: ACCOUNT, name: 'bench', units: [], tags: {} };
  return {
    scan: async () => {
      lines = [];
      written = {};
      const [scheduledAt, startedAt, cpu] = [clock.now(), clock.elapsed(), process.cpuUsage()];
      const result = await clock.run(scanBatch(parts, [facts], { scheduledAt, runId: String(startedAt) }));
      const { user, system } = process.cpuUsage(cpu);
      const pacedSeconds = (clock.elapsed() - startedAt) / 1000;
      const outcome = await clock.run(readOutcome(objects, ACCOUNT, scheduledAt.toISOString()));
      if (result.scanned !== 1 || !outcome?.summary)
        throw new Error(`no scan: ${JSON.stringify([result, lines.at(-1)])}`);
      const sent = lines.map((line) => JSON.stringify({ timestamp: scheduledAt.toISOString(), ...line }));
      return {
        summary: outcome.summary,
        pacedSeconds,
        cpuSeconds: (user + system) / 1e6,
        logLines: sent.length,
        logBytes: sent.reduce((sum, line) => sum + Buffer.byteLength(line), 0),
        written,
      };
    },
    forget: async () => {
      await clock.run(objects.write(keys.state(ACCOUNT), 'damaged', { contentType: 'text/plain' }));
    },
  };
}
