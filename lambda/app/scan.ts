/** The main job: one account, all its enabled Regions side by side, one snapshot. Handlers and the command line call this. */
import { setMaxListeners } from 'node:events';
import { type Clock } from '../domain/clock';
import { evaluateRegion } from '../domain/evaluate';
import { type Read } from '../domain/read';
import { type Settings } from '../domain/settings';
import { regionOutcome, type Snapshot } from '../domain/snapshot';
import { createInventory, type Inventory, type ReadProgress } from '../inventory';
import { catalogue } from '../quotas';

export interface ScanRequest {
  readonly clock: Clock;
  readonly settings: Settings;
  /** Only these Regions; without it, every enabled one that the settings do not exclude. */
  readonly regions?: readonly string[] | undefined;
  readonly progress?: ReadProgress;
  /** How long one attempt may wait for AWS's answer; ten seconds. */
  readonly timeoutMs?: number;
}

export type ScanResult =
  | { readonly status: 'scanned'; readonly snapshot: Snapshot; readonly warnings: readonly string[] }
  /** Nobody knows which account or which Regions: there is nothing to show. */
  | { readonly status: 'unreadable'; readonly reason: string }
  /** A Region was asked for that the account does not have. */
  | { readonly status: 'unknown-region'; readonly region: string; readonly enabled: readonly string[] };

/** A scan ends within five minutes; what its call budget did not allow by then waits for the next one. */
const SCAN_TIME_MS = 5 * 60_000;

const noProgress: ReadProgress = { planned: () => {}, done: () => {} };

export async function scan(request: ScanRequest): Promise<ScanResult> {
  const { clock, settings, timeoutMs } = request;
  const over = new AbortController();
  // Every call listens to it; Node would take more than ten for a leak.
  setMaxListeners(0, over.signal);
  const finished = new AbortController();
  const deadline = endAfter(clock, SCAN_TIME_MS, over, finished.signal);
  try {
    const inventory = createInventory({
      clock,
      signal: over.signal,
      controlPlaneShare: settings.scan.controlPlaneShare,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    return await scanWith(inventory, request);
  } finally {
    finished.abort();
    await deadline;
  }
}

async function scanWith(
  inventory: Inventory,
  { clock, settings, regions: asked, progress = noProgress }: ScanRequest,
): Promise<ScanResult> {
  const startedAt = clock.now().toISOString();
  const account = await inventory.account();
  if (account.status !== 'read') return { status: 'unreadable', reason: reasonOf(account) };
  const { accountId, partition } = account.value;

  const choice = chooseRegions(await inventory.enabledRegions(partition), asked, settings.regions.exclude);
  if (choice.status !== 'chosen') return choice;

  const results = await Promise.all(
    choice.regions.map(async (region) => {
      const { reads, outcomes } = await inventory.region(region, catalogue, progress);
      return {
        outcome: regionOutcome(region, outcomes),
        measurements: evaluateRegion(accountId, reads, catalogue, settings),
      };
    }),
  );
  const snapshot: Snapshot = {
    schemaVersion: 1,
    accountId,
    startedAt,
    finishedAt: clock.now().toISOString(),
    regions: results.map((result) => result.outcome),
    measurements: results.flatMap((result) => result.measurements),
    observations: [],
    calls: inventory.calls(),
  };
  return { status: 'scanned', snapshot, warnings: choice.warnings };
}

type Choice =
  | { readonly status: 'chosen'; readonly regions: readonly string[]; readonly warnings: readonly string[] }
  | Exclude<ScanResult, { status: 'scanned' }>;

/** Which Regions to scan, from what the account has, what was asked for and what is excluded. */
export function chooseRegions(
  enabled: Read<readonly string[]>,
  asked: readonly string[] | undefined,
  excluded: readonly string[],
): Choice {
  if (enabled.status !== 'read') {
    if (asked === undefined) return { status: 'unreadable', reason: `no list of Regions: ${reasonOf(enabled)}` };
    const warning = `the Regions asked for could not be checked against the account's: ${reasonOf(enabled)}`;
    return { status: 'chosen', regions: [...new Set(asked)], warnings: [warning] };
  }
  const unknown = asked?.find((region) => !enabled.value.includes(region));
  if (unknown !== undefined) return { status: 'unknown-region', region: unknown, enabled: enabled.value };
  if (asked !== undefined) return { status: 'chosen', regions: [...new Set(asked)], warnings: [] };
  const warnings = excluded
    .filter((region) => !enabled.value.includes(region))
    .map((region) => `regions.exclude names ${region}, which is not an enabled Region of this account`);
  const regions = enabled.value.filter((region) => !excluded.includes(region));
  if (regions.length === 0) return { status: 'unreadable', reason: 'the settings exclude every enabled Region' };
  return { status: 'chosen', regions, warnings };
}

function reasonOf(read: Exclude<Read<unknown>, { status: 'read' }>): string {
  return read.status === 'gone' ? 'AWS answered that it does not exist' : read.reason;
}

async function endAfter(clock: Clock, ms: number, over: AbortController, finished: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, finished);
    over.abort(new Error('the time of the scan is over'));
  } catch (error) {
    if (!finished.aborted) throw error;
  }
}
