/** The end of a round, reached also after failures: what all accounts say together, told once. */
import PQueue from 'p-queue';
import type { Coverage } from '../../domain/coverage';
import { coveragePercent } from '../../domain/coverage';
import { described } from '../../domain/error-code';
import { ownObservations } from '../../domain/known-ids';
import type { Observation } from '../../domain/observation';
import {
  type AccountOutcome,
  bookAfter,
  leftIn,
  NO_ROUND,
  type RoundBook,
  roundObservations,
  summariesOf,
} from '../../domain/round';
import type { Settings } from '../../domain/settings';
import type { Snapshot } from '../../domain/snapshot';
import { wavers } from '../../quotas';
import { type Directory, readWholeDirectory } from '../../stores/directory';
import type { EventBus } from '../../stores/events';
import type { Objects } from '../../stores/objects';
import { readBook, readOutcome, writeBook } from '../../stores/round';
import { allOf } from '../account';
import { type Tracked, trackIncidents } from '../incidents';
import { giveBack, type LeaseParts, type Run } from '../leased';
import { settingsProblem } from '../own-observations';
import { readSettings } from '../settings';
import { tellAll, type TellParts } from '../tell-all';

export interface EndParts extends LeaseParts, TellParts {
  readonly objects: Objects;
  readonly bus: EventBus;
  readonly organizationId: string;
  /** Where the monitor itself lives. */
  readonly homeRegion: string;
}

export interface Ended {
  readonly accounts: number;
  readonly scanned: number;
  /** In how many accounts something is wrong. */
  readonly inTrouble: number;
  /** Percent, over all accounts. */
  readonly coverage: number;
}

/** Small objects, read side by side. */
const READS_AT_ONCE = 50;

/**
 * @param problem of the state machine: what went wrong before
 * @throws after everything that could be done was done
 */
export async function endRound(parts: EndParts, run: Run, problem: string | null): Promise<Ended> {
  const { log, organizationId } = parts;
  if (problem !== null) log({ level: 'ERROR', message: 'the round did not go as it should', reason: problem });
  try {
    return await closing(parts, run);
  } finally {
    await giveBack(parts, organizationId, run.scheduledAt);
  }
}

async function closing(parts: EndParts, run: Run): Promise<Ended> {
  const { objects, log, homeRegion } = parts;
  const { settings, problem: settingsWrong } = await readSettings(objects);
  const at = run.scheduledAt.toISOString();
  const [directory, before] = await Promise.all([readWholeDirectory(objects), readBook(objects)]);
  const due = directory.round.at === at ? directory.round.due : [];
  const outcomes = await outcomesOf(parts, due, at);
  // A list that nobody could read, or of another round, does not say who has left.
  const isListed = directory.problem === null && directory.round.at === at;
  const book = bookAfter(before ?? NO_ROUND, { at, accounts: directory.accounts, isListed, due, outcomes });
  const facts = new Map(directory.accounts.map((one) => [one.accountId, one]));
  const observations = [
    ...(settingsWrong === null ? [] : [settingsProblem(homeRegion, settingsWrong)]),
    ...organizationProblem(homeRegion, directory),
    ...roundObservations(book, { region: homeRegion, facts }),
  ];
  const summaries = summariesOf(book);
  const told: Pick<Tracked, 'toldTo' | 'openIn'>[] = [...outcomes.values()];
  const failures = await allOf(log, {
    'what is known of all accounts could not be kept': async () => await writeBook(objects, book),
    'the incidents of the organization could not be brought up to date': async () => {
      told.push(await track(parts, run, { settings, observations, coverage: coverageOf(book) }));
    },
    'the incidents of accounts that have left could not be closed': async () => {
      for (const accountId of leftIn(book))
        told.push(await track(parts, run, { settings, observations: null, accountId }));
    },
  });
  const calls = {
    total: sumOf(outcomes, (one) => one.summary?.calls.total ?? 0),
    throttled: sumOf(outcomes, (one) => one.summary?.calls.throttled ?? 0),
  };
  const { maxSeries } = settings.metrics;
  const { scheduledAt } = run;
  failures.push(...(await tellAll(parts, { summaries, calls, maxSeries }, told, { settings, scheduledAt })));
  const ended = {
    accounts: directory.accounts.length,
    scanned: sumOf(outcomes, (one) => (one.summary ? 1 : 0)),
    inTrouble: Object.values(book.accounts).filter(({ trouble, leftRounds }) => trouble !== null && leftRounds === 0)
      .length,
    coverage: coverageOf(book).percent,
  };
  log({ level: 'INFO', message: 'a round has ended', ...ended, ...calls });
  if (failures.length > 0) throw new Error(failures.join('; '));
  return ended;
}

/** What cannot be read of one account says nothing of the others. */
async function outcomesOf(
  { objects, log }: EndParts,
  due: readonly string[],
  at: string,
): Promise<ReadonlyMap<string, AccountOutcome>> {
  const queue = new PQueue({ concurrency: READS_AT_ONCE });
  const read = await queue.addAll(
    due.map((accountId) => async () => {
      try {
        return await readOutcome(objects, accountId, at);
      } catch (error) {
        log({ level: 'ERROR', message: 'what a scan left could not be read', accountId, reason: described(error) });
        return null;
      }
    }),
  );
  return new Map(read.filter((one) => one !== null).map((one) => [one.accountId, one]));
}

function sumOf(outcomes: ReadonlyMap<string, AccountOutcome>, of: (one: AccountOutcome) => number): number {
  return [...outcomes.values()].reduce((sum, one) => sum + of(one), 0);
}

function coverageOf(book: RoundBook): Coverage {
  const all = summariesOf(book).map(({ coverage }) => coverage);
  const sum = (of: (one: (typeof all)[number]) => number): number => all.reduce((total, one) => total + of(one), 0);
  const counts = { seen: sum((one) => one.seen), wanted: sum((one) => one.wanted) };
  return {
    ...counts,
    percent: coveragePercent(counts),
    unmeasured: sum((one) => one.unmeasured),
    refused: [],
    blind: [],
  };
}

function organizationProblem(region: string, { problem }: Directory): Observation[] {
  if (problem === null) return [];
  const text = `The accounts could not be listed (${problem}). Those of the last list are watched; who has joined since is not`;
  return [{ kind: 'organization-unread', region, resource: null, severity: 'warning', text }];
}

interface Looked {
  readonly settings: Settings;
  /** `null`: nothing is looked at any more, and what is open ends. */
  readonly observations: readonly Observation[] | null;
  readonly coverage?: Coverage;
  /** The organization itself, if not given. */
  readonly accountId?: string;
}

/** The organization is a place of its own, with incidents but without quotas. */
async function track(
  parts: EndParts,
  { scheduledAt, runId }: Run,
  { settings, observations, coverage = NOTHING_WANTED, accountId = parts.organizationId }: Looked,
): Promise<Tracked> {
  const at = scheduledAt.toISOString();
  const now = parts.clock.now().toISOString();
  const snapshot: Snapshot = {
    schemaVersion: 1,
    accountId,
    startedAt: now,
    finishedAt: now,
    regions: observations === null ? [] : [{ region: parts.homeRegion, status: 'scanned' }],
    measurements: [],
    observations: observations ?? [],
    calls: { total: 0, throttled: 0, byOperation: {} },
  };
  const ownKinds = observations === null ? [] : ownObservations;
  const source = { snapshot, coverage, hidden: {}, settings, at, wavers, ownKinds, plans: {}, runId };
  const tracked = await trackIncidents(parts, source);
  if (tracked.failures.length > 0) throw new Error(tracked.failures.join('; '));
  await tracked.rest();
  return tracked;
}

const NOTHING_WANTED: Coverage = { percent: 100, seen: 0, wanted: 0, unmeasured: 0, refused: [], blind: [] };
