/** What the scans of one kind of account take: from the first one through a whole day at its own clock, counted on the wire. */
import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AccountSummary } from '../../lambda/domain/account-summary';
import { type Call, startSandbox } from '../../sandbox';
import { VirtualClock } from '../../sandbox/virtual-clock';
import { countQueries } from '../queries';
import { rateFigures } from '../rates';
import { openAccount, type ScanOfAccount } from './account';
import { accountOf, type ClassName } from './classes';
import { QuickClock } from './quick-clock';

const EVERY_MINUTES = 15;
const DAY_MINUTES = 24 * 60;
/** By the round's own clocks. */
const MINUTES_OF: Readonly<Record<AccountSummary['heat'], number>> = {
  hot: EVERY_MINUTES,
  quiet: 60,
  empty: DAY_MINUTES,
};
const MOST_COLD_SCANS = 12;
const SHARE_PERCENT = 30;
/** A scan of five minutes takes a quarter of one. */
const SPEED = 20;

export type CallsByOperation = Readonly<Record<string, number>>;

export interface ScanProfile extends Omit<ScanOfAccount, 'cpuSeconds'> {
  readonly calls: CallsByOperation;
  readonly metricsRequested: number;
  /** How many seconds after its start each call of the stores came, by service: for their peaks. */
  readonly storeCalls: Readonly<Record<string, readonly number[]>>;
}

/** Seconds of a processor: what a scan takes whatever it reads, each of its calls, and the first scan of a process besides. */
interface Cpu {
  readonly perScan: number;
  readonly perCall: number;
  readonly perStart: number;
}

export interface ClassProfile {
  /** Until nothing waits any more; they follow each other every 15 minutes. */
  readonly cold: readonly ScanProfile[];
  /** The 24 hours after. */
  readonly day: readonly ScanProfile[];
  readonly cpu: Cpu;
}

const FOLDER = resolve(__dirname, '../../out/bench-org');

export function profileOf(name: ClassName): ClassProfile {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
}

/** Measures one kind, and keeps it for the simulation. */
export async function measureClass(name: ClassName) {
  const cpu = await cpuOf(name);
  const { cold, day, rates } = await countsOf(name);
  const { perScan, perCall, perStart } = cpu;
  const profile: ClassProfile = { cold, day, cpu: { perScan, perCall, perStart } };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.json`), JSON.stringify(profile));
  return [
    { bench: `org/class/${name}/cold`, ...figuresOf(cold) },
    { bench: `org/class/${name}/day`, ...figuresOf(day) },
    { bench: `org/class/${name}/day/heaviest`, ...figuresOf([heaviest(day)]) },
    { bench: `org/class/${name}/rates`, ...rates },
    { bench: `org/class/${name}/cpu`, ...cpu },
  ];
}

/** The processor's part alone, anew. */
export async function measureCpu(name: ClassName) {
  const cpu = await cpuOf(name);
  const { perScan, perCall, perStart } = cpu;
  writeFileSync(
    join(FOLDER, `${name}.json`),
    JSON.stringify({ ...profileOf(name), cpu: { perScan, perCall, perStart } }),
  );
  return [{ bench: `org/class/${name}/cpu`, ...cpu }];
}

async function countsOf(name: ClassName) {
  const clock = new VirtualClock();
  const sandbox = await startSandbox({ account: accountOf(name), clock, complain: () => {} });
  Object.assign(process.env, sandbox.environment);
  const queries = countQueries();
  const account = await openAccount(clock);
  const calls: Call[] = [];
  const scan = async (): Promise<ScanProfile> => {
    const [before, requested, startedAt] = [sandbox.calls.length, queries.count, clock.elapsed()];
    const { cpuSeconds: _, ...one } = await account.scan();
    // The outcome is read once more here.
    const own = sandbox.calls.slice(before, -1);
    calls.push(...own);
    const stores = own.filter(({ service }) => STORES.has(service));
    return {
      ...one,
      calls: byName(
        own,
        ({ service, operation }) => `${service}:${operation}`,
        (all) => all.length,
      ),
      metricsRequested: queries.count - requested,
      storeCalls: byName(
        stores,
        ({ service }) => service,
        (all) => all.map(({ at }) => Math.round((at - startedAt) / 100) / 10),
      ),
    };
  };
  const cold: ScanProfile[] = [];
  let last: ScanProfile;
  do {
    last = await scan();
    cold.push(last);
    await pass(clock, EVERY_MINUTES - last.pacedSeconds / 60);
  } while (cold.length < MOST_COLD_SCANS && isReading(cold));
  const every = MINUTES_OF[last.summary.heat];
  await pass(clock, every - EVERY_MINUTES);
  const day: ScanProfile[] = [];
  while (day.length < DAY_MINUTES / every) {
    const one = await scan();
    day.push(one);
    await pass(clock, every - one.pacedSeconds / 60);
  }
  await sandbox.close();
  return { cold, day, rates: rateFigures(calls, SHARE_PERCENT) };
}

/** Minute by minute: over a longer jump the virtual clock waits for real. */
async function pass(clock: VirtualClock, minutes: number): Promise<void> {
  for (let minute = 0; minute < Math.floor(minutes); minute += 1) await clock.run(clock.sleep(60_000));
  await clock.run(clock.sleep((minutes % 1) * 60_000));
}

const STORES: ReadonlySet<string> = new Set(['s3', 'dynamodb', 'sts']);

/** What is hot stays so; what only had no time has more of it read at each scan. */
function isReading(cold: readonly ScanProfile[]): boolean {
  const [before, last] = [cold.at(-2), cold.at(-1)];
  return last?.summary.heat === 'hot' && (!before || last.summary.measured > before.summary.measured);
}

function byName<T, V>(
  all: readonly T[],
  nameOf: (one: T) => string,
  of: (those: readonly T[]) => V,
): Record<string, V> {
  const names = [...new Set(all.map(nameOf))].toSorted();
  return Object.fromEntries(names.map((name) => [name, of(all.filter((one) => nameOf(one) === name))]));
}

function heaviest(scans: readonly ScanProfile[]): ScanProfile {
  const [first] = scans.toSorted((a, b) => callsOf(b) - callsOf(a));
  if (!first) throw new Error('no scan');
  return first;
}

function callsOf({ calls }: Pick<ScanProfile, 'calls'>): number {
  return Object.values(calls).reduce((sum, many) => sum + many, 0);
}

function figuresOf(scans: readonly ScanProfile[]) {
  const total = (of: (scan: ScanProfile) => number): number => scans.reduce((sum, scan) => sum + of(scan), 0);
  const { summary, written } = scans.at(-1) ?? heaviest(scans);
  return {
    scans: scans.length,
    calls: total(callsOf),
    metricsRequested: total((one) => one.metricsRequested),
    pacedSeconds: Math.round(total((one) => one.pacedSeconds)),
    longestPacedSeconds: Math.round(Math.max(...scans.map((one) => one.pacedSeconds))),
    logLines: total((one) => one.logLines),
    logBytes: total((one) => one.logBytes),
    bytesWritten: total((one) => Object.values(one.written).reduce((sum, bytes) => sum + bytes, 0)),
    storedBytes: JSON.stringify(written),
    measured: summary.measured,
    coverage: `${summary.coverage.seen}/${summary.coverage.wanted}`,
    heat: summary.heat,
    series: summary.candidates,
    ...sums(scans.map(({ calls }) => calls)),
  };
}

function sums(all: readonly CallsByOperation[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const calls of all) for (const [name, many] of Object.entries(calls)) sum[name] = (sum[name] ?? 0) + many;
  return sum;
}

/** The sandbox in another process, so that the processor's time is the product's own, and in quick time, in which nobody looks at a clock. Its clock is set between the scans. */
async function cpuOf(name: ClassName) {
  const server = fork(join(__dirname, 'serve.ts'), [name], { execArgv: process.execArgv });
  try {
    Object.assign(process.env, await answer(server));
    const clock = new QuickClock(new VirtualClock().now().getTime(), SPEED);
    const account = await openAccount(clock);
    const measure = async () => {
      const { cpuSeconds, summary } = await account.scan();
      clock.skip(60);
      server.send({ elapsed: clock.elapsed() });
      await answer(server);
      return { cpuSeconds, calls: summary.calls.total };
    };
    const first = await measure();
    await account.forget();
    const cold = await measure();
    const warm = [await measure(), await measure(), await measure()].toSorted((a, b) => a.cpuSeconds - b.cpuSeconds)[1];
    if (!warm) throw new Error('no scan');
    const perCall = Math.max(0, (cold.cpuSeconds - warm.cpuSeconds) / Math.max(1, cold.calls - warm.calls));
    return {
      // In a new process everything is compiled first.
      firstCpuSeconds: first.cpuSeconds,
      firstCalls: first.calls,
      coldCpuSeconds: cold.cpuSeconds,
      coldCalls: cold.calls,
      warmCpuSeconds: warm.cpuSeconds,
      warmCalls: warm.calls,
      perCall,
      perScan: Math.max(0, warm.cpuSeconds - perCall * warm.calls),
      perStart: Math.max(0, first.cpuSeconds - cold.cpuSeconds),
    };
  } finally {
    server.kill();
  }
}

async function answer(server: ReturnType<typeof fork>): Promise<object> {
  return await new Promise<object>((done, reject) => {
    server.once('error', reject).once('message', (message) => done(Object(message)));
  });
}
