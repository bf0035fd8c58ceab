/** What the deployed monitor of one account does at its time: one scan that nobody else runs, remembered, logged, and told to whom it concerns. */
import type { Coverage } from '../domain/coverage';
import { nothingAnswered, type Snapshot } from '../domain/snapshot';
import { type AccountParts, watchAccount } from './account';
import { leased, type Run, type Skipped } from './leased';
import { currentSettings, logUnsaved } from './settings';
import { tellAll, type TellParts } from './tell-all';

export type MonitorParts = AccountParts & TellParts;

export type MonitorResult =
  { readonly status: 'scanned'; readonly snapshot: Snapshot; readonly coverage: Coverage } | Skipped;

/**
 * @throws after everything that could be done was done: what was read is kept even when it cannot be told
 */
export async function monitor(parts: MonitorParts, run: Run): Promise<MonitorResult> {
  return await leased(parts, parts.accountId, run, async () => await scanAndTell(parts, run));
}

async function scanAndTell(parts: MonitorParts, { scheduledAt, runId }: Run): Promise<MonitorResult> {
  const { objects, log } = parts;
  const { settings, problem, unsaved } = await currentSettings(objects);
  if (unsaved !== null) logUnsaved(log, unsaved);
  const { snapshot, coverage, summary, told, failures } = await watchAccount(parts, {
    scheduledAt,
    runId,
    settings,
    problem,
  });
  const { maxSeries } = settings.metrics;
  const unsaid = await tellAll(parts, { summaries: [summary], calls: summary.calls, maxSeries }, [told], {
    settings,
    scheduledAt,
  });
  const all = [...failures, ...unsaid];
  if (all.length > 0) throw new Error(all.join('; '));
  if (nothingAnswered(snapshot.regions)) throw new Error('nothing could be read: not one Region answered');
  return { status: 'scanned', snapshot, coverage };
}
