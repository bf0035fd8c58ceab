/** What a scan saw, as lines of its log: the dashboard shows them as tables. */
import type { Coverage } from '../domain/coverage';
import { percentOf } from '../domain/last-seen';
import type { Measurement } from '../domain/measurement';
import type { Settings } from '../domain/settings';
import type { Snapshot } from '../domain/snapshot';
import { logMessages } from '../domain/telemetry';
import type { Log } from './log';

export function logScan(
  snapshot: Snapshot,
  coverage: Coverage,
  warnings: readonly string[],
  { log, settings }: { readonly log: Log; readonly settings: Pick<Settings, 'organization' | 'metrics'> },
): void {
  const { accountId, regions, measurements, observations, calls } = snapshot;
  for (const region of regions)
    log({ level: region.status === 'scanned' ? 'INFO' : 'WARN', message: logMessages.region, accountId, ...region });
  for (const message of warnings) log({ level: 'WARN', message });
  for (const observation of observations)
    log({ level: 'WARN', message: logMessages.observation, accountId, ...observation });
  for (const one of measurements.filter((each) => isWorthALine(each, settings)))
    log({ level: 'INFO', message: logMessages.measurement, ...one });
  const count = (status: string): number => measurements.filter((one) => one.status === status).length;
  log({
    level: 'INFO',
    message: logMessages.summary,
    accountId,
    coverage: coverage.percent,
    measured: count('measured'),
    unmeasured: count('unmeasured'),
    waiting: count('waiting'),
    calls: calls.total,
    throttled: calls.throttled,
  });
}

/** A line for each of a million measurements would be most of what an organization pays for: there, what is far from full has none. */
function isWorthALine(
  one: Measurement,
  { organization, metrics }: Pick<Settings, 'organization' | 'metrics'>,
): boolean {
  if (organization === null || one.status !== 'measured') return true;
  return one.severity !== 'ok' || percentOf(one) >= metrics.minUtilizationPercent;
}
