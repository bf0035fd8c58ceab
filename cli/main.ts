/** The command line: arguments in, exit status out. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { version } from '../package.json';
import { demoCommand } from './demo';
import { exit, type ExitStatus } from './exit';
import { failOnChoices, scanCommand, type ScanOptions } from './scan';
import { processTerminal } from './terminal';

function regionList(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '')) throw new InvalidArgumentError('Expected names with commas between: a,b');
  return names;
}

function program(finish: (status: ExitStatus) => void): Command {
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
    .command('demo')
    .description('scan a described account on this machine; no AWS account needed')
    .option('--out <dir>', 'where to write the results', 'out')
    .action(async ({ out }: { out: string }) => {
      finish(await demoCommand(out, terminal));
    });
  return root;
}

async function main(): Promise<ExitStatus> {
  let status: ExitStatus = exit.ok;
  try {
    await program((result) => (status = result)).parseAsync();
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
export function run(): void {
  surviveOutputErrors();
  void main().then((status) => {
    process.exitCode = status;
    // Timers of the SDK would keep the process for seconds; what is written is written first.
    process.stdout.write('', () => process.stderr.write('', () => process.exit(status)));
  });
}
