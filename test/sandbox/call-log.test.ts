import { APIGatewayClient, GetResourcesCommand } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import fc from 'fast-check';
import { type Call, mostCallsIn } from '../../sandbox/call-log';
import { ACCOUNT_ID, closing, HandClock, raw, start, to } from './support';

test('the log says when, where and what exactly was asked, and the status of the answer', async () => {
  const clock = new HandClock();
  clock.ms = 5000;
  const sandbox = await start({
    account: { accountId: ACCOUNT_ID, regions: { 'us-east-1': {}, 'eu-west-1': {} } },
    clock,
  });
  const v2 = closing(new ApiGatewayV2Client(to(sandbox, 'eu-west-1')));
  const v1 = closing(new APIGatewayClient(to(sandbox)));

  clock.ms += 250;
  await v2.send(new GetApisCommand({}));
  clock.ms += 1000;
  await v1.send(new GetResourcesCommand({ restApiId: 'nope', limit: 5 })).catch(() => {});
  await raw(sandbox, { service: 'sts', accessKeyId: 'AKIDOTHER', body: 'Action=GetCallerIdentity' });

  expect(sandbox.calls).toEqual([
    {
      at: 250,
      accountId: ACCOUNT_ID,
      region: 'eu-west-1',
      service: 'apigatewayv2',
      operation: 'GetApis',
      target: '/v2/apis',
      action: 'apigateway:GET',
      resource: 'arn:aws:apigateway:eu-west-1::/apis',
      also: [],
      status: 200,
    },
    {
      at: 1250,
      accountId: ACCOUNT_ID,
      region: 'us-east-1',
      service: 'apigateway',
      operation: 'GetResources',
      target: '/restapis/nope/resources?limit=5',
      action: 'apigateway:GET',
      resource: 'arn:aws:apigateway:us-east-1::/restapis/nope/resources',
      also: [],
      status: 404,
    },
    {
      at: 1250,
      accountId: ACCOUNT_ID,
      region: 'us-east-1',
      service: 'sts',
      operation: 'GetCallerIdentity',
      target: '/',
      action: null,
      resource: null,
      also: [],
      status: 403,
    },
  ]);
  sandbox.reset();
  expect(sandbox.calls).toEqual([]);
});

const quarters = fc.nat(400).map((count) => count / 4);
const call = (at: number): Call => ({
  at,
  accountId: ACCOUNT_ID,
  region: 'r',
  service: 's',
  operation: 'o',
  target: '/',
  action: 's:o',
  resource: '*',
  also: [],
  status: 200,
});

test('the most calls in a window, its ends included', () => {
  const calls = [0, 10, 1000, 1010, 1011, 5000].map(call);

  expect(mostCallsIn(1000, calls)).toBe(3);
  expect(mostCallsIn(999, calls)).toBe(3);
  expect(mostCallsIn(10, calls)).toBe(2);
  expect(mostCallsIn(0, calls)).toBe(1);
  expect(mostCallsIn(1000, [])).toBe(0);
});

test('the most calls in a window are what counting from every call gives, in whatever order they come', () => {
  fc.assert(
    // Quarters of a millisecond, so that sums are exact and ends of windows are met.
    fc.property(fc.array(quarters, { maxLength: 60 }), quarters, (times, windowMs) => {
      const counts = times.map((from) => times.filter((at) => at >= from && at <= from + windowMs).length);

      expect(mostCallsIn(windowMs, times.map(call))).toBe(Math.max(0, ...counts));
    }),
  );
});
