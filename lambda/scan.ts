/**
 * The scan function: what a schedule starts in AWS. It remembers nothing yet: that comes with its deployment. It does what `headroom scan` does, with its settings from the file that
 * HEADROOM_CONFIG names, and writes every measurement as one line of structured log.
 */
import * as z from 'zod';
import { scan } from './app/scan';
import { loadSettings } from './config/load';
import { nothingAnswered } from './domain/snapshot';
import { quotaIds } from './quotas';
import { systemClock } from './system-clock';

const Environment = z.object({ HEADROOM_CONFIG: z.string().optional() });

/** What the invocation returns: enough to see how it went; the measurements are in the log. */
export interface ScanSummary {
  readonly accountId: string;
  readonly measured: number;
  readonly notMeasured: number;
  readonly regions: Readonly<Record<string, string>>;
}

export async function handler(): Promise<ScanSummary> {
  const { HEADROOM_CONFIG } = Environment.parse(process.env);
  const loaded = await loadSettings(HEADROOM_CONFIG, quotaIds);
  if (!loaded.ok) throw new Error(loaded.error);
  const result = await scan({ clock: systemClock, settings: loaded.settings });
  if (result.status === 'unreadable') throw new Error(`nothing could be read: ${result.reason}`);
  if (result.status === 'unknown-region') throw new Error(`${result.region} is not an enabled Region`);
  const { accountId, measurements, observations, regions } = result.snapshot;
  for (const region of regions)
    log({ level: region.status === 'scanned' ? 'INFO' : 'WARN', message: 'region', ...region });
  for (const warning of result.warnings) log({ level: 'WARN', message: warning });
  for (const observation of observations) log({ level: 'WARN', message: 'observation', ...observation });
  for (const measurement of measurements) log({ level: 'INFO', message: 'measurement', ...measurement });
  if (nothingAnswered(regions)) throw new Error('nothing could be read: not one Region answered');
  return {
    accountId,
    measured: measurements.filter((one) => one.status === 'measured').length,
    notMeasured: measurements.filter((one) => one.status !== 'measured').length,
    regions: Object.fromEntries(regions.map(({ region, status }) => [region, status])),
  };
}

function log(line: Readonly<Record<string, unknown>>): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
