import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { closing, HOME } from './support';

const started: ChildProcess[] = [];
afterAll(() => started.forEach((child) => child.kill()));

function sandbox(...options: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', join('sandbox', 'main.ts'), ...options], {
    cwd: join(__dirname, '..', '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

test('it prints what a shell has to export, and serves until it is interrupted', async () => {
  const child = sandbox('--port', '0');
  const exported = new Map<string, string>();
  for await (const line of createInterface(child.stdout)) {
    const [, name = '', value = ''] = /^export (\w+)=(.+)$/.exec(line) ?? [];
    exported.set(name, value);
    if (name === 'AWS_EC2_METADATA_DISABLED') break;
  }
  const client = closing(
    new APIGatewayClient({
      endpoint: exported.get('AWS_ENDPOINT_URL') ?? '',
      region: exported.get('AWS_REGION') ?? '',
      credentials: {
        accessKeyId: exported.get('AWS_ACCESS_KEY_ID') ?? '',
        secretAccessKey: exported.get('AWS_SECRET_ACCESS_KEY') ?? '',
      },
    }),
  );

  const { items = [] } = await client.send(new GetRestApisCommand({}));

  expect(exported.get('AWS_REGION')).toBe(HOME);
  expect(items.map(({ name }) => name)).toEqual(['partner-gateway', 'internal-tools']);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
});

test('a port that is no number, and an account that does not exist, are refused', async () => {
  expect(await once(sandbox('--port', 'many'), 'exit')).toEqual([1, null]);
  expect(await once(sandbox('--account', 'nobody', '--port', '0'), 'exit')).toEqual([1, null]);
});
