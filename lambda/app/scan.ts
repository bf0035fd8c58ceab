/** The main job: one account, all its enabled Regions side by side, one snapshot. Handlers and the command line call this. */
import { setMaxListeners } from 'node:events';
import type { Clock } from '../domain/clock';
import { type Coverage, coverageOf, type Seen, seenIn } from '../domain/coverage';
import { evaluateRegion } from '../domain/evaluate';
import { frozen, lastSeen, type PlacedLastSeen } from '../domain/last-seen';
import { unmatched } from '../domain/match';
import { observeRegion } from '../domain/observation';
import { quotaLists } from '../domain/quota';
import type { RegionReads } from '../domain/region-reads';
import { isUnread } from '../domain/unread';
import { type Read, reasonOf } from '../domain/read';
import { type BudgetName, budgets } from '../domain/reads';
import { heat, MANY_ACCOUNTS, ONE_ACCOUNT } from '../domain/schedule';
import type { Settings } from '../domain/settings';
import { type CallCounts, regionOutcome, type Snapshot } from '../domain/snapshot';
import { type AccountState, NO_OUTLOOKS, type RegionState } from '../domain/state';
import type { DetailSource } from '../domain/detail-source';
import { createInventory, type Inventory, type MemberRole, type ReadProgress, type RegionRequest } from '../inventory';
import { catalogue, conditions, discoverQuotas } from '../quotas';

export interface ScanRequest {
  readonly clock: Clock;
  readonly settings: Settings;
  /** Only these Regions; without it, every enabled one that the settings do not exclude. */
  readonly regions?: readonly string[] | undefined;
  /** What the last scan remembered; without it everything is read. */
  readonly state?: AccountState | undefined;
  readonly progress?: ReadProgress;
  /** How long one attempt may wait for AWS's answer; ten seconds. */
  readonly timeoutMs?: number | undefined;
  /** Of the account to scan, if it is not that of the credentials. */
  readonly member?: MemberRole | undefined;
  /** How long the scan may take, in milliseconds; five minutes, if there is no less. */
  readonly timeMs?: number | undefined;
}

export type ScanResult =
  | {
      readonly status: 'scanned';
      readonly snapshot: Snapshot;
      /** What the next scan wants to remember. */
      readonly state: AccountState;
      readonly coverage: Coverage;
      /** By Region: quotas, and kinds of observations, that nobody could even look for. */
      readonly hidden: Readonly<Record<string, readonly string[]>>;
      /** What was nearly full when it was last seen, and cannot be seen now. */
      readonly frozen: readonly PlacedLastSeen[];
      readonly warnings: readonly string[];
      readonly partition: string;
      /** All that is known of each Region, for plans. */
      readonly reads: ReadonlyMap<string, RegionReads>;
    }
  /** Nobody knows which account or which Regions: there is nothing to show. */
  | {
      readonly status: 'unreadable';
      readonly what: 'account' | 'regions';
      readonly isDenied: boolean;
      readonly reason: string;
    }
  /** A Region was asked for that the account does not have. */
  | { readonly status: 'unknown-region'; readonly region: string; readonly enabled: readonly string[] };

/** A scan ends within five minutes; what its call budget did not allow by then waits for the next one. */
const SCAN_TIME_MS = 5 * 60_000;
/** No paced call starts in the last part of it, so that what is under way can end, and the metrics follow. */
const TO_END_MS = 30_000;

/** Why the API keys of a Region are not counted, unless somebody wants it. */
const API_KEYS_DECLINED = 'set scan.apiKeys to true to count them (the permission could return their values)';

const noProgress: ReadProgress = { planned: () => {}, done: () => {} };

/** What else may be asked of a Region before the scan ends, under the same call budget. */
export interface Scanned {
  readonly result: ScanResult;
  readonly detailsOf: (region: string) => DetailSource;
  /** Aborts when nothing more is to be begun. */
  readonly closing: AbortSignal;
  /** All calls so far, those for details among them. */
  readonly calls: () => CallCounts;
}

export async function scan(request: ScanRequest): Promise<ScanResult> {
  return await scanThen(request, ({ result }) => Promise.resolve(result));
}

/** @param then may ask for details: what the time of the scan does not allow, waits for the next one */
export async function scanThen<T>(request: ScanRequest, then: (scanned: Scanned) => Promise<T>): Promise<T> {
  const { clock, settings, timeoutMs, member } = request;
  const timeMs = timeOf(request);
  const closing = new AbortController();
  const over = new AbortController();
  // Every call listens to it; Node would take more than ten for a leak.
  setMaxListeners(0, closing.signal, over.signal);
  const finished = new AbortController();
  const deadlines = Promise.all([
    endAfter(clock, timeMs - TO_END_MS, closing, finished.signal),
    endAfter(clock, timeMs, over, finished.signal),
  ]);
  try {
    const inventory = createInventory({
      clock,
      closing: closing.signal,
      over: over.signal,
      controlPlaneShare: settings.scan.controlPlaneShare,
      timeoutMs,
      member,
    });
    try {
      const result = await scanWith(inventory, request);
      return await then({
        result,
        detailsOf: (region) => inventory.details(region),
        closing: closing.signal,
        calls: () => inventory.calls(),
      });
    } finally {
      inventory.close();
    }
  } finally {
    finished.abort();
    await deadlines;
  }
}

async function scanWith(inventory: Inventory, request: ScanRequest): Promise<ScanResult> {
  const { clock, settings, regions: asked, state } = request;
  const startedAt = clock.now().toISOString();
  const account = await inventory.account();
  if (account.status !== 'read') return unreadable('account', account, reasonOf(account));
  const { accountId, partition } = account.value;

  const choice = chooseRegions(await inventory.enabledRegions(partition), asked, settings.regions.exclude);
  if (choice.status !== 'chosen') return choice;
  const remembered = state?.accountId === accountId ? state : undefined;
  const warnings = [...choice.warnings];
  if (state && !remembered) warnings.push(`the state is of account ${state.accountId}, not of ${accountId}: not used`);

  const results = await Promise.all(
    choice.regions.map(async (region) => {
      const known = remembered?.regions[region];
      const { reads, quotas, outcomes, state: kept } = await inventory.region(region, requestFor(request, known));
      const measurements = evaluateRegion(accountId, reads, quotas, settings);
      const quotaIds = quotas.map(({ id }) => id);
      const outcome = regionOutcome(region, outcomes);
      const seenBefore = known?.seen ?? {};
      const hidden = hiddenQuotas(reads, quotaIds, seenBefore);
      const watched = { region, status: outcome.status, quotaIds, hidden, measurements, seenBefore };
      const before = known?.lastSeen ?? [];
      // What has nothing to show may be what could not be read.
      const counted = new Set(measurements.map(({ quota }) => quota));
      const unread = [
        ...quotas.filter(({ id }) => !counted.has(id)).map((quota) => ({ ...quota, name: quota.id })),
        ...conditions.map((condition) => ({ ...condition, name: condition.kind })),
      ].filter((one) => isUnread(one, reads));
      return {
        reads,
        outcome,
        watched,
        unread: unread.map(({ name }) => name),
        measurements,
        frozen: frozen(before, measurements, hidden).map((one) => ({ ...one, accountId, region })),
        observations: observeRegion(reads, conditions),
        state: {
          ...kept,
          ...heat(measurements, known, startedAt),
          seen: seenIn(watched),
          lastSeen: lastSeen(before, measurements, hidden),
        },
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
    observations: results.flatMap((result) => result.observations),
    calls: inventory.calls(),
  };
  // In an organization a line may be meant for another account.
  if (asked === undefined && settings.organization === null) warnings.push(...idleSettings(settings, snapshot));
  // Regions that this scan was not asked for stay remembered.
  const scanned = choice.regions.map((region, index) => [region, results[index]?.state] as const);
  const regions: Record<string, RegionState> = { ...remembered?.regions };
  for (const [region, kept] of scanned) if (kept) regions[region] = kept;
  return {
    status: 'scanned',
    snapshot,
    state: {
      schemaVersion: 1,
      accountId,
      regions,
      plans: remembered?.plans ?? {},
      outlooks: remembered?.outlooks ?? NO_OUTLOOKS,
      recordedThrough: remembered?.recordedThrough ?? null,
    },
    coverage: coverageOf(results.map((result) => result.watched)),
    hidden: Object.fromEntries(results.map(({ watched, unread }) => [watched.region, [...watched.hidden, ...unread]])),
    frozen: results.flatMap((result) => result.frozen),
    warnings,
    partition,
    reads: new Map(results.map(({ watched, reads }) => [watched.region, reads])),
  };
}

/** Discovered quotas are known only as long as Service Quotas answers. */
function hiddenQuotas(reads: RegionReads, quotaIds: readonly string[], seenBefore: Seen): string[] {
  const lists = Object.values(quotaLists).flatMap(({ applied, defaults }) => [applied, defaults]);
  if (lists.every((name) => reads.of(name).status === 'read')) return [];
  return Object.keys(seenBefore).filter((id) => !quotaIds.includes(id));
}

/** Lines of the settings that match nothing in the whole account; silence would look as if they worked. */
function idleSettings({ thresholds, limits }: Settings, { measurements }: Snapshot): string[] {
  const idle = (path: string, lines: Settings['limits'] | Settings['thresholds']['overrides']): string[] =>
    unmatched(lines, measurements).map((index) => `${path}.${index} of the settings matches nothing in this account`);
  return [...idle('thresholds.overrides', thresholds.overrides), ...idle('limits', limits)];
}

function timeOf({ timeMs = SCAN_TIME_MS }: ScanRequest): number {
  return Math.min(timeMs, SCAN_TIME_MS);
}

function requestFor(request: ScanRequest, state: RegionState | undefined): RegionRequest {
  const { settings, progress = noProgress } = request;
  const seconds = (timeOf(request) - TO_END_MS) / 1000;
  const callsAScan = (bucket: BudgetName): number =>
    budgets[bucket].perSecond * settings.scan.controlPlaneShare * seconds;
  return {
    quotas: catalogue,
    conditions,
    discover: (reads) => discoverQuotas(reads, catalogue),
    state,
    declined: settings.scan.apiKeys ? {} : { 'api-keys': API_KEYS_DECLINED },
    pace: settings.organization === null ? ONE_ACCOUNT : MANY_ACCOUNTS,
    callsAScan,
    progress,
  };
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
    if (asked === undefined) return unreadable('regions', enabled, `no list of Regions: ${reasonOf(enabled)}`);
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
  if (regions.length === 0)
    return {
      status: 'unreadable',
      what: 'regions',
      isDenied: false,
      reason: 'the settings exclude every enabled Region',
    };
  return { status: 'chosen', regions, warnings };
}

function unreadable(
  what: 'account' | 'regions',
  read: Exclude<Read<unknown>, { status: 'read' }>,
  reason: string,
): Extract<ScanResult, { status: 'unreadable' }> {
  return { status: 'unreadable', what, isDenied: read.status === 'failed' && read.kind === 'denied', reason };
}

async function endAfter(clock: Clock, ms: number, over: AbortController, finished: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, finished);
    over.abort(new Error('the time of the scan is over'));
  } catch (error) {
    if (!finished.aborted) throw error;
  }
}
