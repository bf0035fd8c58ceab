import fc from 'fast-check';
import type { AccountSummary } from '../../../lambda/domain/account-summary';
import type { AccountFacts } from '../../../lambda/domain/organization';
import {
  type AccountOutcome,
  bookAfter,
  dueIn,
  leftIn,
  NO_ROUND,
  type RoundBook,
  roundObservations,
  summariesOf,
} from '../../../lambda/domain/round';
import type { Heat } from '../../../lambda/domain/schedule';

const START = Date.parse('2026-11-20T12:00:00Z');
const ROUND = 15 * 60_000;
const at = (round: number): Date => new Date(START + round * ROUND);
const facts = (accountId: string): AccountFacts => ({ accountId, name: `name of ${accountId}`, units: [], tags: {} });
const summary = (accountId: string, round: number, heat: Heat): AccountSummary => ({
  schemaVersion: 1,
  accountId,
  at: at(round).toISOString(),
  coverage: { seen: 90, wanted: 100, unmeasured: 10 },
  regions: 17,
  measured: 90,
  calls: { total: 12, throttled: 0 },
  highest: { apigateway: 40, lambda: 10 },
  openIncidents: { warning: 1, critical: 0 },
  candidates: 0,
  series: [],
  heat,
});
const outcome = (accountId: string, round: number, more: Partial<AccountOutcome> = {}): AccountOutcome => ({
  schemaVersion: 1,
  accountId,
  at: at(round).toISOString(),
  summary: summary(accountId, round, 'hot'),
  trouble: null,
  toldTo: [],
  openIn: [],
  ...more,
});
const ROLE = { summary: null, trouble: { kind: 'role', reason: 'AccessDenied on sts:AssumeRole' } } as const;

/** A book after rounds in which every account that was due was scanned with this outcome. */
function after(
  rounds: number,
  accounts: readonly AccountFacts[],
  outcomeOf: (accountId: string, round: number) => AccountOutcome | null,
) {
  let book: RoundBook = NO_ROUND;
  const dues: string[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const due = dueIn(accounts, book, { at: at(round), everyMinutes: 15 }).map(({ accountId }) => accountId);
    const outcomes = new Map(due.flatMap((id) => outcomeOf(id, round) ?? []).map((one) => [one.accountId, one]));
    book = bookAfter(book, { at: at(round).toISOString(), accounts, isListed: true, due, outcomes });
    dues.push(due);
  }
  return { book, dues };
}

describe('which accounts are due', () => {
  const scanned = (heat: Heat) => (accountId: string, round: number) =>
    outcome(accountId, round, { summary: summary(accountId, round, heat) });

  test('all of them at first, and what is hot at every round', () => {
    const { dues } = after(4, [facts('111111111111'), facts('222222222222')], scanned('hot'));

    expect(dues.map((due) => due.length)).toEqual([2, 2, 2, 2]);
  });

  test('a quiet one once an hour, an empty one once a day, whatever its id', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{12}$/), (accountId) => {
        const rounds = (heat: Heat): number[] => {
          const { dues } = after(2 * 96 + 1, [facts(accountId)], scanned(heat));
          return dues.flatMap((due, round) => (due.length > 0 ? [round] : []));
        };
        const gaps = (all: readonly number[]): number[] => all.slice(1).map((one, index) => one - (all[index] ?? 0));

        expect(Math.max(...gaps(rounds('quiet')))).toBe(4);
        expect(rounds('quiet').length).toBeLessThanOrEqual(2 * 24 + 2);
        expect(Math.max(...gaps(rounds('empty')))).toBe(96);
        expect(rounds('empty').length).toBeLessThanOrEqual(4);
      }),
      { numRuns: 30 },
    );
  });

  test('the quiet ones are spread over their hour: no round has much more than a quarter of them', () => {
    const accounts = Array.from({ length: 400 }, (_, index) => facts(String(100_000_000_000 + index)));
    const { dues } = after(9, accounts, scanned('quiet'));

    for (const due of dues.slice(5)) {
      expect(due.length).toBeGreaterThan(60);
      expect(due.length).toBeLessThan(140);
    }
  });

  test('one in trouble at every round, and the one that has waited longest first', () => {
    const { book } = after(3, [facts('111111111111')], (id, round) =>
      round === 0 ? outcome(id, round) : outcome(id, round, ROLE),
    );
    const all = [facts('333333333333'), facts('111111111111'), facts('222222222222')];
    const later: RoundBook = {
      ...book,
      accounts: {
        ...book.accounts,
        '333333333333': {
          facts: facts('333333333333'),
          firstSeenAt: '',
          summary: summary('333333333333', 2, 'hot'),
          trouble: null,
          leftRounds: 0,
        },
      },
    };

    expect(dueIn(all, later, { at: at(3), everyMinutes: 15 }).map(({ accountId }) => accountId)).toEqual([
      '222222222222',
      '111111111111',
      '333333333333',
    ]);
  });

  test('where rounds are rarer than an hour a quiet account is in each of them', () => {
    const book = bookAfter(NO_ROUND, {
      at: at(0).toISOString(),
      accounts: [facts('111111111111')],
      isListed: true,
      due: ['111111111111'],
      outcomes: new Map([
        ['111111111111', outcome('111111111111', 0, { summary: summary('111111111111', 0, 'quiet') })],
      ]),
    });

    expect(dueIn([facts('111111111111')], book, { at: at(16), everyMinutes: 240 })).toHaveLength(1);
  });
});

describe('what is said of accounts that cannot be scanned', () => {
  const all = [facts('111111111111')];
  const told = (book: RoundBook) =>
    roundObservations(book, 'eu-west-1').map(({ kind, resource }) => [kind, resource?.name]);

  test('nothing of one round, and everything from the second on', () => {
    const wrong = (from: number) => (id: string, round: number) => outcome(id, round, round >= from ? ROLE : {});

    expect(told(after(6, all, wrong(5)).book)).toEqual([]);
    expect(told(after(6, all, wrong(4)).book)).toEqual([['member-role-missing', 'name of 111111111111']]);
  });

  test('an account that has just joined has an hour until its role must be there, and lowers no coverage before', () => {
    const never = (id: string, round: number) => outcome(id, round, ROLE);

    expect(told(after(4, all, never).book)).toEqual([]);
    expect(summariesOf(after(4, all, never).book)).toEqual([]);
    expect(told(after(5, all, never).book)).toEqual([['member-role-missing', 'name of 111111111111']]);
    expect(summariesOf(after(5, all, never).book)).toMatchObject([{ coverage: { seen: 0, wanted: 1 } }]);
  });

  test('a scan that left nothing is trouble too, and a good one ends it', () => {
    const { book } = after(7, all, (id, round) => (round < 2 ? outcome(id, round) : null));

    expect(book.accounts['111111111111']?.trouble).toMatchObject({
      kind: 'unread',
      since: at(2).toISOString(),
      rounds: 5,
    });
    expect(told(book)).toEqual([['account-unread', 'name of 111111111111']]);
    expect(told(after(8, all, (id, round) => (round < 2 || round === 7 ? outcome(id, round) : null)).book)).toEqual([]);
  });

  test('its quotas count as they were, and nothing of them is seen', () => {
    const { book } = after(3, all, (id, round) => (round === 0 ? outcome(id, round) : outcome(id, round, ROLE)));

    expect(summariesOf(book)).toMatchObject([
      { coverage: { seen: 0, wanted: 100 }, highest: { apigateway: 40 }, openIncidents: { warning: 1 } },
    ]);
  });
});

describe('an account that has left', () => {
  const both = [facts('111111111111'), facts('222222222222')];
  const { book } = after(2, both, (id, round) => outcome(id, round, ROLE));
  const without = (round: number, isListed = true) => ({
    at: at(round).toISOString(),
    accounts: [facts('222222222222')],
    isListed,
    due: ['222222222222'],
    outcomes: new Map([['222222222222', outcome('222222222222', round, ROLE)]]),
  });

  test('is kept in mind for a day of rounds, so that its incidents end, and counts nowhere', () => {
    let now = book;
    for (let round = 2; round < 98; round += 1) {
      now = bookAfter(now, without(round));
      expect(leftIn(now)).toEqual([facts('111111111111')]);
      expect(summariesOf(now).map(({ accountId }) => accountId)).not.toContain('111111111111');
    }
    expect(Object.keys(bookAfter(now, without(98)).accounts)).toEqual(['222222222222']);
  });

  test('has not left as long as nobody could list the accounts, and has come back when it is listed again', () => {
    expect(leftIn(bookAfter(book, without(2, false)))).toEqual([]);
    const left = bookAfter(book, without(2));
    expect(leftIn(bookAfter(left, { ...without(3), accounts: both }))).toEqual([]);
  });

  test('a round that ends twice leaves the same book', () => {
    const once = bookAfter(book, without(2));

    expect(bookAfter(once, without(2))).toEqual(once);
  });
});
