import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, HandClock, HOME, pagesOf, raw, refusal, start, to } from '../support';

const OTHER = 'eu-west-1';
const Bucket = 'headroom';
const clock = new HandClock();
const account = { accountId: ACCOUNT_ID, regions: { [HOME]: {}, [OTHER]: {} }, buckets: [Bucket] };

let sandbox: Sandbox;
let client: S3Client;

beforeEach(async () => {
  sandbox = await start({ clock, account });
  client = closing(new S3Client(to(sandbox)));
});

const put = (Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: 'text', ...more }));
const get = (Key: string, bucket = Bucket) => client.send(new GetObjectCommand({ Bucket: bucket, Key }));
const list = (more: Partial<ListObjectsV2CommandInput> = {}) =>
  client.send(new ListObjectsV2Command({ Bucket, ...more }));
const textOf = async (Key: string) => await (await get(Key)).Body?.transformToString();

describe('an object', () => {
  test('comes back as it was written, with what was said of it', async () => {
    const body = gzipSync('{"schemaVersion":1}');
    const { ETag } = await put('state/a b/ü+c.json', {
      Body: body,
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
      Metadata: { Revision: '7' },
    });

    const { Body, ...more } = await get('state/a b/ü+c.json');

    expect(await Body?.transformToByteArray()).toEqual(new Uint8Array(body));
    expect(ETag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(more).toMatchObject({
      ETag,
      ContentType: 'application/json',
      ContentEncoding: 'gzip',
      ContentLength: body.length,
      LastModified: clock.now(),
      Metadata: { revision: '7' },
    });
  });

  test('is replaced by what is written last', async () => {
    const first = await put('a', { Body: 'one' });
    const second = await put('a', { Body: 'two' });

    expect(await textOf('a')).toBe('two');
    expect(first.ETag).not.toBe(second.ETag);
  });

  test('may be empty', async () => {
    await put('a', { Body: new Uint8Array() });

    expect(await textOf('a')).toBe('');
  });

  test('is gone when it was deleted, and deleting what is not there is no error', async () => {
    await put('a');
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));

    await expect(get('a')).rejects.toMatchObject(refusal('NoSuchKey', 404));
  });
});

describe('conditional writes', () => {
  test('of two that create, one loses', async () => {
    await put('lease', { Body: 'first', IfNoneMatch: '*' });

    await expect(put('lease', { Body: 'second', IfNoneMatch: '*' })).rejects.toMatchObject(
      refusal('PreconditionFailed', 412),
    );
    expect(await textOf('lease')).toBe('first');
  });

  test('of two that change the same version, one loses', async () => {
    const { ETag: IfMatch } = await put('state', { Body: 'zero' });

    const outcomes = await Promise.allSettled(['one', 'two'].map((Body) => put('state', { Body, IfMatch })));

    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: refusal('PreconditionFailed', 412),
    });
  });

  test('what is not there matches nothing', async () => {
    await expect(put('state', { IfMatch: '"0"' })).rejects.toMatchObject(refusal('NoSuchKey', 404));
  });

  test('creating knows only the asterisk', async () => {
    await expect(put('state', { IfNoneMatch: '"0"' })).rejects.toMatchObject(refusal('NotImplemented', 501));
  });
});

describe('a list', () => {
  const keysOf = async (input: Partial<ListObjectsV2CommandInput>) =>
    ((await list(input)).Contents ?? []).map(({ Key }) => Key);

  test('has what begins with the prefix, in the order of the bytes', async () => {
    for (const key of ['b/2', 'b/1', 'B/1', 'b/é', 'b/z', 'a']) await put(key);

    expect(await keysOf({ Prefix: 'b/' })).toEqual(['b/1', 'b/2', 'b/z', 'b/é']);
    expect(await keysOf({})).toEqual(['B/1', 'a', 'b/1', 'b/2', 'b/z', 'b/é']);
    expect(await keysOf({ Prefix: 'c' })).toEqual([]);
  });

  test('says of each object its size, ETag and time', async () => {
    const { ETag } = await put('a');

    expect(await list()).toMatchObject({
      Name: Bucket,
      KeyCount: 1,
      IsTruncated: false,
      Contents: [{ Key: 'a', Size: 4, ETag, LastModified: clock.now(), StorageClass: 'STANDARD' }],
    });
  });

  test('has pages, whose token stands behind a key: what is deleted meanwhile moves nothing', async () => {
    for (const key of ['a', 'b', 'c', 'd', 'e']) await put(key);

    const pages = await pagesOf(async (ContinuationToken) => {
      const page = await list({ MaxKeys: 2, ContinuationToken });
      if (ContinuationToken === undefined) await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
      return { items: page.Contents?.map(({ Key }) => Key), next: page.NextContinuationToken };
    });

    expect(pages).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  test('has at most 1,000 keys on a page, whatever is asked for', async () => {
    await Promise.all(Array.from({ length: 1001 }, (_, n) => put(`k${n}`)));

    expect(await list({ MaxKeys: 5000 })).toMatchObject({ KeyCount: 1000, MaxKeys: 1000, IsTruncated: true });
  });

  test('may have fewer on a page than asked for', async () => {
    const short = await start({ clock, account, pages: { objects: 1 } });
    client = closing(new S3Client(to(short)));
    await put('a');
    await put('b');

    expect(await list()).toMatchObject({ KeyCount: 1, MaxKeys: 1000, IsTruncated: true });
  });
});

describe('what is refused', () => {
  test('a key that is not there', async () => {
    await expect(get('nope')).rejects.toMatchObject(
      refusal('NoSuchKey', 404, { message: 'The specified key does not exist.' }),
    );
  });

  test.each<[string, () => Promise<unknown>]>([
    ['get', () => get('a', 'nobody')],
    ['put', () => put('a', { Bucket: 'nobody' })],
    ['list', () => list({ Bucket: 'nobody' })],
    ['delete', () => client.send(new DeleteObjectCommand({ Bucket: 'nobody', Key: 'a' }))],
  ])('a bucket that is not there: %s', async (_, call) => {
    await expect(call()).rejects.toMatchObject(refusal('NoSuchBucket', 404));
  });

  test('a bucket of another Region', async () => {
    const elsewhere = closing(new S3Client(to(sandbox, OTHER)));

    await expect(elsewhere.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject(
      refusal('PermanentRedirect', 301),
    );
  });

  test.each<[string, number, Partial<PutObjectCommandInput>]>([
    ['KeyTooLongError', 400, { Key: 'ü'.repeat(513) }],
    ['MetadataTooLarge', 400, { Metadata: { a: 'v'.repeat(2048) } }],
    ['BadDigest', 400, { ChecksumSHA256: 'AAAA' }],
  ])('%s', async (name, status, input) => {
    await expect(put('a', input)).rejects.toMatchObject(refusal(name, status));
  });

  test.each<[string, Partial<ListObjectsV2CommandInput>]>([
    ['a token that ListObjectsV2 did not give', { ContinuationToken: 'abc' }],
    ['fewer than no keys', { MaxKeys: -1 }],
  ])('%s', async (_, input) => {
    await expect(list(input)).rejects.toMatchObject(refusal('InvalidArgument', 400));
  });

  test.each<[string, () => Promise<unknown>]>([
    ['Range', () => client.send(new GetObjectCommand({ Bucket, Key: 'a', Range: 'bytes=0-1' }))],
    ['Tagging', () => put('a', { Tagging: 'a=b' })],
    ['ServerSideEncryption', () => put('a', { ServerSideEncryption: 'aws:kms' })],
    ['ChecksumCRC32C', () => put('a', { ChecksumCRC32C: 'AAAAAA==' })],
    ['Delimiter', () => list({ Delimiter: '/' })],
    ['IfMatch', () => client.send(new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch: '*' }))],
  ])('%s, which the sandbox lacks', async (member, call) => {
    await expect(call()).rejects.toThrow(`the sandbox has no ${member}`);
  });

  test('a body in chunks, as of a stream, which the sandbox lacks', async () => {
    // The SDK warns that it cannot send a stream again.
    const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    const streaming = closing(new S3Client({ ...to(sandbox), logger }));
    const input = { Bucket, Key: 'a', Body: Readable.from(['text']), ContentLength: 4 };

    await expect(streaming.send(new PutObjectCommand(input))).rejects.toThrow('the sandbox has no body in chunks');
  });

  test.each([
    ['another operation on an object', '/headroom/a?acl', 501, 'NotImplemented'],
    ['the list of another version', '/headroom', 501, 'NotImplemented'],
  ])('%s', async (_, path, status, code) => {
    const { response, text } = await raw(sandbox, { service: 's3', path });

    expect([response.status, text]).toEqual([status, expect.stringContaining(`<Code>${code}</Code>`)]);
  });

  test('a path that cannot be decoded', async () => {
    const { response } = await raw(sandbox, { service: 's3', path: '/headroom/%E0%A4%A' });

    expect(response.status).toBe(400);
  });

  test('whoever has no key', async () => {
    const { response, text } = await raw(sandbox, { path: '/headroom?list-type=2' });

    expect([response.status, text]).toEqual([403, expect.stringContaining('<Code>AccessDenied</Code>')]);
  });
});

test('each call asks for the permission on the object, or on the bucket', async () => {
  await put('a');
  const { ETag: IfMatch } = await get('a');
  await put('a', { IfMatch });
  await get('nope').catch(() => {});
  await list({ Prefix: 'x/' });
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));

  const object = 'arn:aws:s3:::headroom/a';
  expect(sandbox.calls.map(({ action, resource, also }) => [action, resource, also])).toEqual([
    ['s3:PutObject', object, []],
    ['s3:GetObject', object, []],
    ['s3:PutObject', object, [{ action: 's3:GetObject', resource: object }]],
    ['s3:GetObject', 'arn:aws:s3:::headroom/nope', [{ action: 's3:ListBucket', resource: 'arn:aws:s3:::headroom' }]],
    ['s3:ListBucket', 'arn:aws:s3:::headroom', []],
    ['s3:DeleteObject', object, []],
  ]);
});

test('a bucket that should be of another account is refused, whatever is in it', async () => {
  await put('a');
  const ExpectedBucketOwner = '210987654321';

  await expect(put('a', { ExpectedBucketOwner })).rejects.toMatchObject(refusal('AccessDenied', 403));
  await expect(client.send(new GetObjectCommand({ Bucket, Key: 'a', ExpectedBucketOwner }))).rejects.toMatchObject(
    refusal('AccessDenied', 403),
  );
  await expect(put('a', { ExpectedBucketOwner: ACCOUNT_ID })).resolves.toMatchObject({ ETag: expect.any(String) });
});
