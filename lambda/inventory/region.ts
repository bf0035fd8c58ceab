/** Reads what is due of one Region, in order, as far as the call budget goes, and joins it with what is known already. */
import type { Clock } from '../domain/clock';
import { type Gauge, higher, peakOf } from '../domain/gauge';
import { isEachRead, type MonitoredQuota, type NeededReads, readsFor, type Watched } from '../domain/quota';
import { declined, type Read } from '../domain/read';
import {
  type BudgetName,
  type EachReadName,
  type EachValues,
  listOf,
  reads,
  type RegionReadName,
  type RegionValues,
} from '../domain/reads';
import { type ItemOutcomes, type ListOutcomes, type RegionReads, regionReads } from '../domain/region-reads';
import { relevance, relevantIds } from '../domain/relevance';
import { type Pace, Schedule, type Turn } from '../domain/schedule';
import type { Peak } from '../domain/series';
import {
  asRead,
  current,
  type Kept,
  type KeptItems,
  type KeptLists,
  type FailedRead,
  type KeptPeak,
  readKey,
  type RegionState,
  remembered,
} from '../domain/state';
import { attempt } from './attempt';
import type { RegionClients } from './clients';
import { NoTimeLeft } from './pacer';
import { ReadQueue } from './read-queue';
import { itemReaders, listReaders } from './readers';
import { minutesOf } from './readers/cloudwatch';

/** Told as reads become known and as they end. */
export interface ReadProgress {
  planned(reads: number): void;
  done(): void;
}

export interface RegionRequest {
  readonly quotas: readonly MonitoredQuota[];
  /** What else is looked for beside the quotas. */
  readonly conditions: readonly Watched[];
  /** Quotas that show only in what was read. */
  readonly discover: (reads: RegionReads) => readonly MonitoredQuota[];
  /** What is remembered of the Region; without it everything is due. */
  readonly state: RegionState | undefined;
  /** Lists that are not to be read, and why. */
  readonly declined: Readonly<Partial<Record<RegionReadName, string>>>;
  /** How long what is quiet may wait. */
  readonly pace: Pace;
  /** How many calls the call budget allows in one scan, by bucket. */
  readonly callsAScan: (bucket: BudgetName) => number;
  readonly progress: ReadProgress;
}

export interface RegionResult {
  readonly reads: RegionReads;
  /** The quotas of the request, and those that were discovered. */
  readonly quotas: readonly MonitoredQuota[];
  /** What AWS was asked now, for the state of the Region. */
  readonly outcomes: readonly Read<unknown>[];
  /** What to remember; what is hot, and what could be seen, is known only after the evaluation. */
  readonly state: Omit<RegionState, 'hot' | 'cooling' | 'seen' | 'lastSeen'>;
}

export async function readRegion(clients: RegionClients, clock: Clock, request: RegionRequest): Promise<RegionResult> {
  const needed = readsFor([...request.quotas, ...request.conditions]);
  const reading = new RegionReading(clients, clock, request, needed);
  await reading.readLists();
  await reading.probe();
  const listed = reading.known();
  const quotas = [...request.quotas, ...request.discover(listed)];
  await reading.readGauges([...quotas, ...request.conditions].flatMap((one) => one.gauges?.(listed) ?? []));
  return { reads: reading.known(), quotas, outcomes: reading.outcomes, state: reading.toRemember() };
}

const MINUTE = 60_000;

/** One call each, of two services, without anything that hangs on them. */
const PROBES = ['lambda-account', 'api-gateway-account'] as const satisfies readonly RegionReadName[];
const PROBE_TURN: Turn = { due: true, priority: 0 };

class RegionReading {
  private readonly asked: Read<unknown>[] = [];
  private readonly carriedFailures: Read<unknown>[] = [];
  private readonly carried: Read<unknown>[] = [];
  private readonly since: string;
  private readonly schedule: Schedule;
  private readonly queue = new ReadQueue();
  private readonly lists: ListOutcomes = {};
  private readonly items: ItemOutcomes = {};
  private readonly peaks = new Map<string, Read<Peak | null>>();
  private readonly keptLists: KeptLists = {};
  private readonly keptItems: KeptItems = {};
  private readonly keptPeaks: Record<string, KeptPeak> = {};
  private readonly outdated = new Set<RegionReadName>();
  private readonly failed: Record<string, FailedRead> = {};

  constructor(
    private readonly clients: RegionClients,
    private readonly clock: Clock,
    private readonly request: RegionRequest,
    private readonly needed: NeededReads,
  ) {
    const now = clock.now();
    this.since = now.toISOString();
    this.schedule = new Schedule(request.state, now, request.quotas, needed.lists, request.pace);
  }

  known(): RegionReads {
    return regionReads(this.clients.region, this.since, this.lists, this.items, this.peaks);
  }

  /**
   * What says how the Region is: the answers of now, and the failures that are not asked again yet. Values of earlier scans say
   * that it answers only when nothing was asked now.
   */
  get outcomes(): readonly Read<unknown>[] {
    const quiet = this.asked.length === 0 && this.carriedFailures.length === 0;
    return [...this.asked, ...this.carriedFailures, ...(quiet ? this.carried : [])];
  }

  /**
   * When all that was due failed, one read more tells a read that is broken from a Region that is lost: of values that are
   * carried nobody can say it. There is none left to try where each of these is known to fail.
   */
  async probe(): Promise<void> {
    const isAnswered = this.asked.some(({ status }) => status !== 'failed');
    if (isAnswered || this.carried.length === 0 || this.asked.length + this.carriedFailures.length === 0) return;
    const name = PROBES.find((one) => this.needed.lists.includes(one) && !Object.hasOwn(this.failed, one));
    if (name !== undefined) await this.readListNow(name);
  }

  toRemember(): Omit<RegionState, 'hot' | 'cooling' | 'seen' | 'lastSeen'> {
    for (const name of this.outdated) delete this.keptLists[name];
    return { lists: this.keptLists, items: this.keptItems, peaks: this.keptPeaks, failed: this.failed };
  }

  /** The lists side by side, and behind each list what is read for its items. */
  async readLists(): Promise<void> {
    const isLater = (name: RegionReadName): boolean => relevance[name] !== undefined;
    const started = new Map<RegionReadName, Promise<void>>();
    for (const name of this.needed.lists.toSorted((a, b) => Number(isLater(a)) - Number(isLater(b)))) {
      const before = relevance[name]?.after;
      started.set(
        name,
        this.after(before && started.get(before), () => this.readList(name)),
      );
    }
    const items = this.needed.each.map((name) => this.after(started.get(listOf[name]), () => this.readItems(name)));
    await Promise.all([...started.values(), ...items]);
  }

  private async after(before: Promise<void> | undefined, then: () => Promise<void>): Promise<void> {
    await before;
    await then();
  }

  private async readList<K extends RegionReadName>(name: K): Promise<void> {
    const why = this.request.declined[name];
    if (why !== undefined) {
      putList<K>(this.lists, name, declined(why));
      return;
    }
    const stand = relevance[name]?.without(this.lists);
    if (stand !== undefined) {
      putList<K>(this.lists, name, stand);
      return;
    }
    await this.readListNow(name, this.schedule.list(name));
  }

  private async readListNow<K extends RegionReadName>(name: K, turn: Turn = PROBE_TURN): Promise<void> {
    const kept: Kept<RegionValues[K]> | undefined = this.request.state?.lists[name];
    const ask = () => listReaders[name](this.clients);
    const { outcome, keep } = await this.read(name, undefined, kept, turn, ask);
    putList<K>(this.lists, name, outcome);
    if (keep) keepList<K>(this.keptLists, name, keep);
  }

  private async readItems<K extends EachReadName>(name: K): Promise<void> {
    const list = this.lists[listOf[name]];
    const before: Readonly<Record<string, Kept<EachValues[K]>>> | undefined = this.request.state?.items[name];
    if (list?.status !== 'read') {
      // What is known of the items stays known while nobody can say which of them still exist.
      if (before) keepItems<K>(this.keptItems, name, before);
      return;
    }
    const ids = relevantIds(name, list.value);
    const turns = this.schedule.items(name, ids, this.request.callsAScan);
    const results = await Promise.all(
      ids.map(async (id) => {
        const ask = () => itemReaders[name](this.clients, id);
        const kept = before && Object.hasOwn(before, id) ? before[id] : undefined;
        return [id, await this.read(name, id, kept, turns.get(id), ask)] as const;
      }),
    );
    putItems<K>(this.items, name, new Map(results.map(([id, { outcome }]) => [id, outcome])));
    // What is gone would be asked for again until its list is read again: so that is due next time.
    if (results.some(([, { outcome }]) => outcome.status === 'gone')) this.outdated.add(listOf[name]);
    const kept = results.flatMap(([id, { keep }]) => (keep ? [[id, keep] as const] : []));
    keepItems<K>(this.keptItems, name, Object.fromEntries(kept));
  }

  /** One read: now if it is its turn, else what is known, be it a value or a failure. */
  private async read<T>(
    name: RegionReadName | EachReadName,
    id: string | undefined,
    kept: Kept<T> | undefined,
    turn: Turn | undefined,
    ask: () => Promise<T>,
  ): Promise<{ readonly outcome: Read<T>; readonly keep: Kept<T> | undefined }> {
    const key = readKey(name, id);
    const failures = this.request.state?.failed ?? {};
    const before = Object.hasOwn(failures, key) ? failures[key] : undefined;
    if (!turn?.due && before) {
      this.failed[key] = before;
      const outcome: Read<T> = { status: 'failed', kind: before.kind, reason: before.reason };
      this.carriedFailures.push(outcome);
      return { outcome, keep: kept };
    }
    if (!turn?.due && kept) {
      const outcome = asRead(kept);
      this.carried.push(outcome);
      return { outcome, keep: kept };
    }
    this.request.progress.planned(1);
    const { operation, budgets } = reads[name];
    const answer = await this.queue.run(budgets, turn?.priority ?? 0, () =>
      attempt(operation, this.clock, this.clients.signal, async () => {
        if (budgets.length > 0 && this.clients.closing.aborted) throw new NoTimeLeft();
        return await ask();
      }),
    );
    this.request.progress.done();
    const fresh = answer.status === 'gone' && !isEachRead(name) ? notThere(operation) : answer;
    if (fresh.status === 'failed') {
      this.failed[key] = { kind: fresh.kind, reason: fresh.reason, at: this.clock.now().toISOString() };
    } else if (fresh.status === 'waiting' && before) this.failed[key] = before;
    this.asked.push(fresh);
    return { outcome: current(fresh, before ? undefined : kept), keep: remembered(fresh, kept) };
  }

  /** Which gauges there are follows from the lists. Those with points of the same length are read together. */
  async readGauges(gauges: readonly Gauge[]): Promise<void> {
    const known = this.request.state?.peaks ?? {};
    // A list that failed says nothing of its gauges: what is known of them stays.
    if (this.outcomes.some((outcome) => outcome.status === 'failed'))
      Object.assign(this.keptPeaks, this.schedule.carriedPeaks());
    const dueByPeriod = new Map<number, Map<Gauge, number>>();
    for (const gauge of gauges) {
      const kept = known[gauge.key];
      const from = this.schedule.gauge(gauge);
      if (from === null && kept) {
        this.peaks.set(gauge.key, asRead(kept));
        this.keptPeaks[gauge.key] = kept;
        continue;
      }
      const period = (gauge.periodMinutes ?? 1) * MINUTE;
      const due = dueByPeriod.get(period) ?? new Map<Gauge, number>();
      dueByPeriod.set(period, due.set(gauge, Math.floor((from ?? 0) / period) * period));
    }
    await Promise.all([...dueByPeriod].map(([period, due]) => this.readDueGauges(period, due)));
  }

  /**
   * Window by window, so that a long gap costs calls but no memory: of each window only the peaks are kept. A gauge with a gap of
   * its own does not make the others read further back.
   */
  private async readDueGauges(period: number, due: ReadonlyMap<Gauge, number>): Promise<void> {
    const until = Math.floor(this.clock.now().getTime() / MINUTE) * MINUTE;
    const peaks = new Map<Gauge, Read<Peak | null>>();
    const width = pointsAWindow(due) * period;
    for (let end = until; end > Math.min(...due.values()); end -= width) {
      const start = end - width;
      const within = [...due].filter(([, since]) => since < end);
      const from = Math.max(start, Math.min(...within.map(([, since]) => since)));
      const series = within.flatMap(([gauge]) => gauge.series);
      const window = { from: Math.floor(from / period) * period, until: end, periodMinutes: period / MINUTE };
      const minutes = await minutesOf(this.clients, series, this.clock, window);
      for (const [gauge, since] of within) {
        peaks.set(gauge, higher(peaks.get(gauge), peakOf(gauge, since, minutes)));
      }
    }
    for (const [gauge, fresh] of peaks) {
      const kept = this.request.state?.peaks[gauge.key];
      this.asked.push(fresh);
      this.peaks.set(gauge.key, current(fresh, kept));
      const keep = fresh.status === 'read' ? { value: fresh.value, at: fresh.at, until } : kept;
      if (keep) this.keptPeaks[gauge.key] = keep;
    }
  }
}

/** "up to 500 MetricDataQuery structures", "up to 100,800 data points": https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const SERIES_A_REQUEST = 500;
const POINTS_A_PAGE = 100_800;

/** As many as fit on one page: every window asks for each of its series, and each is paid. A full request has 200 minutes: a first look of three hours. */
function pointsAWindow(due: ReadonlyMap<Gauge, number>): number {
  const series = [...due.keys()].reduce((sum, gauge) => sum + gauge.series.length, 0);
  return Math.floor(POINTS_A_PAGE / Math.min(Math.max(series, 1), SERIES_A_REQUEST));
}

/** Only an item can be gone; a list that AWS does not know is trouble. */
function notThere(operation: string): Read<never> {
  return { status: 'failed', kind: 'failed', reason: `NotFoundException on ${operation}` };
}

// Written over generic mapped types, the only form in which the compiler follows a key to its value.

function putList<K extends RegionReadName>(
  target: { [P in K]?: Read<RegionValues[P]> | undefined },
  name: K,
  outcome: Read<RegionValues[K]>,
): void {
  target[name] = outcome;
}

function putItems<K extends EachReadName>(
  target: { [P in K]?: ReadonlyMap<string, Read<EachValues[P]>> | undefined },
  name: K,
  outcomes: ReadonlyMap<string, Read<EachValues[K]>>,
): void {
  target[name] = outcomes;
}

function keepList<K extends RegionReadName>(
  target: { [P in K]?: Kept<RegionValues[P]> | undefined },
  name: K,
  kept: Kept<RegionValues[K]>,
): void {
  target[name] = kept;
}

function keepItems<K extends EachReadName>(
  target: { [P in K]?: Readonly<Record<string, Kept<EachValues[P]>>> | undefined },
  name: K,
  kept: Readonly<Record<string, Kept<EachValues[K]>>>,
): void {
  target[name] = kept;
}
