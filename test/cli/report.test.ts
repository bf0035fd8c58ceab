import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { reportCommand, type ReportOptions } from '../../cli/report';
import { dayNumber, monthLater } from '../../lambda/domain/calendar';
import type { SeriesHistory } from '../../lambda/domain/history';
import { openFolder } from '../../lambda/stores/folder';
import { addToMonth, type HistoryPlace } from '../../lambda/stores/history';
import { keys } from '../../lambda/stores/keys';
import { openBucket } from '../../lambda/stores/objects';
import { account } from '../support/account';
import { settingsFile } from '../support/folder';
import { ACCOUNT, pastDays } from '../support/past';
import { type Outcome, runIn } from '../support/terminal';

const MONTH = '2026-10';
const HOSTILE = 'orders\u001b[31m\u202e\r\nprod';
const orders: Omit<SeriesHistory, 'peaks'> = {
  quota: 'http-api-integrations',
  region: 'eu-west-1',
  resource: { type: 'http-api', id: 'a1b2c3', name: HOSTILE },
  adjustable: 'no',
};

/** Of sixty days up to the end of the month: growing by one a day, up to 260 of 300. */
async function remember(place: HistoryPlace): Promise<void> {
  const past = { series: orders, last: dayNumber('2026-10-31'), days: 60, limit: 300 };
  for (const month of pastDays({ ...past, usage: (daysBefore) => 260 - daysBefore })) await addToMonth(place, month);
}

const inFolder: HistoryPlace = { objects: openFolder('history'), prefix: '' };

beforeEach(() => settingsFile(''));

async function report(options: Partial<ReportOptions> = {}): Promise<Outcome> {
  const whole = { month: MONTH, history: 'history', out: 'out', ...options };
  return await runIn((terminal) => reportCommand(whole, terminal));
}

test('the report of a month is three files, and what to decide is said in 80 columns, whatever a name is', async () => {
  await remember(inFolder);

  const { status, out, err } = await report();

  expect({ status, err }).toEqual({ status: 0, err: '' });
  expect(out).toBe(
    [
      'Quota report October 2026, account 123456789012',
      '',
      'One thing to decide: Integrations per HTTP API of orders�[31m���prod (a1b2c3) in',
      'eu-west-1 is at 260 of 300 (86.7 %), AWS does not raise it, and it fills up',
      'about 10 Dec 2026. First step: Delete integrations that no route names in its',
      'target; if the stage has no auto-deploy, deploy it again and test.',
      '',
      'Of 1 quota, 1 peaked past a warning threshold and 0 reached 100 %. 0 incidents',
      'opened, 0 resolved, 0 open at the end; 31 scans saw 100 % of what there is.',
      '',
      'Written to out: report.html (open it in a browser), report.csv and report.json;',
      'revision 1.',
      '',
    ].join('\n'),
  );
  expect(await readdir('out')).toEqual(['report.csv', 'report.html', 'report.json']);
  const json: unknown = JSON.parse(await readFile('out/report.json', 'utf8'));
  expect(json).toMatchObject({ month: MONTH, revision: 1, rows: [{ resource: { name: HOSTILE } }] });
});

test('made again it is the same revision, and a new one only when it says something else', async () => {
  const revisions: string[] = [];
  const make = async (options: Partial<ReportOptions> = {}): Promise<void> => {
    revisions.push(/revision (\d+)/.exec((await report(options)).out)?.[1] ?? 'none');
  };
  await remember(inFolder);

  await make();
  await make();
  const more = { series: { ...orders, region: 'us-east-1' }, last: dayNumber('2026-10-31'), days: 3, limit: 300 };
  for (const month of pastDays({ ...more, usage: () => 10 })) await addToMonth(inFolder, month);
  await make();
  await make({ month: monthLater(MONTH, -1) });

  expect(revisions).toEqual(['1', '1', '2', '1']);
});

test('a report.json that is something else is written over, with the first revision', async () => {
  await remember(inFolder);
  await mkdir('out');
  await writeFile('out/report.json', 'hello');

  expect((await report()).out).toContain('revision 1.');
});

test('without a month it is the one before this', async () => {
  await remember(inFolder);

  await report({ month: undefined });

  const json: unknown = JSON.parse(await readFile('out/report.json', 'utf8'));
  expect(json).toMatchObject({ month: monthLater(new Date().toISOString().slice(0, 'YYYY-MM'.length), -1) });
});

test('what cannot be read is left out and named', async () => {
  await remember(inFolder);
  await writeFile(join('history', ACCOUNT, '2026-09.json.gz'), 'hello');

  const { status, out } = await report();

  expect(status).toBe(0);
  expect(out).toContain(`! ${ACCOUNT}/2026-09.json.gz was left out: found something that is not`);
});

test('a month of which nothing is known is reported as that', async () => {
  await remember(inFolder);

  const { status, out } = await report({ month: '2025-02' });

  expect(status).toBe(0);
  expect(out).toContain('Nothing was measured in February 2025.');
});

test.each<[string, Partial<ReportOptions>, number, string]>([
  ['a month that has not begun', { month: '9999-12' }, 2, '--month: found 9999-12, expected 20'],
  ['settings that are not there', { config: 'none.yaml' }, 2, 'none.yaml: cannot be read (ENOENT)'],
  ['a folder without a history', { history: 'nowhere' }, 1, '--history: found no history in nowhere, expected what'],
  ['a history that is a file', { history: 'file' }, 1, '--history: found "file" (ENOTDIR), expected a folder'],
  ['a bucket without a name', { history: 's3://' }, 2, '--history: found "s3://", expected a folder or s3://BUCKET/'],
  ['results in a file', { out: 'file' }, 2, '--out: found "file" (EEXIST), expected a folder to write to'],
  ['results where a folder is', { out: 'taken' }, 2, 'taken/report.json: cannot be read (EISDIR); give another folder'],
])('%s gets one clear message and its status', async (_, options, status, message) => {
  await remember(inFolder);
  await writeFile('file', '');
  await mkdir('taken/report.json', { recursive: true });

  const outcome = await report(options);

  expect(outcome).toMatchObject({ status, out: '' });
  expect(outcome.err).toContain(message);
  expect(outcome.err.trimEnd().split('\n')).toHaveLength(1);
});

describe('of a bucket', () => {
  const bucket = { account: { accountId: ACCOUNT, regions: { 'eu-west-1': {} }, buckets: ['headroom'] } };

  test('the same report is made, and nothing but the history is asked for', async () => {
    const sandbox = await account(bucket);
    await remember({ objects: openBucket('headroom', ACCOUNT), prefix: 'history/' });
    sandbox.reset();

    const { status, out } = await report({ history: 's3://headroom/history' });

    expect(status).toBe(0);
    expect(out).toContain('it fills up\nabout 10 Dec 2026');
    expect(new Set(sandbox.calls.map(({ operation }) => operation))).toEqual(
      new Set(['GetCallerIdentity', 'ListObjectsV2', 'GetObject']),
    );
  });

  test('accounts have the names that the organization gives them, as in the monthly one', async () => {
    await account(bucket);
    const objects = openBucket('headroom', ACCOUNT);
    await remember({ objects, prefix: 'history/' });
    const accounts = [{ accountId: ACCOUNT, name: 'payments-prod', units: [], tags: {} }];
    const body = gzipSync(JSON.stringify({ schemaVersion: 1, accounts }));
    await objects.write(keys.organization.directory, body, { contentType: 'application/gzip' });

    await report({ history: 's3://headroom/history' });

    expect(JSON.parse(await readFile('out/report.json', 'utf8'))).toMatchObject({
      accounts: [{ accountId: ACCOUNT, name: 'payments-prod' }],
    });
  });

  test('names that cannot be read are said, and the report is made with ids', async () => {
    await account(bucket);
    const objects = openBucket('headroom', ACCOUNT);
    await remember({ objects, prefix: 'history/' });
    await objects.write(keys.organization.directory, 'nothing', { contentType: 'application/gzip' });

    const { status, err } = await report({ history: 's3://headroom/history' });

    expect(status).toBe(0);
    expect(err).toMatch(/^headroom: the names of the accounts cannot be read: .*incorrect header check/);
  });

  test('what S3 refuses is said, with what it takes', async () => {
    const sandbox = await account(bucket);
    sandbox.fault({ service: 's3', kind: 'denied' });

    expect(await report({ history: 's3://headroom/history/' })).toEqual({
      status: 1,
      out: '',
      err: `headroom: --history: s3://headroom/history/: S3 refuses it (AccessDenied): expected a bucket of account ${ACCOUNT}, and credentials that may list, read and write there\n`,
    });
  });

  test('a bucket that is not there is said', async () => {
    await account(bucket);

    expect((await report({ history: 's3://other/history' })).err).toContain('there is no such bucket');
  });

  test('without credentials nobody knows whose it has to be', async () => {
    await account(bucket);
    process.env['AWS_ACCESS_KEY_ID'] = '';

    const { status, err } = await report({ history: 's3://headroom/history' });

    expect(status).toBe(1);
    expect(err).toContain('no AWS credentials found');
  });
});
