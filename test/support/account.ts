/** A sandbox account for a test file, and the product pointed at it. */
import { scan, type ScanRequest } from '../../lambda/app/scan';
import { parseSettings } from '../../lambda/config/parse';
import type { Settings } from '../../lambda/domain/settings';
import type { Snapshot } from '../../lambda/domain/snapshot';
import { knownIds } from '../../lambda/quotas';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox';
import { VirtualClock } from '../../sandbox/virtual-clock';

const running: Sandbox[] = [];

/** The time of the test file, of the product and of the sandbox: nobody waits for the pacing. */
export const clock = new VirtualClock();

/** Starts a sandbox and points the SDK at it; it is closed after the test file. */
export async function account(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox({ complain: () => {}, clock, ...options });
  running.push(sandbox);
  Object.assign(process.env, sandbox.environment);
  return sandbox;
}

afterAll(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
});

/** The whole of the published rates, so that tests do not wait for a courtesy that they do not test. */
export function settingsOf(yaml = ''): Settings {
  const settings = parsedSettings(yaml);
  return { ...settings, scan: { ...settings.scan, controlPlaneShare: 1 } };
}

/** The settings as the product reads them, with its own defaults. */
export function parsedSettings(yaml = ''): Settings {
  const parsed = parseSettings(yaml, knownIds);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.settings;
}

export async function snapshotOf(request: Partial<ScanRequest> = {}): Promise<Snapshot> {
  const result = await clock.run(scan({ clock, settings: settingsOf(), ...request }));
  if (result.status !== 'scanned') throw new Error(`the scan ended as ${JSON.stringify(result)}`);
  return result.snapshot;
}

/** The measurements of one quota, in short: resource name, then usage and limit or what is instead. */
export function briefly({ measurements }: Snapshot, quota: string, region?: string): unknown[] {
  return measurements
    .filter((one) => one.quota === quota && (region === undefined || one.region === region))
    .map((one) =>
      one.status === 'measured'
        ? [one.resource?.name ?? one.region, one.usage, one.limit, one.limitSource, one.severity]
        : [one.resource?.name ?? one.region, one.status, one.reason],
    );
}
