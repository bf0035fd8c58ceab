/** The end of a round, reached also after failures: what all accounts say together, told once. */
import PQueue from 'p-queue';
import { coverageOver } from '../../domain/account-summary';
import type { Coverage } from '../../domain/coverage';
import { described } from '../../domain/error-code';
import { ownObservations } from '../../domain/known-ids';
import type { Observation } from '../../domain/observation';
import { type AccountFacts, settingsIn, settingsOfOrganization, watchedIn } from '../../domain/organization';
import {
  type AccountOutcome,
  bookAfter,
  leftIn,
  NO_ROUND,
  roundObservations,
  summariesOf,
  withFullestSeries,
} from '../../domain/round';
import type { Settings } from '../../domain/settings';
import type { Snapshot } from '../../domain/snapshot';
import { logMessages } from '../../domain/telemetry';
import { wavers } from '../../quotas';
import { type Directory, NO_DIRECTORY, readWholeDirectory } from '../../stores/directory';
import type { EventBus } from '../../stores/events';
import type { Objects } from '../../stores/objects';
import { readBook, readOutcome, writeBook } from '../../stores/round';
import { allOf } from '../account';
import { type Tracked, trackIncidents } from '../incidents';
import { giveBack, type LeaseParts, type Run, type Skipped, taken } from '../leased';
import { settingsProblem } from '../own-observations';
import { readSettings } from '../settings';
import { tellAll, type TellParts } from '../tell-all';

export interface EndParts extends LeaseParts, TellParts {
  readonly objects: Objects;
  /** The account in which Headroom is. */
  readonly home: string;
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
export async function endRound(parts: EndParts, run: Run, problem: string | null): Promise<Ended | Skipped> {
  const { log, organizationId } = parts;
  // Its own, as a rule. One whose beginning has failed must not end the round that another one is in.
  const refusal = await taken(parts, organizationId, run);
  if (refusal) return refusal;
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
  const [found, before] = await Promise.all([readWholeDirectory(objects), readBook(objects)]);
  const directory = found ?? NO_DIRECTORY;
  const { organization } = settings;
  const accounts = organization ? watchedIn(directory.accounts, organization, parts.home) : directory.accounts;
  const due = directory.round.at === at ? directory.round.due : [];
  const outcomes = await outcomesOf(parts, due, at);
  // A list that nobody could read, or of another round, does not say who has left.
  const isListed = found !== null && directory.problem === null && directory.round.at === at;
  const { maxSeries } = settings.metrics;
  const book = withFullestSeries(bookAfter(before ?? NO_ROUND, { at, accounts, isListed, due, outcomes }), maxSeries);
  const observations = [
    ...(settingsWrong === null ? [] : [settingsProblem(homeRegion, settingsWrong)]),
    ...organizationProblem(homeRegion, directory),
    ...roundObservations(book, homeRegion),
  ];
  for (const one of observations)
    log({ level: 'WARN', message: logMessages.observation, accountId: parts.organizationId, ...one });
  const summaries = summariesOf(book);
  const told: Pick<Tracked, 'toldTo' | 'openIn'>[] = [...outcomes.values()];
  const failures = await allOf(log, {
    'what is known of all accounts could not be kept': async () => await writeBook(objects, book),
    'the incidents of the organization could not be brought up to date': async () => {
      const own = settingsOfOrganization(settings, accounts);
      await track(parts, run, { settings: own, observations }, told);
    },
    ...Object.fromEntries(
      leftIn(book).map((facts) => [
        `the incidents of ${facts.accountId}, which has left, could not be closed`,
        async () => await track(parts, run, { settings: settingsIn(settings, facts), observations: null, facts }, told),
      ]),
    ),
  });
  const calls = {
    total: sumOf(outcomes, (one) => one.summary?.calls.total ?? 0),
    throttled: sumOf(outcomes, (one) => one.summary?.calls.throttled ?? 0),
  };
  const { scheduledAt } = run;
  failures.push(...(await tellAll(parts, { summaries, calls, maxSeries }, told, { settings, scheduledAt })));
  const ended = {
    accounts: accounts.length,
    scanned: sumOf(outcomes, (one) => (one.summary ? 1 : 0)),
    inTrouble: Object.values(book.accounts).filter(({ trouble, leftRounds }) => trouble !== null && leftRounds === 0)
      .length,
    coverage: coverageOver(summaries),
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

function organizationProblem(region: string, { problem }: Directory): Observation[] {
  if (problem === null) return [];
  const text = `The accounts could not be listed (${problem}). Those of the last list are watched; who has joined since is not`;
  return [{ kind: 'organization-unread', region, resource: null, severity: 'warning', text }];
}

interface Looked {
  readonly settings: Settings;
  /** `null`: nothing is looked at any more, and what is open ends. */
  readonly observations: readonly Observation[] | null;
  /** Of an account that has left; the organization itself, if not given. */
  readonly facts?: AccountFacts;
}

/** The organization is a place of its own, with incidents but without quotas. @param told is added to @throws after it was */
async function track(
  parts: EndParts,
  { scheduledAt, runId }: Run,
  { settings, observations, facts }: Looked,
  told: Pick<Tracked, 'toldTo' | 'openIn'>[],
): Promise<void> {
  const accountId = facts?.accountId ?? parts.organizationId;
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
  const source = { snapshot, coverage: NOTHING_WANTED, hidden: {}, settings, at, wavers, ownKinds, plans: {}, runId };
  const tracked = await trackIncidents(parts, source);
  told.push(tracked);
  if (tracked.failures.length > 0) throw new Error(tracked.failures.join('; '));
  await tracked.rest();
}

/** No Region is blind: an account that cannot be seen is an observation. */
const NOTHING_WANTED: Coverage = { percent: 100, seen: 0, wanted: 0, unmeasured: 0, refused: [], blind: [] };
