/** What the deployed monitor does at its time: one scan that nobody else runs, remembered, logged, and told to whom it concerns. */
import type { Clock } from '../domain/clock';
import type { Coverage } from '../domain/coverage';
import { described } from '../domain/error-code';
import { ownObservations } from '../domain/known-ids';
import { metricData } from '../domain/metric-data';
import { nothingAnswered, type Snapshot } from '../domain/snapshot';
import type { Settings } from '../domain/settings';
import { isOwnSetting, serviceOf, wavers } from '../quotas';
import type { EventBus } from '../stores/events';
import { giveBackLease, takeLease } from '../stores/lease';
import type { MetricStore } from '../stores/metrics';
import type { Nudges } from '../stores/nudges';
import type { Objects } from '../stores/objects';
import { allPending, type Pending } from '../stores/pending';
import { writeSnapshot } from '../stores/snapshots';
import { readState, type StateInBucket, writeState } from '../stores/state';
import type { Table } from '../stores/table';
import { type Tracked, trackIncidents } from './incidents';
import type { Log } from './log';
import { logScan } from './log-scan';
import { ownObservationsOf } from './own-observations';
import { historyIn, increasesIn, lookAhead, record, withOutlooks } from './history';
import { planIncidents } from './plan';
import { planLimits } from './plan/context';
import { scanThen } from './scan';
import { currentSettings } from './settings';

export interface MonitorParts {
  readonly clock: Clock;
  /** The account that is watched. */
  readonly accountId: string;
  /** Where the monitor itself lives. */
  readonly homeRegion: string;
  readonly objects: Objects;
  readonly table: Table;
  readonly metrics: MetricStore;
  readonly bus: EventBus;
  readonly nudges: Nudges;
  readonly log: Log;
}

export interface Run {
  /** The time that the scan is for: the same one twice is one scan. */
  readonly scheduledAt: Date;
  /** Unique for each run, so that a lease that was taken, but whose answer was lost, is known for our own. */
  readonly runId: string;
}

export type MonitorResult =
  | { readonly status: 'scanned'; readonly snapshot: Snapshot; readonly coverage: Coverage }
  /** Another scan has run or is running: nothing was read and nothing written. */
  | { readonly status: 'skipped'; readonly reason: string };

/**
 * @throws after everything that could be done was done: what was read is kept even when it cannot be told
 */
export async function monitor(parts: MonitorParts, { scheduledAt, runId }: Run): Promise<MonitorResult> {
  const { clock, accountId, table } = parts;
  const ahead = scheduledAt.getTime() - clock.now().getTime();
  // It would keep out every scan until then.
  if (ahead > MOST_AHEAD_MS)
    throw new Error(`scheduledAt is ${scheduledAt.toISOString()}, expected a time that has come`);
  const lease = await takeLease(table, accountId, { runId, scheduledAt, now: clock.now() });
  if (lease.status === 'refused') {
    const reason = SKIPPED[lease.reason](lease.by);
    parts.log({ level: 'WARN', message: `no scan: ${reason}`, scheduledAt: scheduledAt.toISOString() });
    return { status: 'skipped', reason };
  }
  try {
    return await leased(parts, { scheduledAt, runId });
  } finally {
    await giveBack(parts, scheduledAt);
  }
}

/** Clocks differ by a little. */
const MOST_AHEAD_MS = 5 * 60_000;

/** A lease that cannot be given back runs out by itself: that must neither spoil a good scan nor hide why a bad one failed. */
async function giveBack({ table, accountId, log }: MonitorParts, scheduledAt: Date): Promise<void> {
  try {
    await giveBackLease(table, accountId, scheduledAt);
  } catch (error) {
    log({
      level: 'WARN',
      message: 'the lease could not be given back; it runs out by itself',
      reason: described(error),
    });
  }
}

const SKIPPED = {
  ran: (by: string) => `the one for ${by} has begun already`,
  newer: (by: string) => `a newer one, for ${by}, has begun already`,
  running: (by: string) => `the one for ${by} is still running; give scan.every more minutes if this happens again`,
} as const;

async function leased(parts: MonitorParts, { scheduledAt, runId }: Run): Promise<MonitorResult> {
  const { clock, accountId, homeRegion, objects, log } = parts;
  const [{ settings, problem, unsaved }, remembered] = await Promise.all([
    currentSettings(objects),
    readState(objects, accountId),
  ]);
  const known = stateFrom(remembered, log);
  const { result, calls } = await scanThen(
    { clock, settings, state: known },
    async ({ result: scanned, detailsOf, closing, calls: callsSoFar }) => {
      if (scanned.status !== 'scanned') return { result: scanned, calls: callsSoFar() };
      const { snapshot: seen, partition, reads, state } = scanned;
      const outlooks = await lookAhead(parts, { ...seen, at: scheduledAt, settings, known: state.outlooks });
      const foreseen = withOutlooks(seen.measurements, outlooks);
      const measurements = withOutlooks(seen.measurements, outlooks, settings.plans.targetPercent);
      const now = clock.now();
      const around = { accountId, partition, measurements, reads, detailsOf, signalsOf: null, now };
      const context = { ...around, ...planLimits(settings) };
      const plans = await planIncidents({ ...parts, closing }, context, state.plans);
      const looked = {
        ...scanned,
        snapshot: { ...seen, measurements: foreseen },
        state: { ...state, outlooks, plans },
      };
      return { result: looked, calls: callsSoFar() };
    },
  );
  if (result.status === 'unreadable') throw new Error(`nothing could be read: ${result.reason}`);
  if (result.status === 'unknown-region') throw new Error(`${result.region} is not an enabled Region`);
  if (unsaved !== null)
    log({ level: 'ERROR', message: 'the copy of the last good settings could not be stored', reason: unsaved });
  const { coverage, frozen, hidden, warnings, reads } = result;
  const { plans } = result.state;
  let { state } = result;
  const observations = [
    ...result.snapshot.observations,
    ...ownObservationsOf({ homeRegion, problem, refused: coverage.refused }),
  ];
  const snapshot: Snapshot = { ...result.snapshot, observations, calls };
  logScan(snapshot, coverage, warnings, log);
  const at = scheduledAt.toISOString();
  let tracked: Tracked | null = null;
  let waiting: Pending | null = null;
  await allOf(log, {
    'the snapshot could not be stored': () => writeSnapshot(objects, snapshot),
    'not every incident could be brought up to date': async () => {
      const source = { snapshot, coverage, hidden, settings, at, wavers, ownKinds: ownObservations, plans, runId };
      tracked = await trackIncidents(parts, source);
      if (tracked.failures.length > 0) throw new Error(tracked.failures.join('; '));
    },
    'the history could not be written, so the next scan tries again': async () => {
      const seen = {
        accountId: snapshot.accountId,
        at: scheduledAt,
        timeZone: settings.report.timeZone,
        coverage: coverage.percent,
        measurements: snapshot.measurements,
        incidents: tracked?.incidents ?? [],
        recordedThrough: state.recordedThrough,
        increases: increasesIn(reads),
        plans,
      };
      await record(historyIn(objects), seen, (message) => log({ level: 'ERROR', message }));
      if (tracked === null) return;
      await tracked.rest();
      // Of incidents that nobody could bring up to date the next scan knows more.
      if (tracked.failures.length === 0) state = { ...state, recordedThrough: at };
    },
    'the state could not be stored, so the next scan reads more': async () =>
      await remember(objects, state, remembered, log),
    'what waits to be told could not be read': async () => {
      waiting = await allPending(parts.table);
    },
    'the metrics could not be published': async () => {
      const oldestPendingSeconds = waiting && secondsSince(waiting.oldest, clock.now());
      const today = at.slice(0, 10);
      const source = { snapshot, coverage, frozen, settings, oldestPendingSeconds, today, serviceOf, isOwnSetting };
      await parts.metrics.publish(metricData(source), scheduledAt);
    },
    'the notifier could not be woken, so the next scan does': async () => {
      await wake(parts.nudges, channelsToWake(tracked ?? NOBODY_TOLD, waiting, settings), at);
    },
  });
  if (nothingAnswered(snapshot.regions)) throw new Error('nothing could be read: not one Region answered');
  return { status: 'scanned', snapshot, coverage };
}

function secondsSince(oldest: Date | null, now: Date): number {
  return oldest === null ? 0 : Math.max(0, (now.getTime() - oldest.getTime()) / 1000);
}

const NOBODY_TOLD = { toldTo: [], openIn: [] } as const;

/** Where something waits, by the index and by what this scan has just written; and where somebody may have reacted to something. */
function channelsToWake(
  tracked: Pick<Tracked, 'toldTo' | 'openIn'>,
  waiting: Pending | null,
  { slack }: Settings,
): string[] {
  const reactedTo = slack.reactions ? tracked.openIn : [];
  return [...new Set([...tracked.toldTo, ...(waiting?.channels ?? []), ...reactedTo])];
}

async function wake(nudges: Nudges, channels: readonly string[], at: string): Promise<void> {
  const sent = await Promise.allSettled(channels.map(async (channel) => await nudges.send(channel, at)));
  const failed = sent.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

/** A damaged state is a loss of work and nothing else; one of another release is not ours to write over. */
function stateFrom(remembered: StateInBucket, log: MonitorParts['log']) {
  if (remembered.ok) return remembered.state;
  if (remembered.problem === 'version') throw new Error(remembered.error);
  log({ level: 'WARN', message: `${remembered.error}; everything is read anew` });
  return undefined;
}

async function remember(
  objects: Objects,
  state: Parameters<typeof writeState>[1],
  { etag }: StateInBucket,
  log: MonitorParts['log'],
): Promise<void> {
  const outcome = await writeState(objects, state, etag);
  if (outcome === 'lost') log({ level: 'WARN', message: 'another scan has stored its state since: ours is dropped' });
}

/** Does all of it, whatever fails; then says what failed. */
async function allOf(log: MonitorParts['log'], steps: Readonly<Record<string, () => Promise<void>>>): Promise<void> {
  const failures: string[] = [];
  for (const [failure, step] of Object.entries(steps)) {
    try {
      await step();
    } catch (error) {
      const reason = described(error);
      failures.push(`${failure} (${reason})`);
      log({ level: 'ERROR', message: failure, reason });
    }
  }
  if (failures.length > 0) throw new Error(failures.join('; '));
}
