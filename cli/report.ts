/** `headroom report`: the quota report of a month, made of a history. Asks AWS nothing but for the history itself. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { composeReport, monthBefore, reportFiles, type ReportRequest, revisionAfter } from '../lambda/app/report';
import { loadSettings } from '../lambda/config/load';
import { dayAt, type Month, monthOf } from '../lambda/domain/calendar';
import { codeOf, described } from '../lambda/domain/error-code';
import type { Report } from '../lambda/domain/report';
import type { Settings } from '../lambda/domain/settings';
import { knownIds } from '../lambda/quotas';
import { readDirectory } from '../lambda/stores/directory';
import { accountsIn, type HistoryPlace } from '../lambda/stores/history';
import { systemClock } from '../lambda/system-clock';
import { exit, type ExitStatus } from './exit';
import { openHistory, type OpenHistory } from './history-place';
import { makeOutFolder } from './out-folder';
import { reportFileNames, writeReportFiles } from './report-files';
import { renderReport } from './report-text';
import { complain } from './scan';
import type { Terminal } from './terminal';

export interface ReportOptions {
  /** The month before today's if not given. */
  readonly month?: Month | undefined;
  readonly config?: string | undefined;
  /** A folder, or `s3://BUCKET/PREFIX`. */
  readonly history: string;
  readonly out: string;
}

export async function reportCommand(options: ReportOptions, terminal: Terminal): Promise<ExitStatus> {
  const loaded = await loadSettings(options.config, knownIds);
  if (!loaded.ok) return complain(terminal, loaded.error, exit.usage);
  const { settings } = loaded;
  const now = systemClock.now();
  const month = options.month ?? monthBefore(now, settings);
  const thisMonth = monthOf(dayAt(now, settings.report.timeZone));
  if (month > thisMonth)
    return complain(terminal, `--month: found ${month}, expected ${thisMonth} or a month before it`, exit.usage);
  const wrongFolder = await makeOutFolder(options.out);
  if (wrongFolder !== null) return complain(terminal, wrongFolder, exit.usage);
  const previous = await previousIn(options.out);
  if (!previous.ok) return complain(terminal, previous.error, exit.usage);
  const history = await openHistory(options.history);
  if (!history.ok) return complain(terminal, history.error, history.status);
  const composed = await compose(history, { month, settings, now, revision: 1 }, terminal).finally(() =>
    history.close(),
  );
  if ('error' in composed) return complain(terminal, composed.error, exit.nothingRead);
  const report = { ...composed, revision: revisionAfter(previous.json, composed) };
  return await show(report, settings, options.out, terminal);
}

async function compose(
  { where, place, explain }: OpenHistory,
  request: ReportRequest,
  terminal: Terminal,
): Promise<Report | { readonly error: string }> {
  try {
    if ((await accountsIn(place)).length === 0) return { error: nothingIn(where) };
    return await composeReport(place, { ...request, known: await namesIn(place, terminal) });
  } catch (error) {
    return { error: explain(error) };
  }
}

/** Of an organization, where its bucket has them. Who may read the history may not have been allowed that: then ids do. */
async function namesIn({ objects }: HistoryPlace, terminal: Terminal): ReturnType<typeof readDirectory> {
  try {
    return await readDirectory(objects);
  } catch (error) {
    terminal.err.write(`headroom: the names of the accounts cannot be read: ${described(error)}\n`);
    return new Map();
  }
}

function nothingIn(where: string): string {
  return `--history: found no history in ${where}, expected what headroom scan --history keeps, or s3://BUCKET/history of a deployment`;
}

type Previous = { readonly ok: true; readonly json: string | null } | { readonly ok: false; readonly error: string };

/** The report that is there already. */
async function previousIn(out: string): Promise<Previous> {
  const file = join(out, reportFileNames.json);
  try {
    return { ok: true, json: await readFile(file, 'utf8') };
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return { ok: true, json: null };
    return { ok: false, error: `${file}: cannot be read (${code}); give another folder with --out` };
  }
}

async function show(report: Report, settings: Settings, out: string, terminal: Terminal): Promise<ExitStatus> {
  const files = reportFiles(report, { dashboard: null, runbook: settings.alarms.runbook });
  try {
    await writeReportFiles(out, files);
  } catch (error) {
    const problem = `${out}: cannot be written (${codeOf(error)}); give another folder with --out`;
    return complain(terminal, problem, exit.usage);
  }
  terminal.out.write(`${renderReport(report, out, terminal)}\n`);
  return exit.ok;
}
