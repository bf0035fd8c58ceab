/** Reads a folder of history and makes the report of a month in all its forms; prints what that took. */
import { composeReport, reportFiles } from '../lambda/app/report';
import { parseSettings } from '../lambda/config/parse';
import { knownIds } from '../lambda/quotas';
import { openFolder } from '../lambda/stores/folder';

const round = (value: number): number => Math.round(value * 10) / 10;

async function main(folder: string, month: string): Promise<void> {
  const parsed = parseSettings('', knownIds);
  if (!parsed.ok) throw new Error(parsed.error);
  const begun = performance.now();
  const now = new Date('2026-11-01T08:00:00Z');
  const place = { objects: openFolder(folder), prefix: '' };
  const report = await composeReport(place, { month, settings: parsed.settings, now, revision: 1 });
  const files = reportFiles(report, { dashboard: null, runbook: 'docs/runbook.md' });
  const cpu = process.cpuUsage();
  const figures = {
    series: report.rows.length,
    months: report.months.length,
    seconds: round((performance.now() - begun) / 1000),
    cpuSeconds: round((cpu.user + cpu.system) / 1e6),
    memoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    htmlMb: round(files.html.length / 1e6),
    csvMb: round(files.csv.length / 1e6),
    jsonMb: round(files.json.length / 1e6),
  };
  process.stdout.write(JSON.stringify(figures));
}

const [folder = '', month = ''] = process.argv.slice(2);
main(folder, month).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
