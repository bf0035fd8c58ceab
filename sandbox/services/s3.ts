/** S3: objects in buckets, without versions. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Account } from '../account';
import { isSize } from '../paging';
import { say, type Service, textIn, type Words } from '../service';
import { allBut, type CallContext, NotInTheSandbox, on } from '../wire/operation';
import { restXml } from '../wire/rest-xml';
import { ServiceError } from '../wire/service-error';
import { offlineConfig } from './client-config';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const words: Words = {
  denied: ['AccessDenied', 403],
  unrecognized: ['InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.'],
  unsigned: ['AccessDenied', 403, 'Access Denied'],
  expired: ['ExpiredToken', 400, 'The provided token has expired.'],
  throttled: ['SlowDown', 503, 'Please reduce your request rate.'],
  internal: ['InternalError', 500, 'We encountered an internal error. Please try again.'],
  invalid: ['InvalidArgument', 400],
  unknownOperation: ['NotImplemented', 501],
};

const MAX_KEYS = 1000;
/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html, in UTF-8 */
const MAX_KEY_BYTES = 1024;
/** Names and values together: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html */
const MAX_METADATA_BYTES = 2048;

interface StoredObject {
  readonly bytes: Uint8Array;
  readonly etag: string;
  readonly modifiedAt: Date;
  readonly contentType: string;
  readonly contentEncoding: string | undefined;
  readonly metadata: Record<string, string>;
  readonly checksums: Checksums;
}

/** @param largestPage keys on a page, at most S3's own 1,000. */
export function s3({ accountId, partition, buckets: names }: Account, home: string, largestPage: number): Service {
  const buckets = new Map(names.map((name) => [name, new Map<string, StoredObject>()]));
  const arnOf = (bucket: string) => `arn:${partition}:s3:::${bucket}`;
  const bucketOf = (name: string, { region }: CallContext): Map<string, StoredObject> => {
    const found = buckets.get(name);
    if (!found) {
      throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, {}, { BucketName: name });
    }
    if (region !== home) throw elsewhere(name, home);
    return found;
  };
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html: "fails with an Access denied error". */
  const refuseOtherOwner = (expected: string | undefined): void => {
    if (expected !== undefined && expected !== accountId) throw say(words.denied, 'Access Denied');
  };

  return {
    name: 's3',
    signingName: 's3',
    wire: restXml(new S3Client(offlineConfig).config.protocol),
    words,
    // Seen: https://github.com/aws-ia/terraform-aws-bedrock/issues/41
    denial: ({ caller, action, resource, reason }) =>
      `User: ${caller} is not authorized to perform: ${action} on resource: "${resource}" ${reason}`,
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
    permission: ({ operation, input }) => {
      const bucket = arnOf(textIn(input, 'Bucket'));
      if (operation !== 'ListObjectsV2') {
        return { action: `s3:${operation}`, resource: `${bucket}/${textIn(input, 'Key')}` };
      }
      const prefix: unknown = Reflect.get(input, 'Prefix');
      return {
        action: 's3:ListBucket',
        resource: bucket,
        ...(typeof prefix === 'string' ? { conditions: { 's3:prefix': prefix } } : {}),
      };
    },
    operations: [
      on(
        GetObjectCommand,
        ({ Bucket = '', Key = '', ChecksumMode, ExpectedBucketOwner }, context) => {
          refuseOtherOwner(ExpectedBucketOwner);
          const found = bucketOf(Bucket, context).get(Key);
          if (!found) {
            // Who may not list must not learn that there is nothing. A condition on s3:prefix does not hold, since this
            // request has no prefix (assumed). Seen: https://github.com/schubergphilis/terraform-aws-mcaf-securityhub-findings-manager/pull/64
            context.need({ action: 's3:ListBucket', resource: arnOf(Bucket) });
            throw noSuchKey(Key);
          }
          const { bytes, etag, modifiedAt, contentType, contentEncoding, metadata, checksums } = found;
          return {
            Body: bytes,
            ContentLength: bytes.length,
            ContentType: contentType,
            ContentEncoding: contentEncoding,
            ETag: etag,
            LastModified: modifiedAt,
            Metadata: metadata,
            AcceptRanges: 'bytes',
            ...(ChecksumMode === 'ENABLED' ? checksums : {}),
          };
        },
        allBut(GetObjectCommand, ['Bucket', 'Key', 'ChecksumMode', 'ExpectedBucketOwner']),
      ),
      on(
        PutObjectCommand,
        (input, context) => {
          const { Bucket = '', Key = '', Body, IfMatch, IfNoneMatch, Metadata = {} } = input;
          refuseOtherOwner(input.ExpectedBucketOwner);
          const objects = bucketOf(Bucket, context);
          const inChunks = input.ContentEncoding?.includes('aws-chunked') ?? false;
          if (inChunks) throw new NotInTheSandbox('body in chunks, as of a stream');
          if (Buffer.byteLength(Key) > MAX_KEY_BYTES) throw say(['KeyTooLongError', 400], 'Your key is too long');
          if (bytesOf(Metadata) > MAX_METADATA_BYTES) {
            throw say(['MetadataTooLarge', 400], 'Your metadata headers exceed the maximum allowed metadata size');
          }
          const bytes = Body instanceof Uint8Array ? Body : new Uint8Array();
          const checksums = verified(input, bytes);
          // Whoever compares must be allowed to read: so remembered of the guide, not read again there; the stricter reading.
          // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
          if (IfMatch !== undefined) context.need({ action: 's3:GetObject', resource: `${arnOf(Bucket)}/${Key}` });
          refuseUnmet({ IfMatch, IfNoneMatch, Key }, objects.get(Key));
          const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
          objects.set(Key, {
            bytes,
            etag,
            modifiedAt: context.now,
            contentType: input.ContentType ?? 'binary/octet-stream',
            contentEncoding: input.ContentEncoding,
            metadata: Metadata,
            checksums,
          });
          return { ETag: etag, ...checksums };
        },
        allBut(PutObjectCommand, [
          'Bucket',
          'Key',
          'Body',
          'IfMatch',
          'IfNoneMatch',
          'Metadata',
          'ContentType',
          'ContentEncoding',
          'ContentLength',
          'ExpectedBucketOwner',
          'ChecksumAlgorithm',
          'ChecksumCRC32',
          'ChecksumSHA1',
          'ChecksumSHA256',
        ]),
      ),
      on(
        ListObjectsV2Command,
        ({ Bucket = '', Prefix = '', MaxKeys = MAX_KEYS, ContinuationToken, ExpectedBucketOwner }, context) => {
          refuseOtherOwner(ExpectedBucketOwner);
          const objects = bucketOf(Bucket, context);
          if (!isSize(MaxKeys, 0, 2_147_483_647)) {
            throw say(words.invalid, 'Argument max-keys must be an integer between 0 and 2147483647');
          }
          const after = ContinuationToken === undefined ? '' : keyIn(ContinuationToken);
          const found = [...objects]
            .filter(([key]) => key.startsWith(Prefix) && byBytes(key, after) > 0)
            .toSorted(([a], [b]) => byBytes(a, b));
          // "The response might contain fewer keys but will never contain more."
          const size = Math.min(MaxKeys, largestPage);
          const page = found.slice(0, size);
          const last = page.at(-1)?.[0];
          return {
            Name: Bucket,
            Prefix,
            MaxKeys: Math.min(MaxKeys, MAX_KEYS),
            KeyCount: page.length,
            IsTruncated: last !== undefined && found.length > size,
            Contents: page.map(([key, { bytes, etag, modifiedAt }]) => ({
              Key: key,
              LastModified: modifiedAt,
              ETag: etag,
              Size: bytes.length,
              StorageClass: 'STANDARD',
            })),
            ContinuationToken,
            NextContinuationToken: last !== undefined && found.length > size ? tokenAfter(last) : undefined,
          };
        },
        allBut(ListObjectsV2Command, ['Bucket', 'Prefix', 'MaxKeys', 'ContinuationToken', 'ExpectedBucketOwner']),
      ),
      // What is not there is deleted as well.
      on(
        DeleteObjectCommand,
        ({ Bucket = '', Key = '' }, context) => {
          bucketOf(Bucket, context).delete(Key);
          return {};
        },
        allBut(DeleteObjectCommand, ['Bucket', 'Key']),
      ),
    ],
  };
}

const noSuchKey = (Key: string) => new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, {}, { Key });

/** Seen: https://github.com/yanganto/s3rs/issues/18 */
function elsewhere(Bucket: string, region: string): ServiceError {
  return new ServiceError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    301,
    { 'x-amz-bucket-region': region },
    { Endpoint: `s3.${region}.amazonaws.com`, Bucket },
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html: what a condition without an object is told, too. */
function refuseUnmet(
  { IfMatch, IfNoneMatch, Key = '' }: Pick<PutObjectCommandInput, 'IfMatch' | 'IfNoneMatch' | 'Key'>,
  before: StoredObject | undefined,
): void {
  const unmet = (Condition: string) =>
    new ServiceError(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      412,
      {},
      { Condition },
    );
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') {
    throw say(['NotImplemented', 501], 'A header you provided implies functionality that is not implemented');
  }
  if (IfNoneMatch !== undefined && before) throw unmet('If-None-Match');
  if (IfMatch === undefined) return;
  if (!before) throw noSuchKey(Key);
  if (IfMatch.replaceAll('"', '') !== before.etag.replaceAll('"', '')) throw unmet('If-Match');
}

type Checksums = Partial<Record<'ChecksumCRC32' | 'ChecksumSHA1' | 'ChecksumSHA256', string>>;

/** The checksums that the SDK sent. @throws ServiceError for one that is not that of the bytes */
function verified(
  { ChecksumCRC32, ChecksumSHA1, ChecksumSHA256 }: PutObjectCommandInput,
  bytes: Uint8Array,
): Checksums {
  const inBase64 = (algorithm: string) => createHash(algorithm).update(bytes).digest('base64');
  const check = (name: keyof Checksums, sent: string | undefined, computed: () => string): Checksums => {
    if (sent === undefined) return {};
    if (sent === computed()) return { [name]: sent };
    const label = name.slice('Checksum'.length);
    throw say(['BadDigest', 400], `The ${label} you specified did not match the calculated checksum.`);
  };
  return {
    ...check('ChecksumCRC32', ChecksumCRC32, () => {
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(crc32(bytes));
      return sum.toString('base64');
    }),
    ...check('ChecksumSHA1', ChecksumSHA1, () => inBase64('sha1')),
    ...check('ChecksumSHA256', ChecksumSHA256, () => inBase64('sha256')),
  };
}

function bytesOf(metadata: Readonly<Record<string, string>>): number {
  return Buffer.byteLength(Object.entries(metadata).flat().join(''));
}

/** "Sorted in lexicographical order by UTF-8 binary" */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Names the last key, not a position: what is written or deleted between two pages moves nothing. */
function tokenAfter(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64');
}

function keyIn(token: string): string {
  const key = /^after:(.+)$/s.exec(Buffer.from(token, 'base64').toString('utf8'))?.[1];
  if (key === undefined) throw say(words.invalid, 'The continuation token provided is incorrect');
  return key;
}
