/** The same months in a folder and in the bucket; conditional writes are S3's own, as the sandbox answers them. */
import { mkdtemp, readdir, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { emptyMonth, type MonthHistory, seriesId } from '../../../lambda/domain/history';
import { openFolder } from '../../../lambda/stores/folder';
import { accountsIn, addToMonth, type HistoryPlace, readMonth } from '../../../lambda/stores/history';
import { type Objects, openBucket } from '../../../lambda/stores/objects';
import { account } from '../../support/account';

const ACCOUNT = '123456789012';
const MONTH = '2026-10';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headroom-history-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

let number = 0;
const inFolder = async (): Promise<HistoryPlace> =>
  await Promise.resolve({ objects: openFolder(join(folder, String((number += 1)))), prefix: '' });
async function inBucket(): Promise<HistoryPlace> {
  await account({ account: { accountId: ACCOUNT, regions: { 'eu-west-1': {} }, buckets: ['headroom-test'] } });
  return { objects: openBucket('headroom-test', ACCOUNT), prefix: 'history/' };
}

const api = (id: string, usage: number): MonthHistory => {
  const series = { quota: 'http-api-integrations', region: 'eu-west-1', adjustable: 'no' } as const;
  const one = { ...series, resource: { type: 'http-api', id, name: `=${id}</script>` } } as const;
  return {
    ...emptyMonth(ACCOUNT, MONTH),
    series: { [seriesId(one)]: { ...one, peaks: [[3, usage, 300, 29_000_000]] } },
  };
};

const usages = ({ history }: { readonly history: MonthHistory | null }) =>
  Object.values(history?.series ?? {})
    .map(({ resource, peaks }) => [resource?.id ?? '', peaks[0]?.[1]] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));

describe.each([
  ['a folder', inFolder],
  ['the bucket', inBucket],
])('in %s', (_, open) => {
  test('a month that nobody has written is not there', async () => {
    expect(await readMonth(await open(), ACCOUNT, MONTH)).toEqual({ history: null, unreadable: [] });
  });

  test('what was added is there, and what is added later comes to it', async () => {
    const place = await open();
    await addToMonth(place, api('a', 200));
    await addToMonth(place, api('b', 100));
    await addToMonth(place, api('a', 150));

    const read = await readMonth(place, ACCOUNT, MONTH);
    expect(usages(read)).toEqual([
      ['a', 200],
      ['b', 100],
    ]);
    expect(await accountsIn(place)).toEqual([ACCOUNT]);
    place.objects.close();
  });

  test('what is there already is not written again', async () => {
    const place = await open();
    await addToMonth(place, api('a', 200));
    const writes: string[] = [];
    const counting: Objects = {
      ...place.objects,
      write: async (key, body, options) => {
        writes.push(key);
        return await place.objects.write(key, body, options);
      },
    };

    await addToMonth({ ...place, objects: counting }, api('a', 200));

    expect(writes).toEqual([]);
    place.objects.close();
  });

  test('an object that cannot be read stays as it is, is named, and the month goes on beside it', async () => {
    const place = await open();
    const [damaged, later] = [
      `${place.prefix}${ACCOUNT}/${MONTH}.json.gz`,
      `${place.prefix}${ACCOUNT}/${MONTH}.2.json.gz`,
    ];
    const newer = gzipSync(JSON.stringify({ ...api('z', 299), schemaVersion: 2 }));
    await place.objects.write(damaged, 'half an obj', { contentType: 'application/gzip' });
    await place.objects.write(later, newer, { contentType: 'application/gzip' });
    const problems = [
      { name: damaged, problem: 'found something that is not compressed JSON, expected a month of history' },
      { name: later, problem: 'found schemaVersion 2, expected 1: it is of another release' },
    ];

    expect(await addToMonth(place, api('a', 200))).toEqual(problems);
    expect(await addToMonth(place, api('b', 100))).toEqual(problems);

    const read = await readMonth(place, ACCOUNT, MONTH);
    expect(usages(read)).toEqual([
      ['a', 200],
      ['b', 100],
    ]);
    expect(read.unreadable).toEqual(problems);
    expect(Buffer.from((await place.objects.read(damaged))?.bytes ?? []).toString()).toBe('half an obj');
    expect(Buffer.from((await place.objects.read(later))?.bytes ?? [])).toEqual(newer);
    place.objects.close();
  });

  test('what another release wrote beside an object that it could not read counts when that one can be read', async () => {
    const place = await open();
    await addToMonth(place, api('a', 200));
    const beside = `${place.prefix}${ACCOUNT}/${MONTH}.2.json.gz`;
    await place.objects.write(beside, gzipSync(JSON.stringify(api('b', 100))), { contentType: 'application/gzip' });

    expect(usages(await readMonth(place, ACCOUNT, MONTH))).toEqual([
      ['a', 200],
      ['b', 100],
    ]);
    place.objects.close();
  });

  test('when somebody takes away what could not be read, what was written beside it still counts', async () => {
    const place = await open();
    const [damaged, beside] = [
      `${place.prefix}${ACCOUNT}/${MONTH}.json.gz`,
      `${place.prefix}${ACCOUNT}/${MONTH}.2.json.gz`,
    ];
    await place.objects.write(beside, gzipSync(JSON.stringify(api('a', 200))), { contentType: 'application/gzip' });

    expect(await place.objects.read(damaged)).toBeNull();
    expect(usages(await readMonth(place, ACCOUNT, MONTH))).toEqual([['a', 200]]);
    await addToMonth(place, api('b', 100));
    expect(usages(await readMonth(place, ACCOUNT, MONTH))).toEqual([
      ['a', 200],
      ['b', 100],
    ]);
    place.objects.close();
  });

  test('the history of another account under this name is set aside', async () => {
    const place = await open();
    const key = `${place.prefix}${ACCOUNT}/${MONTH}.json.gz`;
    const other = gzipSync(JSON.stringify({ ...api('a', 1), accountId: '999999999999' }));
    await place.objects.write(key, other, { contentType: 'application/gzip' });

    expect(await addToMonth(place, api('b', 100))).toEqual([
      { name: key, problem: 'found the history of another account or month' },
    ]);
    place.objects.close();
  });
});

/** Others write the same month just before this one writes. */
function overtaken({ objects, prefix }: HistoryPlace, others: readonly MonthHistory[]): HistoryPlace {
  const left = [...others];
  return {
    prefix,
    objects: {
      ...objects,
      write: async (key, body, options) => {
        const next = left.shift();
        if (next) await addToMonth({ objects, prefix }, next);
        return await objects.write(key, body, options);
      },
    },
  };
}

test('two scans that write at the same time lose nothing of either', async () => {
  const place = await inBucket();

  await addToMonth(overtaken(place, [api('b', 100), api('c', 50)]), api('a', 200));

  expect(usages(await readMonth(place, ACCOUNT, MONTH))).toEqual([
    ['a', 200],
    ['b', 100],
    ['c', 50],
  ]);
  place.objects.close();
});

test('a scan that never gets to write says so, and has broken nothing', async () => {
  const place = await inBucket();
  const others = Array.from({ length: 20 }, (_, index) => api(`other-${index}`, index));

  await expect(addToMonth(overtaken(place, others), api('a', 200))).rejects.toThrow(
    'the history of 2026-10 was written by others 8 times while this was to be added',
  );

  expect(usages(await readMonth(place, ACCOUNT, MONTH))).toHaveLength(8);
  place.objects.close();
});

test('what S3 refuses is not taken for an empty month', async () => {
  await account({
    account: {
      accountId: ACCOUNT,
      buckets: ['headroom-test'],
      regions: { 'eu-west-1': {} },
      faults: [{ service: 's3', operation: 'GetObject', kind: 'denied' }],
    },
  });
  const objects = openBucket('headroom-test', ACCOUNT);

  await expect(addToMonth({ objects, prefix: 'history/' }, api('a', 1))).rejects.toThrow(
    'is not authorized to perform: s3:GetObject',
  );
  objects.close();
});

test('other files of a folder are no accounts', async () => {
  const { objects } = await inFolder();
  await mkdir(join(objects.bucket, ACCOUNT), { recursive: true });
  await writeFile(join(objects.bucket, 'notes.txt'), 'mine');
  await writeFile(join(objects.bucket, ACCOUNT, 'report.html'), 'mine');

  expect(await accountsIn({ objects, prefix: '' })).toEqual([]);
  await addToMonth({ objects, prefix: '' }, api('a', 1));
  expect(await accountsIn({ objects, prefix: '' })).toEqual([ACCOUNT]);
  // No half-written file is left.
  expect(await readdir(join(objects.bucket, ACCOUNT))).toEqual([`${MONTH}.json.gz`, 'report.html']);
  // The first bytes of gzip, RFC 1952.
  expect((await readFile(join(objects.bucket, ACCOUNT, `${MONTH}.json.gz`))).subarray(0, 2)).toEqual(
    Buffer.from([0x1f, 0x8b]),
  );
});
