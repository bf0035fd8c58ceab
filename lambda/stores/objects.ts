/** Headroom's own bucket: small objects, read whole and written whole. */
import {
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  type S3ClientConfig,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { sdkConfig } from '../domain/sdk-config';

export interface StoredObject {
  readonly bytes: Uint8Array;
  /** Names this very content, for a conditional write. */
  readonly etag: string;
  /** By lower-case name. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface WriteOptions {
  /** Write only over this content; `null`: only where there is nothing yet. Without it, whatever is there. */
  readonly over?: string | null;
  readonly contentType: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface Objects {
  /** The bucket's name. */
  readonly bucket: string;
  /** @returns `null` where there is no such object. @throws what S3 refuses */
  read(key: string): Promise<StoredObject | null>;
  /** @returns `lost` when somebody else has written since. @throws what S3 refuses otherwise */
  write(key: string, body: string | Uint8Array, options: WriteOptions): Promise<'written' | 'lost'>;
  /** All keys that begin so, in the order of their bytes. @throws what S3 refuses */
  list(prefix: string): Promise<string[]>;
  close(): void;
}

/**
 * @param owner the account that the bucket must belong to: a name that was given up may be anybody's
 * @param config where the bucket is and who asks, if not by the SDK's own chain
 */
export function openBucket(
  bucket: string,
  owner: string,
  config: Pick<S3ClientConfig, 'region' | 'credentials'> = {},
): Objects {
  const place = { Bucket: bucket, ExpectedBucketOwner: owner };
  const s3 = new S3Client({ ...sdkConfig(), ...config });
  return {
    bucket,
    read: async (key) => {
      try {
        const { Body, ETag, Metadata = {} } = await s3.send(new GetObjectCommand({ ...place, Key: key }));
        if (!Body || ETag === undefined) throw new Error(`s3://${bucket}/${key}: an answer without body or ETag`);
        return { bytes: await Body.transformToByteArray(), etag: ETag, metadata: Metadata };
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    write: async (key, body, { over, contentType, metadata = {} }) => {
      // An empty text would look like a stream without an end.
      const input = { ...place, Key: key, Body: Buffer.from(body), ContentType: contentType, Metadata: metadata };
      try {
        await s3.send(new PutObjectCommand({ ...input, ...condition(over) }));
        return 'written';
      } catch (error) {
        if (error instanceof S3ServiceException && isLost(error)) return 'lost';
        throw error;
      }
    },
    list: async (prefix) => {
      const pages = paginateListObjectsV2({ client: s3 }, { ...place, Prefix: prefix });
      const all: string[] = [];
      for await (const { Contents = [] } of pages) all.push(...Contents.flatMap(({ Key }) => Key ?? []));
      return all;
    },
    close: () => s3.destroy(),
  };
}

function condition(over: string | null | undefined): Pick<PutObjectCommandInput, 'IfMatch' | 'IfNoneMatch'> {
  if (over === undefined) return {};
  return over === null ? { IfNoneMatch: '*' } : { IfMatch: over };
}

/**
 * 412 when the content is another one, 409 when two conditional writes met, 404 when what should be written over is gone.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
function isLost({ name }: S3ServiceException): boolean {
  return name === 'PreconditionFailed' || name === 'ConditionalRequestConflict' || name === 'NoSuchKey';
}
