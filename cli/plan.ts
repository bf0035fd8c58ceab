/** `headroom plan`: remediation plans for the account that the AWS credentials name. Reads only, executes nothing. */
import { type PlanContext, planLimits } from '../lambda/app/plan/context';
import { planOf } from '../lambda/app/plan/plan-of';
import { didYouMean } from '../lambda/config/parse';
import { loadSettings } from '../lambda/config/load';
import { type Measured, nearestFirst } from '../lambda/domain/measurement';
import type { Plan } from '../lambda/domain/plan';
import { plural } from '../lambda/domain/format';
import { renderPlan } from '../lambda/messages/plan/terminal';
import { knownIds, quotaIds } from '../lambda/quotas';
import type { Settings } from '../lambda/domain/settings';
import type { SignalKind } from '../lambda/domain/signal-source';
import { systemClock } from '../lambda/system-clock';
import { exit, type ExitStatus } from './exit';
import { writePlanFiles } from './plan-files';
import { complain, scanAccount, type ScannedAccount } from './scan';
import type { openSignals } from './signals';
import type { Terminal } from './terminal';

export interface PlanOptions {
  readonly config?: string | undefined;
  readonly region?: string | undefined;
  readonly api?: string | undefined;
  readonly quota?: string | undefined;
  /** Percent; the settings' own if not given. */
  readonly target?: number | undefined;
  /** What to ask beside; nothing if not given. */
  readonly signals?: readonly SignalKind[] | undefined;
  readonly signalsRole?: string | undefined;
  readonly json?: boolean | undefined;
  readonly out: string;
}

/** More plans than this are nobody's reading at once; the fullest come first. */
const MOST_PLANS = 10;

/** Their clients are loaded only for who wants them. */
export type LoadSignals = () => { readonly openSignals: typeof openSignals };

export async function planCommand(
  options: PlanOptions,
  terminal: Terminal,
  loadSignals: LoadSignals,
): Promise<ExitStatus> {
  const { api, quota, region } = options;
  if (api !== undefined && quota !== undefined)
    return complain(terminal, 'found --api and --quota, expected one of them', exit.usage);
  if (quota !== undefined && !quotaIds.includes(quota) && !quota.startsWith('sq-')) {
    const hint = didYouMean(quota, quotaIds) || '; docs/quotas.md has them all';
    return complain(terminal, `--quota: found ${JSON.stringify(quota)}, expected the id of a quota${hint}`, exit.usage);
  }
  if (options.signalsRole !== undefined && options.signals === undefined)
    return complain(terminal, 'found --signals-role without --signals; --signals says what to ask', exit.usage);
  const loaded = await loadSettings(options.config, knownIds);
  if (!loaded.ok) return complain(terminal, loaded.error, exit.usage);
  const target = options.target ?? loaded.settings.plans.targetPercent;
  const request = { settings: loaded.settings, regions: region === undefined ? undefined : [region] };
  const computed = async (scanned: ScannedAccount, detailsOf: PlanContext['detailsOf']) => {
    sayUnread(scanned, terminal);
    const context = planContext(scanned, detailsOf, { ...loaded.settings, plans: { targetPercent: target } });
    if (options.signals === undefined) return await plansOf(scanned, options, context);
    const choice = { kinds: options.signals, roleArn: options.signalsRole };
    const { signalsOf, close } = loadSignals().openSignals(choice, scanned.partition, detailsOf);
    return await plansOf(scanned, options, { ...context, signalsOf }).finally(close);
  };
  const result = await scanAccount(request, terminal, computed, '--region');
  if ('error' in result) return complain(terminal, result.error, result.status);
  return await show(result, options, terminal);
}

interface Plans {
  readonly accountId: string;
  readonly plans: readonly Plan[];
  /** What was not planned, and why: a sentence each. */
  readonly left: readonly string[];
}

type PlansOutcome = Plans | { readonly status: ExitStatus; readonly error: string };

export function planContext(
  { partition, reads, snapshot }: ScannedAccount,
  detailsOf: PlanContext['detailsOf'],
  settings: Settings,
): PlanContext {
  const { accountId, measurements } = snapshot;
  return {
    accountId,
    partition,
    measurements,
    reads,
    detailsOf,
    signalsOf: null,
    ...planLimits(settings),
    now: systemClock.now(),
  };
}

function sayUnread({ snapshot }: ScannedAccount, { err }: Terminal): void {
  const unread = snapshot.regions.filter(({ status }) => status !== 'scanned');
  if (unread.length > 0)
    err.write(`headroom: ${plural(unread.length, 'Region')} could not be read whole; headroom scan says why\n`);
}

export async function plansOf(
  { snapshot }: ScannedAccount,
  options: Pick<PlanOptions, 'api' | 'quota'>,
  context: PlanContext,
): Promise<PlansOutcome> {
  const measured = snapshot.measurements.filter((one) => one.status === 'measured').toSorted(nearestFirst);
  const chosen = choose(measured, options);
  if ('error' in chosen) return { status: exit.usage, ...chosen };
  const plans: Plan[] = [];
  const left: string[] = [];
  for (const one of chosen.members.slice(0, MOST_PLANS)) {
    const outcome = await planOf(one, context);
    if (outcome.status === 'planned') plans.push(outcome.plan);
    else left.push(`${one.quota} in ${one.region}: ${outcome.reason}`);
  }
  const more = chosen.members.length - MOST_PLANS;
  if (more > 0) left.push(`${plural(more, 'quota')} more past the warning threshold: name one with --api or --quota`);
  return { accountId: snapshot.accountId, plans, left };
}

type Choice = { readonly members: readonly Measured[] } | { readonly error: string };

/** What is past its threshold; of what was named, at least the fullest. */
function choose(measured: readonly Measured[], { api, quota }: Pick<PlanOptions, 'api' | 'quota'>): Choice {
  const isMeant = (one: Measured): boolean =>
    (api === undefined || one.resource?.id === api || one.resource?.name === api) &&
    (quota === undefined || one.quota === quota);
  const meant = measured.filter(isMeant);
  const full = meant.filter(({ severity }) => severity !== 'ok');
  if (api === undefined && quota === undefined) return { members: full };
  if (meant.length > 0) return { members: full.length > 0 ? full : meant.slice(0, 1) };
  const named =
    api === undefined ? `--quota: nothing is measured of ${quota}` : `--api: found no API ${JSON.stringify(api)}`;
  return { error: `${named} in what could be read; headroom scan --json has all that is there` };
}

async function show(result: Plans, { json, out }: PlanOptions, terminal: Terminal): Promise<ExitStatus> {
  const { accountId, plans, left } = result;
  if (json) {
    terminal.out.write(`${JSON.stringify({ schemaVersion: 1, accountId, plans, left }, null, 2)}\n`);
    return exit.ok;
  }
  const written = await writePlanFiles(out, plans);
  if (!written.ok) return complain(terminal, written.error, exit.usage);
  if (plans.length === 0 && left.length === 0) terminal.out.write('Nothing is past its warning threshold.\n');
  for (const [index, plan] of plans.entries()) {
    terminal.out.write(`${renderPlan(plan, terminal)}\n`);
    terminal.out.write(`Written to ${written.folders[index]}: plan.md and what is named above.\n\n`);
  }
  for (const one of left) terminal.out.write(`Not planned: ${one}\n`);
  return exit.ok;
}
