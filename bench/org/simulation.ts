/** Rounds over the organization, one after another, in which each scan takes what one of its kind took. Pure. */
import { roundDefinition } from '../../infra/round-definition';
import type { AccountFacts } from '../../lambda/domain/organization';
import { type AccountOutcome, bookAfter, dueIn, NO_ROUND, type RoundBook } from '../../lambda/domain/round';
import type { ClassName } from './classes';
import type { CallsByOperation, ClassProfile, ScanProfile } from './profile';

/** What nobody has measured. */
export const assumed = {
  /** Of a processor, 512 MB have 512/1,769: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html. That a processor of Lambda is as fast as this machine's is assumed. */
  processor: 512 / 1769,
  /** Of a call within the Region: the bucket, the table, STS. A scan makes them one after another. */
  nearSeconds: 0.03,
  /** Of a call to another Region. Those of one Region follow each other in about four steps, the first with its handshake; the Regions go side by side. */
  farSeconds: 0.2,
  stepsOfRegion: 5,
  /** Until a function begins, at every batch of a round that none has gone before in its place: nobody knows how long Lambda keeps one. */
  coldStartSeconds: 1,
  /** Between two states, and for the start of a child. */
  betweenStatesSeconds: 0.2,
  /** Units and tags of an account. */
  callsADescription: 2,
} as const;

const EVERY_MINUTES = 15;
const MINUTE = 60_000;
export const ROUNDS_A_DAY = (24 * 60) / EVERY_MINUTES;
const ACCOUNTS_A_BATCH = 10;
const SIDE_BY_SIDE = 3;
/** Of the scan function, what it keeps for the end, and with how little it does not begin (lambda/app/round/batch.ts). */
const FUNCTION_SECONDS = 10 * 60;
/** From the time that a round is for until its last scan ends (lambda/app/round/batch.ts). */
const SCANNING_SECONDS = 11 * 60;
const TO_KEEP_SECONDS = 60;
const LEAST_SECONDS = 60;
/** Of one scan, and what of it is for its end (lambda/app/scan.ts). */
const SCAN_SECONDS = 5 * 60;
const TO_END_SECONDS = 30;
/** Of lambda/app/round/begin.ts and lambda/inventory/organization.ts. */
const DESCRIBING_SECONDS = 150;
const BETWEEN_ORGANIZATION_CALLS_SECONDS = 0.1;
const ACCOUNTS_A_PAGE = 20;

export interface SimulatedAccount {
  readonly accountId: string;
  readonly name: ClassName;
}

export interface SimulatedRound {
  readonly due: number;
  readonly batches: number;
  readonly skipped: number;
  /** Accounts of which something still waits after it. */
  readonly reading: number;
  readonly wallSeconds: number;
  readonly longestBatchSeconds: number;
  readonly scanSeconds: number;
  readonly roundSeconds: number;
  readonly organizationCalls: number;
  readonly transitions: number;
  readonly peaks: Readonly<Record<string, number>>;
  readonly scans: readonly { readonly name: ClassName; readonly scan: ScanProfile }[];
}

/** What the last step of a round took, by a real one. */
export interface EndProfile {
  readonly cpuSeconds: number;
  readonly calls: CallsByOperation;
}

export interface Simulation {
  readonly accounts: readonly SimulatedAccount[];
  readonly profiles: Readonly<Record<ClassName, ClassProfile>>;
  readonly end: EndProfile;
  readonly batchesAtOnce: number;
  readonly days: number;
}

export function simulate({ accounts, profiles, end, batchesAtOnce, days }: Simulation): SimulatedRound[] {
  const facts = accounts.map(({ accountId }): AccountFacts => ({ accountId, name: accountId, units: [], tags: {} }));
  const kinds = new Map(accounts.map(({ accountId, name }) => [accountId, name]));
  const done = new Map<string, number>();
  const describedIn = new Map<string, number>();
  let book: RoundBook = NO_ROUND;
  const rounds: SimulatedRound[] = [];
  for (let number = 0; number < days * ROUNDS_A_DAY; number += 1) {
    const at = new Date(Date.parse('2026-11-20T12:00:00Z') + number * EVERY_MINUTES * MINUTE);
    const begin = beginning(facts, describedIn, number, end);
    const known = facts.filter(({ accountId }) => describedIn.has(accountId));
    const due = dueIn(known, book, { at, everyMinutes: EVERY_MINUTES });
    const scanOf = (accountId: string) => {
      const name = kinds.get(accountId) ?? 'empty';
      const { cold, day, cpu } = profiles[name];
      const count = done.get(accountId) ?? 0;
      const scan = cold[count] ?? day[(count - cold.length) % day.length];
      if (!scan) throw new Error(`no scan of ${name}`);
      return { name, scan, cpuSeconds: cpu.perScan + cpu.perCall * scan.summary.calls.total };
    };
    const round = roundOf(due, { scanOf, startCpu: profiles.quiet.cpu.perStart, batchesAtOnce, begin, end });
    const outcomes = new Map<string, AccountOutcome>();
    for (const { accountId, scan } of round.ended) {
      const summary = scan && { ...scan.summary, accountId, at: at.toISOString() };
      if (scan) done.set(accountId, (done.get(accountId) ?? 0) + 1);
      outcomes.set(accountId, {
        schemaVersion: 1,
        accountId,
        at: at.toISOString(),
        summary,
        trouble: null,
        toldTo: [],
        openIn: [],
      });
    }
    book = bookAfter(book, {
      at: at.toISOString(),
      accounts: facts,
      isListed: true,
      due: due.map(({ accountId }) => accountId),
      outcomes,
    });
    const reading = accounts.filter(
      ({ accountId, name }) => (done.get(accountId) ?? 0) < profiles[name].cold.length,
    ).length;
    const { ended, ...figures } = round;
    rounds.push({
      ...figures,
      reading,
      scans: ended.flatMap(({ name, scan }) => (scan ? [{ name, scan }] : [])),
    });
  }
  return rounds;
}

/** The list at every round; units and tags of each account once a day, as many as the time allows. */
function beginning(
  facts: readonly AccountFacts[],
  describedIn: Map<string, number>,
  number: number,
  { cpuSeconds }: EndProfile,
): { readonly seconds: number; readonly calls: number } {
  const call = BETWEEN_ORGANIZATION_CALLS_SECONDS + assumed.farSeconds;
  const pages = Math.ceil(facts.length / ACCOUNTS_A_PAGE);
  let seconds = pages * call;
  let calls = pages;
  const last = (accountId: string): number => describedIn.get(accountId) ?? -Infinity;
  const old = facts.filter(({ accountId }) => number - last(accountId) >= ROUNDS_A_DAY);
  for (const { accountId } of old.toSorted((a, b) => last(a.accountId) - last(b.accountId))) {
    if (seconds > DESCRIBING_SECONDS) break;
    describedIn.set(accountId, number);
    seconds += assumed.callsADescription * call;
    calls += assumed.callsADescription;
  }
  // It reads and writes the same objects as the end: as if it took as much of a processor.
  return { seconds: seconds + cpuSeconds / assumed.processor + 8 * assumed.nearSeconds, calls };
}

type ScanOf = (accountId: string) => {
  readonly name: ClassName;
  readonly scan: ScanProfile;
  readonly cpuSeconds: number;
};

interface Parts {
  readonly scanOf: ScanOf;
  readonly startCpu: number;
  readonly batchesAtOnce: number;
  readonly begin: { readonly seconds: number; readonly calls: number };
  readonly end: EndProfile;
}

function roundOf(due: readonly AccountFacts[], { scanOf, startCpu, batchesAtOnce, begin, end }: Parts) {
  const batches = Array.from({ length: Math.ceil(due.length / ACCOUNTS_A_BATCH) }, (_, index) =>
    due.slice(index * ACCOUNTS_A_BATCH, (index + 1) * ACCOUNTS_A_BATCH),
  );
  const lanes = Array.from({ length: batchesAtOnce }, () => 0);
  const peaks = new Peaks();
  const ended: { accountId: string; name: ClassName; scan: ScanProfile | null }[] = [];
  let scanSeconds = 0;
  let longestBatchSeconds = 0;
  for (const batch of batches) {
    const lane = lanes.indexOf(Math.min(...lanes));
    const startsAt = (lanes[lane] ?? 0) + assumed.betweenStatesSeconds;
    const isCold = lanes[lane] === 0;
    const leftSeconds = Math.min(
      FUNCTION_SECONDS,
      SCANNING_SECONDS - assumed.coldStartSeconds - begin.seconds - startsAt,
    );
    const seconds = batchSeconds(batch, startsAt, { scanOf, isCold, startCpu, leftSeconds, peaks, ended });
    lanes[lane] = startsAt + seconds;
    scanSeconds += seconds;
    longestBatchSeconds = Math.max(longestBatchSeconds, seconds);
  }
  const nearCalls = Object.values(end.calls).reduce((sum, many) => sum + many, 0);
  // What the scans have left is read fifty side by side; the rest one by one.
  const endSeconds =
    assumed.coldStartSeconds + end.cpuSeconds / assumed.processor + (due.length / 50 + nearCalls) * assumed.nearSeconds;
  const beginSeconds = assumed.coldStartSeconds + begin.seconds;
  return {
    due: due.length,
    batches: batches.length,
    skipped: ended.filter(({ scan }) => scan === null).length,
    wallSeconds: beginSeconds + Math.max(...lanes) + endSeconds + parentStates * assumed.betweenStatesSeconds,
    longestBatchSeconds,
    scanSeconds,
    roundSeconds: beginSeconds + endSeconds,
    organizationCalls: begin.calls,
    transitions: transitionsOf(batches.length),
    peaks: peaks.most(),
    ended,
  };
}

/**
 * Three accounts go side by side and share the processor: as if all of its work came on top of all waiting, which is more than there is.
 */
function batchSeconds(
  batch: readonly AccountFacts[],
  startsAt: number,
  {
    scanOf,
    isCold,
    startCpu,
    leftSeconds,
    peaks,
    ended,
  }: {
    readonly scanOf: ScanOf;
    readonly isCold: boolean;
    readonly startCpu: number;
    /** Until all of its scans must have ended. */
    readonly leftSeconds: number;
    readonly peaks: Peaks;
    readonly ended: { accountId: string; name: ClassName; scan: ScanProfile | null }[];
  },
): number {
  const slots = Array.from({ length: SIDE_BY_SIDE }, () => 0);
  const before = (isCold ? assumed.coldStartSeconds + startCpu / assumed.processor : 0) + 2 * assumed.nearSeconds;
  let cpuSeconds = 0;
  for (const { accountId } of batch) {
    const slot = slots.indexOf(Math.min(...slots));
    const from = slots[slot] ?? 0;
    const left = leftSeconds - TO_KEEP_SECONDS - before - from - cpuSeconds / assumed.processor;
    const { name, scan, cpuSeconds: own } = scanOf(accountId);
    if (left < LEAST_SECONDS) {
      ended.push({ accountId, name, scan: null });
      continue;
    }
    const paced = Math.min(scan.pacedSeconds, Math.min(left, SCAN_SECONDS) - TO_END_SECONDS);
    const near = Object.values(scan.storeCalls).reduce((sum, { length }) => sum + length, 0);
    const waiting = near * assumed.nearSeconds + assumed.stepsOfRegion * assumed.farSeconds;
    // One that had less time than it took has read less: it is as if it had to come once more.
    const isWhole = paced >= Math.min(scan.pacedSeconds, SCAN_SECONDS - TO_END_SECONDS) - 1;
    slots[slot] = from + paced + waiting;
    cpuSeconds += own;
    ended.push({ accountId, name, scan: isWhole ? scan : null });
    for (const [service, times] of Object.entries(scan.storeCalls))
      for (const time of times)
        peaks.add(service, startsAt + before + from + (time < paced - 0.1 ? time : paced + waiting));
  }
  return before + Math.max(...slots) + cpuSeconds / assumed.processor;
}

/** Calls by second, as if those of a scan at one moment of virtual time all came in one second. */
class Peaks {
  private readonly counts = new Map<string, Map<number, number>>();

  add(service: string, seconds: number): void {
    const counts = this.counts.get(service) ?? new Map<number, number>();
    const second = Math.floor(seconds);
    counts.set(second, (counts.get(second) ?? 0) + 1);
    this.counts.set(service, counts);
  }

  most(): Record<string, number> {
    return Object.fromEntries([...this.counts].map(([service, counts]) => [service, Math.max(...counts.values())]));
  }
}

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
}

/** How many states a round goes through when all goes well. */
function statesFrom(start: string, states: Readonly<Record<string, State>>): number {
  const { Next, Default }: Partial<State> = states[start] ?? {};
  const next = Default ?? Next;
  return next === undefined ? 1 : 1 + statesFrom(next, states);
}

const definition = roundDefinition({
  partition: 'aws',
  round: { arn: 'arn:aws:lambda:us-east-1:123456789012:function:round', seconds: 300 },
  scan: { arn: 'arn:aws:lambda:us-east-1:123456789012:function:scan', seconds: FUNCTION_SECONDS },
  organization: { batchesAtOnce: 20, toleratedFailurePercent: 10 },
});
const parentStates = statesFrom(definition.StartAt, definition.States);
const { ItemProcessor } = definition.States.Accounts;
const childStates = statesFrom(ItemProcessor.StartAt, ItemProcessor.States);

/**
 * "each time a step of your workflow is executed" (https://aws.amazon.com/step-functions/pricing/), and "one state transition for each child
 * workflow execution" (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-transitions.html); one more for the end of each
 * execution, which AWS's examples count and its text does not name.
 */
function transitionsOf(batches: number): number {
  return parentStates + 1 + batches * (1 + childStates + 1);
}

export function callsIn(rounds: readonly SimulatedRound[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const { scans } of rounds)
    for (const { scan } of scans)
      for (const [name, many] of Object.entries(scan.calls)) sum[name] = (sum[name] ?? 0) + many;
  return sum;
}
