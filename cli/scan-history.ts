/** A scan of the command line in the light of those before it: what the days before say, and what this one adds to them. */
import { foresee, increasesIn, record, withOutlooks } from '../lambda/app/history';
import type { Settings } from '../lambda/domain/settings';
import type { Snapshot } from '../lambda/domain/snapshot';
import type { AccountState } from '../lambda/domain/state';
import type { OpenHistory } from './history-place';
import type { ScannedAccount } from './scan';

export interface LivedOn {
  /** With forecasts. */
  readonly snapshot: Snapshot;
  readonly state: AccountState;
  /** What of the history was set aside, a sentence each. */
  readonly warnings: readonly string[];
  /** Why the history could not be read or written, and what to do; else `null`. */
  readonly problem: string | null;
}

export async function liveOn(
  { place, explain }: OpenHistory,
  scanned: ScannedAccount,
  settings: Settings,
): Promise<LivedOn> {
  const { snapshot: seen, coverage, reads } = scanned;
  const { accountId } = seen;
  const at = new Date(seen.startedAt);
  const warnings: string[] = [];
  let { snapshot, state } = scanned;
  try {
    const outlooks = await foresee(place, { ...seen, at, settings, known: state.outlooks });
    snapshot = { ...seen, measurements: withOutlooks(seen.measurements, outlooks) };
    state = { ...state, outlooks };
    const lived = {
      accountId,
      at,
      timeZone: settings.report.timeZone,
      coverage: coverage.percent,
      measurements: seen.measurements,
      // Nobody keeps incidents here: what a deployment has written of them stays as it is.
      incidents: [],
      recordedThrough: null,
      increases: increasesIn(reads),
      plans: {},
    };
    await record(place, lived, (setAside) => warnings.push(setAside));
    return { snapshot, state, warnings, problem: null };
  } catch (error) {
    return { snapshot, state, warnings, problem: explain(error) };
  }
}
