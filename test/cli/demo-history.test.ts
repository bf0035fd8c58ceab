import { monthsBefore } from '../../cli/demo-history';
import { pastOf } from '../../cli/demo-past';
import { dayAt, dayNumber, monthLater, monthOf } from '../../lambda/domain/calendar';
import { fingerprintOf } from '../../lambda/domain/fingerprint';
import { type MonthHistory, seriesId } from '../../lambda/domain/history';
import type { Measured } from '../../lambda/domain/measurement';
import type { Snapshot } from '../../lambda/domain/snapshot';
import { wavers } from '../../lambda/quotas';
import { textOf } from '../../lambda/quotas/texts';
import { Book, reportOf } from '../../lambda/reporting/build';
import { describeAccount } from '../../sandbox';
import type { HistoryDescription } from '../../sandbox/account';
import { account, parsedSettings, snapshotOf } from '../support/account';

const settings = parsedSettings();
const ACCOUNT = '123456789012';

const rate: Measured = {
  status: 'measured',
  accountId: ACCOUNT,
  quota: 'api-gateway-throttle-rate',
  region: 'eu-west-1',
  resource: null,
  usage: 1000,
  limit: 10_000,
  limitSource: 'service-api',
  utilization: 10,
  severity: 'ok',
  adjustable: 'yes',
  increaseRequest: null,
  notes: [],
  measuredAt: '2026-11-10T12:00:00.000Z',
};
const links: Measured = { ...rate, quota: 'vpc-links-v2', usage: 9, limit: 10, utilization: 90, severity: 'critical' };

function snapshotWith(...measurements: readonly Measured[]): Snapshot {
  return {
    schemaVersion: 1,
    accountId: ACCOUNT,
    startedAt: rate.measuredAt,
    finishedAt: rate.measuredAt,
    regions: [{ region: 'eu-west-1', status: 'scanned' }],
    measurements,
    observations: [],
    calls: { total: 0, throttled: 0, byOperation: {} },
  };
}

function past(snapshot: Snapshot, description: HistoryDescription, until: Date): MonthHistory[] {
  const month = monthLater(monthOf(dayAt(until, 'UTC')), -1);
  const today = dayNumber(dayAt(until, 'UTC'));
  const series = pastOf({ description, measurements: snapshot.measurements, today, month, wavers });
  return monthsBefore({ description, series, snapshot, settings, month, until });
}

const nothing: HistoryDescription = { months: 1, seed: 1, series: [], gaps: [], blind: [], increases: [] };
const place = { region: 'eu-west-1', quota: 'vpc-links-v2', steps: [] };
const UNTIL = new Date('2026-11-03T06:00:00Z');

/** Usage and limit by day. */
function days(months: readonly MonthHistory[], one: Measured): [string, number, number][] {
  return months.flatMap(({ month, series }) =>
    (series[seriesId(one)]?.peaks ?? []).map(([day, usage, limit]): [string, number, number] => [
      `${month}-${String(day).padStart(2, '0')}`,
      usage,
      limit,
    ]),
  );
}

test('it reaches from the first of the months to yesterday; of today there are scans', () => {
  const months = past(snapshotWith(links), { ...nothing, months: 2 }, UNTIL);

  expect(months.map(({ month, scans }) => [month, scans.length])).toEqual([
    ['2026-09', 30 * 96],
    ['2026-10', 31 * 96],
    ['2026-11', 2 * 96 + 24],
  ]);
  const all = days(months, links);
  expect([all.length, all[0], all.at(-1)]).toEqual([63, ['2026-09-01', 9, 10], ['2026-11-02', 9, 10]]);
});

test('what is described as growing reaches today’s usage, and never more', () => {
  const series = [{ ...place, growsADay: 0.2 }];
  const usages = days(past(snapshotWith(links), { ...nothing, series }, UNTIL), links).map(([, usage]) => usage);

  expect(usages.every((usage) => usage <= 9)).toBe(true);
  expect(usages[0]).toBeLessThanOrEqual(3);
  expect(usages.at(-1)).toBeGreaterThanOrEqual(7);
});

test('a step, a raised limit and days without scans are where they are described', () => {
  const series = [
    { ...place, steps: [{ day: 30, from: 4 }].map((one) => ({ ...one, day: 28 })), raised: { day: 27, from: 5 } },
  ];
  const months = past(snapshotWith(links), { ...nothing, series, gaps: [{ from: 2, to: 25 }] }, UNTIL);

  expect(days(months, links)).toEqual([
    ['2026-10-01', 4, 5],
    ['2026-10-26', 4, 5],
    ['2026-10-27', 4, 10],
    ['2026-10-28', 9, 10],
    ['2026-10-29', 9, 10],
    ['2026-10-30', 9, 10],
    ['2026-10-31', 9, 10],
    ['2026-11-01', 9, 10],
    ['2026-11-02', 9, 10],
  ]);
});

test('a rate is low at weekends, and on working days near to what it is today', () => {
  const series = [{ region: 'eu-west-1', quota: rate.quota, steps: [], weekends: 0.5 }];
  const all = days(past(snapshotWith(rate), { ...nothing, series }, UNTIL), rate);

  const between = (from: number, to: number, some: readonly [string, number, number][]): boolean =>
    some.every(([, usage]) => usage >= from && usage <= to);
  const isWeekend = ([day]: readonly [string, number, number]): boolean => [0, 6].includes(new Date(day).getUTCDay());
  expect(between(460, 500, all.filter(isWeekend))).toBe(true);
  expect(
    between(
      920,
      1000,
      all.filter((one) => !isWeekend(one)),
    ),
  ).toBe(true);
});

test('incidents are what the product makes of such days', () => {
  const series = [
    {
      ...place,
      steps: [
        { day: 5, from: 5 },
        { day: 7, from: 8 },
        { day: 9, from: 10 },
      ],
    },
  ];
  const [october] = past(snapshotWith({ ...links, usage: 3 }), { ...nothing, series }, UNTIL);

  const incident = {
    fingerprint: fingerprintOf({ ...links, subject: { kind: 'quota', id: links.quota } }),
    episode: 1,
    region: links.region,
    subject: { kind: 'quota', id: links.quota },
  };
  expect(october?.transitions).toEqual([
    { ...incident, seq: 1, at: '2026-10-05T10:00:00.000Z', state: 'warning' },
    { ...incident, seq: 2, at: '2026-10-07T10:00:00.000Z', state: 'critical' },
    { ...incident, seq: 3, at: '2026-10-09T10:15:00.000Z', state: 'ok' },
  ]);
});

test('requests for increases and scans that saw less are of the month that is reported', () => {
  const increase = {
    region: 'eu-west-1',
    service: 'apigateway',
    code: 'L-1',
    desired: 20,
    status: 'APPROVED',
  } as const;
  const description = {
    ...nothing,
    months: 2,
    blind: [{ day: 5, hours: 1, coverage: 50 }],
    increases: [{ ...increase, day: 9, answered: 12 }],
  };
  const [september, october] = past(snapshotWith(links), description, UNTIL);

  expect(september?.increases).toEqual({});
  expect(Object.values(october?.increases ?? {})).toEqual([
    {
      ...increase,
      id: 'past-request-1',
      resource: null,
      createdAt: '2026-10-09T09:00:00.000Z',
      updatedAt: '2026-10-12T09:00:00.000Z',
    },
  ]);
  const start = Date.parse('2026-10-05') / 60_000;
  expect(october?.scans.filter(([, coverage]) => coverage < 100)).toEqual([
    [start, 50],
    [start + 15, 50],
    [start + 30, 50],
    [start + 45, 50],
  ]);
});

test('the same account has the same past; another seed makes another one', () => {
  const make = (seed: number): string => JSON.stringify(past(snapshotWith(rate), { ...nothing, seed }, UNTIL));

  expect(make(1)).toBe(make(1));
  expect(make(1)).not.toBe(make(2));
});

test('a series that nothing is measured of is a mistake', () => {
  const series = [{ ...place, resource: 'nothing' }];

  expect(() => past(snapshotWith(links), { ...nothing, series }, UNTIL)).toThrow('nothing is measured of');
});

test('whenever the demonstration runs, its report has one API that fills up, and nothing else does', async () => {
  await account({ account: 'demo' });
  const snapshot = await snapshotOf();
  const { history } = describeAccount('demo');
  if (history === undefined) throw new Error('no history');

  const filling = ['2026-11-01', '2026-12-31', '2027-03-01', '2028-03-15'].map((day) => {
    const until = new Date(`${day}T06:00:00Z`);
    const book = new Book(monthLater(monthOf(day), -1), 'UTC');
    for (const month of past(snapshot, history, until)) book.add(month);
    const { decision, rows } = reportOf(book, {
      now: until,
      revision: 1,
      thresholds: settings.thresholds,
      forecast: settings.forecast,
      textOf,
      quotasOfCode: () => [],
      unreadable: [],
    });
    const names = rows.flatMap(({ forecast, quota, resource }) =>
      forecast?.status === 'fills-up' ? [`${quota} of ${resource?.name}`] : [],
    );
    return [decision.kind, ...names.toSorted()];
  });

  const expected = ['fills-up', 'http-api-integrations of content-prod', 'http-api-routes of content-prod'];
  expect(filling).toEqual(filling.map(() => expected));
});
