/** `npm run sandbox`: an account to point any AWS client at. */
import { Command, InvalidArgumentError } from 'commander';
import { startSandbox } from './index';

// Node 20 is supported until the SDK ends it in January 2027.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

function whole(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}

interface Options {
  readonly account: string;
  readonly port: number;
  readonly throttle?: boolean;
  readonly latency: number;
  readonly pageSizeV2: number;
}

async function main(): Promise<void> {
  const { account, port, throttle, latency, pageSizeV2 } = new Command('sandbox')
    .description('Serves an account of sandbox/accounts on 127.0.0.1 until it is interrupted.')
    .option('--account <name>', 'a file of sandbox/accounts', 'demo')
    .option('--port <n>', 'the port', whole, 4566)
    .option('--throttle', "enforce AWS's published request rates")
    .option('--latency <ms>', 'how long each answer takes at least', whole, 0)
    .option('--page-size-v2 <n>', 'the most items that a page of apigatewayv2 holds', whole, 500)
    .parse()
    .opts<Options>();
  const sandbox = await startSandbox({
    account,
    port,
    throttle: throttle ?? false,
    latencyMs: latency,
    pages: { v2: pageSizeV2 },
  });
  for (const [name, value] of Object.entries(sandbox.environment)) process.stdout.write(`export ${name}=${value}\n`);
  process.stderr.write(`The account ${account} is served until Ctrl-C; the lines above point any AWS client at it.\n`);
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  const hint = message.includes('EADDRINUSE') ? '; choose another with --port' : '';
  process.stderr.write(`sandbox: ${message}${hint}\n`);
  process.exitCode = 1;
});
