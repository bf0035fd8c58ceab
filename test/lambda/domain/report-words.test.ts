import { textOfWords } from '../../../lambda/domain/words';
import {
  accountText,
  dayInYear,
  dayRuns,
  daysText,
  dayText,
  forecastText,
  hoursText,
  likelyText,
  momentText,
  monthLetters,
  monthName,
  noForecastWords,
  percentText,
  placeText,
  pointsOf,
  pointsText,
  raiseText,
  resourceText,
  rowName,
} from '../../../lambda/domain/report-words';
import type { ReportForecast, ReportRow } from '../../../lambda/domain/report';
import { sampleReport } from '../../support/report';

const [row] = sampleReport.rows;
if (!row) throw new Error('the sample has no row');

const at = (percent: number | null): ReportRow['peak'] => ({ ...row.peak, percent });

test('months and days are named', () => {
  expect([monthName('2026-10'), monthLetters('2026-09'), dayText('2026-12-09'), dayInYear('2028-02-29')]).toEqual([
    'October 2026',
    'Sep',
    '9 Dec 2026',
    '29 Feb',
  ]);
});

test.each([
  ['2026-12-02', '2026-12-20', '2–20 Dec 2026'],
  ['2026-11-28', '2026-12-09', '28 Nov–9 Dec 2026'],
  ['2026-12-20', '2027-01-04', '20 Dec 2026–4 Jan 2027'],
  ['2026-12-20', '2027-12-22', '20 Dec 2026–22 Dec 2027'],
  ['2026-12-20', '2026-12-20', '20 Dec 2026'],
])('the days from %s to %s are %s', (from, to, text) => {
  expect(daysText(from, to)).toBe(text);
});

test('days that follow one another stand together, also over the end of a month', () => {
  expect(dayRuns(['2026-10-01', '2026-10-02', '2026-10-09', '2026-10-31', '2026-11-01'])).toBe(
    '1–2 Oct 2026, 9 Oct 2026, 31 Oct–1 Nov 2026',
  );
});

test('a time is as the clocks of the report show it, on both sides of a clock change', () => {
  expect(momentText('2026-10-24T22:30:00.000Z', 'Europe/Vienna')).toBe('25 Oct 2026, 00:30');
  expect(momentText('2026-10-25T22:30:00.000Z', 'Europe/Vienna')).toBe('25 Oct 2026, 23:30');
});

test('an account without a name is its id, and one that nobody knows too', () => {
  const { accounts } = sampleReport;
  expect(accountText({ accountId: '111122223333', name: '' })).toBe('111122223333');
  expect(placeText(accounts, row)).toBe('prod-edge (111122223333), us-east-1');
  expect(placeText(accounts, { accountId: '999900001111', region: 'eu-west-1' })).toBe('999900001111, eu-west-1');
});

test('a resource has its name, and its id where that says more', () => {
  expect(resourceText({ type: 'http-api', id: 'a1b2', name: 'content' })).toBe('content (a1b2)');
  expect(resourceText({ type: 'function', id: 'thumbnails', name: ' ' })).toBe('(no name) thumbnails');
  expect(resourceText({ type: 'stage', id: 'a1b2/prod', name: 'content/prod' })).toBe('content/prod');
  expect(rowName(row)).toEqual(['Integrations per HTTP API: ', { code: 'content-prod (a1b2c3d4e5)' }]);
  expect(textOfWords(rowName({ ...row, resource: null }))).toBe('Integrations per HTTP API');
});

test.each([
  [98, 93.7, 4.3, '+4.3'],
  [74.1, 78.9, -4.8, '−4.8'],
  [70, 70, 0, '±0'],
  [null, 70, null, '–'],
  [70, null, null, '–'],
])('from %s to %s it is %s points: %s', (now, before, points, text) => {
  const changed = { peak: at(now), before: at(before) };
  expect([pointsOf(changed), pointsText(changed)]).toEqual([points, text]);
});

test('what was not there the month before is new', () => {
  expect([pointsOf({ ...row, before: null }), pointsText({ ...row, before: null })]).toEqual([null, 'new']);
});

test('a limit of 0 has no share, and not every limit can be raised', () => {
  expect([percentText(at(null)), percentText(at(98.5))]).toEqual(['limit 0', '98.5 %']);
  expect((['yes', 'support', 'no', 'own', null] as const).map((raise) => raiseText({ raise }))).toEqual([
    'yes',
    'by AWS Support',
    'no',
    'your setting',
    '–',
  ]);
});

test.each([
  ['2026-12-09', '2026-12-02', '2026-12-20', '2–20 Dec'],
  ['2026-12-30', '2026-12-20', '2027-01-14', '20 Dec–14 Jan 2027'],
  ['2027-01-04', '2026-12-20', '2027-01-14', '20 Dec 2026–14 Jan'],
  ['2027-04-08', '2027-02-13', null, 'not before 13 Feb'],
  ['2027-04-08', '2026-12-13', null, 'not before 13 Dec 2026'],
])('a quota that fills up on %s, between %s and %s: %s', (day, earliest, latest, text) => {
  const forecast = { status: 'fills-up', perDay: 1, day, earliest, latest, points: 28 } as const;
  expect(likelyText(forecast)).toBe(text);
  expect(forecastText({ ...row, forecast })).toBe(`about ${dayText(day)} (${text})`);
});

const none = (over: Partial<Extract<ReportForecast, { status: 'none' }>>): ReportForecast => ({
  status: 'none',
  reason: 'too-few-days',
  points: 12,
  perDay: null,
  hint: null,
  ...over,
});

test.each([
  [none({}), 'no forecast: 12 of 28 days of history'],
  [
    none({ points: 17, hint: '2026-12-04' }),
    'no forecast: 17 of 28 days of history; what there is points to 4 Dec 2026',
  ],
  [none({ reason: 'limit-changed' }), 'no forecast: 12 of 28 days of history since the limit changed'],
  [none({ reason: 'not-growing', points: 28 }), 'no forecast: not growing'],
  [null, 'no forecast: not measured since 31 Oct'],
])('of %j it says %j', (forecast, text) => {
  expect(forecastText({ ...row, forecast })).toBe(text);
});

test('every reason has its own words', () => {
  const all = Object.values(noForecastWords);
  expect(new Set(all).size).toBe(all.length);
});

test.each([
  [0.4, '24 min'],
  [9, '9 h'],
  [31.25, '31.3 h'],
  [60, '2.5 days'],
])('%s hours are %s', (hours, text) => {
  expect(hoursText(hours)).toBe(text);
});
