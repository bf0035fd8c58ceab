/** The newest snapshot of an account, for people and for what tells them. */
import * as z from 'zod';
import type { Snapshot } from '../domain/snapshot';
import { keys } from './keys';
import type { Objects } from './objects';
import { unzipped, zipped } from './zipped';

/** @throws what S3 refuses */
export async function writeSnapshot(objects: Objects, snapshot: Snapshot): Promise<void> {
  const body = zipped(snapshot);
  await objects.write(keys.snapshot(snapshot.accountId), body, { contentType: 'application/gzip' });
}

/** What a summary needs of it. */
const summary = z.object({
  accountId: z.string(),
  regions: z.array(z.object({ region: z.string(), status: z.string() })),
  measurements: z.array(z.object({ status: z.string(), quota: z.string() })),
});
export type SnapshotSummary = z.infer<typeof summary>;

/** @returns `null` where there is none @throws what S3 refuses, and for an object of another form */
export async function readSnapshot(objects: Objects, accountId: string): Promise<SnapshotSummary | null> {
  const found = await objects.read(keys.snapshot(accountId));
  if (!found) return null;
  return summary.parse(unzipped(found.bytes));
}
