/** One account from its scan to what is kept of it: state, snapshot, history, incidents, and the summary that goes on to all accounts. */
import { type AccountSummary, summaryOf } from '../domain/account-summary';
import type { Clock } from '../domain/clock';
import type { Coverage } from '../domain/coverage';
import { described } from '../domain/error-code';
import { ownObservations } from '../domain/known-ids';
import { heatOf } from '../domain/schedule';
import type { Settings } from '../domain/settings';
import type { Snapshot } from '../domain/snapshot';
import type { MemberRole } from '../inventory';
import { isOwnSetting, serviceOf, wavers } from '../quotas';
import type { EventBus } from '../stores/events';
import type { Objects } from '../stores/objects';
import { writeSnapshot } from '../stores/snapshots';
import { readState, type StateInBucket, writeState } from '../stores/state';
import type { Table } from '../stores/table';
import { historyIn, increasesIn, lookAhead, record, withOutlooks } from './history';
import { type Tracked, trackIncidents } from './incidents';
import type { Log } from './log';
import { logScan } from './log-scan';
import { ownObservationsOf } from './own-observations';
import { planIncidents } from './plan';
import { planLimits } from './plan/context';
import { scanThen } from './scan';
import type { CurrentSettings } from './settings';

export interface AccountParts {
  readonly clock: Clock;
  /** The account that is watched. */
  readonly accountId: string;
  /** Where the monitor itself lives. */
  readonly homeRegion: string;
  readonly objects: Objects;
  readonly table: Table;
  readonly bus: EventBus;
  readonly log: Log;
}

export interface Watch {
  readonly scheduledAt: Date;
  readonly runId: string;
  /** As they hold in this account; `problem` where it is this one that tells of them. */
  readonly settings: Settings;
  readonly problem: CurrentSettings['problem'];
  /** Of the account, if it is not that of the credentials. */
  readonly member?: MemberRole | undefined;
  /** How long the scan may take, in milliseconds; five minutes, if there is no less. */
  readonly timeMs?: number | undefined;
}

export interface Watched {
  readonly snapshot: Snapshot;
  readonly coverage: Coverage;
  readonly summary: AccountSummary;
  /** Where something of this scan is to be told, and where something is open that was told. */
  readonly told: Pick<Tracked, 'toldTo' | 'openIn'>;
  /** What could not be done after the scan, a sentence each; all of it stands in the log. */
  readonly failures: readonly string[];
}

/** Nothing could be read of the account. */
export class Unreadable extends Error {
  /** @param what which question had no answer @param isDenied whether AWS has refused it */
  constructor(
    reason: string,
    readonly what: 'account' | 'regions',
    readonly isDenied: boolean,
  ) {
    super(`nothing could be read: ${reason}`);
  }
}

/** @throws Unreadable, and what S3 refuses of the state: then nothing was written */
export async function watchAccount(parts: AccountParts, watch: Watch): Promise<Watched> {
  const { clock, accountId, homeRegion, objects, log } = parts;
  const { scheduledAt, runId, settings, problem, member, timeMs } = watch;
  const remembered = await readState(objects, accountId);
  const known = stateFrom(remembered, log);
  const { result, calls } = await scanThen(
    { clock, settings, state: known, member, timeMs },
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
  if (result.status === 'unreadable') throw new Unreadable(result.reason, result.what, result.isDenied);
  if (result.status === 'unknown-region') throw new Error(`${result.region} is not an enabled Region`);
  const { coverage, frozen, hidden, warnings, reads } = result;
  const { plans } = result.state;
  let { state } = result;
  const observations = [
    ...result.snapshot.observations,
    ...ownObservationsOf({ homeRegion, problem, refused: coverage.refused }),
  ];
  const snapshot: Snapshot = { ...result.snapshot, observations, calls };
  logScan(snapshot, coverage, warnings, { log, settings });
  const at = scheduledAt.toISOString();
  const heat = heatOf(snapshot.measurements, Object.values(state.regions));
  const summary = summaryOf({ snapshot, coverage, frozen, settings, at, heat, serviceOf, isOwnSetting });
  let tracked: Tracked | null = null;
  const failures = await allOf(log, {
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
  });
  return { snapshot, coverage, summary, told: tracked ?? NOBODY_TOLD, failures };
}

const NOBODY_TOLD = { toldTo: [], openIn: [] } as const;

/** A damaged state is a loss of work and nothing else; one of another release is not ours to write over. */
function stateFrom(remembered: StateInBucket, log: Log) {
  if (remembered.ok) return remembered.state;
  if (remembered.problem === 'version') throw new Error(remembered.error);
  log({ level: 'WARN', message: `${remembered.error}; everything is read anew` });
  return undefined;
}

async function remember(
  objects: Objects,
  state: Parameters<typeof writeState>[1],
  { etag }: StateInBucket,
  log: Log,
): Promise<void> {
  const outcome = await writeState(objects, state, etag);
  if (outcome === 'lost') log({ level: 'WARN', message: 'another scan has stored its state since: ours is dropped' });
}

/** Does all of it, whatever fails. @returns what failed, a sentence each */
export async function allOf(log: Log, steps: Readonly<Record<string, () => Promise<void>>>): Promise<string[]> {
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
  return failures;
}
