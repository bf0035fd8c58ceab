/** What is measured, by name. */
import { spawnSync } from 'node:child_process';
import { scan } from '../lambda/app/scan';
import { parseSettings } from '../lambda/config/parse';
import { type Snapshot } from '../lambda/domain/snapshot';
import { systemClock } from '../lambda/system-clock';
import { type AccountDescription, type SandboxOptions, startSandbox } from '../sandbox';
import { describeAccount } from '../sandbox/account';
import { mostCallsIn } from '../sandbox/call-log';
import { AWS_PAGES, minimumCalls } from './minimum';

type Figures = Readonly<Record<string, number | string>>;

/** 40 REST APIs of 60 resources and 30 HTTP APIs in one Region. */
const seventyApis: AccountDescription = {
  accountId: '123456789012',
  regions: {
    'eu-west-1': {
      restApis: [{ name: 'rest', copies: 40, resources: 60 }],
      httpApis: [{ name: 'http', copies: 30, routes: { count: 40 } }],
    },
  },
};

export const benches: ReadonlyMap<string, () => Promise<Figures>> = new Map([
  ['scan/S/cold', () => scanBench({ account: 'demo' }, 30)],
  ['scan/S/cold/p100', () => scanBench({ account: 'demo', pages: { v2: 100 } }, 30)],
  ['scan/70-apis/throttle', () => scanBench({ account: seventyApis, throttle: true }, 100)],
  ['start', startBench],
]);

/** One scan in real time, with the sandbox in the same process: the memory is that of both. */
async function scanBench(options: SandboxOptions, sharePercent: number): Promise<Figures> {
  const sandbox = await startSandbox({ ...options, complain: () => {} });
  Object.assign(process.env, sandbox.environment);
  const parsed = parseSettings(`scan: { controlPlaneShare: ${sharePercent}% }`, []);
  if (!parsed.ok) throw new Error(parsed.error);
  const started = performance.now();
  const result = await scan({ clock: systemClock, settings: parsed.settings });
  const seconds = (performance.now() - started) / 1000;
  await sandbox.close();
  if (result.status !== 'scanned') throw new Error(`the scan ended as ${result.status}`);
  const minimum = minimumCalls(describeAccount(options.account), { ...AWS_PAGES, ...options.pages });
  const controlPlane = sandbox.calls.filter((call) => call.service.startsWith('apigateway'));
  const busiest = busiestRegion(controlPlane.map((call) => call.region));
  const there = controlPlane.filter((call) => call.region === busiest);
  return {
    ...callFigures(result.snapshot, minimum),
    seconds: round(seconds, 2),
    controlPlaneSharePercent: sharePercent,
    mostControlPlaneCallsIn1s: mostCallsIn(1000, there),
    mostControlPlaneCallsIn2s: mostCallsIn(2000, there),
    peakMemoryMiB: round(process.resourceUsage().maxRSS / 1024, 0),
  };
}

function callFigures({ calls, regions, measurements }: Snapshot, minimum: number): Figures {
  return {
    regions: regions.length,
    measured: measurements.filter((one) => one.status === 'measured').length,
    notMeasured: measurements.filter((one) => one.status !== 'measured').length,
    calls: calls.total,
    minimum,
    ratio: round(calls.total / minimum, 3),
    throttled: calls.throttled,
  };
}

function busiestRegion(regions: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const region of regions) counts.set(region, (counts.get(region) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** `npm start` from a finished install, as a newcomer runs it. */
async function startBench(): Promise<Figures> {
  const started = performance.now();
  const { status } = spawnSync('npm', ['start'], { stdio: 'ignore' });
  if (status !== 0) throw new Error(`npm start ended with ${status}`);
  return { seconds: round((performance.now() - started) / 1000, 1) };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
