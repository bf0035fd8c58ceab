/**
 * What is due, and in which order. What was last seen above half of its quota, or never seen, is read at every scan; the rest
 * by its clock. A Region with nothing in it is only glanced at.
 */
import { type Gauge, gaugeKey, LOOK_BACK_MINUTES } from './gauge';
import { isEachRead, type MonitoredQuota } from './quota';
import { isDeclined } from './read';
import { budgets, type BudgetName, type EachReadName, reads, type RegionReadName } from './reads';
import { HOT_PERCENT, type Kept, type RegionState } from './state';
import { type Measurement } from './measurement';

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
/** A Region with nothing in it costs at most this many calls an hour: the discovery, and the oldest of the rest. */
const CALLS_AN_HOUR_WHEN_EMPTY = 4;
const HOUR_MS = 60 * MINUTE;

export class Schedule {
  private readonly hot: HotReads;
  private readonly glance: ReadonlySet<RegionReadName> | null;

  /** @param state what is remembered of the Region; without it everything is due. */
  constructor(
    private readonly state: RegionState | undefined,
    private readonly now: Date,
    quotas: readonly MonitoredQuota[],
    lists: readonly RegionReadName[],
  ) {
    this.hot = hotReads(state?.hot ?? [], quotas);
    this.glance = state && isEmpty(state) ? glanceAt(state, lists, now) : null;
  }

  list(name: RegionReadName): Turn {
    const kept = this.state?.lists[name];
    const due = this.glance
      ? this.glance.has(name)
      : this.hot.lists.has(name) || this.isOld(kept, reads[name].everyMinutes);
    return due ? turn('urgent', kept) : LATER;
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
    const bucket = scarcest(reads[name].budgets);
    const most = Math.max(1, Math.floor(callsAScan(bucket) / 10));
    const hot = ids.filter((id) => this.hot.items.get(name)?.has(id));
    const urgent = new Set(hot.toSorted((a, b) => (lastRead(kept(a)) < lastRead(kept(b)) ? -1 : 1)).slice(0, most));
    const hotIds = new Set(hot);
    return new Map(
      ids.map((id) => {
        if (urgent.has(id)) return [id, turn('urgent', kept(id))];
        const due = hotIds.has(id) || this.isOld(kept(id), reads[name].everyMinutes);
        return [id, due ? turn('in turn', kept(id)) : LATER];
      }),
    );
  }

  /** From when on a gauge is to be read (epoch milliseconds), or `null` while it is not due. */
  gauge({ key, everyMinutes, lookBackMinutes = LOOK_BACK_MINUTES, wholeWindow = false }: Gauge): number | null {
    const kept = this.state?.peaks[key];
    const whole = this.now.getTime() - lookBackMinutes * MINUTE;
    if (!kept) return whole;
    if (!this.hot.gauges.has(key) && !this.isOld(kept, everyMinutes)) return null;
    if (wholeWindow) return whole;
    // The last minutes are read again: AWS writes its metrics with some delay.
    return Math.max(kept.until - LATE_MINUTES * MINUTE, this.now.getTime() - KEPT_BY_AWS_MINUTES * MINUTE);
  }

  private isOld(kept: Kept<unknown> | undefined, everyMinutes: number): boolean {
    if (!kept) return true;
    return this.now.getTime() - Date.parse(kept.at) >= everyMinutes * MINUTE - TOLERANCE_MS;
  }
}

/** Larger than any time stamp: whatever is urgent goes before whatever is not. */
const URGENT_MS = 1e15;
const LATE_MINUTES = 5;
/** "Data points with a period of 60 seconds (1 minute) are available for 15 days", CloudWatch user guide. */
const KEPT_BY_AWS_MINUTES = 15 * 24 * 60;

/** Measurements that are worth a look at every scan: what is above half, and what failed, whatever was known of it before. */
export function hotKeys(measurements: readonly Measurement[]): string[] {
  return measurements.filter(isHot).map(({ quota, resource }) => gaugeKey(quota, resource?.id ?? null));
}

function isHot(one: Measurement): boolean {
  switch (one.status) {
    case 'measured':
      return (one.utilization ?? Infinity) >= HOT_PERCENT && one.usage > 0;
    case 'unmeasured':
      return !isDeclined(one.reason);
    case 'waiting':
      return false;
  }
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

/** Every list was read and none holds anything. */
function isEmpty({ lists }: RegionState): boolean {
  const nothing = (kept: Kept<number | readonly unknown[]> | undefined): boolean =>
    kept !== undefined && (typeof kept.value === 'number' ? kept.value : kept.value.length) === 0;
  return (
    nothing(lists['rest-apis']) &&
    nothing(lists['http-and-websocket-apis']) &&
    nothing(lists['vpc-links-v1']) &&
    nothing(lists['vpc-links-v2']) &&
    nothing(lists['domain-names']) &&
    nothing(lists['domain-name-access-associations']) &&
    nothing(lists['usage-plans']) &&
    nothing(lists['client-certificates']) &&
    lists['lambda-account']?.value.functionCount === 0 &&
    lists['lambda-account'].value.storage === 0
  );
}

/** What to read of a Region with nothing in it. */
function glanceAt(state: RegionState, lists: readonly RegionReadName[], now: Date): ReadonlySet<RegionReadName> {
  const lastOf = (name: RegionReadName): string => lastRead(state.lists[name]);
  const newest = lists.map(lastOf).toSorted().at(-1);
  if (newest && now.getTime() - Date.parse(newest) < HOUR_MS - TOLERANCE_MS) return new Set();
  // What was never read is read anyway, unless it is declined or cannot tell anything: then it must not take the turn of others.
  const known = lists.filter((name) => state.lists[name] !== undefined && !DISCOVERY.includes(name));
  const others = known.toSorted((a, b) => (lastOf(a) < lastOf(b) ? -1 : 1));
  const discovery = DISCOVERY.filter((name) => lists.includes(name));
  return new Set([...discovery, ...others.slice(0, CALLS_AN_HOUR_WHEN_EMPTY - discovery.length)]);
}

function lastRead(kept: Kept<unknown> | undefined): string {
  return kept?.at ?? '';
}

function turn(kind: 'urgent' | 'in turn', kept: Kept<unknown> | undefined): Turn {
  const last = kept ? Date.parse(kept.at) : 0;
  return { due: true, priority: kind === 'urgent' ? last - URGENT_MS : last };
}

function scarcest(names: readonly BudgetName[]): BudgetName {
  return names.toSorted((a, b) => budgets[a].perSecond - budgets[b].perSecond)[0] ?? 'control-plane';
}
