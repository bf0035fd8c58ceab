/**
 * What is due, and in which order. What was last seen above half of its quota, or never seen, is read at every scan; the rest
 * by its clock. A Region with nothing in it is only glanced at.
 */
import { type Gauge, gaugeKey, LOOK_BACK_MINUTES } from './gauge';
import { isEachRead, type MonitoredQuota } from './quota';
import { budgets, type BudgetName, type EachReadName, reads, type RegionReadName } from './reads';
import { type FailedRead, HOT_PERCENT, type Kept, type KeptPeak, readKey, type RegionState } from './state';
import { isBlind, type Measurement } from './measurement';

/** How long what is quiet may wait: the more accounts there are, the more of it there is. */
export interface Pace {
  /** A Region with nothing in it is glanced at after so many minutes. */
  readonly emptyRegionMinutes: number;
  /** What AWS refuses is asked again after so many minutes. */
  readonly refusedMinutes: number;
  /** After how many minutes a gauge far from its limit is read again, over the whole gap. @param everyMinutes as its quota asks for it */
  readonly gaugeMinutes: (everyMinutes: number) => number;
}

const HOUR = 60;
const DAY = 24 * HOUR;

export const ONE_ACCOUNT: Pace = {
  emptyRegionMinutes: HOUR,
  refusedMinutes: HOUR,
  gaugeMinutes: (everyMinutes) => everyMinutes,
};

/**
 * One-minute data is kept for 15 days, so a peak is found late, never lost. What is asked for at every scan, Lambda's concurrency, comes
 * every three hours; what is asked for once an hour, the rates of APIs, once a day. Reading metrics is most of what an organization
 * costs (docs/cost.md).
 */
export const MANY_ACCOUNTS: Pace = {
  emptyRegionMinutes: DAY,
  refusedMinutes: 6 * HOUR,
  gaugeMinutes: (everyMinutes) => (everyMinutes < HOUR ? 3 * HOUR : Math.max(everyMinutes, DAY)),
};

/** Scans do not start to the second: what would be due a moment later is due now. */
const TOLERANCE_MS = 60_000;
const MINUTE = 60_000;

/** Reading order: smaller goes first. Urgent before the rest, and of each the oldest; what was never read is oldest. */
export type Priority = number;

export interface Turn {
  readonly due: boolean;
  readonly priority: Priority;
}

const LATER: Turn = { due: false, priority: 0 };

/** The reads that can tell that a Region is empty no longer. */
const DISCOVERY: readonly RegionReadName[] = ['rest-apis', 'http-and-websocket-apis', 'lambda-account'];
/** A glance at a Region with nothing in it costs at most this many calls: the discovery, and the oldest of the rest. */
const CALLS_A_GLANCE = 4;

export class Schedule {
  private readonly hot: HotReads;
  private readonly glance: ReadonlySet<RegionReadName | 'metrics'> | null;

  /** @param state what is remembered of the Region; without it everything is due. */
  constructor(
    private readonly state: RegionState | undefined,
    private readonly now: Date,
    quotas: readonly MonitoredQuota[],
    lists: readonly RegionReadName[],
    private readonly pace: Pace = ONE_ACCOUNT,
  ) {
    this.hot = hotReads(state?.hot ?? [], quotas);
    this.glance = state && isEmpty(state) ? glanceAt(state, lists, now, pace) : null;
  }

  list(name: RegionReadName): Turn {
    const kept = this.state?.lists[name];
    const failed = failedRead(this.state, readKey(name));
    const due = this.glance
      ? this.glance.has(name)
      : this.isDue(kept, failed, this.hot.lists.has(name), reads[name].everyMinutes);
    return due ? turn('urgent', kept, failed) : LATER;
  }

  /**
   * The items of a list that are due. Of the hot ones as many go first as a tenth of the bucket allows, so that they are
   * seen at every scan and the rest is not starved by them.
   * @param callsAScan how many calls the call budget allows in one scan, by bucket
   */
  items(name: EachReadName, ids: readonly string[], callsAScan: (bucket: BudgetName) => number): Map<string, Turn> {
    const known: Readonly<Record<string, Kept<unknown>>> = this.state?.items[name] ?? {};
    // A function may be called `constructor`.
    const kept = (id: string): Kept<unknown> | undefined => (Object.hasOwn(known, id) ? known[id] : undefined);
    const failed = (id: string): FailedRead | undefined => failedRead(this.state, readKey(name, id));
    const bucket = scarcest(reads[name].budgets);
    const most = Math.max(1, Math.floor(callsAScan(bucket) / 10));
    const hot = ids.filter((id) => this.hot.items.get(name)?.has(id));
    const last = (id: string): string => lastAsked(kept(id), failed(id));
    const urgent = new Set(hot.toSorted((a, b) => (last(a) < last(b) ? -1 : 1)).slice(0, most));
    const hotIds = new Set(hot);
    return new Map(
      ids.map((id) => {
        const due = this.isDue(kept(id), failed(id), hotIds.has(id), reads[name].everyMinutes);
        return [id, due ? turn(urgent.has(id) ? 'urgent' : 'in turn', kept(id), failed(id)) : LATER];
      }),
    );
  }

  /** From when on a gauge is to be read (epoch milliseconds), or `null` while it is not due. */
  gauge({ key, everyMinutes, lookBackMinutes = LOOK_BACK_MINUTES, wholeWindow = false }: Gauge): number | null {
    const kept = this.state?.peaks[key];
    const whole = this.now.getTime() - lookBackMinutes * MINUTE;
    if (!kept) return whole;
    const every = this.pace.gaugeMinutes(everyMinutes);
    if (this.glance ? !this.glance.has('metrics') : !this.hot.gauges.has(key) && !this.isOld(kept, every)) return null;
    if (wholeWindow) return whole;
    // The last minutes are read again: AWS writes its metrics with some delay.
    return Math.max(kept.until - LATE_MINUTES * MINUTE, this.now.getTime() - KEPT_BY_AWS_MINUTES * MINUTE);
  }

  /**
   * The peaks that stay known when something of the Region failed, so that nobody can say which of them still have something to
   * measure: those from which the next reading could go on. Older ones would be read anew anyway.
   */
  carriedPeaks(): Record<string, KeptPeak> {
    const peaks = Object.entries(this.state?.peaks ?? {});
    return Object.fromEntries(
      peaks.filter(([, { until }]) => this.now.getTime() - until < KEPT_BY_AWS_MINUTES * MINUTE),
    );
  }

  /** What failed is asked again at the next scan; what was refused or is off only after a while, it will not change by asking. */
  private isDue(
    kept: Kept<unknown> | undefined,
    failed: FailedRead | undefined,
    hot: boolean,
    everyMinutes: number,
  ): boolean {
    if (failed?.kind === 'denied' || failed?.kind === 'unavailable')
      return this.isOld(failed, this.pace.refusedMinutes);
    return failed !== undefined || hot || this.isOld(kept, everyMinutes);
  }

  private isOld(known: { readonly at: string } | undefined, everyMinutes: number): boolean {
    if (!known) return true;
    return this.now.getTime() - Date.parse(known.at) >= everyMinutes * MINUTE - TOLERANCE_MS;
  }
}

/** Larger than any time stamp: whatever is urgent goes before whatever is not. */
const URGENT_MS = 1e15;
const LATE_MINUTES = 5;
/** "Data points with a period of 60 seconds (1 minute) are available for 15 days", CloudWatch user guide. */
const KEPT_BY_AWS_MINUTES = 15 * 24 * 60;

/**
 * Measurements that are worth a look at every scan: what is above half or past a threshold, and what failed, whatever was known of it
 * before. What was so until now is looked at once more: a fall is believed when a second look sees it.
 * @param startedAt of the scan, ISO 8601: what was not read in it is not looked at yet
 */
export function heat(
  measurements: readonly Measurement[],
  before: Pick<RegionState, 'hot' | 'cooling'> | undefined,
  startedAt: string,
): Pick<RegionState, 'hot' | 'cooling'> {
  const hot = new Set(measurements.filter(isHot).map(keyOf));
  const looked = new Set(
    measurements.filter((one) => one.status === 'measured' && one.measuredAt >= startedAt).map(keyOf),
  );
  const there = new Set(measurements.map(keyOf));
  const cooling = (before?.hot ?? []).filter(
    (key) => !hot.has(key) && there.has(key) && !(before?.cooling.includes(key) && looked.has(key)),
  );
  return { hot: [...hot, ...cooling], cooling };
}

function keyOf({ quota, resource }: Measurement): string {
  return gaugeKey(quota, resource?.id ?? null);
}

function isHot(one: Measurement): boolean {
  switch (one.status) {
    case 'measured':
      return one.severity !== 'ok' || ((one.utilization ?? Infinity) >= HOT_PERCENT && one.usage > 0);
    case 'unmeasured':
      return isBlind(one);
    case 'waiting':
      return false;
  }
}

/** How soon an account is worth a scan again: at every round, every hour, or every day. */
export const heats = ['hot', 'quiet', 'empty'] as const;
export type Heat = (typeof heats)[number];

/** What waits, or failed and may not at the next try, is as hot as what is nearly full; what AWS refuses is not: it will stay so. */
export function heatOf(measurements: readonly Measurement[], regions: readonly RegionState[]): Heat {
  const isUrgent = (one: Measurement): boolean =>
    one.status === 'waiting' || (one.status === 'unmeasured' ? one.cause === 'failed' : isHot(one));
  if (measurements.some(isUrgent) || regions.some(({ cooling }) => cooling.length > 0)) return 'hot';
  return regions.every(isEmpty) ? 'empty' : 'quiet';
}

interface HotReads {
  readonly lists: ReadonlySet<RegionReadName>;
  readonly items: ReadonlyMap<EachReadName, ReadonlySet<string>>;
  readonly gauges: ReadonlySet<string>;
}

/** Which reads the hot quotas hang on: the lists that are counted themselves, and the items of the others. */
function hotReads(hot: readonly string[], quotas: readonly MonitoredQuota[]): HotReads {
  const lists = new Set<RegionReadName>();
  const items = new Map<EachReadName, Set<string>>();
  const byId = new Map(quotas.map((quota) => [quota.id, quota]));
  for (const key of hot) {
    // `quota/item` or `quota/item/part`: the parts of an item, such as its stages, are read with it.
    const [id = '', item] = key.split('/');
    const needed = byId.get(id)?.reads ?? [];
    const each = needed.filter(isEachRead);
    for (const name of each) {
      if (item === undefined) continue;
      // REST APIs of one name are one item, `id+id`; the id of a private domain has a plus too.
      const ids = items.get(name) ?? new Set();
      for (const part of [item, ...item.split('+')]) ids.add(part);
      items.set(name, ids);
    }
    if (each.length === 0) for (const name of needed) if (!isEachRead(name)) lists.add(name);
  }
  return { lists, items, gauges: new Set(hot) };
}

/** Every list was read and none holds anything, or AWS refuses to say. */
function isEmpty(state: RegionState): boolean {
  const { lists, peaks, hot } = state;
  const refused = (name: RegionReadName): boolean => {
    const kind = failedRead(state, readKey(name))?.kind;
    return kind === 'denied' || kind === 'unavailable';
  };
  const account = lists['lambda-account']?.value;
  return (
    CONTENTS.every((name) => refused(name) || isNothing(lists[name]?.value)) &&
    (refused('lambda-account') || (account?.functionCount === 0 && account.storage === 0)) &&
    !hot.some((key) => Object.hasOwn(peaks, key))
  );
}

const CONTENTS = [
  'rest-apis',
  'http-and-websocket-apis',
  'vpc-links-v1',
  'vpc-links-v2',
  'domain-names',
  'domain-name-access-associations',
  'usage-plans',
  'client-certificates',
] as const;

function isNothing(value: number | readonly unknown[] | undefined): boolean {
  return value === 0 || (typeof value === 'object' && value.length === 0);
}

/** What to read of a Region with nothing in it. */
function glanceAt(
  state: RegionState,
  lists: readonly RegionReadName[],
  now: Date,
  { emptyRegionMinutes }: Pace,
): ReadonlySet<RegionReadName | 'metrics'> {
  const last = (name: RegionReadName): string => lastAsked(state.lists[name], failedRead(state, readKey(name)));
  const metrics = Object.values(state.peaks)
    .map((peak) => peak.at)
    .toSorted()
    .at(-1);
  const newest = [...lists.map(last), metrics ?? ''].toSorted().at(-1);
  if (newest && now.getTime() - Date.parse(newest) < emptyRegionMinutes * MINUTE - TOLERANCE_MS) return new Set();
  // What was never asked is declined or cannot tell anything: it must not take the turn of others.
  const others: { name: RegionReadName | 'metrics'; at: string }[] = lists
    .filter((name) => last(name) !== '' && !DISCOVERY.includes(name))
    .map((name) => ({ name, at: last(name) }));
  if (metrics !== undefined) others.push({ name: 'metrics', at: metrics });
  const discovery = DISCOVERY.filter((name) => lists.includes(name));
  const oldest = others.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map(({ name }) => name);
  return new Set([...discovery, ...oldest.slice(0, CALLS_A_GLANCE - discovery.length)]);
}

function failedRead(state: RegionState | undefined, key: string): FailedRead | undefined {
  return state && Object.hasOwn(state.failed, key) ? state.failed[key] : undefined;
}

/** When AWS was last asked, whatever it said; empty for never. */
function lastAsked(kept: Kept<unknown> | undefined, failed: FailedRead | undefined): string {
  const [read, tried] = [kept?.at ?? '', failed?.at ?? ''];
  return read > tried ? read : tried;
}

function turn(kind: 'urgent' | 'in turn', kept: Kept<unknown> | undefined, failed: FailedRead | undefined): Turn {
  const last = Date.parse(lastAsked(kept, failed)) || 0;
  return { due: true, priority: kind === 'urgent' ? last - URGENT_MS : last };
}

function scarcest(names: readonly BudgetName[]): BudgetName {
  return names.toSorted((a, b) => budgets[a].perSecond - budgets[b].perSecond)[0] ?? 'control-plane';
}
