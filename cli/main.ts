/** The command line: arguments in, exit status out. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import type { demoCommand } from './demo';
import { type SignalKind, signalKinds } from '../lambda/domain/signal-source';
import { exit, type ExitStatus } from './exit';
import { type LoadSignals, planCommand, type PlanOptions } from './plan';
import { planRoutesCommand } from './plan-routes';
import type { reportCommand, ReportOptions } from './report';
import { complain, failOnChoices, scanCommand, type ScanOptions } from './scan';
import { processTerminal } from './terminal';

function regionList(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '')) throw new InvalidArgumentError('Expected names with commas between: a,b');
  return names;
}

/** `70%` or `70` as 70. */
function percentage(text: string): number {
  const percent = /^\d+(\.\d+)?%?$/.test(text) ? Number.parseFloat(text) : NaN;
  if (percent >= 1 && percent <= 100) return percent;
  throw new InvalidArgumentError('Expected a percentage from 1% to 100%, such as 70%');
}

function wholeNumber(text: string): number {
  const number = /^\d+$/.test(text) ? Number(text) : 0;
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('Expected a whole number above 0, such as 300');
}

function monthName(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('Expected a month, such as 2026-10');
}

function signalList(text: string): SignalKind[] {
  return text.split(',').map((name) => {
    const kind = signalKinds.find((one) => one === name.trim());
    if (kind === undefined) throw new InvalidArgumentError(`Expected some of ${signalKinds.join(', ')}`);
    return kind;
  });
}

/** What is large and seldom wanted is loaded when it is: the account on loopback, what draws charts, clients of more services. */
export interface Later {
  readonly demo: () => { readonly demoCommand: typeof demoCommand };
  readonly report: () => { readonly reportCommand: typeof reportCommand };
  readonly signals: LoadSignals;
}

function program(finish: (status: ExitStatus) => void, later: Later): Command {
  const terminal = processTerminal();
  const root = new Command('headroom')
    .description('Shows how close an AWS account is to its API Gateway and Lambda quotas.')
    .version(version)
    .exitOverride();
  root
    .command('scan')
    .description('scan the account that the AWS credentials name; reads only')
    .option('--config <file>', 'settings (headroom.yaml of this folder, if there is one)')
    .option('--regions <a,b>', 'only these Regions (every enabled one)', regionList)
    .option('--state <file>', 'remember in this file what was read, and read only what is due')
    .option('--history <dir|s3://bucket/prefix>', 'keep daily peaks there, and look ahead by those of earlier scans')
    .option('--json', 'print one snapshot as JSON and nothing else')
    .addOption(new Option('--fail-on <what>', 'exit with status 3 when there is any').choices(failOnChoices))
    .addHelpText(
      'after',
      '\nExit status: 0 the scan ran, 1 nothing could be read, 2 wrong usage or settings, 3 --fail-on matched.',
    )
    .action(async (options: ScanOptions) => {
      finish(await scanCommand(options, terminal));
    });
  root
    .command('plan')
    .description('propose what brings quotas back under a target; reads only, executes nothing')
    .option('--config <file>', 'settings (headroom.yaml of this folder, if there is one)')
    .option('--region <name>', 'only this Region')
    .option('--api <id>', 'only this API, by its id or name')
    .option('--quota <id>', 'only this quota')
    .addOption(
      new Option(
        '--routes <file>',
        'split the API of a route table or an OpenAPI 3 document; no AWS account needed',
      ).conflicts(['config', 'region', 'api', 'quota', 'signals']),
    )
    .option('--limit <number>', 'with --routes: integrations that one API may have (300)', wholeNumber)
    .option('--target <percent>', 'how much of the limit may be used after it (70%)', percentage)
    .option('--signals <iam,x-ray,cloudfront>', 'also ask these, which a scan never does', signalList)
    .option('--signals-role <arn>', 'with --signals: the role whose permissions are docs/signals-policy.json')
    .option('--json', 'print one JSON object and nothing else')
    .option('--out <dir>', 'where to write the files of each plan', 'out')
    .addHelpText(
      'after',
      '\nExit status: 0 planned, also if there is no way; 1 nothing could be read, 2 wrong usage, settings or file.',
    )
    .action(async ({ routes, limit, ...options }: PlanOptions & { routes?: string; limit?: number }) => {
      if (routes !== undefined) finish(await planRoutesCommand({ ...options, routes, limit }, terminal));
      else if (limit === undefined) finish(await planCommand(options, terminal, later.signals));
      else finish(complain(terminal, 'found --limit without --routes; --limit is for route tables', exit.usage));
    });
  root
    .command('report')
    .description('make the quota report of a month from what scans with --history, or a deployment, have kept')
    .option('--month <month>', 'such as 2026-10 (the one before this)', monthName)
    .option('--config <file>', 'settings (headroom.yaml of this folder, if there is one)')
    .option(
      '--history <dir|s3://bucket/prefix>',
      'where the history is; s3://BUCKET/history of a deployment',
      'history',
    )
    .option('--out <dir>', 'where to write report.html, report.csv and report.json', 'out')
    .addHelpText(
      'after',
      '\nExit status: 0 the report was written, 1 no history could be read, 2 wrong usage, settings or folder.',
    )
    .action(async (options: ReportOptions) => {
      finish(await later.report().reportCommand(options, terminal));
    });
  root
    .command('demo')
    .description('scan a described account on this machine; no AWS account needed')
    .option('--out <dir>', 'where to write the results', 'out')
    .action(async ({ out }: { out: string }) => {
      finish(await later.demo().demoCommand(out, terminal));
    });
  return root;
}

async function main(later: Later): Promise<ExitStatus> {
  let status: ExitStatus = exit.ok;
  try {
    await program((result) => (status = result), later).parseAsync();
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.ok : exit.usage;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`headroom: ${message.split('\n', 1)[0]} (this should not happen; please report it)\n`);
    return exit.nothingRead;
  }
}

/**
 * A reader that closes the pipe early (`| head`) wants no more, but the exit status still counts; any other trouble with the
 * output is said, if there is anywhere left to say it.
 */
function surviveOutputErrors(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.stderr.write(`headroom: the result could not be written (${error.code ?? error.message})\n`);
    process.exit(exit.nothingRead);
  });
  process.stderr.on('error', () => {
    // Nobody reads what is said here; the exit status says the rest.
  });
}

/** Runs the command that the process was started with, and ends the process with its status. */
export function run(later: Later): void {
  surviveOutputErrors();
  void main(later).then((status) => {
    process.exitCode = status;
    // Timers of the SDK would keep the process for seconds; what is written is written first.
    process.stdout.write('', () => process.stderr.write('', () => process.exit(status)));
  });
}
