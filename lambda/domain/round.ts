/**
 * One round over the accounts of an organization: which of them are due, what became of their scans, and what that says of all of them.
 * Pure.
 */
import { createHash } from 'node:crypto';
import type { AccountSummary } from './account-summary';
import type { Observation } from './observation';
import type { AccountFacts } from './organization';
import type { Heat } from './schedule';

/** What is known of every account, between two rounds. */
export interface RoundBook {
  readonly schemaVersion: 1;
  /** Of the last round, ISO 8601. */
  readonly at: string;
  /** By id. */
  readonly accounts: Readonly<Record<string, AccountRecord>>;
}

export interface AccountRecord {
  /** As it was last listed: what holds in it, and what it was called, is asked when it has left. */
  readonly facts: AccountFacts;
  /** In which round the organization first had it, ISO 8601. */
  readonly firstSeenAt: string;
  /** Of the last scan that came to its end; `null`: none has. */
  readonly summary: AccountSummary | null;
  /** Why there is no newer one; `null` where nothing is wrong. */
  readonly trouble: Trouble | null;
  /** For how many rounds the organization has had it no longer; 0: it has it. */
  readonly leftRounds: number;
}

export interface Trouble {
  /** `role`: it could not be taken on; `unread`: nothing of the account could be read, or nobody knows what became of its scan. */
  readonly kind: 'role' | 'unread';
  readonly reason: string;
  /** The first of these rounds, ISO 8601, and how many there were in a row. */
  readonly since: string;
  readonly rounds: number;
}

/** What became of one account in a round, as its scan leaves it. */
export interface AccountOutcome {
  readonly schemaVersion: 1;
  readonly accountId: string;
  /** Which round, ISO 8601. */
  readonly at: string;
  /** `null` where nothing could be read. */
  readonly summary: AccountSummary | null;
  readonly trouble: Pick<Trouble, 'kind' | 'reason'> | null;
  /** Channels in which something of it is to be told, and in which something is open. */
  readonly toldTo: readonly string[];
  readonly openIn: readonly string[];
}

export const NO_ROUND: RoundBook = { schemaVersion: 1, at: '', accounts: {} };

const MINUTE = 60_000;
/** After how many minutes an account is scanned again; what is hot, or in trouble, at every round. */
const EVERY_MINUTES: Readonly<Record<Exclude<Heat, 'hot'>, number>> = { quiet: 60, empty: 24 * 60 };
/** Rounds do not start to the second. */
const TOLERANCE_MS = MINUTE;

/**
 * The accounts to scan now, the one that has waited longest first. The quiet ones are spread over their hour or day by their ids, so that
 * no round has them all.
 * @param everyMinutes between two rounds
 */
export function dueIn(
  all: readonly AccountFacts[],
  { accounts }: RoundBook,
  { at, everyMinutes }: { readonly at: Date; readonly everyMinutes: number },
): AccountFacts[] {
  const last = ({ accountId }: AccountFacts): string => accounts[accountId]?.summary?.at ?? '';
  const isDue = ({ accountId }: AccountFacts): boolean => {
    const known = accounts[accountId];
    if (!known?.summary || known.trouble || known.summary.heat === 'hot') return true;
    const every = Math.max(EVERY_MINUTES[known.summary.heat], everyMinutes);
    const age = at.getTime() - Date.parse(known.summary.at);
    return age >= every * MINUTE - TOLERANCE_MS || isItsTurn(accountId, at, { every, everyMinutes });
  };
  // By a hash, so that accounts that were too much together do not stay together.
  const key = (one: AccountFacts): string => `${last(one)} ${placeOf(`${at.toISOString()} ${one.accountId}`)}`;
  return all.filter(isDue).toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

function isItsTurn(
  accountId: string,
  at: Date,
  { every, everyMinutes }: { readonly every: number; readonly everyMinutes: number },
): boolean {
  const turns = Math.max(1, Math.floor(every / everyMinutes));
  const round = Math.round(at.getTime() / (everyMinutes * MINUTE));
  return round % turns === placeOf(accountId) % turns;
}

function placeOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}

export interface RoundSource {
  /** Which round, ISO 8601. */
  readonly at: string;
  readonly accounts: readonly AccountFacts[];
  /** Whether they were listed in this very round: an older list does not say who has left. */
  readonly isListed: boolean;
  /** Those that were to be scanned. */
  readonly due: readonly string[];
  /** Of this very round. */
  readonly outcomes: ReadonlyMap<string, AccountOutcome>;
}

/** What nobody knows of a scan that was to be. */
const NO_OUTCOME = { kind: 'unread', reason: 'its scan left nothing: it did not begin, or did not end' } as const;

/**
 * So long an account that has left is kept in mind: an end of its incidents is believed when a second look sees it, and may fail to be
 * written. A day of the default schedule.
 */
const LEFT_ROUNDS = 96;

/** The book after the round. Made again of the same round, it is the same. */
export function bookAfter(before: RoundBook, source: RoundSource): RoundBook {
  const { at, accounts, isListed } = source;
  const there = new Set(accounts.map(({ accountId }) => accountId));
  const isAgain = before.at === at;
  const others = Object.entries(before.accounts).flatMap(([accountId, known]): [string, AccountRecord][] => {
    if (there.has(accountId)) return [];
    const leftRounds = known.leftRounds + (isListed && !isAgain ? 1 : 0);
    return leftRounds > LEFT_ROUNDS ? [] : [[accountId, { ...known, leftRounds }]];
  });
  const now = accounts.map((facts): [string, AccountRecord] => [facts.accountId, recordAfter(facts, before, source)]);
  return { schemaVersion: 1, at, accounts: Object.fromEntries([...others, ...now]) };
}

function recordAfter(facts: AccountFacts, before: RoundBook, { at, due, outcomes }: RoundSource): AccountRecord {
  const { accountId } = facts;
  const found = before.accounts[accountId] ?? { firstSeenAt: at, summary: null, trouble: null };
  const known = { ...found, facts, leftRounds: 0 };
  const outcome = outcomes.get(accountId);
  if (!outcome && !due.includes(accountId)) return known;
  // There was no time for it: that says nothing of what was wrong before.
  if (outcome && !outcome.summary && !outcome.trouble) return known;
  const trouble = outcome ? outcome.trouble : NO_OUTCOME;
  return {
    ...known,
    summary: outcome?.summary ?? known.summary,
    trouble: trouble && troubleAfter(known.trouble, trouble, at, before.at),
  };
}

function troubleAfter(
  before: Trouble | null,
  now: Pick<Trouble, 'kind' | 'reason'>,
  at: string,
  lastRound: string,
): Trouble {
  if (before === null) return { ...now, since: at, rounds: 1 };
  return { ...now, since: before.since, rounds: before.rounds + (lastRound === at ? 0 : 1) };
}

/** A StackSet takes minutes until the role is in an account that has just joined. */
const GRACE_MS = 60 * MINUTE;
/** Once is an accident. */
const ROUNDS_TO_TELL = 2;

/** Whom the organization no longer has: nobody looks at it any more, and what is open there ends. */
export function leftIn({ accounts }: RoundBook): AccountFacts[] {
  return Object.values(accounts).flatMap(({ facts, leftRounds }) => (leftRounds > 0 ? [facts] : []));
}

/** Without the series that are not among the fullest of all: a thousand accounts with thousands each would be too much to keep. */
export function withFullestSeries(book: RoundBook, maxSeries: number): RoundBook {
  const values = Object.values(book.accounts).flatMap(({ summary }) => summary?.series.map(({ value }) => value) ?? []);
  const least =
    values
      .toSorted((a, b) => b - a)
      .slice(0, maxSeries)
      .at(-1) ?? Infinity;
  const accounts = Object.entries(book.accounts).map(([accountId, one]): [string, AccountRecord] => {
    const series = one.summary?.series.filter(({ value }) => value >= least) ?? [];
    return [accountId, { ...one, summary: one.summary && { ...one.summary, series: series.slice(0, maxSeries) } }];
  });
  return { ...book, accounts: Object.fromEntries(accounts) };
}

/** One for each account that cannot be scanned. @param region where they are told */
export function roundObservations({ at, accounts }: RoundBook, region: string): Observation[] {
  return Object.entries(accounts).flatMap(
    ([accountId, { facts, firstSeenAt, summary, trouble, leftRounds }]): Observation[] => {
      if (!trouble || leftRounds > 0) return [];
      const isNew = summary === null && Date.parse(at) - Date.parse(firstSeenAt) < GRACE_MS;
      if (isNew || trouble.rounds < ROUNDS_TO_TELL) return [];
      return [
        {
          kind: trouble.kind === 'role' ? 'member-role-missing' : 'account-unread',
          region,
          resource: { type: 'account', id: accountId, name: facts.name ?? accountId },
          severity: 'warning',
          text: trouble.reason,
        },
      ];
    },
  );
}

/**
 * Of every account what was last known. Of one that could not be scanned nothing is seen: it lowers the coverage, and its quotas count as
 * they were. One that has just joined does not count until its role had the time to come.
 */
export function summariesOf({ at, accounts }: RoundBook): AccountSummary[] {
  return Object.entries(accounts).flatMap(([accountId, { firstSeenAt, summary, trouble, leftRounds }]) => {
    if (leftRounds > 0) return [];
    if (!trouble) return summary ?? [];
    if (summary) {
      const wanted = Math.max(1, summary.coverage.wanted);
      return { ...summary, coverage: { seen: 0, wanted, unmeasured: wanted } };
    }
    if (Date.parse(at) - Date.parse(firstSeenAt) < GRACE_MS) return [];
    return { ...NEVER_SEEN, accountId, at };
  });
}

const NEVER_SEEN: Omit<AccountSummary, 'accountId' | 'at'> = {
  schemaVersion: 1,
  coverage: { seen: 0, wanted: 1, unmeasured: 1 },
  regions: 0,
  measured: 0,
  calls: { total: 0, throttled: 0 },
  highest: { apigateway: 0, lambda: 0 },
  openIncidents: { warning: 0, critical: 0 },
  candidates: 0,
  series: [],
  heat: 'hot',
};
