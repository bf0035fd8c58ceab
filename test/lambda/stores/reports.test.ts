import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Message } from '../../../lambda/domain/message';
import { updateItem } from '../../../lambda/stores/items';
import { keys } from '../../../lambda/stores/keys';
import { allPending, pendingIn } from '../../../lambda/stores/pending';
import {
  noteReport,
  readReportFile,
  readReportItem,
  reportMonthIn,
  type ReportNote,
  type ReportTold,
  saveReportTold,
  type StoredReport,
  writeReport,
} from '../../../lambda/stores/reports';
import { reportMessage } from '../../../lambda/messages/slack';
import { administratorOf, BUCKET, type Deployed, deployed, HOME } from '../../support/deployed';
import { sampleReport } from '../../support/report';

const month = '2026-10';
const CHANNEL = 'C0123456789';
const OTHER = 'C0987654321';
const at = '2026-11-01T06:05:00.000Z';
const later = '2026-11-02T09:00:00.000Z';

const message: Message = reportMessage(sampleReport, {
  homeRegion: HOME,
  bucket: BUCKET,
  htmlKey: keys.report(month, 'html'),
});
const files = [
  { key: keys.report(month, 'html'), name: 'headroom-2026-10.html', title: 'Quota report October 2026' },
  { key: keys.report(month, 'csv'), name: 'headroom-2026-10.csv', title: 'All rows' },
];
const note: ReportNote = { month, revision: 1, message, files };
const told: ReportTold = { channel: CHANNEL, insteadOf: null, ts: '1.1', revision: 1, sent: 2 };

let one: Deployed;
let table: Deployed['parts']['table'];
beforeEach(async () => {
  one = await deployed({ [HOME]: {} });
  ({ table } = one.parts);
});

async function stored(): Promise<StoredReport> {
  const found = await readReportItem(table, month);
  if (found === null || typeof found === 'string') throw new Error(`found ${found}`);
  return found;
}

describe('the files of a month', () => {
  test('stand where people and programs look for them, as what they are, the page last', async () => {
    await writeReport(one.parts.objects, month, { html: '<p>Ü</p>', csv: 'a,ü\r\n', json: '{"a":"ü"}' });

    const client = new S3Client({ ...administratorOf(one.sandbox), forcePathStyle: true });
    const types = await Promise.all(
      (['html', 'csv', 'json'] as const).map(async (format) => {
        const Key = `reports/2026-10/report.${format}`;
        return (await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }))).ContentType;
      }),
    );
    client.destroy();
    expect(types).toEqual(['text/html; charset=utf-8', 'text/csv; charset=utf-8; header=present', 'application/json']);
    expect(await readReportFile(one.parts.objects, keys.report(month, 'csv'))).toBe('a,ü\r\n');
    const written = one.sandbox.calls.filter(({ operation }) => operation === 'PutObject');
    expect(written.map(({ resource }) => resource?.split('.').at(-1))).toEqual(['csv', 'json', 'html']);
  });

  test('are written over, and what is not there is nothing', async () => {
    const { objects } = one.parts;
    await writeReport(objects, month, { html: 'old', csv: 'old', json: 'old' });
    await writeReport(objects, month, { html: 'new', csv: 'new', json: 'new' });

    expect(await readReportFile(objects, keys.report(month, 'html'))).toBe('new');
    expect(await readReportFile(objects, keys.report('2026-09', 'html'))).toBeNull();
  });
});

describe('what is to be told of a month', () => {
  test('waits for its channel, in one write, and reads as it was noted', async () => {
    one.sandbox.reset();

    expect(await noteReport(table, note, { channel: CHANNEL, at })).toBe(true);

    expect(one.sandbox.calls.map(({ operation }) => operation)).toEqual(['UpdateItem']);
    expect(await stored()).toEqual({ ...note, told: null, pending: { channel: CHANNEL, since: at } });
    const ids = await pendingIn(table, CHANNEL);
    expect(ids.map(reportMonthIn)).toEqual([month]);
    expect(await allPending(table)).toEqual({ oldest: new Date(at), channels: [CHANNEL] });
  });

  test('is nothing where nobody wants to hear of it', async () => {
    expect(await noteReport(table, note, { channel: null, at })).toBe(false);
    expect(await readReportItem(table, month)).toBeNull();
  });

  test('is changed by a newer revision only, which keeps what was told and since when it waits', async () => {
    await noteReport(table, { ...note, revision: 2 }, { channel: CHANNEL, at });
    const before = await stored();
    const now = { ...told, revision: 2, sent: 1 };
    await saveReportTold(table, CHANNEL, before, now);

    for (const revision of [1, 2]) {
      const old = { ...note, revision, message: { ...message, text: 'old' } };
      expect(await noteReport(table, old, { channel: OTHER, at: later })).toBe(false);
      expect(await stored()).toEqual({ ...before, told: now });
    }
    expect(await noteReport(table, { ...note, revision: 10 }, { channel: OTHER, at: later })).toBe(true);
    expect(await stored()).toEqual({ ...before, revision: 10, told: now, pending: { channel: OTHER, since: at } });
  });

  test('waits until all its files are done with', async () => {
    await noteReport(table, note, { channel: CHANNEL, at });
    const before = await stored();

    await saveReportTold(table, CHANNEL, before, { ...told, sent: 0 });
    await saveReportTold(table, CHANNEL, before, { ...told, sent: 1 });
    expect((await stored()).pending).toEqual({ channel: CHANNEL, since: at });
    await saveReportTold(table, CHANNEL, before, told);

    expect(await stored()).toEqual({ ...before, told, pending: null });
    expect((await allPending(table)).channels).toEqual([]);
  });

  test('goes on waiting when a newer revision comes while the older one is told, and that is kept', async () => {
    await noteReport(table, note, { channel: CHANNEL, at });
    const before = await stored();
    await noteReport(table, { ...note, revision: 2 }, { channel: CHANNEL, at: later });

    await saveReportTold(table, CHANNEL, before, told);

    expect(await stored()).toEqual({ ...before, revision: 2, told, pending: { channel: CHANNEL, since: at } });
  });

  test('belongs to the channel that it waits for: another one notes nothing', async () => {
    await noteReport(table, note, { channel: CHANNEL, at });
    const before = await stored();
    await noteReport(table, { ...note, revision: 2 }, { channel: OTHER, at: later });

    await saveReportTold(table, CHANNEL, before, told);

    expect((await stored()).told).toBeNull();
  });

  test('is noted as told once when an answer is lost and the SDK tries again', async () => {
    await noteReport(table, note, { channel: CHANNEL, at });
    const before = await stored();
    one.sandbox.fault({ service: 'dynamodb', operation: 'UpdateItem', kind: 'cut', times: 1 });

    await saveReportTold(table, CHANNEL, before, told);

    expect(await stored()).toEqual({ ...before, told, pending: null });
  });

  test.each([
    [
      'of another release',
      { schemaVersion: { N: '2' } },
      'found schemaVersion 2, expected 1: it is of another release',
    ],
    ['damaged', { report: { B: Buffer.from('no gzip') } }, 'found parts missing or wrong'],
    ['told in another form', { told: { S: '{"channel":1}' } }, 'found parts missing or wrong'],
  ])('that is %s is named, and left as it is', async (_, set, problem) => {
    await noteReport(table, note, { channel: CHANNEL, at });
    await updateItem(table, `report#${month}`, { set });

    expect(await readReportItem(table, month)).toBe(problem);
  });
});
