import { dayIn } from '../../../../lambda/domain/calendar';
import { fingerprintOf } from '../../../../lambda/domain/fingerprint';
import type { PlanNote } from '../../../../lambda/domain/plan';
import { code, words } from '../../../../lambda/domain/words';
import { reportOf } from '../../../../lambda/reporting/build';
import {
  ACCOUNT,
  bookOf,
  concurrency,
  everyDay,
  history,
  integrations,
  minuteOf,
  peaksIn,
  reporting,
  reportOn,
  scansOn,
  steady,
  transitions,
} from './histories';

const OCTOBER = everyDay('2026-10');
const planned = fingerprintOf({
  accountId: ACCOUNT,
  region: 'us-east-1',
  subject: { kind: 'quota', id: 'http-api-integrations' },
});
const note: PlanNote = {
  at: '2026-10-31T07:00:00.000Z',
  basis: 'members',
  key: `plans/${planned}/2026-10-31/plan.md`,
  summary: [words`240 of 300 integrations (80 %) are in use.`],
  steps: [words`Delete 9 integrations of ${code('orders')}: 240 → 231`],
  choices: [],
  more: 0,
};

test('a month says what peaked, what changed since the one before, what to do, and how much was seen', () => {
  const report = reportOn([
    history('2026-09', [{ ...integrations, peaks: steady('2026-09', 225) }], {
      accountName: 'edge',
      transitions: transitions(planned, 1, 1, ['warning 2026-09-29T06:00:00Z']),
    }),
    history(
      '2026-10',
      [
        { ...concurrency, peaks: [...peaksIn('2026-10', [300, 310], 1000), ...steady('2026-10', 305, 2000).slice(2)] },
        {
          ...integrations,
          peaks: [...steady('2026-10', 225).slice(0, 30), [31, 240, 300, minuteOf('2026-10-31T15:20:00Z')]],
        },
      ],
      {
        transitions: transitions(planned, 1, 2, ['ok 2026-10-01T06:00:00Z']),
        scans: scansOn('2026-10', OCTOBER, 99.8),
        plans: { [planned]: note },
      },
    ),
  ]);

  const flat = { status: 'none', perDay: null, hint: null } as const;
  const { at, key, summary, steps, choices } = note;
  const peak = { usage: 240, limit: 300, percent: 80, at: '2026-10-31T15:20:00.000Z' };
  expect(report).toEqual({
    schemaVersion: 1,
    month: '2026-10',
    timeZone: 'UTC',
    revision: 1,
    madeAt: '2026-11-01T06:05:00.000Z',
    accounts: [{ accountId: ACCOUNT, name: 'edge' }],
    warningPercent: 80,
    decision: {
      kind: 'near',
      text: [
        'Integrations per HTTP API of ',
        code('orders (a1b2c3)'),
        ' in us-east-1 is at 240 of 300 (80 %), past its warning threshold, and AWS does not raise it. First step: Delete 9 integrations of ',
        code('orders'),
        ': 240 → 231.',
      ],
      row: 0,
    },
    peaks: {
      warning: { now: 1, before: 0 },
      critical: { now: 0, before: 0 },
      full: { now: 0, before: 0 },
      measured: { now: 2, before: 1 },
    },
    incidents: {
      opened: { now: 0, before: 1 },
      resolved: { now: 1, before: 0 },
      open: { now: 0, before: 1 },
      medianOpenHours: { now: 48, before: null },
    },
    increases: [],
    seen: { scans: 31, coverage: 99.8, daysMissing: [], unreadable: [] },
    months: ['2026-09', '2026-10'],
    rows: [
      {
        accountId: ACCOUNT,
        region: 'us-east-1',
        quota: 'http-api-integrations',
        title: 'Integrations per HTTP API',
        breaks: 'Integrations per HTTP API break',
        raise: 'no',
        resource: { type: 'http-api', id: 'a1b2c3', name: 'orders' },
        peak,
        severity: 'warning',
        before: { usage: 225, limit: 300, percent: 75, at: '2026-09-01T12:00:00.000Z' },
        last: peak,
        days: 31,
        firstDay: '2026-10-01',
        lastDay: '2026-10-31',
        limitChange: null,
        forecast: { ...flat, reason: 'not-growing', points: 56 },
        months: [75, 80],
      },
      {
        accountId: ACCOUNT,
        region: 'eu-west-1',
        quota: 'lambda-concurrency',
        title: 'Lambda concurrent executions',
        breaks: 'Lambda concurrent executions break',
        raise: 'yes',
        resource: null,
        peak: { usage: 310, limit: 1000, percent: 31, at: '2026-10-02T12:00:00.000Z' },
        severity: 'ok',
        before: null,
        last: { usage: 305, limit: 2000, percent: 15.3, at: '2026-10-31T12:00:00.000Z' },
        days: 31,
        firstDay: '2026-10-01',
        lastDay: '2026-10-31',
        limitChange: { from: 1000, to: 2000 },
        forecast: { ...flat, reason: 'far-from-full', points: 29 },
        months: [null, 31],
      },
    ],
    rowsLeftOut: 0,
    top: [
      {
        row: 0,
        days: OCTOBER.map((day) => ({ day: dayIn('2026-10', day), usage: day === 31 ? 240 : 225, limit: 300 })),
        plan: { kind: 'computed', at, key, summary, steps, choices },
      },
      {
        row: 1,
        days: OCTOBER.map((day) => {
          if (day > 2) return { day: dayIn('2026-10', day), usage: 305, limit: 2000 };
          return { day: dayIn('2026-10', day), usage: day === 1 ? 300 : 310, limit: 1000 };
        }),
        plan: { kind: 'general', steps: ['Cap the largest function.'] },
      },
    ],
    chapters: [],
  });
});

test('of a month without any history the report says just that', () => {
  const unreadable = [{ name: 'history/v1/2026-10/111122223333.json.gz', problem: 'not gzip' }];
  const report = reportOn([], { unreadable });

  const none = { now: 0, before: null };
  expect(report).toEqual({
    schemaVersion: 1,
    month: '2026-10',
    timeZone: 'UTC',
    revision: 1,
    madeAt: '2026-11-01T06:05:00.000Z',
    accounts: [],
    warningPercent: 80,
    decision: {
      kind: 'no-data',
      text: ['Nothing was measured in October 2026. First step: Look into the log of the scan.'],
      row: null,
    },
    peaks: { warning: none, critical: none, full: none, measured: none },
    incidents: { opened: none, resolved: none, open: none, medianOpenHours: { now: null, before: null } },
    increases: [],
    seen: { scans: 0, coverage: null, daysMissing: [], unreadable },
    months: ['2026-10'],
    rows: [],
    rowsLeftOut: 0,
    top: [],
    chapters: [],
  });
});

test('who was scanned in the month before and not in this one is missing on all its days, and was known before', () => {
  const report = reportOn([history('2026-09', [{ ...concurrency, peaks: steady('2026-09', 990, 1000) }])]);

  expect(report.accounts).toEqual([{ accountId: ACCOUNT, name: null }]);
  expect(report.decision.kind).toBe('no-data');
  expect(report.peaks).toEqual({
    warning: { now: 0, before: 1 },
    critical: { now: 0, before: 1 },
    full: { now: 0, before: 0 },
    measured: { now: 0, before: 1 },
  });
  expect(report.seen.daysMissing).toEqual([{ accountId: ACCOUNT, days: OCTOBER.map((day) => dayIn('2026-10', day)) }]);
});

test('who has not been scanned for two months is not spoken of any more', () => {
  const closed = history('2026-08', [{ ...integrations, peaks: steady('2026-08', 300) }], {
    accountId: '999988887777',
    transitions: transitions('f1', 1, 1, ['critical 2026-08-03T06:00:00Z']),
  });
  const lasting = ['2026-09', '2026-10'].map((month) => history(month, [{ ...concurrency, peaks: steady(month, 10) }]));

  expect(reportOn([closed, ...lasting])).toEqual(reportOn(lasting));
});

test('the months shown are a year and its own, with gaps where nothing was measured', () => {
  const measured = ['2025-09', '2025-10', '2026-03', '2026-10'];
  const report = reportOn(measured.map((month) => history(month, [{ ...integrations, peaks: steady(month, 150) }])));

  expect(report.months).toEqual([
    '2025-10',
    '2025-11',
    '2025-12',
    '2026-01',
    '2026-02',
    '2026-03',
    '2026-04',
    '2026-05',
    '2026-06',
    '2026-07',
    '2026-08',
    '2026-09',
    '2026-10',
  ]);
  expect(report.rows[0]?.months).toEqual([50, null, null, null, null, 50, null, null, null, null, null, null, 50]);
  expect(report.peaks.measured).toEqual({ now: 1, before: null });
  expect(report.incidents.opened).toEqual({ now: 0, before: null });
});

test('a leap day is a day', () => {
  const book = bookOf('2028-02', [history('2028-02', [{ ...integrations, peaks: steady('2028-02', 200) }])]);
  const report = reportOf(book, { ...reporting, now: new Date('2028-03-01T06:05:00Z') });

  expect(report.rows[0]).toMatchObject({ days: 29, lastDay: '2028-02-29', forecast: { points: 29 } });
  expect(report.top[0]?.days.at(-1)).toEqual({ day: '2028-02-29', usage: 200, limit: 300 });
  expect(report.seen).toEqual({ scans: 29, coverage: 100, daysMissing: [], unreadable: [] });
});

test('a default threshold that is no share of the limit is none that a chart could draw', () => {
  const thresholds = {
    ...reporting.thresholds,
    default: { ...reporting.thresholds.default, warning: { absolute: 250 } },
  };

  expect(reportOn([], { thresholds }).warningPercent).toBeNull();
});
