/** What is measured, by name. */
import { fork, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { scan } from '../lambda/app/scan';
import { parseSettings } from '../lambda/config/parse';
import { knownIds } from '../lambda/quotas';
import type { Clock } from '../lambda/domain/clock';
import type { Settings } from '../lambda/domain/settings';
import type { Snapshot } from '../lambda/domain/snapshot';
import type { AccountState } from '../lambda/domain/state';
import { systemClock } from '../lambda/system-clock';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox';
import { describeAccount } from '../sandbox/account';
import { VirtualClock } from '../sandbox/virtual-clock';
import { bundleOfScan, synthBench } from './bundle';
import { costOfReference } from './cost';
import { estateL, estateM, seventyApis } from './estates';
import { forecastBench, forecastSpeed, kindNames } from './forecast';
import { splitBench, tables } from './plan';
import { AWS_PAGES, minimumCalls } from './minimum';
import { rateFigures } from './rates';
import { yearOfHistory } from './report';

export type Figures = Readonly<Record<string, number | string | boolean>>;

export const benches: ReadonlyMap<string, () => Promise<readonly Figures[]>> = new Map([
  ['scan/S', () => coldAndWarm('scan/S', { account: 'demo' })],
  ['scan/S/p100', () => coldAndWarm('scan/S/p100', { account: 'demo', pages: { v2: 100 } })],
  ['scan/M', () => coldAndWarm('scan/M', { account: estateM })],
  ['scan/L', () => untilAllIsCounted('scan/L', { account: estateL })],
  ['memory/L', memoryOfProduct],
  ['scan/70-apis/throttle', () => throttled('scan/70-apis/throttle', { account: seventyApis, throttle: true })],
  ...[...tables, '1500-routes'].map(
    (name) => [`plan/${name}`, async () => await Promise.resolve(splitBench(name))] as const,
  ),
  ...kindNames.map((name) => [`forecast/${name}`, async () => await Promise.resolve(forecastBench(name))] as const),
  ['forecast/speed', async () => await Promise.resolve(forecastSpeed())],
  ['report/year', yearOfHistory],
  ['cost/reference', costOfReference],
  ['bundle/scan', bundleOfScan],
  ['synth', synthBench],
  ['start', startBench],
]);

const SCAN_EVERY_MS = 15 * 60_000;
const DEFAULT_SHARE = 30;

function settingsWith(sharePercent: number): Settings {
  const parsed = parseSettings(`scan: { controlPlaneShare: ${sharePercent}% }`, knownIds);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.settings;
}

interface Scanned {
  readonly snapshot: Snapshot;
  readonly state: AccountState;
  readonly seconds: number;
}

async function scanOnce(clock: Clock, settings: Settings, state?: AccountState): Promise<Scanned> {
  const started = clock.elapsed();
  const result = await scan({ clock, settings, state });
  if (result.status !== 'scanned') throw new Error(`the scan ended as ${result.status}`);
  return { ...result, seconds: (clock.elapsed() - started) / 1000 };
}

async function open(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox({ complain: () => {}, ...options });
  Object.assign(process.env, sandbox.environment);
  return sandbox;
}

/** A first scan and the next one a quarter of an hour later, in virtual time. */
async function coldAndWarm(bench: string, options: SandboxOptions): Promise<Figures[]> {
  const clock = new VirtualClock();
  const sandbox = await open({ ...options, clock });
  const settings = settingsWith(DEFAULT_SHARE);
  const cold = await clock.run(scanOnce(clock, settings));
  const minimum = minimumCalls(describeAccount(options.account), { ...AWS_PAGES, ...options.pages });
  const coldFigures = {
    bench: `${bench}/cold`,
    ...scanFigures(cold),
    minimum,
    ratio: round(cold.snapshot.calls.total / minimum, 3),
    ...rateFigures(sandbox.calls, DEFAULT_SHARE),
    peakMemoryMiB: peakMemory(),
  };
  await clock.run(clock.sleep(SCAN_EVERY_MS - cold.seconds * 1000));
  const before = sandbox.calls.length;
  const warm = await clock.run(scanOnce(clock, settings, cold.state));
  await sandbox.close();
  const warmFigures = {
    bench: `${bench}/warm`,
    ...scanFigures(warm),
    percentOfCold: round((100 * warm.snapshot.calls.total) / cold.snapshot.calls.total, 1),
    ...rateFigures(sandbox.calls.slice(before), DEFAULT_SHARE),
    peakMemoryMiB: peakMemory(),
  };
  return [coldFigures, warmFigures];
}

/** An estate that is too large for one scan: scan after scan, until every API is counted, and one more. */
async function untilAllIsCounted(bench: string, options: SandboxOptions): Promise<Figures[]> {
  const clock = new VirtualClock();
  const sandbox = await open({ ...options, clock });
  const settings = settingsWith(DEFAULT_SHARE);
  const minimum = minimumCalls(describeAccount(options.account), AWS_PAGES);
  const figures: Figures[] = [];
  const asked = new Set<string>();
  let state: AccountState | undefined;
  let firstReads = 0;
  let waiting = Infinity;
  for (let number = 1; number <= MOST_SCANS && waiting > 0; number += 1) {
    const before = sandbox.calls.length;
    const scanned = await clock.run(scanOnce(clock, settings, state));
    const calls = sandbox.calls.slice(before);
    const first = calls.filter((call) => !asked.has(`${call.operation} ${call.target}`));
    for (const call of calls) asked.add(`${call.operation} ${call.target}`);
    firstReads += first.length;
    waiting = scanned.snapshot.measurements.filter((one) => one.status === 'waiting').length;
    state = scanned.state;
    figures.push({
      bench: `${bench}/scan-${number}`,
      ...scanFigures(scanned),
      notAskedBefore: first.length,
      ...rateFigures(calls, DEFAULT_SHARE),
      peakMemoryMiB: peakMemory(),
    });
    await clock.run(clock.sleep(SCAN_EVERY_MS - scanned.seconds * 1000));
  }
  figures.push({
    bench: `${bench}/cold`,
    scansUntilAllIsCounted: figures.length,
    calls: sandbox.calls.length,
    notAskedBefore: firstReads,
    minimum,
    // All calls of all scans, the hot ones that were read again among them.
    ratio: round(sandbox.calls.length / minimum, 3),
    ...rateFigures(sandbox.calls, DEFAULT_SHARE),
    peakMemoryMiB: peakMemory(),
  });
  const before = sandbox.calls.length;
  const warm = await clock.run(scanOnce(clock, settings, state));
  await sandbox.close();
  figures.push({
    bench: `${bench}/warm`,
    ...scanFigures(warm),
    percentOfCold: round((100 * warm.snapshot.calls.total) / before, 1),
    ...rateFigures(sandbox.calls.slice(before), DEFAULT_SHARE),
    peakMemoryMiB: peakMemory(),
  });
  return figures;
}

/** Estate L with the sandbox in another process: two scans, and the memory is the product's own. */
async function memoryOfProduct(): Promise<Figures[]> {
  const server = fork(join(__dirname, 'serve.ts'), { execArgv: process.execArgv });
  const environment = await new Promise<object>((resolve, reject) => {
    server.once('error', reject).once('message', (message) => resolve(Object(message)));
  });
  Object.assign(process.env, environment);
  const clock = new VirtualClock();
  const settings = settingsWith(DEFAULT_SHARE);
  const first = await clock.run(scanOnce(clock, settings));
  const second = await clock.run(scanOnce(clock, settings, first.state));
  server.kill();
  return [{ bench: 'memory/L', ...scanFigures(second), peakMemoryMiB: peakMemory() }];
}

const MOST_SCANS = 12;

/** One scan in real time against AWS's published rates, with the whole of them. */
async function throttled(bench: string, options: SandboxOptions): Promise<Figures[]> {
  const sandbox = await open(options);
  const cold = await scanOnce(systemClock, settingsWith(100));
  await sandbox.close();
  const minimum = minimumCalls(describeAccount(options.account), AWS_PAGES);
  return [
    {
      bench,
      ...scanFigures(cold),
      minimum,
      ratio: round(cold.snapshot.calls.total / minimum, 3),
      ...rateFigures(sandbox.calls, 100),
      peakMemoryMiB: peakMemory(),
    },
  ];
}

function scanFigures({ snapshot: { calls, regions, measurements }, seconds }: Scanned): Figures {
  const count = (status: string): number => measurements.filter((one) => one.status === status).length;
  return {
    regions: regions.length,
    measured: count('measured'),
    unmeasured: count('unmeasured'),
    waiting: count('waiting'),
    calls: calls.total,
    throttled: calls.throttled,
    seconds: round(seconds, 1),
  };
}

/** Of the process: the product and, but for `memory/L`, the sandbox with it. */
function peakMemory(): number {
  return round(process.resourceUsage().maxRSS / 1024, 0);
}

/** `npm start` from a finished install, as a newcomer runs it. */
async function startBench(): Promise<Figures[]> {
  const started = performance.now();
  const { status } = spawnSync('npm', ['start'], { stdio: 'ignore' });
  if (status !== 0) throw new Error(`npm start ended with ${status}`);
  return [{ bench: 'start', seconds: round((performance.now() - started) / 1000, 1) }];
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
