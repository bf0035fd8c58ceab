/** What the page says, without a browser. */
import type { Report, ReportRow } from '../../../lambda/domain/report';
import { reportHtml } from '../../../lambda/reporting/html';
import { sampleReport } from '../../support/report';

const links = { dashboard: null, runbook: 'https://example.com/runbook.md?a=1&b="2' };
const render = (over: Partial<Report>): string => reportHtml({ ...sampleReport, ...over }, links);

/** Between the heading of one section and the next. */
function sectionOf(html: string, id: string): string {
  const [section = ''] = new RegExp(`<section class="part" id="${id}".*?</section>`, 's').exec(html) ?? [];
  return section;
}

const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&nbsp;', ' ');

const [row] = sampleReport.rows;
const [top] = sampleReport.top;
if (!row || !top) throw new Error('the sample has no row');

test('made again it is the same', () => {
  expect(render({})).toBe(render({}));
});

test('it leads to what has an address, and names what has none', () => {
  expect(render({})).toContain(
    '<a href="https://example.com/runbook.md?a=1&amp;b=&quot;2" rel="noreferrer">Runbook</a>',
  );
  const named = reportHtml(sampleReport, { dashboard: 'javascript:alert(1)', runbook: 'docs/runbook.md' });
  expect(named).toContain('Dashboard in CloudWatch: <code>javascript:alert(1)</code>');
  expect(named).toContain('Runbook: <code>docs/runbook.md</code>');
});

test('of one account the table does not name it in each row, of several it does, with name and id', () => {
  const [first] = sampleReport.accounts;
  if (!first) throw new Error('the sample has no account');
  const one = render({ accounts: [first], rows: [row], top: [top] });
  expect(sectionOf(one, 'all')).not.toContain('Account');

  const sameName = sampleReport.accounts.map((account) => ({ ...account, name: 'prod' }));
  const cells = [...sectionOf(render({ accounts: sameName }), 'all').matchAll(/<td class="name">(prod[^<]*)<\/td>/g)];
  expect(new Set(cells.map(([, text]) => text))).toEqual(new Set(['prod (111122223333)', 'prod (444455556666)']));
});

test('many accounts are counted at the top, and named where it says how much of them was seen', () => {
  const accounts = Array.from({ length: 14 }, (_, index) => ({
    accountId: `${index}`.padStart(12, '0'),
    name: `team-${index}`,
  }));
  const html = render({ accounts });

  expect(html).toContain('<dt>Accounts</dt><dd>14</dd>');
  expect(textOf(sectionOf(html, 'seen'))).toContain('14 accounts team-0 (000000000000) , team-1 (000000000001)');
});

test('what is in use without being allowed is full, and its chart is drawn all the same', () => {
  const none: ReportRow = {
    ...row,
    peak: { ...row.peak, usage: 7, limit: 0, percent: null },
    last: { ...row.last, usage: 7, limit: 0, percent: null },
    months: row.months.map(() => null),
    forecast: { status: 'none', reason: 'no-limit', points: 28, perDay: null, hint: null },
  };
  const days = top.days.map((day) => ({ ...day, usage: 7, limit: 0 }));
  const peaked = sectionOf(render({ rows: [none], top: [{ ...top, days }] }), 'peaked');

  expect(textOf(peaked)).toContain('limit 0 critical');
  expect(textOf(peaked)).toContain('7 of 0, 30 Oct 2026, 10:15');
  expect(peaked).toContain('Daily peaks from 7 on 1 Oct to 7 on 31 Oct; fullest with 7 on 1 Oct; the limit is 0');
  expect(peaked).not.toMatch(/NaN|Infinity/);
});

test.each([
  ['a usage beyond the limit', 450, 300],
  ['millions', 24_000_000, 25_000_000],
  ['fractions', 0.02, 0.5],
  ['nothing in use', 0, 0],
])('a chart of %s has a scale', (_, usage, limit) => {
  const days = top.days.map((day, index) =>
    index === 20 ? { ...day, usage, limit } : { ...day, usage: null, limit: null },
  );
  const peaked = sectionOf(render({ top: [{ ...top, days }] }), 'peaked');

  expect(peaked).toContain('30 days not measured');
  expect(peaked).not.toMatch(/NaN|Infinity/);
});

test('no forecast is an answer: each reason is counted', () => {
  expect(textOf(sectionOf(render({}), 'forecast'))).toContain(
    '10 of 13 have no forecast. That is an answer, too: 1 the limit changed, and its history begins anew 1 too few days of history',
  );
  const expected = sampleReport.rows.filter(({ forecast }) => forecast?.status === 'fills-up');
  expect(sectionOf(render({ rows: expected, top: [] }), 'forecast')).not.toContain('have no forecast');
});

test('of what was not measured to the end nobody says that it is gone, only since when', () => {
  const html = render({});

  expect(textOf(sectionOf(html, 'forecast'))).toContain('1 not measured up to the end of the month');
  expect(textOf(sectionOf(html, 'all'))).toContain('no forecast: not measured since 14 Oct');
  expect(textOf(html)).not.toContain('gone');
});

test.each<[string, number | null, string[], string]>([
  ['the threshold of a warning', 72.5, ['72.5 %'], 'The lines at 72.5 % in the charts are the default of the first.'],
  ['no threshold that is not a share of the limit', null, [], 'from resource to resource. '],
])('the charts have a line at %s', (_, warningPercent, lines, meaning) => {
  const html = render({ warningPercent });

  const labels = [...sectionOf(html, 'peaked').matchAll(/<text[^>]*>([\d.]+ %)<\/text>/g)].map(([, label]) => label);
  expect([...new Set(labels)]).toEqual(lines);
  expect(textOf(sectionOf(html, 'reading'))).toContain(meaning);
});

test('a case that AWS Support closed is neither granted nor refused', () => {
  const closed = sampleReport.increases.map((one) => ({ ...one, outcome: 'closed' as const, status: 'CASE_CLOSED' }));
  const html = render({ increases: closed });

  expect(textOf(sectionOf(html, 'figures'))).toContain('Increases asked for 3 3 closed');
  expect(textOf(sectionOf(html, 'increases'))).toContain('closed CASE_CLOSED');
});

test('a first month is compared with nothing', () => {
  const html = render({
    months: [sampleReport.month],
    rows: sampleReport.rows.map((one) => ({ ...one, before: null, months: one.months.slice(-1) })),
  });

  expect(textOf(sectionOf(html, 'changes'))).toContain(
    '0 rose, 0 fell, 0 stayed, 13 are new, 1 was not measured up to the end of the month.',
  );
  expect(html).not.toContain('Peak utilization by month');
});

test('with 5,000 rows it is still a page that one can send', () => {
  const rows = Array.from({ length: 5000 }, (_, index) => ({
    ...row,
    resource: { type: 'http-api' as const, id: `a${index}`, name: `service-${index}` },
  }));

  const perRow =
    (Buffer.byteLength(render({ rows })) - Buffer.byteLength(render({ rows: [row], top: [top] }))) / rows.length;
  expect(perRow).toBeLessThan(450);
});
