/** The report of the deployed monitor: from the history in the bucket to files in it, and to a message that waits for the notifier. */
import { gzipSync } from 'node:zlib';
import { makeReport, monthBefore, monthsToRead, revisionAfter } from '../../../lambda/app/report';
import { emptyMonth, type MonthHistory, seriesId } from '../../../lambda/domain/history';
import { readReportItem } from '../../../lambda/stores/reports';
import { clock, settingsOf } from '../../support/account';
import { ACCOUNT, type Deployed, deployed, HOME } from '../../support/deployed';
import { sampleReport } from '../../support/report';

const CHANNEL = 'C0123456789';
const MONTH = '2026-10';
const AT = new Date('2026-11-01T07:00:00Z');

const series = {
  quota: 'http-api-integrations',
  region: HOME,
  resource: { type: 'http-api', id: 'a1b2c3d4e5', name: 'orders' },
  adjustable: 'no',
} as const;

const october = (usage: number): MonthHistory => ({
  ...emptyMonth(ACCOUNT, MONTH),
  series: {
    [seriesId(series)]: { ...series, peaks: [[20, usage, 300, Date.parse('2026-10-20T10:00:00Z') / 60_000]] },
  },
  scans: [[Date.parse('2026-10-20T10:00:00Z') / 60_000, 100]],
});

async function withHistory(history: MonthHistory | null, yaml = `slack: { channel: ${CHANNEL} }`): Promise<Deployed> {
  const one = await deployed({ [HOME]: {} });
  await one.put('config/headroom.yaml', yaml);
  if (history) await one.put(`history/${ACCOUNT}/${MONTH}.json.gz`, gzipSync(JSON.stringify(history)));
  return one;
}

const made = async ({ parts }: Deployed, month: string | null = null) =>
  await clock.run(makeReport(parts, { at: AT, month }));
const item = async ({ parts }: Deployed) => await readReportItem(parts.table, MONTH);
const nudges = ({ sandbox }: Deployed): number =>
  sandbox.calls.filter(({ operation }) => operation === 'SendMessage').length;

test('of the month before comes a report in three forms, a message for Slack, and a nudge', async () => {
  const one = await withHistory(october(250));

  const report = await made(one);

  expect(report).toMatchObject({
    month: MONTH,
    revision: 1,
    rows: [{ quota: 'http-api-integrations', peak: { usage: 250, limit: 300, percent: 83.3 } }],
  });
  expect(await one.get(`reports/${MONTH}/report.json`)).toEqual(report);
  expect(await one.get(`reports/${MONTH}/report.csv`)).toContain('orders');
  expect(await one.get(`reports/${MONTH}/report.html`)).toContain('<!doctype html>');
  expect(await item(one)).toMatchObject({
    revision: 1,
    message: { kind: 'report', text: expect.stringContaining('October 2026') },
    files: [
      { key: `reports/${MONTH}/report.html`, name: 'headroom-2026-10.html' },
      { key: `reports/${MONTH}/report.csv`, name: 'headroom-2026-10.csv' },
    ],
    told: null,
    pending: { channel: CHANNEL },
  });
  expect(nudges(one)).toBe(1);
});

test('made again it is the same revision, and nothing new waits', async () => {
  const one = await withHistory(october(250));
  await made(one);
  const before = await item(one);

  expect((await made(one)).revision).toBe(1);
  expect(await item(one)).toEqual(before);
});

test('when the history says more by then, it is a new revision over the same files', async () => {
  const one = await withHistory(october(250));
  await made(one);
  await one.put(`history/${ACCOUNT}/${MONTH}.json.gz`, gzipSync(JSON.stringify(october(290))));

  expect((await made(one)).revision).toBe(2);
  expect(await one.get(`reports/${MONTH}/report.json`)).toMatchObject({
    revision: 2,
    rows: [{ peak: { usage: 290 } }],
  });
  expect(await item(one)).toMatchObject({ revision: 2, pending: { channel: CHANNEL } });
});

test('without a channel there are the files, and nobody is woken', async () => {
  const one = await withHistory(october(250), '');

  await made(one);

  expect(await one.get(`reports/${MONTH}/report.json`)).toMatchObject({ month: MONTH });
  expect(await item(one)).toBeNull();
  expect(nudges(one)).toBe(0);
});

test('its days are those of the scans that wrote the history, whatever the settings say now', async () => {
  const one = await withHistory({ ...october(250), timeZone: 'Europe/Vienna' });

  expect(await made(one)).toMatchObject({ timeZone: 'Europe/Vienna' });
});

describe('of an organization', () => {
  const YAML = `slack: { channel: ${CHANNEL} }\norganization: { id: o-a1b2c3d4e5, units: [r-ab12] }`;
  const accounts = [{ accountId: ACCOUNT, name: 'payments-prod', units: [], tags: {} }];
  const OTHER = '111122223333';

  async function withDirectory(directory: Buffer): Promise<Deployed> {
    const one = await withHistory(october(250), YAML);
    await one.put(`history/${OTHER}/${MONTH}.json.gz`, gzipSync(JSON.stringify({ ...october(100), accountId: OTHER })));
    await one.put('organization/directory.json.gz', directory);
    return one;
  }

  test('accounts have the names of the organization, and each has a chapter', async () => {
    const report = await made(await withDirectory(gzipSync(JSON.stringify({ schemaVersion: 1, accounts }))));

    expect(report.accounts).toEqual([
      { accountId: OTHER, name: null },
      { accountId: ACCOUNT, name: 'payments-prod' },
    ]);
    expect(report.chapters.map(({ accountId }) => accountId)).toEqual([ACCOUNT, OTHER]);
  });

  test('a list of accounts that is damaged costs only the names', async () => {
    const report = await made(await withDirectory(gzipSync('nothing')));

    expect(report.accounts.map(({ name }) => name)).toEqual([null, null]);
    expect(report.rows).toHaveLength(2);
  });

  test('the more accounts, the fewer months are read, and never fewer than a forecast needs', () => {
    expect([1, 20, 21, 100, 101, 5000].map(monthsToRead)).toEqual([13, 13, 6, 6, 3, 3]);
  });
});

test('a month that nobody has a history of is reported as that', async () => {
  const one = await withHistory(null);

  expect(await made(one)).toMatchObject({ rows: [], accounts: [], decision: { kind: 'no-data' } });
});

test('a history that cannot be read is named in the report', async () => {
  const one = await withHistory(null);
  await one.put(`history/${ACCOUNT}/${MONTH}.json.gz`, gzipSync('nothing'));

  expect((await made(one)).seen.unreadable).toEqual([
    {
      name: `history/${ACCOUNT}/${MONTH}.json.gz`,
      problem: 'found something that is not compressed JSON, expected a month of history',
    },
  ]);
});

test('when S3 refuses the history there is no report of nothing', async () => {
  const one = await withHistory(october(250));
  one.sandbox.fault({ service: 's3', operation: 'ListObjectsV2', kind: 'denied' });

  await expect(made(one)).rejects.toThrow('not authorized');
  expect(await one.get(`reports/${MONTH}/report.json`)).toBeNull();
  expect(await item(one)).toBeNull();
});

test.each([
  ['UTC', '2026-11-01T07:00:00Z', '2026-10'],
  ['Europe/Vienna', '2026-10-31T23:30:00Z', '2026-10'],
  ['America/Los_Angeles', '2026-11-01T06:59:00Z', '2026-09'],
  ['UTC', '2027-01-01T07:00:00Z', '2026-12'],
])('in %s the month before %s is %s', (timeZone, at, month) => {
  expect(monthBefore(new Date(at), settingsOf(`report: { timeZone: ${timeZone} }`))).toBe(month);
});

test('a file that is no report of ours, or of another month, begins the revisions anew', () => {
  const json = (part: object): string => JSON.stringify({ ...sampleReport, ...part });

  expect(revisionAfter(null, sampleReport)).toBe(1);
  expect(revisionAfter('half a rep', sampleReport)).toBe(1);
  expect(revisionAfter('null', sampleReport)).toBe(1);
  expect(revisionAfter(json({ month: '2026-09', revision: 7 }), sampleReport)).toBe(1);
  expect(revisionAfter(json({ revision: 7, madeAt: 'before' }), sampleReport)).toBe(7);
  expect(revisionAfter(json({ revision: 7, rows: [] }), sampleReport)).toBe(8);
  // Slack knows more than the file that was lost.
  expect(revisionAfter(null, sampleReport, 3)).toBe(4);
  expect(revisionAfter('half a rep', sampleReport, 3)).toBe(4);
});
