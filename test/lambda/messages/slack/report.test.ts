import type { Report, ReportRow } from '../../../../lambda/domain/report';
import { reportMessage, type ReportTelling } from '../../../../lambda/messages/slack';
import { mentionsIn } from '../../../../sandbox/slack/mentions';
import { bareReport, EDGE, sampleReport } from '../../../support/report';
import { readOf, sent } from './samples';

const telling: ReportTelling = {
  homeRegion: 'eu-west-1',
  bucket: 'headroom-bucket',
  htmlKey: 'reports/2026-10/report.html',
};
const read = (report: Report, variant = 0) => readOf(reportMessage(report, telling), variant);
const blockOf = (report: Report, type: string) =>
  reportMessage(report, telling).variants[0]?.find((block) => block.type === type);

/** All rows as of one account. */
const ofOne: Report = {
  ...sampleReport,
  accounts: sampleReport.accounts.slice(0, 1),
  rows: sampleReport.rows.map((row) => ({ ...row, accountId: EDGE })),
  seen: { ...sampleReport.seen, unreadable: [] },
};

const withMonths = (...months: readonly ReportRow['months'][]): Report => ({
  ...sampleReport,
  rows: sampleReport.rows.map((row, index) => ({ ...row, months: months[index] ?? [] })),
});

test('a report says what to decide, how the month was, and where all of it is', () => {
  const message = reportMessage(sampleReport, telling);
  const [block] = message.variants;

  expect(message).toMatchObject({
    kind: 'report',
    text:
      'Quota report October 2026: 5 of 13 peaked above warning, 0 reached 100 %. One thing to decide: ' +
      'Integrations per HTTP API of content-prod in prod-edge, us-east-1, is at 294 of 300, AWS does not raise it, and it ' +
      'fills up about 15 Nov 2026. Begin with its plan now: delete the 9 integrations that no route uses, then split the API.',
    metadata: { event_type: 'quota_report', event_payload: { month: '2026-10', revision: 2 } },
  });
  expect(block?.map(({ type }) => type)).toEqual([
    'header',
    'rich_text',
    'section',
    'data_visualization',
    'data_table',
    'rich_text',
    'section',
    'context',
  ]);
  expect(block?.slice(0, 3)).toEqual([
    { type: 'header', text: { type: 'plain_text', text: '📊 Quota report · October 2026', emoji: true } },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'One thing to decide:', style: { bold: true } },
            { type: 'text', text: ' ' },
            { type: 'text', text: 'Integrations per HTTP API of ' },
            { type: 'text', text: 'content-prod', style: { code: true } },
            { type: 'text', text: expect.stringMatching(/^ in prod-edge, us-east-1, is at 294 of 300/) },
          ],
        },
      ],
    },
    {
      type: 'section',
      fields: [
        '*Peaked above warning*\n5 of 13 measured (Sep: 3)',
        '*Reached 100 %*\n0 (Sep: 1)',
        '*Incidents*\n7 opened · 6 resolved · 2 open at the end',
        '*Median time open*\n9 h (Sep: 31 h)',
        '*Increases asked for*\n1 granted · 1 pending · 1 refused',
        '*Coverage*\n99.8 % in 5,770 scans\nno scan of 1 account on 2 days',
      ].map((text) => ({ type: 'mrkdwn', text, verbatim: true })),
    },
  ]);
  expect(read(sampleReport)).toContain(
    '<https://eu-west-1.console.aws.amazon.com/s3/object/headroom-bucket?region=eu-west-1&amp;prefix=reports%2F2026-10%2Freport.html|Full report>  ·  ' +
      '<https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/Headroom-eu-west-1|Dashboard>\n' +
      '2 accounts · a page with all of it and a CSV are in this thread · ' +
      'forecasts: from the daily peaks of four to eight weeks, weekends apart, only where growth is sure · ' +
      '1 object of the history could not be read · days of Europe/Vienna · report `2026-10` · revision 2',
  );
});

test('the table shows the top with the place of each, and the steps below it are in its order', () => {
  const number = (value: number, text = String(value)) => ({ type: 'raw_number', value, text });
  const raw = (text: string) => ({ type: 'raw_text', text });

  expect(blockOf(sampleReport, 'data_table')).toMatchObject({
    caption: 'Nearest to exhaustion: 5 of 13',
    rows: [
      ['Quota and place', 'Peak %', 'vs. Sep', 'Full by'].map(raw),
      [
        raw('1. Integrations per HTTP API · content-prod (a1b2c3d4e5) · prod-edge (111122223333), us-east-1'),
        number(98),
        number(4.3, '+4.3'),
        raw('15 Nov 2026'),
      ],
      [
        raw('2. Regional APIs · prod-edge (111122223333), us-east-1'),
        number(93.5),
        number(4.5, '+4.5'),
        raw('9 Dec 2026'),
      ],
      [
        raw('3. Lambda concurrent executions · prod-payments (444455556666), eu-west-1'),
        number(91.5),
        number(17.3, '+17.3'),
        raw('no forecast'),
      ],
      expect.anything(),
      [
        raw(
          '5. Resources per REST API · </script><img src=x onerror=alert(1)> (r4e5s6t7a8) · prod-edge (111122223333), us-east-1',
        ),
        number(81.3),
        raw('new'),
        raw('no forecast'),
      ],
    ],
  });
  expect(read(sampleReport)).toContain(
    [
      'The first step for each',
      'Delete 9 integrations that no route uses: 294 of 300 (98 %) → 285 of 300 (95 %)',
      'Delete Regional APIs whose ',
      'Count',
      ' shows no request in 90 days.',
      'To decide: Lower the reservation of ',
      'thumbnails',
      ' from 400 to 120: at best 921 of 1,500 (61.4 %) → 641 of 1,500 (42.7 %)',
      'Delete old versions of functions and layers that no alias names.',
    ].join('\n'),
  );
});

test('where there is one account it is named once', () => {
  const text = read(ofOne);

  expect(text).toContain('3. Lambda concurrent executions · eu-west-1\n');
  expect(text).toContain('1. Integrations per HTTP API · content-prod (a1b2c3d4e5) · us-east-1\n');
  expect(text.split(EDGE)).toHaveLength(2);
  expect(text).toContain('\nprod-edge (111122223333) · a page');
  expect(text).toContain('no scan on 2 days');
});

describe('the chart', () => {
  const chartOf = (report: Report) => blockOf(report, 'data_visualization');

  test('draws the top three with the warning line, over the months that all of them have', () => {
    const values = (...all: readonly number[]) =>
      all.map((value, index) => ({ label: ['May 2026', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct'][index], value }));

    expect(chartOf(sampleReport)).toEqual({
      type: 'data_visualization',
      title: 'Peak utilization by month',
      chart: {
        type: 'line',
        series: [
          { name: '1. content-prod', data: values(78.3, 82, 86.3, 90, 93.7, 98) },
          { name: '2. Regional APIs', data: values(75, 79, 84, 86.5, 89, 93.5) },
          { name: '3. Lambda concurren…', data: values(42, 47, 55, 61, 74.2, 91.5) },
          { name: 'Warning, 80 %', data: values(80, 80, 80, 80, 80, 80) },
        ],
        axis_config: { categories: ['May 2026', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct'], y_label: '% of the limit' },
      },
    });
  });

  test('of thirteen months has each of them once', () => {
    const year = Array.from({ length: 13 }, (_, index) => 60 + index);

    expect(chartOf(withMonths(year, [...year.slice(0, 12), null], [null, 70, 80]))).toMatchObject({
      chart: {
        series: [{ name: '1. content-prod' }, { name: 'Warning, 80 %' }],
        axis_config: {
          categories: 'Oct 2025,Nov,Dec,Jan 2026,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct'.split(','),
        },
      },
    });
    sent(reportMessage(withMonths(year), telling));
  });

  test('begins after a month that nobody measured, and is not there before two months can be compared', () => {
    expect(chartOf(withMonths([70, null, 80, 90], [60, null, null, 65]))).toMatchObject({
      chart: {
        series: [{ data: [{ value: 80 }, { value: 90 }] }, {}],
        axis_config: { categories: ['Sep 2026', 'Oct'] },
      },
    });
    expect(chartOf(withMonths([70, null, 90], [90]))).toBeUndefined();
    expect(reportMessage(withMonths([90]), telling).variants).toHaveLength(2);
  });

  test('has no warning line where the threshold is not a share of the limit', () => {
    expect(chartOf({ ...sampleReport, warningPercent: null })).toMatchObject({
      chart: { series: [{}, {}, { name: '3. Lambda concurren…' }] },
    });
  });
});

test('a workspace without charts gets the table, and one without either gets lines that say the same', () => {
  const message = reportMessage(sampleReport, telling);
  const types = message.variants.map((blocks) => blocks.map(({ type }) => type));

  expect(types[1]).toEqual(types[0]?.filter((type) => type !== 'data_visualization'));
  expect(types[2]).toEqual(['header', 'rich_text', 'section', 'rich_text', 'section', 'context']);
  sent(message, 0);
  sent(message, 1, ['data_visualization']);
  sent(message, 2, ['data_visualization', 'data_table']);
  const lines = readOf(message, 2);
  expect(lines).toContain(
    'Nearest to exhaustion: 5 of 13\nIntegrations per HTTP API\n' +
      ': content-prod (a1b2c3d4e5) · prod-edge (111122223333), us-east-1 · 98 % (Sep: 93.7 %) · full by 15 Nov 2026 · ' +
      'Delete 9 integrations that no route uses: 294 of 300 (98 %) → 285 of 300 (95 %)\n',
  );
  expect(lines).toContain('us-east-1 · 81.3 % (Sep: –) · no forecast · Delete resources at the end of a path');
});

test('a month without data says so, and shows nothing that is not there', () => {
  const message = reportMessage(bareReport, telling);

  expect(message.text).toBe(
    'Quota report October 2026: Nothing was measured in October 2026. Look at why the scan did not run.',
  );
  expect(message.variants).toHaveLength(1);
  expect(readOf(message).split('\n')).toEqual([
    '📊 Quota report · October 2026',
    'Nothing was measured in October 2026. Look at why the scan did not run.',
    '*Incidents*',
    'none',
    '*Median time open*',
    'none was resolved',
    '*Increases asked for*',
    'none',
    '*Coverage*',
    'no scan in the whole month',
    expect.stringContaining('|Full report>'),
    '111122223333 · a page with all of it and a CSV are in this thread · days of Europe/Vienna · report `2026-10` · revision 1',
  ]);
});

test.each<[string, Partial<ReportRow>, string]>([
  ['is full', { forecast: { status: 'none', reason: 'full', points: 28, perDay: null, hint: null } }, 'full already'],
  [
    'does not grow',
    { forecast: { status: 'none', reason: 'not-growing', points: 28, perDay: null, hint: null } },
    'not growing',
  ],
  ['was not measured to the end', { forecast: null, lastDay: '2026-10-27' }, 'not measured since 27 Oct'],
  ['has no limit', { peak: { usage: 3, limit: 0, percent: null, at: '2026-10-01T00:00:00.000Z' } }, 'limit 0'],
])('what %s is said so', (_, change, words) => {
  const [first, ...rows] = sampleReport.rows;
  if (!first) throw new Error('the sample has no rows');

  expect(
    JSON.stringify(blockOf({ ...sampleReport, rows: [{ ...first, ...change }, ...rows] }, 'data_table')),
  ).toContain(`"${words}"`);
});

test('a report calls nobody', () => {
  const message = reportMessage(sampleReport, telling);

  for (const variant of message.variants.keys()) expect(mentionsIn(message.text, sent(message, variant))).toEqual([]);
});
