/** `headroom scan`: one snapshot of the account that the AWS credentials name. Reads only. */
import { type Scanned, type ScanRequest, type ScanResult, scanThen } from '../lambda/app/scan';
import { didYouMean } from '../lambda/config/parse';
import { loadSettings } from '../lambda/config/load';
import { isBlind } from '../lambda/domain/measurement';
import { nothingAnswered, type Snapshot } from '../lambda/domain/snapshot';
import { renderSnapshot } from '../lambda/messages/table';
import { printable } from '../lambda/messages/text';
import { catalogue, knownIds } from '../lambda/quotas';
import { loadState, saveState } from '../lambda/stores/state';
import { systemClock } from '../lambda/system-clock';
import { exit, type ExitStatus } from './exit';
import { openHistory } from './history-place';
import { liveOn } from './scan-history';
import { progressBar, type Terminal } from './terminal';

export const failOnChoices = ['unmeasured', 'warning', 'critical'] as const;
export type FailOn = (typeof failOnChoices)[number];

export interface ScanOptions {
  readonly config?: string | undefined;
  readonly regions?: readonly string[] | undefined;
  readonly state?: string | undefined;
  /** A folder, or `s3://BUCKET/PREFIX`. */
  readonly history?: string | undefined;
  readonly json?: boolean | undefined;
  readonly failOn?: FailOn | undefined;
}

export async function scanCommand(options: ScanOptions, terminal: Terminal): Promise<ExitStatus> {
  const loaded = await loadSettings(options.config, knownIds);
  if (!loaded.ok) return complain(terminal, loaded.error, exit.usage);
  const last = options.state === undefined ? NO_STATE : await loadState(options.state);
  if (!last.ok) return complain(terminal, last.error, exit.usage);
  const history = options.history === undefined ? null : await openHistory(options.history);
  if (history?.ok === false) return complain(terminal, history.error, history.status);
  const { settings } = loaded;
  const request = { settings, regions: options.regions, state: last.state };
  const result = await scanAccount(request, terminal, async (scanned) =>
    history === null ? { ...scanned, warnings: [], problem: null } : await liveOn(history, scanned, settings),
  ).finally(() => history?.close());
  if ('error' in result) return complain(terminal, result.error, result.status);
  for (const warning of result.warnings) terminal.err.write(`headroom: ${printable(warning, 500)}\n`);
  terminal.out.write(
    options.json ? `${JSON.stringify(result.snapshot, null, 2)}\n` : tableOf(result.snapshot, terminal),
  );
  const unsaved = options.state === undefined ? null : await saveState(options.state, result.state);
  const problem = result.problem ?? unsaved;
  if (problem !== null) return complain(terminal, problem, exit.usage);
  const status = statusOf(result.snapshot, options.failOn);
  if (status !== exit.nothingRead) return status;
  return complain(terminal, 'nothing could be read: not one Region answered', status);
}

const NO_STATE = { ok: true, state: undefined } as const;

export interface NotScanned {
  readonly status: ExitStatus;
  readonly error: string;
}

export type ScannedAccount = Extract<ScanResult, { status: 'scanned' }>;

/**
 * Scans with a progress bar; warnings go to the terminal's `err`.
 * @param then may ask for details before the scan ends
 */
export async function scanAccount<T>(
  request: Pick<ScanRequest, 'settings' | 'regions' | 'state'>,
  terminal: Terminal,
  then: (result: ScannedAccount, detailsOf: Scanned['detailsOf']) => Promise<T>,
  option: '--regions' | '--region' = '--regions',
): Promise<T | NotScanned> {
  const progress = progressBar(terminal);
  const whole = { clock: systemClock, progress, ...request };
  return await scanThen(whole, async ({ result, detailsOf }) => {
    progress.stop();
    switch (result.status) {
      case 'unreadable':
        return { status: exit.nothingRead, error: `nothing could be read: ${result.reason}` };
      case 'unknown-region':
        return { status: exit.usage, error: `${option}: ${unknownRegion(result)}` };
      case 'scanned':
        for (const warning of result.warnings) terminal.err.write(`headroom: ${printable(warning, 500)}\n`);
        return await then(result, detailsOf);
    }
  }).finally(() => progress.stop());
}

function unknownRegion({ region, enabled }: Extract<ScanResult, { status: 'unknown-region' }>): string {
  const hint = didYouMean(region, enabled) || `; enabled are ${enabled.join(', ')}`;
  return `found ${JSON.stringify(region)}, expected an enabled Region${hint}`;
}

export function tableOf(snapshot: Snapshot, { width, colour }: Terminal): string {
  const names = new Map(catalogue.map((quota) => [quota.id, quota.name]));
  return renderSnapshot(snapshot, { width, colour, nameOf: (id) => names.get(id) ?? id });
}

export function complain(terminal: Terminal, error: string, status: ExitStatus): ExitStatus {
  terminal.err.write(`headroom: ${printable(error, 1000)}\n`);
  return status;
}

/** Not one Region with an answer is "nothing could be read", and goes before `--fail-on`. */
export function statusOf({ regions, measurements }: Snapshot, failOn: FailOn | undefined): ExitStatus {
  if (nothingAnswered(regions)) return exit.nothingRead;
  const matched = measurements.some((one) => {
    switch (failOn) {
      case undefined:
        return false;
      case 'unmeasured':
        return isBlind(one);
      case 'warning':
        return one.status === 'measured' && one.severity !== 'ok';
      case 'critical':
        return one.status === 'measured' && one.severity === 'critical';
    }
  });
  return matched ? exit.failOn : exit.ok;
}
