/** How the last scan of the deployed monitor kept up with its schedule. */
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { plural } from '../../lambda/domain/format';
import { keys } from '../../lambda/stores/keys';
import type { Objects } from '../../lambda/stores/objects';

const LastScan = z.object({
  startedAt: z.coerce.date(),
  finishedAt: z.coerce.date(),
  measurements: z.array(z.object({ status: z.string() })),
});

/** A scan that takes more of its period than this leaves the control plane little rest. */
const MOST_OF_PERIOD = 0.4;

/**
 * What there is to say of a schedule that is too fast for the account, or `null`. Before the first scan, or where its snapshot is of
 * another release, nobody knows.
 * @throws what S3 refuses
 */
export async function paceOf(objects: Objects, accountId: string, everyMinutes: number): Promise<string | null> {
  const found = await objects.read(keys.snapshot(accountId));
  const parsed = LastScan.safeParse(found && jsonOf(found.bytes));
  if (!parsed.success) return null;
  const { startedAt, finishedAt, measurements } = parsed.data;
  const minutes = (finishedAt.getTime() - startedAt.getTime()) / 60_000;
  const waiting = measurements.filter(({ status }) => status === 'waiting').length;
  if (waiting === 0 && minutes <= everyMinutes * MOST_OF_PERIOD) return null;
  const left = waiting > 0 ? ` and left ${plural(waiting, 'count')} for the next ones` : '';
  return `the last scan took ${minutes.toFixed(1)} minutes${left}: every ${everyMinutes} minutes is fast for this account; give scan.every more, or scan.controlPlaneShare`;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(gunzipSync(bytes).toString('utf8'));
  } catch {
    // Damaged: the next scan writes it anew, and nothing here depends on it.
    return null;
  }
}
