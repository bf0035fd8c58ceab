/** Where the history of the command line stands: in a folder, or in a bucket of the account that the AWS credentials name. */
import { codeOf, described } from '../lambda/domain/error-code';
import { ATTEMPT_TIMEOUT_MS } from '../lambda/domain/sdk-config';
import { whoAmI } from '../lambda/inventory/account';
import { CallMeter } from '../lambda/inventory/call-meter';
import { stsClient } from '../lambda/inventory/clients';
import { openFolder } from '../lambda/stores/folder';
import type { HistoryPlace } from '../lambda/stores/history';
import { openBucket } from '../lambda/stores/objects';
import { systemClock } from '../lambda/system-clock';
import { exit, type ExitStatus } from './exit';

export interface OpenHistory {
  /** As the user named it. */
  readonly where: string;
  readonly place: HistoryPlace;
  /** What went wrong there, and what to do: for whoever reads or writes in it. */
  readonly explain: (error: unknown) => string;
  readonly close: () => void;
}

export type HistoryOutcome =
  ({ readonly ok: true } & OpenHistory) | { readonly ok: false; readonly status: ExitStatus; readonly error: string };

/** Asks who the owner of a bucket has to be; nothing is read yet. @param where a folder, or `s3://BUCKET/PREFIX` */
export async function openHistory(where: string): Promise<HistoryOutcome> {
  if (!where.startsWith('s3:')) return { ok: true, ...folderAt(where) };
  const [, bucket, prefix = ''] = BUCKET.exec(where) ?? [];
  if (bucket === undefined) {
    const error = `--history: found ${JSON.stringify(where)}, expected a folder or s3://BUCKET/PREFIX`;
    return { ok: false, status: exit.usage, error };
  }
  const owner = await whose();
  if (owner.status !== 'read') {
    const reason = owner.status === 'gone' ? 'AWS does not say who we are' : owner.reason;
    const error = `--history: ${where} cannot be opened without knowing whose it has to be: ${reason}`;
    return { ok: false, status: exit.nothingRead, error };
  }
  return { ok: true, ...bucketAt(where, bucket, prefix, owner.value.accountId) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;

function folderAt(folder: string): OpenHistory {
  const objects = openFolder(folder);
  return {
    where: folder,
    place: { objects, prefix: '' },
    explain: (error) => `--history: found ${JSON.stringify(folder)} (${codeOf(error)}), expected a folder of a history`,
    close: () => objects.close(),
  };
}

function bucketAt(where: string, bucket: string, prefix: string, accountId: string): OpenHistory {
  const objects = openBucket(bucket, accountId);
  return {
    where,
    place: { objects, prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` },
    explain: (error) => `--history: ${where}: ${whyRefused(error, accountId)}`,
    close: () => objects.close(),
  };
}

async function whose() {
  const sts = stsClient({ meter: new CallMeter(), timeoutMs: ATTEMPT_TIMEOUT_MS });
  try {
    return await whoAmI(sts, systemClock, new AbortController().signal);
  } finally {
    sts.destroy();
  }
}

/** S3 does not say which of the reasons it is. */
function whyRefused(error: unknown, accountId: string): string {
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'AccessDenied':
      return `S3 refuses it (AccessDenied): expected a bucket of account ${accountId}, and credentials that may list, read and write there`;
    case 'NoSuchBucket':
      return 'there is no such bucket';
    case 'PermanentRedirect':
    case 'AuthorizationHeaderMalformed':
    case 'IllegalLocationConstraintException':
      return `the bucket is in another Region (${name}): set AWS_REGION to it`;
    default:
      return described(error);
  }
}
