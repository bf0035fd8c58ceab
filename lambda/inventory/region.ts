/** Reads what is due of one Region, in order, as far as the call budget goes, and joins it with what is known already. */
import { type Clock } from '../domain/clock';
import { type Gauge, peakOf } from '../domain/gauge';
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
import {
  type EachOutcomes,
  nothingCounted,
  nothingListed,
  type RegionOutcomes,
  type RegionReads,
  regionReads,
} from '../domain/region-reads';
import { relevance, relevantIds } from '../domain/relevance';
import { Schedule, type Turn } from '../domain/schedule';
import { type Peak } from '../domain/series';
import {
  asRead,
  current,
  type Kept,
  type KeptItems,
  type KeptLists,
  type KeptPeak,
  type RegionState,
  remembered,
} from '../domain/state';
import { attempt } from './attempt';
import { type RegionClients } from './clients';
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
  /** What to remember; what is hot is known only after the evaluation. */
  readonly state: Omit<RegionState, 'hot'>;
}

export async function readRegion(clients: RegionClients, clock: Clock, request: RegionRequest): Promise<RegionResult> {
  const needed = readsFor([...request.quotas, ...request.conditions]);
  const reading = new RegionReading(clients, clock, request, needed);
  await reading.readLists();
  const listed = reading.known();
  const quotas = [...request.quotas, ...request.discover(listed)];
  await reading.readGauges([...quotas, ...request.conditions].flatMap((one) => one.gauges?.(listed) ?? []));
  return { reads: reading.known(), quotas, outcomes: reading.outcomes, state: reading.toRemember() };
}

const MINUTE = 60_000;

class RegionReading {
  readonly outcomes: Read<unknown>[] = [];
  private readonly schedule: Schedule;
  private readonly queue = new ReadQueue();
  private readonly lists: RegionOutcomes = { ...nothingListed };
  private readonly items: EachOutcomes = { ...nothingCounted };
  private readonly peaks = new Map<string, Read<Peak | null>>();
  private readonly keptLists: KeptLists = {};
  private readonly keptItems: KeptItems = {};
  private readonly keptPeaks: Record<string, KeptPeak> = {};

  constructor(
    private readonly clients: RegionClients,
    private readonly clock: Clock,
    private readonly request: RegionRequest,
    private readonly needed: NeededReads,
  ) {
    this.schedule = new Schedule(request.state, clock.now(), request.quotas, needed.lists);
  }

  known(): RegionReads {
    return regionReads(this.clients.region, this.lists, this.items, this.peaks);
  }

  toRemember(): Omit<RegionState, 'hot'> {
    return { lists: this.keptLists, items: this.keptItems, peaks: this.keptPeaks };
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
    const kept: Kept<RegionValues[K]> | undefined = this.request.state?.lists[name];
    const ask = () => listReaders[name](this.clients);
    const { outcome, keep } = await this.read(name, kept, this.schedule.list(name), ask);
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
        return [id, await this.read(name, kept, turns.get(id), ask)] as const;
      }),
    );
    putItems<K>(this.items, name, new Map(results.map(([id, { outcome }]) => [id, outcome])));
    const kept = results.flatMap(([id, { keep }]) => (keep ? [[id, keep] as const] : []));
    keepItems<K>(this.keptItems, name, Object.fromEntries(kept));
  }

  /** One read: now if it is its turn, else what is known. */
  private async read<T>(
    name: RegionReadName | EachReadName,
    kept: Kept<T> | undefined,
    turn: Turn | undefined,
    ask: () => Promise<T>,
  ): Promise<{ readonly outcome: Read<T>; readonly keep: Kept<T> | undefined }> {
    if (kept && !turn?.due) return { outcome: asRead(kept), keep: kept };
    this.request.progress.planned(1);
    const { operation, budgets } = reads[name];
    const answer = await this.queue.run(budgets, turn?.priority ?? 0, () =>
      attempt(operation, this.clock, this.clients.signal, async () => {
        if (this.clients.closing.aborted) throw new NoTimeLeft();
        return await ask();
      }),
    );
    this.request.progress.done();
    const fresh = answer.status === 'gone' && !isEachRead(name) ? notThere(operation) : answer;
    this.outcomes.push(fresh);
    return { outcome: current(fresh, kept), keep: remembered(fresh, kept) };
  }

  /** Which gauges there are follows from the lists. Those with points of the same length are read together. */
  async readGauges(gauges: readonly Gauge[]): Promise<void> {
    const dueByPeriod = new Map<number, Map<Gauge, number>>();
    for (const gauge of gauges) {
      const kept = this.request.state?.peaks[gauge.key];
      const from = this.schedule.gauge(gauge);
      if (from === null && kept) {
        this.peaks.set(gauge.key, asRead(kept));
        this.keptPeaks[gauge.key] = kept;
        continue;
      }
      const period = gauge.periodMinutes ?? 1;
      const due = dueByPeriod.get(period) ?? new Map<Gauge, number>();
      dueByPeriod.set(period, due.set(gauge, from ?? 0));
    }
    await Promise.all([...dueByPeriod].map(([period, due]) => this.readDueGauges(period, due)));
  }

  private async readDueGauges(periodMinutes: number, due: ReadonlyMap<Gauge, number>): Promise<void> {
    const period = periodMinutes * MINUTE;
    const until = Math.floor(this.clock.now().getTime() / MINUTE) * MINUTE;
    const from = Math.floor(Math.min(...due.values()) / period) * period;
    const series = [...due.keys()].flatMap((gauge) => gauge.series);
    const minutes = await minutesOf(this.clients, series, this.clock, { from, until, periodMinutes });
    for (const [gauge, since] of due) {
      const fresh = peakOf(gauge, Math.floor(since / period) * period, minutes);
      const kept = this.request.state?.peaks[gauge.key];
      this.outcomes.push(fresh);
      this.peaks.set(gauge.key, current(fresh, kept));
      const keep = fresh.status === 'read' ? { value: fresh.value, at: fresh.at, until } : kept;
      if (keep) this.keptPeaks[gauge.key] = keep;
    }
  }
}

/** Only an item can be gone; a list that AWS does not know is trouble. */
function notThere(operation: string): Read<never> {
  return { status: 'failed', kind: 'failed', reason: `NotFoundException on ${operation}` };
}

// Written over generic mapped types, the only form in which the compiler follows a key to its value.

function putList<K extends RegionReadName>(
  target: { [P in K]: Read<RegionValues[P]> | undefined },
  name: K,
  outcome: Read<RegionValues[K]>,
): void {
  target[name] = outcome;
}

function putItems<K extends EachReadName>(
  target: { [P in K]: ReadonlyMap<string, Read<EachValues[P]>> | undefined },
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
