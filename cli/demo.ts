/** `headroom demo`: the same scan, against an account that exists only on loopback. Nothing else knows the sandbox. */
import { mkdir, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join, relative } from 'node:path';
import { parseSettings } from '../lambda/config/parse';
import { knownIds } from '../lambda/quotas';
import type { Clock } from '../lambda/domain/clock';
import { plural } from '../lambda/domain/format';
import type { Plan } from '../lambda/domain/plan';
import { monthName } from '../lambda/domain/report-words';
import type { Settings } from '../lambda/domain/settings';
import type { Snapshot } from '../lambda/domain/snapshot';
import { systemClock } from '../lambda/system-clock';
import { type Sandbox, startSandbox } from '../sandbox';
import type { Said } from './demo-slack';
import type { DemoReport } from './demo-report';
import { liveThrough, REPORT_FOLDER, type Story, storyPage } from './demo-story';
import { indented } from '../lambda/messages/table';
import { exit, type ExitStatus } from './exit';
import { makeOutFolder } from './out-folder';
import { planContext, plansOf } from './plan';
import { writePlanFiles } from './plan-files';
import { reportFileNames, writeReportFiles } from './report-files';
import { complain, scanAccount, tableOf } from './scan';
import type { Terminal } from './terminal';

export async function demoCommand(out: string, terminal: Terminal): Promise<ExitStatus> {
  const wrongFolder = await makeOutFolder(out);
  if (wrongFolder !== null) return complain(terminal, wrongFolder, exit.usage);
  const time = new SandboxTime();
  const sandbox = await startSandbox({ account: 'demo', clock: time });
  try {
    pointSdkAt(sandbox.environment);
    // The defaults, whatever headroom.yaml lies in the working directory.
    const defaults = parseSettings('', knownIds);
    if (!defaults.ok) throw new Error(defaults.error);
    const say = (text: string): void => void terminal.out.write(`${indented([text], 0, terminal.width).join('\n')}\n`);
    say('A described account on this machine, no AWS account involved. The scan is the real one.');
    terminal.out.write('\n');
    const { settings } = defaults;
    const result = await scanAccount({ settings }, terminal, async (scanned, detailsOf) => {
      const context = planContext(scanned, detailsOf, settings);
      return { snapshot: scanned.snapshot, planned: await plansOf(scanned, {}, context) };
    });
    if ('error' in result) throw new Error(result.error);
    const { snapshot, planned } = result;
    if ('error' in planned) throw new Error(planned.error);
    terminal.out.write(tableOf(snapshot, terminal));
    const snapshotFile = join(out, 'snapshot.json');
    await writeFile(snapshotFile, `${JSON.stringify(snapshot, null, 2)}\n`);
    const written = await writePlanFiles(out, planned.plans);
    if (!written.ok) throw new Error(written.error);
    const { story, html } = await lived(snapshot, planned.plans, settings, {
      sandbox,
      time,
      payloads: join(out, 'slack'),
    });
    const page = join(out, 'index.html');
    await writeFile(page, html);
    const reportPage = await writeReport(join(out, REPORT_FOLDER), story.report);
    const shown = (file: string): string => relative(process.cwd(), file);
    terminal.out.write('\n');
    say("The six hours before, as Slack's #headroom heard them (↳ in a thread, ↰ in a thread and in the channel):");
    terminal.out.write(`\n${story.slack.said.flatMap((one) => heard(one, terminal.width)).join('\n')}\n\n`);
    say(
      `The dashboard that a deployment would bring, and the messages as Slack shows them: ${shown(page)} (open it in a browser).`,
    );
    say(
      `The monthly report of ${monthName(story.report.report.month)}, made of the months before: ${shown(reportPage)}`,
    );
    say(
      `${plural(planned.plans.length, 'remediation plan')}, with what each needs to be carried out: ${shown(join(out, 'plans'))}/`,
    );
    say(`The snapshot: ${shown(snapshotFile)}; what went to Slack: ${shown(join(out, 'slack'))}/`);
    say('Your own account, read only: npx --no headroom scan');
    return exit.ok;
  } finally {
    await sandbox.close();
  }
}

function heard({ at, where, text }: Said, width: number): string[] {
  const time = at.toISOString().slice(11, 16);
  const mark = { channel: '', thread: '↳ ', both: '↰ ' }[where];
  return indented([`${time} ${mark}${text}`], where === 'channel' ? 2 : 6, width);
}

async function lived(
  snapshot: Snapshot,
  plans: readonly Plan[],
  settings: Settings,
  { sandbox, time, payloads }: { readonly sandbox: Sandbox; readonly time: SandboxTime; readonly payloads: string },
): Promise<{ readonly story: Story; readonly html: string }> {
  const homeRegion = process.env['AWS_REGION'] ?? 'us-east-1';
  const story = await liveThrough({
    homeRegion,
    settings,
    sandbox,
    payloads,
    seen: snapshot,
    accountId: snapshot.accountId,
    now: new Date(snapshot.finishedAt),
    setTime: (clock) => time.follow(clock),
  });
  return { story, html: storyPage(story, plans, homeRegion) };
}

/** @returns the page */
async function writeReport(folder: string, { files }: DemoReport): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeReportFiles(folder, files);
  return join(folder, reportFileNames.html);
}

/** The sandbox's clock: the machine's, until a story brings its own. */
class SandboxTime {
  private clock: Clock = systemClock;
  follow(clock: Clock): void {
    this.clock = clock;
  }
  now(): Date {
    return this.clock.now();
  }
  elapsed(): number {
    return this.clock.elapsed();
  }
}

/** Everything of the user's own AWS configuration is set aside, so that the demo cannot reach a real account. */
function pointSdkAt(environment: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_') && !name.startsWith('AWS_SDK_JS_')) delete process.env[name];
  }
  Object.assign(process.env, environment, { AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull });
}
