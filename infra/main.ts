/** The administrator's commands, at the edge: arguments, terminal, processes. `npm run deploy` and the others come here. */
import { spawn } from 'node:child_process';
import { Command } from 'commander';
import { read } from 'read';
import { described } from '../lambda/domain/error-code';
import { deploy } from './commands/deploy';
import { memberRole } from './commands/member-role';
import { slackToken } from './commands/slack-token';
import { synth } from './commands/synth';

const write = (text: string): void => void process.stdout.write(text);
const complain = (text: string): void => void process.stderr.write(text);

// Node 20 is supported until the SDK ends it in January 2027.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<void> {
  const program = new Command('npm run').usage('<command> -- [options]');
  program
    .command('deploy')
    .description('put Headroom into the account and Region that the AWS credentials name')
    .usage('-- [options] [arguments of cdk deploy]')
    .option('--overwrite-settings', 'put the local headroom.yaml in the place of one that was changed in the bucket')
    .option('--delete-data', 'on the way to removing Headroom: let the bucket and the table go with the stack')
    .argument('[cdk...]', 'for cdk deploy, such as --require-approval never')
    .allowUnknownOption()
    .action(async (cdkArguments: string[], options: { overwriteSettings?: boolean; deleteData?: boolean }) => {
      const { overwriteSettings = false, deleteData = false } = options;
      process.exitCode = await deploy({ cdkArguments, overwriteSettings, deleteData, write, complain, cdk });
    });
  program
    .command('synth')
    .description('show what would be put there; no AWS account needed')
    .action(async () => {
      process.exitCode = await synth({ write, complain, cdk: async (args) => await cdk(args, {}) });
    });
  program
    .command('slack-token')
    .description("try Slack's bot token, say hello and store it, encrypted")
    .action(async () => {
      process.exitCode = await slackToken({ ask: askForToken, apiUrl: process.env['SLACK_API_URL'], write, complain });
    });
  program
    .command('member-role')
    .description(
      "with an organization: write the role's template for the management account, and say how to bring it there",
    )
    .action(async () => {
      process.exitCode = await memberRole({ write, complain });
    });
  await program.parseAsync();
}

/** From the terminal without an echo; or from a pipe, such as `pbpaste | npm run slack-token`. */
async function askForToken(): Promise<string> {
  return await read({ prompt: "Slack's bot token (xoxb-…, not shown): ", silent: true });
}

async function cdk(args: readonly string[], environment: Readonly<Record<string, string>>): Promise<number> {
  const child = spawn('npx', ['--no', '--', 'cdk', ...args], {
    stdio: 'inherit',
    env: { ...process.env, CDK_DISABLE_VERSION_CHECK: 'true', ...environment },
  });
  return await new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (status) => resolve(status ?? 1));
  });
}

main().catch((error: unknown) => {
  complain(`headroom: ${described(error)}\n`);
  process.exitCode = 1;
});
