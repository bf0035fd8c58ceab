import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  ListFunctionsCommand,
} from '@aws-sdk/client-lambda';
import { closing, home, pagesOf, raw, refusal, sizesOf, start, to } from '../support';
import type { Sandbox } from '../../../sandbox';

let sandbox: Sandbox;
let client: LambdaClient;

beforeAll(async () => {
  sandbox = await start({
    account: home({
      lambda: {
        concurrency: 900,
        functions: [
          { name: 'checkout', reserved: 300 },
          { name: 'off', reserved: 0 },
          { name: 'handler', copies: 60 },
        ],
      },
    }),
  });
  client = closing(new LambdaClient(to(sandbox)));
});

test.each([
  [undefined, [50, 12]],
  [10_000, [50, 12]],
  [40, [40, 22]],
])('with MaxItems %s the pages of ListFunctions hold %j', async (MaxItems, sizes) => {
  const pages = await pagesOf(async (Marker) => {
    const page = await client.send(new ListFunctionsCommand({ Marker, MaxItems }));
    return { items: page.Functions, next: page.NextMarker };
  });

  expect(sizesOf(pages)).toEqual(sizes);
  expect(new Set(pages.flat().map(({ FunctionArn }) => FunctionArn)).size).toBe(62);
});

test.each([0, 10_001])('MaxItems %d is out of range', async (MaxItems) => {
  await expect(client.send(new ListFunctionsCommand({ MaxItems }))).rejects.toMatchObject(
    refusal('InvalidParameterValueException', 400),
  );
});

test('MaxItems that is no number is refused', async () => {
  const { response } = await raw(sandbox, { service: 'lambda', path: '/2015-03-31/functions?MaxItems=many' });

  expect(response.status).toBe(400);
  expect(response.headers.get('x-amzn-errortype')).toBe('InvalidParameterValueException');
});

test('a marker that ListFunctions did not give is refused', async () => {
  await expect(client.send(new ListFunctionsCommand({ Marker: 'abc' }))).rejects.toMatchObject(
    refusal('InvalidParameterValueException', 400),
  );
});

test('what is reserved is missing from the unreserved limit, and a function of the list does not say it', async () => {
  const { AccountLimit, AccountUsage } = await client.send(new GetAccountSettingsCommand({}));
  const { Functions = [] } = await client.send(new ListFunctionsCommand({}));

  expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 900, UnreservedConcurrentExecutions: 600 });
  expect(AccountUsage).toMatchObject({ FunctionCount: 62 });
  expect(JSON.stringify(Functions)).not.toMatch(/reserved/i);
});

test.each([
  ['checkout', 300],
  ['off', 0],
  ['handler-60', undefined],
])('the reserved concurrency of %s is %s', async (FunctionName, reserved) => {
  const answer = await client.send(new GetFunctionConcurrencyCommand({ FunctionName }));

  expect(answer.ReservedConcurrentExecutions).toBe(reserved);
});

test('the code storage is what was described, of a limit of its own', async () => {
  const GIBIBYTE = 1024 ** 3;
  const full = await start({ account: home({ lambda: { storageGiB: 290, storageLimitGiB: 1000 } }) });

  const { AccountLimit, AccountUsage } = await closing(new LambdaClient(to(full))).send(
    new GetAccountSettingsCommand({}),
  );

  expect(AccountLimit?.TotalCodeSize).toBe(1000 * GIBIBYTE);
  expect(AccountUsage?.TotalCodeSize).toBe(290 * GIBIBYTE);
});

test('an unknown function is not found', async () => {
  await expect(client.send(new GetFunctionConcurrencyCommand({ FunctionName: 'nope' }))).rejects.toMatchObject(
    refusal('ResourceNotFoundException', 404),
  );
});

test.each(['FunctionVersion=ALL', 'MasterRegion=us-east-1'])('the sandbox has no %s and says so', async (query) => {
  const { response, text } = await raw(sandbox, { service: 'lambda', path: `/2015-03-31/functions?${query}` });

  expect(response.status).toBe(400);
  expect(text).toContain('the sandbox has no');
});
