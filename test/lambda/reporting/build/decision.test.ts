import { daysIn, type Month, monthLater } from '../../../../lambda/domain/calendar';
import { fingerprintOf } from '../../../../lambda/domain/fingerprint';
import type { MonthHistory, SeriesHistory } from '../../../../lambda/domain/history';
import type { PlanNote } from '../../../../lambda/domain/plan';
import { code, words } from '../../../../lambda/domain/words';
import {
  ACCOUNT,
  concurrency,
  decisionText,
  everyDay,
  history,
  integrations,
  peaksIn,
  reporting,
  reportOn,
  scansOn,
  steady,
} from './histories';

const OCTOBER: Month = '2026-10';

function api(id: string, usages: readonly (number | null)[], limit = 300): SeriesHistory {
  return { ...integrations, resource: { type: 'http-api', id, name: id }, peaks: peaksIn(OCTOBER, usages, limit) };
}

const always = (usage: number): number[] => everyDay(OCTOBER).map(() => usage);

/** A quota of the Region that grows by a constant over three months, up to this at the end of October. */
function growing(quota: string, perDay: number, to: number, limit = 1000): SeriesHistory[] {
  const months = [-2, -1, 0].map((before) => monthLater(OCTOBER, before));
  const days = months.reduce((sum, month) => sum + daysIn(month), 0);
  let day = 0;
  return months.map((month) => {
    const usages = everyDay(month).map(() => to - perDay * (days - (day += 1)));
    return { ...concurrency, quota, peaks: peaksIn(month, usages, limit) };
  });
}

/** @param series each in three months */
function threeMonths(...series: (readonly SeriesHistory[])[]): MonthHistory[] {
  return [-2, -1, 0].map((before, index) =>
    history(
      monthLater(OCTOBER, before),
      series.flatMap((months) => months[index] ?? []),
    ),
  );
}

test('nothing to decide says what came nearest', () => {
  const report = reportOn([history(OCTOBER, [api('orders', always(216)), api('users', always(100))])]);

  expect(report.decision).toEqual({
    kind: 'nothing',
    text: [
      'Nothing to decide: nothing is full, past a threshold, or seen to fill up. The highest peak was 216 of 300 (72 %): Integrations per HTTP API of ',
      code('orders'),
      ' in us-east-1.',
    ],
    row: 0,
  });
});

test('what ended the month full goes before everything else, whatever peaked higher before', () => {
  const report = reportOn([
    history(OCTOBER, [api('fallen', [400, ...always(290).slice(1)]), api('full', always(300))], {
      scans: scansOn(OCTOBER, [1], 50),
    }),
  ]);

  expect(report.rows.map(({ resource }) => resource?.id)).toEqual(['fallen', 'full']);
  expect(report.decision).toMatchObject({ kind: 'full', row: 1 });
  expect(decisionText(report)).toBe(
    'Integrations per HTTP API of full in us-east-1 is full, at 300 of 300 (100 %), and AWS does not raise it. First step: Delete those that no route names in its target.',
  );
});

test('without a limit, what is in use is full', () => {
  const report = reportOn([history(OCTOBER, [{ ...concurrency, peaks: steady(OCTOBER, 3, 0) }])]);

  expect(decisionText(report)).toBe(
    'Lambda concurrent executions in eu-west-1 is full, at 3 of 0, and AWS raises it on request. First step: Cap the largest function.',
  );
});

test('what was not measured while others of its quota were is not spoken of; where none was, it is, as it was', () => {
  const until = (day: number, usage: number): number[] => always(usage).slice(0, day);
  const beside = { ...concurrency, region: 'us-east-1', peaks: steady(OCTOBER, 10, 1000) };
  const deleted = reportOn([history(OCTOBER, [api('deleted', until(5, 300)), api('there', always(100)), beside])]);
  const unseen = reportOn([history(OCTOBER, [api('frozen', until(5, 300)), beside])]);

  expect(deleted.decision).toMatchObject({ kind: 'nothing' });
  expect(decisionText(unseen)).toBe(
    'Integrations per HTTP API of frozen in us-east-1 was full, at 300 of 300 (100 %) when it was last measured, on 5 Oct 2026, and AWS does not raise it. First step: Delete those that no route names in its target.',
  );
});

test('what fills up says when, the earliest first', () => {
  const report = reportOn(threeMonths(growing('lambda-concurrency', 4, 880), growing('sq-lambda-L-1', 4, 800)));

  expect(report.rows.map(({ quota, forecast }) => [quota, forecast?.status])).toEqual([
    ['lambda-concurrency', 'fills-up'],
    ['sq-lambda-L-1', 'fills-up'],
  ]);
  expect(report.decision).toMatchObject({ kind: 'fills-up', row: 0 });
  expect(decisionText(report)).toBe(
    'Lambda concurrent executions in eu-west-1 is at 880 of 1,000 (88 %), AWS raises it on request, and it fills up about 30 Nov 2026. First step: Cap the largest function.',
  );
});

test.each([
  ['within two weeks of it', 780, 'http-api-integrations'],
  ['later than that', 700, 'lambda-concurrency'],
])('what AWS does not raise goes first if it fills up %s', (_, to, quota) => {
  const report = reportOn(
    threeMonths(growing('lambda-concurrency', 10, 890), growing('http-api-integrations', 10, to)),
  );

  expect(report.rows[report.decision.row ?? NaN]?.quota).toBe(quota);
});

/** An API that stays as it is. */
const flat = (usage: number): SeriesHistory[] =>
  [-2, -1, 0].map((before) => ({ ...api('flat', []), peaks: steady(monthLater(OCTOBER, before), usage) }));

test.each([
  ['61 days, and AWS raises it', 'lambda-concurrency', 61, 'near'],
  ['15 days, and AWS raises it', 'lambda-concurrency', 15, 'near'],
  ['14 days, and AWS raises it', 'lambda-concurrency', 14, 'fills-up'],
  ['61 days, and AWS does not raise it', 'http-api-integrations', 61, 'near'],
  ['60 days, and AWS does not raise it', 'http-api-integrations', 60, 'fills-up'],
])('what is past critical, and what is full in %s: whichever can wait less', (_, quota, days, kind) => {
  // Of the first of November; the last peak is of the day before.
  const { decision } = reportOn(threeMonths(flat(299), growing(quota, 6, 1000 - 6 * (days + 1))));

  expect(decision.kind).toBe(kind);
});

test('what fills up later goes before what is only past its warning threshold, and says when where it is past critical', () => {
  const later = growing('lambda-concurrency', 4, 860);

  expect(decisionText(reportOn(threeMonths(flat(250), later)))).toMatch(/^Lambda concurrent executions .*about 5 Dec/);
  expect(decisionText(reportOn(threeMonths(growing('lambda-concurrency', 4, 900))))).toMatch(
    / is at 900 of 1,000 \(90 %\), past its critical threshold, AWS raises it on request, and it fills up about 25 Nov 2026\./,
  );
});

test('past its critical threshold goes before the warning, and the fullest at the end before what peaked higher', () => {
  const warning = api('warning', [260, ...always(250).slice(1)]);
  const critical = api('critical', always(271));
  const fullest = api('fullest', always(275));
  const peaked = api('peaked', [299, ...always(272).slice(1)]);

  const decide = (...series: SeriesHistory[]): string => decisionText(reportOn([history(OCTOBER, series)]));
  expect(decide(warning, critical, peaked, fullest)).toBe(
    'Integrations per HTTP API of fullest in us-east-1 is at 275 of 300 (91.7 %), past its critical threshold, and AWS does not raise it. First step: Delete those that no route names in its target.',
  );
  expect(decide(warning, api('ok', [299, ...always(10).slice(1)]))).toBe(
    'Integrations per HTTP API of warning in us-east-1 is at 250 of 300 (83.3 %), past its warning threshold, and AWS does not raise it. First step: Delete those that no route names in its target.',
  );
});

test('a limit that somebody set is spoken of where nothing else is as bad', () => {
  const own = { ...api('prod', always(300)), quota: 'stage-throttle' };
  const alone = reportOn([history(OCTOBER, [own])]);
  const beside = reportOn([history(OCTOBER, [own, api('orders', always(300))])]);

  expect(decisionText(alone)).toBe(
    'Stage throttle of prod in us-east-1 is full, at 300 of 300 (100 %), and the limit is your own setting. First step: Raise it.',
  );
  expect(beside.rows[beside.decision.row ?? NaN]?.quota).toBe('http-api-integrations');
});

test.each([
  ['websocket-api-routes', 'AWS Support raises it on request. First step: Request an increase.'],
  ['sq-apigateway-L-1', 'AWS does not raise it. First step: Move a part of it to another Region or account.'],
])('where nobody knows what helps with %s, it is what AWS does', (quota, end) => {
  const report = reportOn([history(OCTOBER, [{ ...api('x', always(300)), quota }])]);

  expect(decisionText(report)).toContain(end);
});

const fingerprint = fingerprintOf({
  accountId: ACCOUNT,
  region: 'us-east-1',
  subject: { kind: 'quota', id: 'http-api-integrations' },
});
const note: PlanNote = {
  at: '2026-10-31T07:00:00.000Z',
  basis: 'members',
  key: 'plans/x/plan.md',
  summary: [],
  steps: [words`Delete ${9} integrations: 287 → 278`, words`Share ${2}`],
  choices: [],
  more: 0,
};

test('the first step is that of the plan; without a step, the first choice', () => {
  const decide = (plan: PlanNote): string =>
    decisionText(reportOn([history(OCTOBER, [api('orders', always(287))], { plans: { [fingerprint]: plan } })]));

  expect(decide(note)).toMatch(/ First step: Delete 9 integrations: 287 → 278\.$/);
  expect(decide({ ...note, steps: [], choices: [words`Split it`] })).toMatch(/ First step: Split it\.$/);
});

test('a plan is that of the fullest of its quota and Region: of no other one it is said', () => {
  const before = [8, 9].map((month) => `2026-0${month}`);
  const apis = (month: Month, low: number): SeriesHistory[] => [
    { ...api('fullest', []), peaks: steady(month, 236) },
    {
      ...api('growing', []),
      peaks: peaksIn(
        month,
        everyDay(month).map((day) => low + day),
      ),
    },
  ];
  const report = reportOn([
    ...before.map((month, index) => history(month, apis(month, 140 + 31 * index))),
    history(OCTOBER, apis(OCTOBER, 201), { plans: { [fingerprint]: note } }),
  ]);

  expect(report.decision).toMatchObject({ kind: 'fills-up', row: 1 });
  expect(decisionText(report)).toMatch(/ First step: Delete those that no route names in its target\.$/);
});

test('names that could be markup stay pieces of their own, each with its id', () => {
  const named = (name: string): unknown =>
    reportOn([
      history(OCTOBER, [{ ...api('a1b2c3', always(300)), resource: { type: 'http-api', id: 'a1b2c3', name } }]),
    ]).decision.text[1];

  expect(named('</script><!channel> `x` *b*')).toEqual(code('</script><!channel> `x` *b* (a1b2c3)'));
  expect(named(' ')).toEqual(code('(no name) a1b2c3'));
});

test('of several accounts it says which, by name and id, since two may have the same name', () => {
  const second = '444455556666';
  const report = reportOn([
    history(OCTOBER, [api('orders', always(290))], { accountName: 'prod`' }),
    history(OCTOBER, [api('orders', always(300))], { accountId: second, accountName: 'prod`' }),
  ]);

  expect(report.accounts).toEqual([
    { accountId: ACCOUNT, name: 'prod`' },
    { accountId: second, name: 'prod`' },
  ]);
  expect(report.rows.map(({ accountId, last }) => [accountId, last.usage])).toEqual([
    [second, 300],
    [ACCOUNT, 290],
  ]);
  expect(report.decision.text.slice(0, 5)).toEqual([
    'Integrations per HTTP API of ',
    code('orders'),
    ' in us-east-1 of ',
    code(`prod\` (${second})`),
    ' is full, at 300 of 300 (100 %), and AWS does not raise it. First step: Delete those that no route names in its ',
  ]);
});

test('an account without a name is called by its id', () => {
  const report = reportOn([
    history(OCTOBER, [{ ...concurrency, peaks: steady(OCTOBER, 1000, 1000) }]),
    history(OCTOBER, [], { accountId: '444455556666' }),
  ]);

  expect(decisionText(report)).toMatch(/^Lambda concurrent executions in eu-west-1 of 111122223333 is full/);
});

test('a month that was seen in part is said to be, where nothing that was seen is worse', () => {
  const report = reportOn([
    history(OCTOBER, [api('orders', always(100))], { scans: scansOn(OCTOBER, everyDay(OCTOBER), 94.9) }),
  ]);

  expect(report.decision).toEqual({
    kind: 'blind',
    text: [
      'The scans of October 2026 saw only 94.9 % of what there is: the rest may be full. First step: Look into the log of the scan.',
    ],
    row: null,
  });
});

test('so are days without a scan, of the account that lacks most', () => {
  const scanned = (accountId: string, missing: readonly number[]): MonthHistory =>
    history(OCTOBER, [api('orders', always(100))], {
      accountId,
      accountName: `name of ${accountId}`,
      scans: scansOn(
        OCTOBER,
        everyDay(OCTOBER).filter((day) => !missing.includes(day)),
      ),
    });
  const decide = (...histories: MonthHistory[]): string => decisionText(reportOn(histories));

  expect(decide(scanned('1', [9]))).toBe(
    'No scan ran on 1 day of October 2026: 9 Oct 2026. First step: Look into the log of the scan.',
  );
  expect(decide(scanned('1', [9]), scanned('2', []), scanned('3', [12, 13]))).toBe(
    'No scan of name of 3 (3) ran on 2 days of October 2026, the first of them 12 Oct 2026; 1 more account has such days. First step: Look into the log of the scan.',
  );
  expect(decide(scanned('1', [9]), scanned('2', [10]), scanned('3', [12, 13]))).toContain(
    '; 2 more accounts have such',
  );
});

test('of a month that is not over what lies ahead is not missing', () => {
  const report = reportOn(
    [history(OCTOBER, [api('orders', always(100).slice(0, 9))], { scans: scansOn(OCTOBER, [1, 2, 3, 4, 5, 6, 7, 8]) })],
    {
      ...reporting,
      now: new Date('2026-10-09T03:00:00Z'),
    },
  );

  expect(report.decision.kind).toBe('nothing');
});
