import {
  GetParameterCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { Sandbox } from '../../../sandbox';
import { ACCOUNT_ID, closing, HandClock, HOME, raw, refusal, start, to } from '../support';

const OTHER = 'eu-west-1';
const clock = new HandClock();

let sandbox: Sandbox;
let client: SSMClient;

beforeEach(async () => {
  sandbox = await start({ clock, account: { accountId: ACCOUNT_ID, regions: { [HOME]: {}, [OTHER]: {} } } });
  client = closing(new SSMClient(to(sandbox)));
});

const put = (Name: string, more: Partial<PutParameterCommandInput> = {}) =>
  client.send(new PutParameterCommand({ Name, Value: 'xoxb-1', Type: 'SecureString', ...more }));
const get = (Name: string, WithDecryption?: boolean) => client.send(new GetParameterCommand({ Name, WithDecryption }));

test('a parameter comes back with its type, version and ARN', async () => {
  expect(await put('/headroom/channel', { Type: 'String', Value: 'C1' })).toMatchObject({ Version: 1 });

  expect(await get('/headroom/channel')).toMatchObject({
    Parameter: {
      Name: '/headroom/channel',
      Type: 'String',
      Value: 'C1',
      Version: 1,
      LastModifiedDate: clock.now(),
      ARN: `arn:aws:ssm:${HOME}:${ACCOUNT_ID}:parameter/headroom/channel`,
    },
  });
});

test('a secret shows its value only to whoever decrypts it', async () => {
  await put('/headroom/token');

  const closed = await get('/headroom/token');
  const decrypted = await get('/headroom/token', true);

  expect(decrypted.Parameter?.Value).toBe('xoxb-1');
  expect(closed.Parameter?.Value).toMatch(/^[A-Za-z0-9+/=]{64,}$/);
});

test('a parameter is overwritten only when asked, keeps its type and counts its versions', async () => {
  await put('token');
  await expect(put('token')).rejects.toMatchObject(refusal('ParameterAlreadyExists', 400));

  expect(await put('token', { Value: 'xoxb-2', Type: undefined, Overwrite: true })).toMatchObject({ Version: 2 });
  expect(await get('token', true)).toMatchObject({
    Parameter: { Value: 'xoxb-2', Type: 'SecureString', ARN: expect.stringMatching(/:parameter\/token$/) },
  });
});

test('a Region has its own', async () => {
  await put('token');

  await expect(
    closing(new SSMClient(to(sandbox, OTHER))).send(new GetParameterCommand({ Name: 'token' })),
  ).rejects.toMatchObject(refusal('ParameterNotFound', 400));
});

describe('what is refused', () => {
  const levels = (count: number) => '/level'.repeat(count);

  test('a parameter that is not there', async () => {
    await expect(get('/headroom/token')).rejects.toMatchObject(refusal('ParameterNotFound', 400));
  });

  test.each<[string, string, Partial<PutParameterCommandInput>?]>([
    ['a new one without a type', 'token', { Type: undefined }],
    ['a name that begins with ssm', 'ssmToken'],
    ['a path that begins with ssm', '/SSM/token'],
    ['a path without its slash', 'headroom/token'],
    ['a path with an empty part', '/headroom//token'],
    ['a path that ends with a slash', '/headroom/'],
    ['a name with a blank', 'the token'],
    ['a name with an at sign', '/me@example.com'],
    ['a name of 1,012 characters', 'n'.repeat(1012)],
    ['no value', 'token', { Value: '' }],
    ['a value of more than 4 KB', 'token', { Value: 'v'.repeat(4097) }],
    ['a value in double brackets', 'token', { Value: '{{ssm:other}}' }],
  ])('%s', async (...[, name, more]) => {
    await expect(put(name, more)).rejects.toMatchObject(refusal('ValidationException', 400));
  });

  test.each<[string, string]>([
    ['AccessDeniedException', '/aws/token'],
    ['AccessDeniedException', 'awsToken'],
    ['HierarchyLevelLimitExceededException', levels(16)],
  ])('%s for %s', async (code, name) => {
    await expect(put(name)).rejects.toMatchObject(refusal(code, 400));
  });

  test('another type for a parameter that is there', async () => {
    await put('token');

    await expect(put('token', { Type: 'String', Overwrite: true })).rejects.toMatchObject(
      refusal('HierarchyTypeMismatchException', 400),
    );
  });

  test('a type that does not exist', async () => {
    const { response, text } = await raw(sandbox, {
      service: 'ssm',
      headers: { 'x-amz-target': 'AmazonSSM.PutParameter' },
      body: '{"Name":"token","Value":"v","Type":"Secret"}',
    });

    expect([response.status, text]).toEqual([400, expect.stringContaining('Secret is not one of')]);
  });

  test('a wrong name, when it is read', async () => {
    await expect(get('headroom/token')).rejects.toMatchObject(refusal('ValidationException', 400));
  });

  test.each<[string, () => Promise<unknown>]>([
    ['version', () => get('token:1')],
    ['KeyId', () => put('token', { KeyId: 'alias/mine' })],
    ['Tier', () => put('token', { Tier: 'Advanced' })],
  ])('%s, which the sandbox lacks', async (member, call) => {
    await expect(call()).rejects.toThrow(`the sandbox has no ${member}`);
  });

  test.each([
    ['a value of 4 KB', 'token', 'v'.repeat(4096)],
    ['15 levels', levels(15), 'v'],
  ])('but not %s', async (_, name, Value) => {
    await expect(put(name, { Value })).resolves.toMatchObject({ Version: 1 });
  });
});

test('the slash of a path is not doubled in its ARN', async () => {
  await put('/headroom/token');
  await put('token');

  expect(sandbox.calls.map(({ action, resource }) => [action, resource])).toEqual([
    ['ssm:PutParameter', `arn:aws:ssm:${HOME}:${ACCOUNT_ID}:parameter/headroom/token`],
    ['ssm:PutParameter', `arn:aws:ssm:${HOME}:${ACCOUNT_ID}:parameter/token`],
  ]);
});
