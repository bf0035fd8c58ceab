/** One batch of a round: a few accounts, each scanned as if it were the only one, and each failing alone. */
import PQueue from 'p-queue';
import { described } from '../../domain/error-code';
import { type AccountFacts, MEMBER_ROLE, sessionName, settingsIn } from '../../domain/organization';
import type { AccountOutcome } from '../../domain/round';
import type { Settings } from '../../domain/settings';
import { nothingAnswered } from '../../domain/snapshot';
import type { MemberRole } from '../../inventory';
import { writeOutcome } from '../../stores/round';
import { type AccountParts, Unreadable, watchAccount } from '../account';
import { leased, type Run } from '../leased';
import { readSettings } from '../settings';

export interface BatchParts extends Omit<AccountParts, 'accountId'> {
  /** The account in which Headroom is: it needs no other role. */
  readonly home: string;
  readonly partition: string;
  readonly externalId: string;
  /** How long all of it may take, in milliseconds. */
  readonly timeMs: number;
}

export interface BatchResult {
  readonly scanned: number;
  readonly failed: number;
  /** Another scan has it, or there was no time left. */
  readonly skipped: number;
}

/** In one function's memory: an account with 1,200 APIs takes a quarter of it (docs/measurements.md). */
const SIDE_BY_SIDE = 3;
/** From the time that a round is for until its last scan ends: there must be time left for its end, before the next one begins. */
const SCANNING_MS = 11 * 60_000;
/** What a scan needs beside its own time, to keep what it found. */
const TO_KEEP_MS = 60_000;
/** With less there is no use in beginning; the account is the first in the next round. */
const LEAST_MS = 60_000;

/** @throws what S3 refuses of the settings */
export async function scanBatch(parts: BatchParts, accounts: readonly AccountFacts[], run: Run): Promise<BatchResult> {
  const { clock, timeMs } = parts;
  const ofRound = run.scheduledAt.getTime() + SCANNING_MS - clock.now().getTime();
  const endsAt = clock.elapsed() + Math.min(timeMs, ofRound) - TO_KEEP_MS;
  const { settings } = await readSettings(parts.objects);
  const queue = new PQueue({ concurrency: SIDE_BY_SIDE });
  const ends = await queue.addAll(
    accounts.map((facts) => async () => await scanMember(parts, facts, { ...run, settings, endsAt })),
  );
  const count = (end: Became): number => ends.filter((one) => one === end).length;
  return { scanned: count('scanned'), failed: count('failed'), skipped: count('skipped') };
}

type Became = 'scanned' | 'failed' | 'skipped';

interface MemberRun extends Run {
  readonly settings: Settings;
  readonly endsAt: number;
}

/** Whatever goes wrong in one account is told by its outcome, and holds up no other. */
async function scanMember(parts: BatchParts, facts: AccountFacts, run: MemberRun): Promise<Became> {
  const { log } = parts;
  const { accountId } = facts;
  try {
    const ended = await leased(parts, accountId, run, async () => await scanLeased(parts, facts, run));
    return typeof ended === 'string' ? ended : 'skipped';
  } catch (error) {
    log({ level: 'ERROR', message: 'an account could not be scanned', accountId, reason: described(error) });
    return 'failed';
  }
}

async function scanLeased(parts: BatchParts, facts: AccountFacts, run: MemberRun): Promise<Became> {
  const { clock, log, objects } = parts;
  const { accountId } = facts;
  const { scheduledAt, runId, settings, endsAt } = run;
  const outcome = { schemaVersion: 1, accountId, at: scheduledAt.toISOString() } as const;
  const timeMs = endsAt - clock.elapsed();
  if (timeMs < LEAST_MS) {
    log({ level: 'WARN', message: 'no time left for an account: it is first in the next round', accountId });
    await writeOutcome(objects, { ...outcome, ...NOTHING });
    return 'skipped';
  }
  const watch = {
    scheduledAt,
    runId,
    settings: settingsIn(settings, facts),
    // The organization tells of it, once.
    problem: null,
    member: memberRole(parts, accountId, scheduledAt),
    timeMs,
  };
  try {
    const { summary, told, snapshot, failures } = await watchAccount({ ...parts, accountId }, watch);
    const trouble = nothingAnswered(snapshot.regions)
      ? ({ kind: 'unread', reason: 'not one Region answered' } as const)
      : null;
    await writeOutcome(objects, { ...outcome, summary, trouble, ...told });
    return failures.length > 0 || trouble ? 'failed' : 'scanned';
  } catch (error) {
    await writeOutcome(objects, { ...outcome, ...NOTHING, trouble: troubleOf(error) });
    throw error;
  }
}

const NOTHING = { summary: null, trouble: null, toldTo: [], openIn: [] } as const;

/** STS says of a role that is not there what it says of one whose trust does not fit: "not authorized". */
function troubleOf(error: unknown): NonNullable<AccountOutcome['trouble']> {
  const isRole = error instanceof Unreadable && error.what === 'account' && error.isDenied;
  return { kind: isRole ? 'role' : 'unread', reason: described(error) };
}

function memberRole(parts: BatchParts, accountId: string, scheduledAt: Date): MemberRole | undefined {
  if (accountId === parts.home) return undefined;
  return {
    arn: `arn:${parts.partition}:iam::${accountId}:role/${MEMBER_ROLE}`,
    externalId: parts.externalId,
    sessionName: sessionName(scheduledAt),
  };
}
