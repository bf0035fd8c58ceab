import { dayIn } from '../../../../lambda/domain/calendar';
import type { SeriesHistory } from '../../../../lambda/domain/history';
import type { ReportRow } from '../../../../lambda/domain/report';
import { concurrency, everyDay, history, integrations, peaksIn, reporting, reportOn, steady } from './histories';

function rowsOf(...series: SeriesHistory[]): readonly ReportRow[] {
  return reportOn([history('2026-10', series)]).rows;
}

function api(id: string, usages: readonly (number | null)[], limit?: number): SeriesHistory {
  return { ...integrations, resource: { type: 'http-api', id, name: id }, peaks: peaksIn('2026-10', usages, limit) };
}

const always = (usage: number): number[] => everyDay('2026-10').map(() => usage);

test('what is nearest to exhaustion stands first, what has no limit and is in use before it, and equals by place', () => {
  const rows = rowsOf(
    api('low', always(30)),
    { ...api('b', always(270)), region: 'us-east-1' },
    api('unused', always(0), 0),
    { ...api('b', always(270)), region: 'eu-west-1' },
    api('over', always(330)),
    api('a', always(270)),
    api('forbidden', always(3), 0),
  );

  expect(rows.map(({ region, resource, peak, severity }) => [resource?.id, region, peak.percent, severity])).toEqual([
    ['forbidden', 'us-east-1', null, 'critical'],
    ['over', 'us-east-1', 110, 'critical'],
    ['b', 'eu-west-1', 90, 'critical'],
    ['a', 'us-east-1', 90, 'critical'],
    ['b', 'us-east-1', 90, 'critical'],
    ['low', 'us-east-1', 10, 'ok'],
    ['unused', 'us-east-1', null, 'ok'],
  ]);
});

test('what is in use without a limit counts as full, and has no percentage', () => {
  const report = reportOn([history('2026-10', [api('forbidden', always(3), 0), api('unused', always(0), 0)])]);

  expect(report.peaks).toEqual({
    warning: { now: 1, before: null },
    critical: { now: 1, before: null },
    full: { now: 1, before: null },
    measured: { now: 2, before: null },
  });
  expect(report.rows.map(({ months, forecast }) => [months, forecast])).toEqual([
    [[null], { status: 'none', reason: 'no-limit', points: 31, perDay: null, hint: null }],
    [[null], { status: 'none', reason: 'no-limit', points: 31, perDay: null, hint: null }],
  ]);
});

test('the peak is the day that was fullest, not the one with the most in use', () => {
  const raised = {
    ...concurrency,
    peaks: [...peaksIn('2026-10', [950], 1000), ...steady('2026-10', 1200, 2000).slice(1)],
  };

  expect(rowsOf(raised)[0]).toMatchObject({
    peak: { usage: 950, limit: 1000, percent: 95 },
    last: { usage: 1200, limit: 2000, percent: 60 },
    limitChange: { from: 1000, to: 2000 },
    severity: 'critical',
  });
});

test('of equal days the first is the peak, and of equally full ones that with the most in use', () => {
  const twice = api('a', [200, 200]);
  const raised = api('b', [250]);

  expect(rowsOf(twice)[0]?.peak.at).toBe('2026-10-01T12:00:00.000Z');
  expect(rowsOf({ ...raised, peaks: [...raised.peaks, [2, 500, 600, 29_850_000]] })[0]?.peak).toMatchObject({
    usage: 500,
    limit: 600,
  });
});

test('thresholds are those of the settings, for just this one', () => {
  const thresholds = {
    ...reporting.thresholds,
    overrides: [{ match: { resource: 'strict' }, warning: { percent: 40 }, critical: { absolute: 140 } }],
  };
  const report = reportOn([history('2026-10', [api('strict', always(150)), api('usual', always(150))])], {
    thresholds,
  });

  expect(report.rows.map(({ resource, severity }) => [resource?.id, severity])).toEqual([
    ['strict', 'critical'],
    ['usual', 'ok'],
  ]);
});

test('what appears in the month has its first day, and what was not measured to its end has its last one and no forecast', () => {
  const rows = rowsOf(
    api('new', [...Array.from({ length: 20 }, () => null), ...always(200).slice(20)]),
    api('until-then', [250, 260, 270, 280]),
    api('there', always(100)),
  );

  expect(
    rows.map(({ resource, days, firstDay, lastDay, forecast }) => [
      resource?.id,
      days,
      firstDay,
      lastDay,
      forecast?.status,
    ]),
  ).toEqual([
    ['until-then', 4, '2026-10-01', '2026-10-04', undefined],
    ['new', 11, '2026-10-21', '2026-10-31', 'none'],
    ['there', 31, '2026-10-01', '2026-10-31', 'none'],
  ]);
});

test('where nothing of a quota and Region can be read any more, what was known last is what there is', () => {
  const until = (day: number): (number | null)[] => always(200).slice(0, day);
  const rows = rowsOf(
    { ...api('elsewhere', always(210)), region: 'eu-west-1' },
    { ...api('another-quota', always(205)), quota: 'http-api-routes' },
    api('seen-to-the-last', until(20)),
    api('read-seldom', until(18)),
    api('unread-or-deleted', until(17)),
    { ...concurrency, region: 'us-east-1', peaks: peaksIn('2026-10', until(10)) },
  );

  expect(rows.map(({ resource, lastDay, forecast }) => [resource?.id, lastDay, forecast !== null])).toEqual([
    ['elsewhere', '2026-10-31', true],
    ['another-quota', '2026-10-31', true],
    ['read-seldom', '2026-10-18', true],
    ['seen-to-the-last', '2026-10-20', true],
    ['unread-or-deleted', '2026-10-17', false],
    [undefined, '2026-10-10', true],
  ]);
});

test('a day that nobody measured is a gap, and neither zero nor the day before', () => {
  const report = reportOn([history('2026-10', [api('a', [200, null, null, 210])])]);

  expect(report.rows[0]).toMatchObject({ days: 2, lastDay: '2026-10-04', last: { usage: 210 } });
  expect(report.top[0]?.days).toEqual(
    everyDay('2026-10').map((day) => ({
      day: dayIn('2026-10', day),
      usage: { 1: 200, 4: 210 }[day] ?? null,
      limit: day === 1 || day === 4 ? 300 : null,
    })),
  );
});

test('a resource has the name that it had last, and whether AWS raises a quota that is in no catalogue AWS itself said', () => {
  const before = { ...api('a', []), quota: 'sq-lambda-L-1', peaks: steady('2026-09', 10) };
  const now = { ...api('a', always(20)), quota: 'sq-lambda-L-1', adjustable: 'yes' as const };
  const renamed = { ...now, resource: { type: 'http-api' as const, id: 'a', name: 'renamed' } };

  expect(reportOn([history('2026-09', [before]), history('2026-10', [renamed])]).rows).toMatchObject([
    { resource: { id: 'a', name: 'renamed' }, raise: 'yes', before: { usage: 10 }, months: [3.3, 6.7] },
  ]);
});

test('what was measured in the month before and not in this one counts for that one only', () => {
  const report = reportOn([
    history('2026-09', [{ ...integrations, peaks: steady('2026-09', 300) }]),
    history('2026-10', [{ ...concurrency, peaks: steady('2026-10', 10) }]),
  ]);

  expect(report.rows.map(({ quota }) => quota)).toEqual(['lambda-concurrency']);
  expect(report.peaks).toEqual({
    warning: { now: 0, before: 1 },
    critical: { now: 0, before: 1 },
    full: { now: 0, before: 1 },
    measured: { now: 1, before: 1 },
  });
});

test('five thousand findings are all told, five of them at length', () => {
  const many = Array.from({ length: 5000 }, (_, index) =>
    api(`api-${String(index).padStart(4, '0')}`, [280 + (index % 15)]),
  );
  const report = reportOn([history('2026-10', many)]);

  expect(report.rows).toHaveLength(5000);
  expect(report.top.map(({ row }) => report.rows[row]?.resource?.id)).toEqual([
    'api-0014',
    'api-0029',
    'api-0044',
    'api-0059',
    'api-0074',
  ]);
  expect(report.peaks.critical).toEqual({ now: 5000, before: null });
  expect(report.decision).toMatchObject({ kind: 'near', row: 0 });
});
